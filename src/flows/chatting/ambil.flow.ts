/** Staff take a conversation or turn to one of theirs: from then on what they write goes there, and they see with whom they talk. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { linesOf, refusalText } from './rules.ts';
import type { Handled } from './rules.ts';

type Number = { number: string };

export const take: Flow<Number, void> = {
  name: 'obrolan-ambil',
  version: 1,
  async run(t, args) {
    tell(t, args, await t.effect<Handled>('ambil', 'chatting.ambil', args), 'taken');
  },
};

export const answer: Flow<Number, void> = {
  name: 'obrolan-jawab',
  version: 1,
  async run(t, args) {
    tell(t, args, await t.effect<Handled>('jawab', 'chatting.jawab', args), 'turned');
  },
};

export function tell(t: Handle, { number }: Number, handled: Handled, how: 'taken' | 'turned'): void {
  // In the topic everybody sees it.
  if (handled.outcome === 'here') return;
  if (handled.outcome !== 'done') return t.say(refusalText(handled, number));
  const about = handled.about ?? tx('chatting.aboutOther');
  t.say(tx(`chatting.${how}`, { number, about, lines: linesOf(handled.lines) }));
}
