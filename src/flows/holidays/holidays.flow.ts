/** "hari libur": a holiday is added, moved, decreed or taken away in the middle of the year, with the decree it rests on. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { confirm } from '#flows/prompts/confirm.ts';
import { date } from '#flows/prompts/date.ts';
import { text } from '#flows/prompts/text.ts';
import type { HolidayChanged, HolidayDays, HolidayDeed, HolidayKind, HolidayWish, KnownHoliday } from './rules.ts';

type Days = HolidayWish['days'];

export const changeHolidays: Flow<null, void> = {
  name: 'hari-libur',
  version: 1,
  async run(t) {
    const { add, known } = await t.read<HolidayDays>('hari', 'holidays.days', {});
    const unsure = known.filter(({ tentative }) => tentative);
    const deed = await t.ask('aksi', askDeed(unsure.length > 0));
    const days = deed === 'add' ? await added(t, add) : await changed(t, deed, add, deed === 'decree' ? unsure : known);
    const basis = await t.ask(
      'dasar',
      text({ text: tx('holidays.askBasis'), label: tx('holidays.basis'), min: 5, max: 120, oneLine: true }),
    );
    const lines = [...days.map(lineOf), tx('holidays.lineBasis', { basis })];
    await t.ask('setuju', confirm({ text: tx('holidays.summary'), lines }));
    const { outcome, visits } = await t.effect<HolidayChanged>('ubah', 'holidays.change', { days, basis });
    t.say(outcome === 'forbidden' ? tx('engine.notForYou') : tx('holidays.changed', { days: days.map(shown), visits }));
  },
};

const askDeed = (decree: boolean) =>
  choice<HolidayDeed>({
    text: tx('holidays.askDeed'),
    label: tx('holidays.deed'),
    choices: [
      { id: 'add', label: tx('holidays.add'), synonyms: ['tambah', 'add'] },
      { id: 'move', label: tx('holidays.move'), synonyms: ['pindah', 'geser', 'move'] },
      ...(decree
        ? [{ id: 'decree' as const, label: tx('holidays.decree'), synonyms: ['tetapkan', 'pasti', 'decree'] }]
        : []),
      { id: 'remove', label: tx('holidays.remove'), synonyms: ['hapus', 'remove'] },
    ],
  });

async function added(t: Handle, add: HolidayDays['add']): Promise<Days> {
  const day = await t.ask('tanggal-add', date({ text: tx('holidays.askDate'), label: tx('holidays.date'), ...add }));
  const kind = await t.ask(
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
  const name = await t.ask(
    'nama',
    text({ text: tx('holidays.askName'), label: tx('holidays.name'), max: 80, oneLine: true }),
  );
  const sure = await t.ask(
    'pasti',
    choice<'sure' | 'unsure'>({
      text: tx('holidays.askSure'),
      label: tx('holidays.sureLabel'),
      choices: [
        { id: 'sure', label: tx('holidays.sure'), synonyms: ['pasti', 'sudah', 'ya', 'sure', 'yes'] },
        { id: 'unsure', label: tx('holidays.unsure'), synonyms: ['belum', 'belum pasti', 'perkiraan', 'not yet'] },
      ],
    }),
  );
  return [{ date: day, kind, name, tentative: sure === 'unsure' }];
}

/** The name goes along: nobody types "Idulfitri" again because it is a day later. */
async function changed(
  t: Handle,
  deed: Exclude<HolidayDeed, 'add'>,
  add: HolidayDays['add'],
  known: readonly KnownHoliday[],
): Promise<Days> {
  const open = known.map((one) => one.date);
  const until = add.until;
  const day = await t.ask(
    `tanggal-${deed}`,
    date({ text: tx(`holidays.askDate-${deed}`), label: tx('holidays.date'), until, open, offers: open.slice(0, 3) }),
  );
  const one = known.find((holiday) => holiday.date === day);
  const kept = { kind: one?.kind ?? ('holiday' as const), name: one?.name.id ?? '', tentative: false };
  if (deed === 'decree') return [{ date: day, ...kept }];
  const gone = { date: day, kind: null, name: kept.name, tentative: false };
  if (deed === 'remove') return [gone];
  const to = await t.ask('ke', date({ text: tx('holidays.askTo', { day }), label: tx('holidays.to'), ...add }));
  return [gone, { date: to, ...kept }];
}

const lineOf = (day: Days[number]): TextRef =>
  tx(day.kind === null ? 'holidays.lineRemove' : day.tentative ? 'holidays.lineUnsure' : 'holidays.lineAdd', {
    ...day,
  });

const shown = ({ date: day }: Days[number]): TextRef => tx('holidays.day', { day });
