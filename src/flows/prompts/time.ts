import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Parsed, Prompt } from '#flows/engine/prompt.ts';
import { readTimes } from './clock.ts';
import { inFull } from './in-full.ts';
import { askForHour, namedDay } from './named-day.ts';
import { normalise } from './normalise.ts';
import { digitize } from './numerals.ts';

/** All times are `HH:mm` in the council's zone. */
export interface TimeLimits {
  /** First and last time taken, inclusive; the whole day where they are left out. */
  from?: string;
  until?: string;
  /** Hours of which "jam 9" speaks by itself, inclusive; 07:00 to 17:59 where left out, null asks for each. */
  usual?: readonly [from: string, until: string] | null;
}

export interface TimeOptions extends TimeLimits {
  text: TextRef;
  label?: TextRef;
}

const EXPECTS = tx('prompts.time.expects');
const OFFICE = ['07:00', '17:59'] as const;
/** More than these are no question but a list. */
const MOST_TIMES = 4;

/** A number is a time where something says so, or where nothing else is said. */
const MARKED =
  /\b(?:jam|pukul|pkl|jm|at|wib|setengah|stengah|stgh|half past|quarter|lewat|tengah (?:hari|malam)|noon|midnight)\b|\d[:.]\d{2}(?!\d)|\d ?[ap]\.?m\b/;
const AROUND =
  /\b(?:kira-kira|kira kira|sekitar|sekitaran|about|around|ya|aja|saja|atau|or|pak|bu|kak|min|deh)\b|[-~.!?]/g;

const isBare = (said: string): boolean =>
  /^(?:\d{1,2}|[0-2]\d[0-5]\d)(?: \d{1,2})?$/.test(said.replace(AROUND, ' ').replace(/\s+/g, ' ').trim());

const inside = (time: string, [from, until]: readonly [string, string]): boolean => time >= from && time <= until;

/** The hours of a part of the day, for "sore" without an hour. */
const hoursOf = ([from, to]: readonly [number, number]): string[] =>
  Array.from({ length: to - from }, (_, at) => `${String((from + at) % 24).padStart(2, '0')}:00`);

/** Of "jam 9" the usual one is meant; noon and midnight are too far apart to guess. */
const likely = (times: readonly string[], usual: TimeLimits['usual'] = OFFICE): string[] => {
  const ordinary = usual === null ? [] : times.filter((time) => inside(time, usual));
  const twelve = times.some((time) => time.startsWith('00:')) && times.some((time) => time.startsWith('12:'));
  return ordinary.length > 0 && !twelve ? ordinary : [...times];
};

/** Every time that a message can mean and that is taken; or why there is none. */
export const judgeTimes = (
  text: string,
  { from = '00:00', until = '23:59', usual }: TimeLimits,
): { times: string[] } | { refuse: TextRef } => {
  // "kira2" is "kira-kira", no two o'clock.
  const said = digitize(inFull(normalise(text)).replace(/(\p{L}{2,})2\b/gu, '$1-$1'));
  const { times, part } = readTimes(said);
  if (!part && !MARKED.test(said) && !isBare(said)) return { refuse: EXPECTS };
  const named = times.length > 0 ? times : part ? hoursOf(part) : [];
  if (named.length === 0) return { refuse: EXPECTS };
  const taken = named.filter((time) => inside(time, [from, until]));
  if (taken.length === 0) return { refuse: tx('prompts.time.range', { from, until }) };
  return { times: likely(taken, usual).slice(0, MOST_TIMES) };
};

const parseTime = (text: string, limits: TimeLimits, today: string): Parsed<string> => {
  const named = namedDay(text, today);
  if (named?.clock === '') return askForHour();
  const judged = judgeTimes(named ? named.clock : text, limits);
  if ('refuse' in judged) return judged;
  const [only] = judged.times;
  if (only !== undefined && judged.times.length === 1) return { ok: only };
  return { which: judged.times.map((time) => ({ label: tx('prompts.time.choice', { time }), value: time })) };
};

/** A time of day; value: `HH:mm`. Of a list of free times `slot` asks. */
export const time = (options: TimeOptions): Prompt<string> => ({
  kind: 'time',
  text: options.text,
  ...(options.label && { label: options.label }),
  expects: EXPECTS,
  parse: (answer, { today }) => (answer.kind === 'text' ? parseTime(answer.text, options, today) : { refuse: EXPECTS }),
});
