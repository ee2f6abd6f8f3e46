/** What must happen next for a visit, and when: one pure function of its state, so that every change of state re-computes it. */
import { DateTime } from 'luxon';
import type { Visit } from '#models/visit.ts';
import { addWorkingDays, addWorkingHours } from '#services/calendar.ts';
import { setting } from '#services/council.ts';
import type { Council } from '#services/council.ts';

export const DUE_KINDS = [
  /** No decision in time: one level up, the hold goes on, the guest is told. */
  'naik',
  /** Its time has come, and nobody has decided. */
  'tak-diputuskan',
  /** The letter that follows is due tomorrow, or today. */
  'surat',
  /** The guest has not answered the office's proposal. */
  'usulan',
  /** The day before, and two hours before. */
  'ingat-hari',
  'ingat-jam',
  /** Nobody came. */
  'tidak-hadir',
  /** They came and have not left by the end. */
  'lewat-waktu',
  /** Nobody noted that they left: the day ends it. */
  'tutup',
  /** They left: thanks, and what may follow. */
  'terima-kasih',
] as const;
export type DueKind = (typeof DUE_KINDS)[number];

export interface Due {
  /** Business time. */
  at: Date;
  what: DueKind;
}

type Scheduled = Pick<Visit, 'kind' | 'status' | 'date' | 'time' | 'decideBy' | 'letter' | 'letterBy' | 'leftAt'> &
  Partial<Pick<Visit, 'groups'>>;

/**
 * The first of the visit's coming duties that lies after `after` (business ms), or null when none is left. Two may fall on one
 * moment: behind the one that was just `done` then comes the other.
 */
export function nextDue(council: Council, visit: Scheduled, after: number, done?: DueKind): Due | null {
  const left = ({ at, what }: Due): boolean =>
    at.getTime() > after || (at.getTime() === after && done !== undefined && rank(what) > rank(done));
  const coming = dutiesOf(council, visit).filter(left);
  return coming.sort((a, b) => a.at.getTime() - b.at.getTime() || rank(a.what) - rank(b.what))[0] ?? null;
}

const rank = (what: DueKind): number => DUE_KINDS.indexOf(what);

const HOUR = 3_600_000;
/** When whoever is still noted as a guest is taken as gone. */
const DAY_ENDS = '18:00';

function dutiesOf(council: Council, visit: Scheduled): Due[] {
  const start = moment(council, visit.date, visit.time);
  // A second part may come later: the visit is over when that one is.
  const last = moment(council, visit.date, visit.groups?.at(-1)?.time ?? visit.time);
  const length = setting(council, 'sikulin.minutes', visit.date);
  const patience = setting(council, 'sikulin.noShowMinutes', visit.date);
  const letter = visit.letterBy !== null && visit.letter === null ? letterDuties(council, visit.letterBy) : [];
  switch (visit.status) {
    case 'menunggu':
      return [
        ...letter,
        ...(visit.decideBy ? [{ at: visit.decideBy, what: 'naik' as const }] : []),
        { at: start.toJSDate(), what: 'tak-diputuskan' },
      ];
    case 'diusulkan':
      return visit.decideBy ? [{ at: visit.decideBy, what: 'usulan' }] : [];
    case 'disetujui':
      return [
        ...letter,
        { at: moment(council, visit.date, '10:00').minus({ days: 1 }).toJSDate(), what: 'ingat-hari' },
        { at: start.minus({ hours: 2 }).toJSDate(), what: 'ingat-jam' },
        { at: start.plus({ minutes: patience }).toJSDate(), what: 'tidak-hadir' },
      ];
    case 'hadir':
      return [
        { at: last.plus({ minutes: length }).toJSDate(), what: 'lewat-waktu' },
        { at: moment(council, visit.date, DAY_ENDS).toJSDate(), what: 'tutup' },
      ];
    case 'selesai':
      // A walk-in guest has no chat: it was the clerk's that wrote them down.
      if (visit.kind === 'langsung') return [];
      return [
        {
          at: new Date((visit.leftAt ?? moment(council, visit.date, DAY_ENDS).toJSDate()).getTime() + HOUR),
          what: 'terima-kasih',
        },
      ];
    default:
      return [];
  }
}

/** Nine in the morning the day before, and of the day itself. */
function letterDuties(council: Council, letterBy: string): Due[] {
  const day = moment(council, letterBy, '09:00');
  return [
    { at: day.minus({ days: 1 }).toJSDate(), what: 'surat' },
    { at: day.toJSDate(), what: 'surat' },
  ];
}

/** When the desk that has it must have decided: some office hours first, a working day at each higher level. */
export function decideBy(council: Council, level: number, nowMs: number): Date {
  const date = dayOf(council, nowMs);
  if (level === 0) return new Date(addWorkingHours(council, nowMs, setting(council, 'sikulin.decideHours', date)));
  return moment(council, addWorkingDays(council, date, 1), timeOf(council, nowMs)).toJSDate();
}

/** How long a guest may think about another time, business time; never longer than until that time. */
export function answerBy(council: Council, proposed: { date: string; time: string }, nowMs: number): Date {
  const today = dayOf(council, nowMs);
  const patience = moment(
    council,
    addWorkingDays(council, today, setting(council, 'sikulin.holdDays', today)),
    '16:00',
  );
  return new Date(Math.min(patience.toMillis(), startOf(council, proposed).getTime()));
}

/**
 * The last day for a letter that follows: some working days before the visit, and where those have begun the next working day.
 * Null where none lies between today and the visit: then the letter is needed at once.
 */
export function letterDay(council: Council, date: string, nowMs: number): string | null {
  const today = dayOf(council, nowMs);
  const next = addWorkingDays(council, today, 1);
  let day = date;
  for (let left = setting(council, 'sikulin.letterDays', today); left > 0; left -= 1)
    day = workingDayBefore(council, day);
  const last = day > next ? day : next;
  return last < date ? last : null;
}

/** The same for a visit that exists: at the latest the guests bring it along. */
export const letterBy = (council: Council, date: string, nowMs: number): string =>
  letterDay(council, date, nowMs) ?? date;

function workingDayBefore(council: Council, date: string): string {
  for (let day = dayBefore(date); ; day = dayBefore(day))
    if (addWorkingDays(council, dayBefore(day), 1) === day) return day;
}

const dayBefore = (date: string): string =>
  DateTime.fromISO(date, { zone: 'utc' }).minus({ days: 1 }).toISODate() ?? '';

/** The end of a letter's last day. */
export const letterEnd = (council: Council, letterBy: string): Date => moment(council, letterBy, '16:00').toJSDate();

/** When the visit begins. */
export const startOf = (council: Council, { date, time }: { date: string; time: string }): Date =>
  moment(council, date, time).toJSDate();

export const dayOf = (council: Council, ms: number): string =>
  DateTime.fromMillis(ms, { zone: council.zone }).toISODate() ?? '';
const timeOf = (council: Council, ms: number): string =>
  DateTime.fromMillis(ms, { zone: council.zone }).toFormat('HH:mm');
export const moment = (council: Council, date: string, time: string): DateTime =>
  DateTime.fromISO(`${date}T${time}`, { zone: council.zone });
