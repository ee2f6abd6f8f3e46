/** "hari libur": a holiday is added or taken away in the middle of the year, with the decree it rests on. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { confirm } from '#flows/prompts/confirm.ts';
import { date } from '#flows/prompts/date.ts';
import { text } from '#flows/prompts/text.ts';
import type { HolidayChanged, HolidayDays, HolidayKind, HolidayWish } from './rules.ts';

export const changeHolidays: Flow<null, void> = {
  name: 'hari-libur',
  version: 1,
  async run(t) {
    const days = await t.read<HolidayDays>('hari', 'holidays.days', {});
    const deed = await t.ask(
      'aksi',
      choice<'add' | 'remove'>({
        text: tx('holidays.askDeed'),
        label: tx('holidays.deed'),
        choices: [
          { id: 'add', label: tx('holidays.add'), synonyms: ['tambah', 'add'] },
          { id: 'remove', label: tx('holidays.remove'), synonyms: ['hapus', 'remove'] },
        ],
      }),
    );
    const day = await t.ask(
      `tanggal-${deed}`,
      date({ text: tx('holidays.askDate'), label: tx('holidays.date'), ...days[deed] }),
    );
    const kind =
      deed === 'remove'
        ? null
        : await t.ask(
            'jenis',
            choice<HolidayKind>({
              text: tx('holidays.askKind'),
              label: tx('holidays.kind'),
              choices: [
                { id: 'holiday', label: tx('holidays.kind-holiday'), synonyms: ['libur'] },
                { id: 'leave', label: tx('holidays.kind-leave'), synonyms: ['cuti'] },
              ],
            }),
          );
    const name =
      kind === null
        ? ''
        : await t.ask(
            'nama',
            text({ text: tx('holidays.askName'), label: tx('holidays.name'), max: 80, oneLine: true }),
          );
    const basis = await t.ask(
      'dasar',
      text({ text: tx('holidays.askBasis'), label: tx('holidays.basis'), min: 5, max: 120, oneLine: true }),
    );
    const wish: HolidayWish = { date: day, kind, name, basis };
    const line = kind === null ? tx('holidays.lineRemove', { ...wish }) : tx('holidays.lineAdd', { ...wish });
    await t.ask('setuju', confirm({ text: tx('holidays.summary'), lines: [line] }));
    const { outcome, visits } = await t.effect<HolidayChanged>('ubah', 'holidays.change', wish);
    t.say(outcome === 'forbidden' ? tx('engine.notForYou') : tx('holidays.changed', { date: day, visits }));
  },
};
