/** From words to dates: every date that a message can mean. Which of them are allowed, the prompt decides. */
import { GB } from 'chrono-node/en';
import type { ParsedResult } from 'chrono-node';
import { DateTime } from 'luxon';
import { dateChrono, type Sense } from './date-parsers.ts';
import { WEEKDAYS, mendSpelling, oneOf } from './date-words.ts';
import { inFull } from './in-full.ts';
import { normalise } from './normalise.ts';
import { digitize } from './numerals.ts';

export type DateReadings =
  /** Each reading is a list of dates (`yyyy-MM-dd`) in the order of preference: "10 November" is of this year, else of the next.
   * `several`: days were named beside each other ("besok atau lusa"), or a whole week. */
  | { readings: string[][]; several?: boolean }
  /** The weekday said is not that of the date said. */
  | { mismatch: string; readings: string[][] }
  /** A month or a week without a day. */
  | 'no-day'
  /** A day that its month does not have: 31 February. */
  | 'no-such-day'
  | 'unclear';

/** Times of day beside a date are for another question; taken out, or "besok jam 9" would be the ninth. */
const PART = '(?:wib|wita|wit|am|pm|pagi|siang|sore|petang|malam|mlm|dini hari)';
const AT = '(?:jam|pukul|pkl|jm|at)';
const TIME = new RegExp(
  [
    String.raw`\b(?:${AT} )?(?:setengah|stengah|stgh|half past|(?:a )?quarter (?:past|to)) \d{1,2}(?: ?${PART}\b)?`,
    String.raw`\b(?:${AT} )?\d{1,2} (?:lewat|lebih|kurang) (?:\d{1,2}|seperempat)\b(?: menit\b)?(?: ?${PART}\b)?`,
    String.raw`\b${AT} ?\d{1,2}(?:[.:]\d{2})? ?(?:-|sampai|sd|hingga|to) ?\d{1,2}(?:[.:]\d{2})?(?!\d)(?: ?${PART}\b)?`,
    String.raw`\b${AT} ?\d{1,2}(?:[.:]\d{2})?(?!\d)(?: ?${PART}\b)?`,
    String.raw`\b\d{1,2}:\d{2}\b(?: ?${PART}\b)?`,
    String.raw`(?<![./-])\b\d{1,2}\.\d{2}\b(?!\.?\d)(?: ?${PART}\b)?`,
    String.raw`(?<!(?:tgl|tanggal|tg) ?)(?<![./-])\b\d{1,2} ?${PART}\b`,
  ].join('|'),
  'g',
);
/** A part of the day or an hour by name, which hides no digit and so stays in what is read as a date. */
const NAMED_TIME = new RegExp(
  String.raw`\b(?:${PART}|morning|afternoon|evening|night|noon|midday|midnight|tengah hari)\b`,
  'g',
);

