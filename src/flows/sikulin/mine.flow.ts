/** Guests look at, move, cancel and complete their own visits, and answer when the office proposes another time. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { visitChoice, visitorOf } from './rules.ts';
import type { GuestAnswer, VisitCard } from './rules.ts';
import { giveLetter, SAID, tell, WISHES, wishes } from './wishes.ts';
import type { Wish } from './wishes.ts';

export const myVisits: Flow<{ number: string }, void> = {
  name: 'kunjungan-saya',
  version: 1,
  async run(t, args) {
    const mine = await t.read<VisitCard[]>('milik', 'sikulin.mine', {});
    if (!mine.length) return t.say(tx('sikulin.noneMine'));
    const number = args.number || (await which(t, mine));
    const visit = mine.find((v) => v.number === number);
    if (!visit) return t.say(tx('sikulin.cannot-foreign', { number }));
    const wish = await t.ask(
      'mau',
      choice<Wish>({
        text: tx('sikulin.askWish', {
          ...visit,
          visitor: visitorOf(visit),
          status: tx(`sikulin.status-${visit.status}`),
        }),
        choices: wishes(visit).map((id) => ({ id, label: tx(`sikulin.wish-${id}`), synonyms: SAID[id] ?? [] })),
      }),
    );
    await WISHES[wish](t, visit);
  },
};

async function which(t: Handle, mine: readonly VisitCard[]): Promise<string> {
  const [only] = mine;
  if (only && mine.length === 1) return only.number;
  const text = tx('sikulin.askMine', { count: mine.length });
  return t.ask('kunjungan', choice({ text, choices: mine.map(visitChoice) }));
}

/** The button under everything that asks for a letter. */
export const letterFor: Flow<{ number: string }, void> = {
  name: 'sikulin-surat',
  version: 1,
  run: (t, { number }) => giveLetter(t, number),
};

/** The two buttons under the office's proposal. */
export const answerProposal: Flow<{ number: string; take: boolean; seen: string }, void> = {
  name: 'sikulin-jawab',
  version: 1,
  async run(t, args) {
    const { number, take } = args;
    const answer = await t.effect<GuestAnswer>('jawab', 'sikulin.answer', args);
    tell(t, answer, take ? 'sikulin.proposalTaken' : 'sikulin.proposalLeft', { number });
  },
};
