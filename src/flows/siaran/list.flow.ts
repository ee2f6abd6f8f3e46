/** Announcements and how far they are: look again, pause, go on, stop. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { listed, MORE } from '#flows/prompts/listed.ts';
import { changeSiaran, outcomeText } from './siaran.flow.ts';
import { barOf, LIST, siaranNumber, stepsOf } from './rules.ts';
import type { Card, Outcome, Steer } from './rules.ts';

/** Characters of an announcement in the list. */
const BEGINNING = 60;
/** Looks in one sitting. */
const LOOKS = 30;
/** Besides the words on the buttons. */
const SAID: Record<string, string[]> = { lihat: ['lihat', 'kemajuan', 'kemajuan siaran', 'progress', 'refresh'] };

export const listSiaran: Flow<{ number: string }, void> = {
  name: 'siaran-daftar',
  version: 1,
  async run(t, { number: asked }) {
    const number = asked || (await pick(t));
    if (number === null) return t.say(tx('siaran.none'));
    for (let look = 1; look <= LOOKS; look += 1) {
      const card = await t.read<Card | null>(`siaran:${look}`, 'siaran.one', { number, look });
      if (!card) return t.say(tx('siaran.unknown', { number }));
      const steps = stepsOf(card);
      if (!steps.length) return t.say(cardText(card));
      const step = await t.ask(
        `langkah:${look}`,
        choice<(typeof steps)[number] | 'lihat' | 'cukup'>({
          text: cardText(card),
          choices: (['lihat', ...steps, 'cukup'] as const).map((id) => ({
            id,
            label: tx(`siaran.step-${id}`),
            synonyms: SAID[id] ?? [id],
          })),
        }),
      );
      if (step === 'cukup') return t.say(tx('siaran.closed'));
      if (step === 'ubah') return t.call('ubah', changeSiaran, { number });
      if (step !== 'lihat') return steer(t, number, step);
    }
  },
};

async function pick(t: Handle): Promise<string | null> {
  for (let [page, behind] = [1, {}]; ; page += 1) {
    const found = await t.read<Card[]>(page === 1 ? 'daftar' : `daftar:${page}`, 'siaran.list', behind);
    const cards = found.slice(0, LIST);
    const last = cards.at(-1);
    if (!last) return null;
    const said = await t.ask(
      page === 1 ? 'siaran' : `siaran:${page}`,
      listed({
        text: tx('siaran.askWhich', { rows: cards.map(rowOf) }),
        choices: cards.map(choiceOf),
        ...{ more: found.length > LIST, numberIn: siaranNumber, example: last.number },
      }),
    );
    if (said !== MORE) return said;
    behind = { before: last.number };
  }
}

const choiceOf = ({ number, status }: Card) => ({
  id: number,
  label: tx('siaran.choice', { number, status: tx(`siaran.status-${status}`) }),
});

/** What it says, so far as it tells one from another. */
const rowOf = ({ number, text }: Card): TextRef => {
  const signs = [...text.replace(/\s+/g, ' ')];
  const cut = signs.length > BEGINNING;
  return tx('siaran.row', { number, text: signs.slice(0, BEGINNING).join('') + (cut ? '…' : '') });
};

async function steer(t: Handle, number: string, step: Steer): Promise<void> {
  const done = await t.effect<Outcome>('kendali', 'siaran.steer', { number, step });
  const text = outcomeText(number, done, `siaran.steered-${step}`);
  // What waits is to go on one day, and what goes on is looked at: from here, not by words that one must know.
  if (step === 'henti') t.say(text);
  else t.say(text, { label: tx('siaran.lookAndSteer'), flow: 'siaran-daftar', arg: number });
}

function cardText(card: Card): TextRef {
  const { number, text, author, approver, at, quietUntil, total, tally } = card;
  const lines = [
    tx('siaran.card-head', { number, status: tx(`siaran.status-${card.status}`) }),
    tx('siaran.card-text', { text }),
    approver === null ? tx('siaran.card-author', { author }) : tx('siaran.card-both', { author, approver }),
    ...(at !== null && card.status === 'terjadwal' ? [tx('siaran.card-at', { at })] : []),
    ...(quietUntil !== null && (card.status === 'terjadwal' || card.status === 'berjalan')
      ? [tx('siaran.card-quiet', { at: quietUntil })]
      : []),
    ...(card.trouble ? [tx('siaran.card-trouble', { at: card.trouble })] : []),
    ...(card.gathered ? [tx('siaran.card-figures', { ...barOf(tally, total), ...tally, total })] : []),
  ];
  return tx('siaran.lines', { lines });
}
