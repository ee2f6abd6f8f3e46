/** What got stuck, the oldest first: a person of staff looks at one, tries it again or closes it with a note. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { text } from '#flows/prompts/text.ts';
import { whatHappened } from './stuck.ts';
import type { Handled, StuckCard, StuckList } from './stuck.ts';

export const stuckDesk: Flow<{ number: string }, void> = {
  name: 'macet',
  version: 1,
  async run(t, args) {
    const { cards, count, away } = await t.read<StuckList>('daftar', 'desk.stuck', args);
    if (!cards.length) return t.say(args.number ? tx('desk.stuck-gone', args) : tx('desk.stuckNone', { away }));
    const named = args.number ? cards[0] : undefined;
    const number = named
      ? named.number
      : await t.ask(
          'yang',
          choice({
            text: tx('desk.askStuck', { count, away, rows: cards.map(row) }),
            choices: cards.map((card) => ({ id: card.number, label: tx('desk.stuckNumber', { number: card.number }) })),
          }),
        );
    const card = cards.find((each) => each.number === number);
    const mayMore = card && (await handle(t, card));
    if (mayMore && !named && count > 1) t.say(tx('desk.stuckMore', { count: count - 1 }));
  },
};

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
