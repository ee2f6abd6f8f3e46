import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Parsed, ParseContext, Prompt } from '#flows/engine/prompt.ts';
import { splitTime } from './date-readings.ts';
import { judgeDates, MOST_READINGS, onlyThis, type Limits } from './date.ts';
import { judgeTimes, type TimeLimits } from './time.ts';

export interface Moment {
  /** `yyyy-MM-dd` and `HH:mm` in the council's zone. */
  date: string;
  time: string;
}

export interface MomentOptions {
  text: TextRef;
  label?: TextRef;
  days: Limits;
  times?: TimeLimits;
}

const EXPECTS = tx('prompts.moment.expects');

/** The zone is not in it: with it the label would be longer than a channel takes. The summary has it. */
const labelOf = ({ date, time }: Moment): TextRef =>
  tx('prompts.moment.choice', { date, clock: { id: time.replace(':', '.'), en: time } });

const parseMoment = (said: string, { days, times = {} }: MomentOptions, { today }: ParseContext): Parsed<Moment> => {
  const { day, clock } = splitTime(said);
  const dates = judgeDates(day, days, today);
  if ('refuse' in dates) {
    const dayless = clock !== '' && dates.refuse.key === 'prompts.date.expects';
    if (dayless) return { refuse: tx('prompts.moment.whichDay') };
    return dates.refuse.key === 'prompts.date.expects' ? { refuse: EXPECTS } : dates;
  }
  if (clock === '') return { refuse: tx('prompts.moment.whichTime') };
  const hours = judgeTimes(clock, times);
  if ('refuse' in hours) return hours;
  const all = dates.dates
    .flatMap((date) => hours.times.map((time): Moment => ({ date, time })))
    .slice(0, MOST_READINGS);
  const [only] = all;
  if (only && all.length === 1 && !dates.narrowed) return { ok: only };
  const which = all.map((value) => ({ label: labelOf(value), value }));
  return { which, ...(only && which.length === 1 && { ask: onlyThis(only.date) }) };
};

/** A day with its hour in one answer. Whether it is still ahead today, the command decides: a prompt has no clock. */
export const moment = (options: MomentOptions): Prompt<Moment> => ({
  kind: 'moment',
  text: options.text,
  ...(options.label && { label: options.label }),
  expects: EXPECTS,
  parse: (answer, context) =>
    answer.kind === 'text' ? parseMoment(answer.text, options, context) : { refuse: EXPECTS },
});
