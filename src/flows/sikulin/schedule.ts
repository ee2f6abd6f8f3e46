/** What must happen next for a visit, and when: one pure function of its state, so that every change of state re-computes it. */
import { DateTime } from 'luxon';
import type { Awaited, Visit } from '#models/visit.ts';
import { addWorkingDays, dayEnd, subtractWorkingDays } from '#services/calendar.ts';
import { deadline } from '#services/deadlines/deadline.ts';
import type { Deadline } from '#services/deadlines/deadline.ts';
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

type Awaiting = Pick<Visit, 'date' | 'time' | 'level' | 'letterBy' | 'proposal'>;

/** What a visit waits for from now on (business ms), and until when: spread into every change that begins such a wait. */
export function awaiting(
  council: Council,
  what: Awaited,
  visit: Awaiting,
  nowMs: number,
): Pick<Visit, 'decideFrom' | 'decideBy'> {
  const decideFrom = { at: new Date(nowMs), what };
  return { decideFrom, decideBy: awaited(council, { ...visit, decideFrom }).by };
}

/**
 * Until when that is, counted by the calendar as it is. The desk has some office hours first, a working day at each higher level;
 * a guest has days to think about another time, never longer than until that time; a letter that was asked for anew has its last
 * day, or, where that is over, the desk its usual time.
 */
export function awaited(
  council: Council,
  visit: Awaiting & { decideFrom: NonNullable<Visit['decideFrom']> },
): { by: Date; counted: Deadline } {
  const { what, at } = visit.decideFrom;
  const [from, today] = [at.getTime(), dayOf(council, at.getTime())];
  if (what === 'jam') {
    const counted = deadline(council, from, { officeHours: setting(council, 'sikulin.decideHours', today) });
    return { by: new Date(counted.due), counted };
  }
  if (what === 'hari') {
    const counted = deadline(council, today, { workingDays: 1 });
    return { by: moment(council, counted.due, timeOf(council, from)).toJSDate(), counted };
  }
  if (what === 'usulan') {
    const counted = deadline(council, today, { workingDays: setting(council, 'sikulin.holdDays', today) });
    const [patience, proposed] = [dayEnd(council, counted.due), startOf(council, visit.proposal ?? visit)];
    return { by: patience < proposed ? patience : proposed, counted };
  }
  const usual = awaited(council, { ...visit, decideFrom: { at, what: deskTime(visit) } });
  const end = dayEnd(council, visit.letterBy ?? today);
  return { by: end > usual.by ? end : usual.by, counted: usual.counted };
}

/** Which time the desk has that has it. */
export const deskTime = ({ level }: Pick<Visit, 'level'>): 'jam' | 'hari' => (level === 0 ? 'jam' : 'hari');

/**
 * The last day for a letter that follows: some working days before the visit, and where those have begun the next working day.
 * Null where none lies between today and the visit: then the letter is needed at once.
 */
export function letterDay(council: Council, date: string, nowMs: number): string | null {
  const today = dayOf(council, nowMs);
  const next = addWorkingDays(council, today, 1);
  const day = subtractWorkingDays(council, date, setting(council, 'sikulin.letterDays', today));
  const last = day > next ? day : next;
  return last < date ? last : null;
}

/** The same for a visit that exists: at the latest the guests bring it along. */
export const letterBy = (council: Council, date: string, nowMs: number): string =>
  letterDay(council, date, nowMs) ?? date;

/** When the visit begins. */
export const startOf = (council: Council, { date, time }: { date: string; time: string }): Date =>
  moment(council, date, time).toJSDate();

export const dayOf = (council: Council, ms: number): string =>
  DateTime.fromMillis(ms, { zone: council.zone }).toISODate() ?? '';
const timeOf = (council: Council, ms: number): string =>
  DateTime.fromMillis(ms, { zone: council.zone }).toFormat('HH:mm');
export const moment = (council: Council, date: string, time: string): DateTime =>
  DateTime.fromISO(`${date}T${time}`, { zone: council.zone });
