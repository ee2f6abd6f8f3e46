/** What got stuck: a person of staff looks at one, tries it again or closes it with a note. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { confirm } from '#flows/prompts/confirm.ts';
import { listed, MORE } from '#flows/prompts/listed.ts';
import { text } from '#flows/prompts/text.ts';
import { stuckNumber, whatHappened } from './stuck.ts';
import type { Handled, StuckCard, StuckKinds, StuckList } from './stuck.ts';

/** The answer that closes all of a kind. */
const ALL = 'sekaligus';

export const stuckDesk: Flow<{ number: string }, void> = {
  name: 'macet',
  version: 1,
  async run(t, args) {
    const first = await t.read<StuckList>('daftar', 'desk.stuck', args);
    const { cards, count, away } = first;
    if (!cards.length) return t.say(args.number ? tx('desk.stuck-gone', args) : tx('desk.stuckNone', { away }));
    const card = args.number ? cards[0] : await whichCard(t, first);
    if (card === ALL) return closeAll(t);
    const mayMore = card && (await handle(t, card));
    if (mayMore && !args.number && count > 1) t.say(tx('desk.stuckMore', { count: count - 1 }));
  },
};

/** From a page of the list, or by the number that the person was told. */
async function whichCard(t: Handle, first: StuckList): Promise<StuckCard | typeof ALL | undefined> {
  for (let [page, list] = [1, first]; ; page += 1) {
    const said = await t.ask(page === 1 ? 'yang' : `yang:${page}`, askWhich(list));
    const here = list.cards.find(({ number }) => number === said);
    if (here) return here;
    if (said === ALL) return ALL;
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
    choices: [
      ...cards.map((card) => ({ id: card.number, label: tx('desk.stuckNumber', { number: card.number }) })),
      ...(count > 1
        ? [{ id: ALL, label: tx('desk.closeAll'), synonyms: ['tutup semua', 'sekaligus', 'close all'] }]
        : []),
    ],
    ...{ more, numberIn: stuckNumber, example: 'G-100001' },
  });

/** Each by itself would take a morning: somebody blocks the bot every day. */
async function closeAll(t: Handle): Promise<void> {
  const { kinds, until } = await t.read<StuckKinds>('hitungan', 'desk.stuck-kinds', {});
  if (!kinds.length) return t.say(tx('desk.stuckEnd'));
  const kind = await t.ask(
    'jenis',
    choice({
      label: tx('desk.kindLabel'),
      text: tx('desk.askKind', { rows: kinds.map((one, at) => tx('desk.kindRow', { ...kindOf(one), at: at + 1 })) }),
      choices: kinds.map((one, at) => ({
        id: one.kind,
        label: tx('desk.kindChoice', { at: at + 1, count: one.count }),
      })),
    }),
  );
  const count = kinds.find((one) => one.kind === kind)?.count ?? 0;
  const note = await t.ask(
    'catatan',
    text({ text: tx('desk.askNoteAll', { count }), label: tx('desk.noteLabel'), min: 2, max: 300 }),
  );
  await t.ask(
    'setuju',
    confirm({
      text: tx('desk.confirmAll', { count }),
      lines: [kindName(kind), tx('desk.noteLine', { note })],
      yes: tx('desk.closeAllYes'),
    }),
  );
  const closed = await t.effect<{ outcome: string; count: number }>('semua', 'desk.close-all', { kind, until, note });
  t.say(closed.outcome === 'forbidden' ? tx('engine.notForYou') : tx('desk.closedAll', { count: closed.count }));
}

const kindName = (what: string): TextRef => whatHappened({ what, missed: 0 });
const kindOf = ({ kind, count }: StuckKinds['kinds'][number]) => ({ count, what: kindName(kind) });

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
