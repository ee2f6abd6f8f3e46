/** Figures of visits, and the guest book on paper: for the report that the office writes anyway. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { period as askFor } from '#flows/prompts/period.ts';
import { monthsBack } from './rules.ts';
import type { KindFigures, MonthFigures } from './rules.ts';

/** Months offered, this one first. */
const MONTHS = 3;

export const figures: Flow<null, void> = {
  name: 'kunjungan-angka',
  version: 1,
  async run(t) {
    const period = await askPeriod(t, 'sikulin.askFigures', true);
    if (period.length === 4) return yearOf(t, period);
    const rows = await t.read<KindFigures[]>('angka', 'sikulin.statistics', { month: period });
    if (!rows.length) return t.say(tx('sikulin.noFigures', { month: `${period}-01` }));
    t.say(
      tx('sikulin.figures', {
        month: `${period}-01`,
        rows: rows.map((r) => tx('sikulin.figure', { ...r, kind: tx(`sikulin.kind-${r.kind}`), score: scoreOf(r) })),
      }),
    );
  },
};

async function yearOf(t: Handle, year: string): Promise<void> {
  const rows = await t.read<MonthFigures[]>('tahun', 'sikulin.year', { year });
  if (!rows.length) return t.say(tx('sikulin.noFiguresYear', { year }));
  t.say(tx('sikulin.figuresYear', { year, rows: rows.map((r) => tx('sikulin.figureMonth', { ...r })) }));
}

const scoreOf = ({ score }: KindFigures) =>
  score === null ? tx('sikulin.noScore') : tx('sikulin.score', { score: Math.round(score * 10) / 10 });

export const guestBook: Flow<null, void> = {
  name: 'buku-tamu',
  version: 1,
  async run(t) {
    const month = await askPeriod(t, 'sikulin.askBook', false);
    const { count } = await t.effect<{ count: number | null }>('cetak', 'sikulin.guest-book', { month });
    if (count === null) return t.say(tx('engine.notForYou'));
    t.say(tx(count ? 'sikulin.bookSent' : 'sikulin.bookEmpty', { month: `${month}-01`, count }));
  },
};

/** `yyyy-MM`, or `yyyy` for the whole year. */
function askPeriod(t: Handle, question: string, years: boolean): Promise<string> {
  const months = monthsBack(t.now('bulan').slice(0, 7), MONTHS);
  const year = t.now('bulan').slice(0, 4);
  // The report on a year is written in January.
  const before = String(Number(year) - 1);
  return t.ask(
    'bulan',
    askFor({
      text: tx(question),
      years,
      choices: [
        ...months.map((month) => ({ id: month, label: tx('sikulin.month', { month: `${month}-01` }) })),
        ...(years ? [yearChoice(year), yearChoice(before)] : []),
      ],
    }),
  );
}

const yearChoice = (year: string) => ({ id: year, label: tx('sikulin.wholeYear', { year }) });
