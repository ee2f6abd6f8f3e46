import { tx, type Choice, type TextRef } from '#flows/engine/message.ts';
import type { Parsed, Prompt } from '#flows/engine/prompt.ts';
import { readTimes } from './clock.ts';
import { matchChoice } from './match-choice.ts';
import { askForHour, isThatDay, namedDay } from './named-day.ts';

export interface Slot {
  /** `HH:mm` in the council's zone. */
  time: string;
  /** Places left, from 0. */
  free: number;
}

export interface SlotOptions {
  text: TextRef;
  label?: TextRef;
  slots: readonly Slot[];
  /** The day they are of, `yyyy-MM-dd`: another day named with the hour is not passed over. */
  day?: string;
}

const labelOf = ({ time, free }: Slot): TextRef => tx('prompts.slot.choice', { time, free });

/** What is not free is answered with what is. */
const offer = (key: 'expects' | 'taken' | 'unknown', free: readonly Slot[]): TextRef =>
  free.length === 0
    ? tx('prompts.slot.full')
    : tx(`prompts.slot.${key}`, { times: free.map(({ time }) => tx('prompts.slot.time', { time })) });

const meant = (said: string, slots: readonly Slot[]): Slot[] => {
  const { times, part } = readTimes(said);
  if (times.length > 0) return slots.filter(({ time }) => times.includes(time));
  return part
    ? slots.filter(({ time }) => Number(time.slice(0, 2)) >= part[0] && Number(time.slice(0, 2)) < part[1])
    : [];
};

const parseText = (said: string, options: SlotOptions, today: string): Parsed<string> => {
  const { slots, day } = options;
  const free = slots.filter((one) => one.free > 0);
  const named = free.length > 0 ? namedDay(said, today) : null;
  if (!named) return parseHour(said, slots, free);
  const other = day !== undefined && named.dates.length > 0 && !isThatDay(named, day);
  if (named.clock === '' || other) return askForHour(free.map(({ time }) => tx('prompts.slot.time', { time })));
  return parseHour(named.clock, slots, free);
};

const parseHour = (said: string, slots: readonly Slot[], free: readonly Slot[]): Parsed<string> => {
  const byTime = meant(said, slots);
  const byPlace = matchChoice(
    said,
    free.map(({ time }) => ({ id: time, label: '' })),
  );
  const readings = [
    ...new Set([...byTime, ...free.filter(({ time }) => byPlace && 'id' in byPlace && byPlace.id === time)]),
  ];
  const open = readings.filter((slot) => slot.free > 0);
  const [only] = open;
  if (only && open.length === 1) return { ok: only.time };
  if (open.length > 1) return { which: open.map((slot) => ({ label: labelOf(slot), value: slot.time })) };
  return { refuse: offer(readings.length > 0 ? 'taken' : 'unknown', free) };
};

/** A time of those offered on one day; value: its `HH:mm`. Whether it is still free, the booking command decides. */
export const slot = (options: SlotOptions): Prompt<string> => {
  const { text, label, slots } = options;
  const free = slots.filter((one) => one.free > 0);
  const choices: Choice[] = free.map((one) => ({ id: one.time, label: labelOf(one) }));
  const expects = offer('expects', free);
  return {
    kind: 'slot',
    text,
    ...(label && { label }),
    choices,
    expects,
    parse: (answer, { today }) => {
      if (answer.kind === 'text') return parseText(answer.text, options, today);
      if (answer.kind !== 'choice') return { refuse: expects };
      if (free.some(({ time }) => time === answer.id)) return { ok: answer.id };
      return { refuse: offer(slots.some(({ time }) => time === answer.id) ? 'taken' : 'unknown', free) };
    },
  };
};
