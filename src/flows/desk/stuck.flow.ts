/** What got stuck: a person of staff looks at one, tries it again or closes it with a note. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { listed, MORE } from '#flows/prompts/listed.ts';
import { text } from '#flows/prompts/text.ts';
import { stuckNumber, whatHappened } from './stuck.ts';
import type { Handled, StuckCard, StuckList } from './stuck.ts';

export const stuckDesk: Flow<{ number: string }, void> = {
  name: 'macet',
  version: 1,
  async run(t, args) {
    const first = await t.read<StuckList>('daftar', 'desk.stuck', args);
    const { cards, count, away } = first;
    if (!cards.length) return t.say(args.number ? tx('desk.stuck-gone', args) : tx('desk.stuckNone', { away }));
    const card = args.number ? cards[0] : await whichCard(t, first);
    const mayMore = card && (await handle(t, card));
    if (mayMore && !args.number && count > 1) t.say(tx('desk.stuckMore', { count: count - 1 }));
  },
};

/** From a page of the list, or by the number that the person was told. */
async function whichCard(t: Handle, first: StuckList): Promise<StuckCard | undefined> {
  for (let [page, list] = [1, first]; ; page += 1) {
    const said = await t.ask(page === 1 ? 'yang' : `yang:${page}`, askWhich(list));
    const here = list.cards.find(({ number }) => number === said);
    if (here) return here;
    if (said !== MORE) return byNumber(t, said);
    const after = list.cards.at(-1)?.number;
    list = await t.read<StuckList>(`daftar:${page + 1}`, 'desk.stuck', { number: '', after });
    // Colleagues have dealt with all that came behind.
    if (!list.cards.length) {
      t.say(tx('desk.stuckEnd'));
      return undefined;
    }
  }
}

const askWhich = ({ cards, count, away, more = false }: StuckList) =>
  listed({
    text: tx('desk.askStuck', { count, away, rows: cards.map(row) }),
    choices: cards.map((card) => ({ id: card.number, label: tx('desk.stuckNumber', { number: card.number }) })),
    ...{ more, numberIn: stuckNumber, example: 'G-100001' },
  });

async function byNumber(t: Handle, number: string): Promise<StuckCard | undefined> {
  const [card] = (await t.read<StuckList>('satu', 'desk.stuck', { number })).cards;
  if (!card) t.say(tx('desk.stuck-unknown', { number }));
  return card;
}

/** False where it is no longer for who asked. */
async function handle(t: Handle, card: StuckCard): Promise<boolean> {
  const { number, again } = card;
  const todo = await t.ask(
    'apa',
    choice({
      text: tx('desk.askTodo', {
        ...card,
        what: whatHappened(card),
        again: [
          ...(card.answered ? [tx('desk.stuckAnswered')] : []),
          ...(card.visits ?? []).map((visit) => tx('desk.stuckVisit', visit)),
          tx(again ? 'desk.canAgain' : 'desk.cannotAgain'),
        ],
      }),
      choices: ([...(again ? (['coba'] as const) : []), 'tutup', 'biarkan'] as const).map((id) => ({
        id,
        label: tx(`desk.todo-${id}`),
      })),
    }),
  );
  if (todo === 'biarkan') {
    t.say(tx('desk.stuckLeft', { number }));
    return true;
  }
  const note =
    todo === 'tutup'
      ? await t.ask('catatan', text({ text: tx('desk.askNoteClose', { number }), min: 2, max: 300 }))
      : null;
  const { outcome, who = '-' } = await t.effect<Handled>(todo, todo === 'coba' ? 'desk.retry' : 'desk.close', {
    number,
    note,
  });
  const may = outcome !== 'forbidden';
  t.say(may ? tx(`desk.stuck-${outcome}`, { number, who }) : tx('engine.notForYou'));
  return may;
}

const row = (card: StuckCard) => tx('desk.stuckRow', { number: card.number, at: card.at, what: whatHappened(card) });
