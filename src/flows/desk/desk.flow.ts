/** A person asks for a person, and one of staff answers. The shared desk with queues and claims builds on these two. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { text } from '#flows/prompts/text.ts';

export const askPerson: Flow<null, void> = {
  name: 'petugas',
  version: 1,
  async run(t) {
    const note = await t.ask('pesan', text({ text: tx('desk.askNote'), min: 3, max: 1500 }));
    const { number, open } = await t.effect<{ number: string; open: boolean }>('minta', 'desk.request', { note });
    t.say(tx(open ? 'desk.requested' : 'desk.requestedClosed', { number }));
  },
};

export const answerPerson: Flow<{ number: string }, void> = {
  name: 'balas',
  version: 1,
  async run(t, { number }) {
    const note = await t.ask('jawaban', text({ text: tx('desk.askAnswer', { number }), min: 2, max: 1500 }));
    const { outcome } = await t.effect<{ outcome: 'done' | 'already' | 'unknown' | 'forbidden' }>(
      'balas',
      'desk.answer',
      {
        number,
        note,
      },
    );
    t.say(tx(outcome === 'forbidden' ? 'engine.notForYou' : `desk.answer-${outcome}`, { number }));
  },
};
