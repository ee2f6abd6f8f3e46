/** Handing in, and the decision of a second person: behind the buttons of cards. Everything is decided when it is pressed. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { text } from '#flows/prompts/text.ts';
import type { Outcome } from './rules.ts';
import { outcomeText } from './siaran.flow.ts';

interface Seen {
  number: string;
  version: number;
}

export const handIn: Flow<Seen, void> = {
  name: 'siaran-ajukan',
  version: 1,
  async run(t, seen) {
    t.say(outcomeText(seen.number, await t.effect<Outcome>('ajukan', 'siaran.hand-in', seen), 'siaran.handedIn'));
  },
};

export const decideSiaran: Flow<Seen & { approve: boolean }, void> = {
  name: 'siaran-putuskan',
  version: 1,
  async run(t, seen) {
    const note = seen.approve ? null : await t.ask('alasan', text({ text: tx('siaran.askReason'), min: 5, max: 300 }));
    const decided = await t.effect<Outcome>('putuskan', 'siaran.decide', { ...seen, note });
    t.say(outcomeText(seen.number, decided, seen.approve ? 'siaran.approved' : 'siaran.declined'));
  },
};
