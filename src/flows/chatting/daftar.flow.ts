/** Staff's conversations: their own first, then those that wait; and being on duty for them. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '../prompts/choice.ts';
import { choices } from '../prompts/choices.ts';
import { tell } from './ambil.flow.ts';
import type { Handled, OnDuty, Option, TalkRow } from './rules.ts';

export const list: Flow<null, void> = {
  name: 'obrolan',
  version: 1,
  async run(t) {
    const rows = await t.read<TalkRow[]>('daftar', 'chatting.daftar', {}, { maxAge: 5000 });
    if (!rows.length) return t.say(tx('chatting.listEmpty'));
    const number = await t.ask(
      'yang',
      choice({
        text: tx('chatting.askList', { rows: rows.map(row) }),
        choices: rows.map((one) => ({
          id: one.number,
          label: tx(one.mine ? 'chatting.choiceMine' : 'chatting.choiceWaits', { number: one.number }),
          synonyms: [one.number.toLowerCase(), one.number.slice(2)],
        })),
      }),
    );
    const mine = rows.some((one) => one.number === number && one.mine);
    const handled = await t.effect<Handled>('buka', mine ? 'chatting.jawab' : 'chatting.ambil', { number });
    tell(t, { number }, handled, mine ? 'turned' : 'taken');
  },
};

const row = ({ number, mine, owed, about, who, said, labels }: TalkRow) =>
  tx('chatting.row', {
    ...{ number, who, said },
    about: about ?? tx('chatting.aboutOther'),
    state: tx(`chatting.row-${mine ? (owed ? 'owed' : 'mine') : 'waits'}`),
    labels: labels.length ? tx('chatting.rowLabels', { labels }) : '',
  });

/** `off`: said by the word itself. */
export const duty: Flow<{ off: boolean }, void> = {
  name: 'piket',
  version: 1,
  async run(t, { off }) {
    const units = await t.read<Option[]>('unit', 'chatting.unit', {});
    const teams = off
      ? []
      : await t.ask(
          'untuk',
          choices({
            text: tx('chatting.askDuty'),
            choices: units.map(({ id, name }) => ({ id, label: tx('chatting.option', { name }) })),
          }),
        );
    const { outcome, released } = await t.effect<OnDuty>('piket', 'chatting.piket', { teams });
    const names = units.filter(({ id }) => teams.includes(id)).map(({ name }) => name);
    t.say(
      outcome === 'forbidden' ? tx('engine.notForYou') : tx(`chatting.duty-${outcome}`, { names, count: released }),
    );
  },
};