/** A message about a day and an hour, parted. `clock` is empty where no hour and no part of a day is named. */
export const splitTime = (text: string): { day: string; clock: string } => {
  const said = mendSpelling(digitize(inFull(normalise(text).replace(/'/g, ''))));
  const timed = said.match(TIME) ?? [];
  const rest = said.replace(TIME, ' ');
  return {
    day: rest.replace(/\s+/g, ' ').trim(),
    clock: [...timed, ...(rest.match(NAMED_TIME) ?? [])].join(' '),
  };
};

const day = (date: string): DateTime => DateTime.fromISO(date, { zone: 'utc' });
const iso = (at: DateTime): string => at.toFormat('yyyy-MM-dd');
const plus = (date: string, days: number): string => iso(day(date).plus({ days }));
const weekdayOf = (date: string): number => day(date).weekday;

/** Monday of the week that `weeks` after this one. */
const monday = (today: string, weeks: number): string => plus(today, 1 - weekdayOf(today) + 7 * weeks);

const eachDay = (from: string, count: number): string[][] => Array.from({ length: count }, (_, at) => [plus(from, at)]);

const dateOf = (year: number, month: number, dayOfMonth: number): string[] => {
  const at = DateTime.fromObject({ year, month, day: dayOfMonth }, { zone: 'utc' });
  return at.isValid ? [iso(at)] : [];
};

/** Readings of a weekday: today counts as one when it is that day, "depan" may skip to the week after. */
const weekdayReadings = (sense: Sense, weekday: number, today: string): string[][] => {
  const coming = plus(today, (weekday - weekdayOf(today) + 7) % 7);
  const after = plus(coming, 7);
  const ofWeek = (weeks: number): string => plus(monday(today, weeks), weekday - 1);
  if (sense === 'weekday-last') return [[plus(coming, -7)]];
  if (sense === 'weekday-this') return [[ofWeek(0) < today ? coming : ofWeek(0)]];
  if (sense === 'weekday-next-week') return [[ofWeek(1)]];
  if (sense === 'weekday-next') {
    if (coming === today || coming === ofWeek(1)) return [[ofWeek(1) > today ? ofWeek(1) : after]];
    return [[coming], [after]];
  }
  return coming === today ? [[today], [after]] : [[coming]];
};

const weekReadings = (sense: Sense, today: string): string[][] => {
  const left = 8 - weekdayOf(today);
  if (sense === 'week-last') return [[monday(today, -1)]];
  if (sense === 'week-next' || sense === 'minggu-next') return eachDay(monday(today, 1), 7);
  return eachDay(today, left);
};

const readingsOf = (sense: Sense, { start }: ParsedResult, today: string): string[][] => {
  const now = day(today);
  const [year, month, dayOfMonth] = [start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0];
  if (sense === 'exact') return [dateOf(year, month, dayOfMonth)];
  if (sense === 'day-month')
    return [[...dateOf(now.year, month, dayOfMonth), ...dateOf(now.year + 1, month, dayOfMonth)]];
  if (sense === 'day' || sense === 'day-this-month' || sense === 'day-next-month') {
    const after = now.plus({ months: 1 });
    const months = sense === 'day' ? [now, after] : [sense === 'day-this-month' ? now : after];
    return [months.flatMap((at) => dateOf(at.year, at.month, dayOfMonth))];
  }
  if (sense.startsWith('weekday')) return weekdayReadings(sense, start.get('weekday') ?? 0, today);
  return sense === 'month' ? [] : weekReadings(sense, today);
};

/** "10-12 November" is each of the days, "10 atau 12 November" these two; of a longer stretch only its ends. */
const stretch = (readings: string[][], { end, text }: ParsedResult): string[][] => {
  const [from] = readings[0] ?? [];
  if (!end || !from) return readings;
  const count = (end.get('day') ?? 0) - day(from).day + 1;
  if (count < 2) return readings;
  const each =
    /\b(?:atau|or|dan|and)\b|&/.test(text) || count > 7 ? [[from], [plus(from, count - 1)]] : eachDay(from, count);
  return each.every(([date = '']) => day(date).month === day(from).month) ? each : readings;
};

/** No other reading of its digits makes it a date: 31 February, but not 12/25. */
const isNoSuchDay = ({ start }: ParsedResult): boolean =>
  (start.get('day') ?? 0) > 0 && (start.get('month') ?? 0) <= 12;

interface Mention {
  sense: Sense;
  weekday: number;
  readings: string[][];
}

const SENSES = new Set<string>(['exact', 'day-month', 'day', 'day-this-month', 'day-next-month', 'month']);
const isSense = (tag: string): tag is Sense => SENSES.has(tag) || /^(?:weekday|week|minggu)(?:-|$)/.test(tag);

const mention = (result: ParsedResult, today: string): Mention => {
  const sense = [...result.tags()].find(isSense) ?? (result.start.isCertain('day') ? 'exact' : 'month');
  const readings = readingsOf(sense, result, today).filter((dates) => dates.length > 0);
  return { sense, weekday: result.start.get('weekday') ?? 0, readings: stretch(readings, result) };
};

const coming = (dates: readonly string[], today: string): string[] => {
  const next = dates.find((date) => date >= today) ?? dates[0];
  return next === undefined ? [] : [next];
};

/** A date held against the weekday named beside it. "Sabtu tgl 12" may be of the next month, a month's name is of one year. */
const heldAgainst = (weekday: number, dates: readonly Mention[], today: string): DateReadings => {
  const said = dates.flatMap(({ sense, readings }) =>
    sense === 'day-month' ? readings.map((reading) => coming(reading, today)) : readings,
  );
  const agreeing = said
    .map((reading) => reading.filter((date) => weekdayOf(date) === weekday))
    .filter((reading) => reading.length > 0);
  if (agreeing.length > 0) return { readings: agreeing };
  const [date] = coming(said[0] ?? [], today);
  if (date === undefined) return 'unclear';
  const shift = ((weekday - weekdayOf(date) + 10) % 7) - 3;
  return { mismatch: date, readings: [[date], [plus(date, shift)]] };
};

const combine = (mentions: readonly Mention[], today: string): DateReadings => {
  const weekdays = mentions.filter(({ sense }) => sense.startsWith('weekday'));
  const dates = mentions.filter(({ sense }) => !sense.startsWith('weekday') && sense !== 'month');
  const all = (of: readonly Mention[]): string[][] => of.flatMap(({ readings }) => readings);
  const [named] = weekdays;
  if (dates.length === 0) return named ? { readings: all(weekdays), several: weekdays.length > 1 } : 'no-day';
  if (!named || weekdays.length > 1) return { readings: all(dates), several: all(dates).length > 1 };
  return heldAgainst(named.weekday, dates, today);
};

const at = (today: string): { instant: Date; timezone: number } => ({
  instant: day(today).set({ hour: 12 }).toJSDate(),
  timezone: 0,
});

/** Chrono's own English for what the house's parsers leave: only where it accounts for the whole message. */
const english = (text: string, today: string): ParsedResult[] => {
  const said = text.replace(/^(?:(?:on|for|the) )+/, '').replace(/[.!?]+$/, '');
  return GB.parse(said, at(today)).filter((result) => result.start.isCertain('day') && result.text === said);
};

/** A number that no date accounts for means that something was not understood. */
const leftover = (text: string, results: readonly ParsedResult[]): boolean =>
  /\d/.test(
    results.reduceRight((rest, { index, text: said }) => rest.slice(0, index) + rest.slice(index + said.length), text),
  );

/** "10", "kamis 12": a number alone or behind a weekday is a day of the month. */
const BARE_DAY = new RegExp(String.raw`^((?:(?:hari )?(?:${oneOf(WEEKDAYS.keys())}|minggu),? )?)(\d{1,2})$`);

/** @param today `yyyy-MM-dd` in the council's zone */
export const readDates = (text: string, today: string): DateReadings => {
  const said = splitTime(text).day;
  const bare = said.replace(BARE_DAY, '$1tgl $2');
  const own = dateChrono.parse(bare, at(today));
  const foreign = own.every((result) => result.tags().has('month')) ? english(bare, today) : [];
  const results = foreign.length > 0 ? foreign : own;
  if (foreign.length === 0 && leftover(bare, own)) return 'unclear';
  if (results.length === 0) return 'unclear';
  const mentions = results.map((result) => mention(result, today));
  const impossible = results.filter((_, n) => mentions[n]?.sense !== 'month' && !mentions[n]?.readings.length);
  if (impossible.length > 0) return impossible.every(isNoSuchDay) ? 'no-such-day' : 'unclear';
  return combine(mentions, today);
};
