/** Chrono parsers for the dates people say in Indonesia, with the English twins that need the same care. */
import type { Parser, ParsingContext, ParsingResult } from 'chrono-node';
import { Chrono } from 'chrono-node/en';
import { DateTime, type DurationLike } from 'luxon';
import { MONTHS, WEEKDAYS, oneOf } from './date-words.ts';

/** How a mention is to be understood, as a tag on its result. */
export type Sense =
  /** Day, month and year are said, or follow from "besok". */
  | 'exact'
  /** Day and month; the year is this or the next. */
  | 'day-month'
  /** A day of this month or the next. */
  | 'day'
  | 'day-this-month'
  | 'day-next-month'
  | 'weekday'
  /** "Senin ini", "Senin minggu ini" */
  | 'weekday-this'
  /** "Senin depan": of next week, or the coming one? */
  | 'weekday-next'
  /** "Senin minggu depan": of next week only. */
  | 'weekday-next-week'
  | 'weekday-last'
  | 'week-this'
  | 'week-next'
  | 'week-last'
  /** "minggu": Sunday, or this week? */
  | 'minggu'
  | 'minggu-next'
  /** A month without a day. */
  | 'month';

const START = String.raw`(?<![\p{L}\d])`;
const END = String.raw`(?![\p{L}\d])`;
const MONTH = `(${oneOf(MONTHS.keys())})`;
const WEEKDAY = `(${oneOf(WEEKDAYS.keys())})`;
const TH = '(?:st|nd|rd|th)?';
const TGL = '(?:(?:tanggal|tgl|tg|the) ?)?';
const YEAR = String.raw`(?:,? ?(?:tahun |thn )?[-/.']?(\d{4}|\d{2})(?!\d|[.:]\d))?`;

/** Between two days of one month. */
const JOIN = String.raw`(?:sampai|hingga|s\/d|s\.d\.|sd|to|atau|or|dan|and)`;

type Parts = { day?: number; month?: number; year?: number; weekday?: number };
type Said = [sense: Sense, from: Parts, to?: Parts];

const parser = (
  pattern: string,
  read: (groups: (string | undefined)[], context: ParsingContext) => Said | null,
): Parser => {
  const regex = new RegExp(`${START}${pattern}${END}`, 'iu');
  return {
    pattern: () => regex,
    extract: (context, match) => {
      const said = read([...match], context);
      if (!said) return null;
      const [sense, from, to] = said;
      const result = context.createParsingResult(match.index ?? 0, match[0], from, to);
      result.addTag(sense);
      return result;
    },
  };
};

const yearOf = (digits: string): number => (digits.length === 2 ? 2000 : 0) + Number(digits);

const dayMonth = (day: number, month: number, year?: string): Said =>
  year ? ['exact', { day, month, year: yearOf(year) }] : ['day-month', { day, month }];

const monthOf = (word: string | undefined): number => MONTHS.get(word ?? '') ?? 0;
const weekdayOf = (word: string | undefined): number => WEEKDAYS.get(word ?? '') ?? 7;

/** "10 November 2026", "tgl 10 nov tahun depan", "10-12 November" */
const dayAndMonthName = parser(
  String.raw`${TGL}(\d{1,2})${TH}(?: ?(?:-|\/|&|${JOIN}) ?(\d{1,2})${TH})?[ ./-]?(?:of |bulan )?${MONTH}(?: (tahun ini|tahun depan|this year|next year)|${YEAR})`,
  ([, from, to, name, words, year], context) => {
    const thisYear = DateTime.fromJSDate(context.reference.instant, { zone: 'utc' }).year;
    const spoken = words && String(thisYear + (/depan|next/.test(words) ? 1 : 0));
    const [sense, parts] = dayMonth(Number(from), monthOf(name), spoken ?? year);
    return to ? [sense, parts, { ...parts, day: Number(to) }] : [sense, parts];
  },
);

/** "November 10, 2026" */
const monthNameAndDay = parser(
  String.raw`${MONTH} (?:the )?(\d{1,2})${TH}(?!\d|[.:]\d)(?:,? (\d{4}))?`,
  ([, name, day, year]) => dayMonth(Number(day), monthOf(name), year),
);

/** "1/12", "1-12-2026", "1.12.26", "1 12 2026", "tgl 1 bulan 12": day first, always. */
const numeric = parser(
  String.raw`${TGL}(?<![./-])(\d{1,2}) ?(?:([/-]) ?(\d{1,2})(?: ?\2 ?(\d{4}|\d{2}))?|\.(\d{1,2})\.(\d{4}|\d{2})|(?<= )(\d{1,2}) (\d{4})|(?:bulan|bln) (\d{1,2})${YEAR})(?![./-]?\d)`,
  ([, day, , m1, y1, m2, y2, m3, y3, m4, y4]) =>
    dayMonth(Number(day), Number(m1 ?? m2 ?? m3 ?? m4), y1 ?? y2 ?? y3 ?? y4),
);

const iso = parser(String.raw`(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})`, ([, year, month, day]) =>
  dayMonth(Number(day), Number(month), year),
);

const OF_MONTH = 'bulan depan|next month|bulan ini|this month';

