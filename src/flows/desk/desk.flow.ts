/** One of staff answers somebody whose message or form failed. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { text } from '#flows/prompts/text.ts';

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
