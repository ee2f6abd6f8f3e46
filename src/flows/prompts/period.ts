import { DateTime } from 'luxon';
import { tx, type Choice, type TextRef } from '#flows/engine/message.ts';
import type { Parsed, Prompt } from '#flows/engine/prompt.ts';
import { MONTHS, oneOf } from './date-words.ts';
import { inFull } from './in-full.ts';
import { matchChoice } from './match-choice.ts';
import { normalise } from './normalise.ts';
import { digitize } from './numerals.ts';

/** `yyyy-MM`, or `yyyy` for a whole year. */
export type Period = string;

export interface PeriodOptions {
  text: TextRef;
  label?: TextRef;
  /** Offered as choices, the newest month first. */
  choices: readonly (Choice & { id: Period })[];
  /** Whole years are taken too. */
  years: boolean;
}

const EXPECTS = tx('prompts.period.expects');
/** Older figures are on paper. */
const FIRST_YEAR = 2000;

const LAST = '(?:lalu|kemarin|sebelumnya|sebelum ini|yang lalu|kemarin dulu)';
const MONTH = new RegExp(`^(?:bulan )?(${oneOf(MONTHS.keys())})(?: (?:tahun )?(\\d{4}|\\d{2}|ini|lalu|kemarin))?$`);
const FIGURES = /^(?:bulan )?(\d{1,2})(?:[-/. ](\d{4}))?$/;
const ISO = /^(\d{4})-(\d{1,2})$/;
const AGO = /^(\d{1,2}) bulan (?:yang )?(?:lalu|kemarin|sebelumnya)$|^(\d{1,2}) months? ago$/;
const AROUND = /^(?:untuk |yang |yg |pada |di |for |in )+|(?: (?:ya|aja|saja|pak|bu|kak|min|dong|please))+$|[.!?]+$/g;

const month = (today: string, ago: number): Period =>
  DateTime.fromISO(today, { zone: 'utc' }).startOf('month').minus({ months: ago }).toFormat('yyyy-MM');

const dated = (year: number, number: number): Period | null =>
  number >= 1 && number <= 12 ? `${year}-${String(number).padStart(2, '0')}` : null;

/** Without a year the last such month is meant. */
const lastSuch = (number: number, today: string): Period | null => {
  const year = Number(today.slice(0, 4));
  const ofYear = dated(year, number);
  return ofYear !== null && ofYear > today.slice(0, 7) ? dated(year - 1, number) : ofYear;
};

const yearSaid = (said: string | undefined, today: string): number | null => {
  if (said === undefined) return null;
  const now = Number(today.slice(0, 4));
  if (!/^\d+$/.test(said)) return said === 'ini' ? now : now - 1;
  return said.length === 2 ? 2000 + Number(said) : Number(said);
};

/** A week is no period here: the months that it lies in. */
const monthsOfWeek = (today: string, ago: number): Period[] => {
  const monday = DateTime.fromISO(today, { zone: 'utc' }).startOf('week').minus({ weeks: ago });
  return [...new Set([monday, monday.plus({ days: 6 })].map((day) => day.toFormat('yyyy-MM')))].filter(
    (one) => one <= today.slice(0, 7),
  );
};

const SPOKEN: [RegExp, (today: string) => Period[]][] = [
  [/^(?:bulan (?:ini|sekarang)|hari ini|sekarang|this month|today)$/, (today) => [month(today, 0)]],
  [new RegExp(`^(?:bulan ${LAST}|last month)$`), (today) => [month(today, 1)]],
  [/^(?:kemarin|yesterday)$/, (today) => [yesterday(today)]],
  [/^(?:tahun (?:ini|sekarang)|this year)$/, (today) => [today.slice(0, 4)]],
  [new RegExp(`^(?:tahun ${LAST}|last year)$`), (today) => [String(Number(today.slice(0, 4)) - 1)]],
  [/^(?:(?:minggu|pekan)(?: ini)?|this week)$/, (today) => monthsOfWeek(today, 0)],
  [new RegExp(`^(?:(?:minggu|pekan) ${LAST}|last week)$`), (today) => monthsOfWeek(today, 1)],
];

const yesterday = (today: string): Period =>
  DateTime.fromISO(today, { zone: 'utc' }).minus({ days: 1 }).toFormat('yyyy-MM');

const only = (period: Period | null): Period[] => (period === null ? [] : [period]);

/** Every period that the words can mean; empty where they mean none. */
const readPeriods = (text: string, today: string): Period[] => {
  const said = digitize(inFull(normalise(text)))
    .replace(AROUND, '')
    .trim();
  for (const [words, read] of SPOKEN) if (words.test(said)) return read(today);
  const ago = AGO.exec(said);
  if (ago) return [month(today, Number(ago[1] ?? ago[2]))];
  const [, name, year] = MONTH.exec(said) ?? [];
  const number = MONTHS.get(name ?? '');
  if (number !== undefined) {
    const named = yearSaid(year, today);
    return only(named === null ? lastSuch(number, today) : dated(named, number));
  }
  const [, isoYear, isoMonth] = ISO.exec(said) ?? [];
  if (isoYear) return only(dated(Number(isoYear), Number(isoMonth)));
  if (/^(?:tahun )?\d{4}$/.test(said)) return [said.slice(-4)];
  const [, figure, of] = FIGURES.exec(said) ?? [];
  if (!figure) return [];
  return only(of === undefined ? lastSuch(Number(figure), today) : dated(Number(of), Number(figure)));
};

const labelOf = (period: Period): TextRef =>
  period.length === 4
    ? tx('prompts.period.year', { year: period })
    : tx('prompts.period.month', { month: `${period}-01` });

const judge = (periods: readonly Period[], years: boolean, today: string): Parsed<Period> => {
  const known = periods.filter((one) => Number(one.slice(0, 4)) >= FIRST_YEAR);
  const past = known.filter((one) => one <= today.slice(0, one.length));
  const good = past.filter((one) => years || one.length === 7);
  const [one] = good;
  if (one !== undefined && good.length === 1) return { ok: one };
  if (good.length > 1) return { which: good.map((value) => ({ label: labelOf(value), value })) };
  if (known.length > 0 && past.length === 0) return { refuse: tx('prompts.period.notYet') };
  return { refuse: past.length > 0 ? tx('prompts.period.noYear') : EXPECTS };
};

/** A month, or a year, that has begun; value: `Period`. More is taken than the few that are offered. */
export const period = ({ text, label, choices, years }: PeriodOptions): Prompt<Period> => ({
  kind: 'period',
  text,
  ...(label && { label }),
  choices,
  expects: EXPECTS,
  parse: (answer, { today }) => {
    if (answer.kind === 'choice')
      return choices.some(({ id }) => id === answer.id) ? { ok: answer.id } : { refuse: EXPECTS };
    if (answer.kind !== 'text') return { refuse: EXPECTS };
    const match = matchChoice(
      answer.text,
      choices.map(({ id, synonyms = [] }) => ({ id, label: '', synonyms })),
    );
    return match && 'id' in match ? { ok: match.id } : judge(readPeriods(answer.text, today), years, today);
  },
});