/** "tgl 10", "bulan depan tanggal 3", "tanggal 12 dan 13", "tanggal 5 bulan depan", "the 10th of next month" */
const dayOfMonth = parser(
  String.raw`(?:(${OF_MONTH}),? )?(?:(?:tanggal|tgl|tg|the) ?(\d{1,2})${TH}(?: ${JOIN} (\d{1,2})${TH})?|(\d{1,2})(?:st|nd|rd|th))(?: (?:of )?(${OF_MONTH}))?`,
  ([, before, named, to, ordinal, after]) => {
    const month = before ?? after;
    const sense = !month ? 'day' : /depan|next/.test(month) ? 'day-next-month' : 'day-this-month';
    const day = Number(named ?? ordinal);
    return to ? [sense, { day }, { day: Number(to) }] : [sense, { day }];
  },
);

/** Sunday is `minggu` only beside "hari" or a date; alone it may be the week. */
const SUNDAY = String.raw`(hari minggu|minggu(?=,? ?(?:tanggal |tgl )?\d{1,2}(?! ?(?:lagi|hari|minggu|bulan|pekan))))`;

const weekday = parser(
  String.raw`(?:(next|this|coming|last) )?(?:(?:hari |on )?${WEEKDAY}|${SUNDAY})(?:,? (minggu depan|pekan depan|mgg depan|next week|depan|dpn|minggu ini|pekan ini|this week|ini|minggu lalu|last week|lalu|kemarin))?`,
  ([, before = '', name, , after = '']) => {
    const parts = { weekday: weekdayOf(name) };
    if (/lalu|last|kemarin/.test(before + after)) return ['weekday-last', parts];
    if (/(?:minggu|pekan|mgg) depan|next week/.test(after)) return ['weekday-next-week', parts];
    if (/depan|dpn/.test(after) || before === 'next') return ['weekday-next', parts];
    return [/ini|this/.test(before + after) ? 'weekday-this' : 'weekday', parts];
  },
);

const week = parser(
  String.raw`(?:(pekan|minggu|mgg)(?: (depan|dpn|ini|lalu|kemarin))?|(next|this|last) week)`,
  ([, name, side = '', english = '']) => {
    if (/lalu|kemarin|last/.test(side + english)) return ['week-last', {}];
    if (/depan|dpn/.test(side)) return [name === 'pekan' ? 'week-next' : 'minggu-next', {}];
    if (english === 'next') return ['week-next', {}];
    return [name === 'minggu' || name === 'mgg' ? 'minggu' : 'week-this', {}];
  },
);

const month = parser(
  `(?:(?:(?:minggu|pekan) ke ?-? ?\\d+|week \\d+)(?: (?:of |bulan )?${MONTH})?|${MONTH}(?: \\d{4})?|bulan depan|bulan ini|next month|this month)`,
  () => ['month', {}],
);

/** Days from today by word. */
const NEAR = new Map<string, number>([
  ...['hari ini', 'hr ini', 'sekarang', 'today', 'tonight', 'this morning', 'this afternoon', 'this evening']
    .concat(['pagi', 'siang', 'sore', 'malam'].flatMap((part) => [`nanti ${part}`, `${part} ini`, `ntar ${part}`]))
    .map((word): [string, number] => [word, 0]),
  ...['besok', 'besuk', 'bsk', 'bsok', 'esok', 'esok hari', 'tomorrow', 'tmrw', 'tmr'].map((word): [string, number] => [
    word,
    1,
  ]),
  ...['lusa', 'besok lusa', 'the day after tomorrow', 'day after tomorrow'].map((word): [string, number] => [word, 2]),
  ['tulat', 3],
  ...['kemarin', 'kmrn', 'kemaren', 'yesterday'].map((word): [string, number] => [word, -1]),
]);

const exactFrom = (context: ParsingContext, span: DurationLike): Said => {
  // The reference is noon UTC of the council's day, so its UTC parts are the council's parts.
  const { day, month, year } = DateTime.fromJSDate(context.reference.instant, { zone: 'utc' }).plus(span);
  return ['exact', { day, month, year }];
};

const near = parser(`(${oneOf(NEAR.keys())})`, ([, word], context) =>
  exactFrom(context, { days: NEAR.get(word ?? '') ?? 0 }),
);

const UNIT = '(hari|hr|minggu|mgg|pekan|bulan|bln|days?|weeks?|months?)';
const AHEAD = '(?:lagi|lg|kemudian|ke depan|dari sekarang|dari hari ini|from now|from today|later)';

const distance = parser(
  String.raw`(?:(?:dalam |in )(\d{1,3}) ${UNIT}(?: ${AHEAD})?|(\d{1,3}) ${UNIT} ${AHEAD})`,
  ([, n1, unit1, n2, unit2], context) => {
    const count = Number(n1 ?? n2);
    const unit = unit1 ?? unit2 ?? '';
    if (/^(?:bulan|bln|month)/.test(unit)) return exactFrom(context, { months: count });
    return exactFrom(context, /^(?:minggu|mgg|pekan|week)/.test(unit) ? { weeks: count } : { days: count });
  },
);

/** Where two parsers saw the same words the longer mention stands; impossible dates stand too, so that no shorter reading takes their place. */
const longest = {
  refine: (_: ParsingContext, results: ParsingResult[]): ParsingResult[] =>
    [...results]
      .sort((a, b) => b.text.length - a.text.length)
      .reduce<ParsingResult[]>((kept, one) => {
        const clear = kept.every(
          (other) => one.index >= other.index + other.text.length || other.index >= one.index + one.text.length,
        );
        return clear ? [...kept, one] : kept;
      }, [])
      .sort((a, b) => a.index - b.index),
};

export const dateChrono = new Chrono({
  parsers: [dayAndMonthName, monthNameAndDay, numeric, iso, dayOfMonth, weekday, week, month, near, distance],
  refiners: [longest],
});
