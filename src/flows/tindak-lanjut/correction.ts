/**
 * A report is set right: kind, topic, unit, priority, whom it accuses. What follows from that for its desk and its days is said
 * here and nowhere else. A desk that keeps it from those it is about is never left by another kind or topic. Pure.
 */
import type { Aduan } from '#models/aduan.ts';
import type { Council } from '#services/council.ts';
import { deskFor } from './desks.ts';
import type { Fix, Fixed, PutOff } from './rules.ts';
import { answerDay } from './schedule.ts';

export type Corrected =
  | { set: Partial<Aduan>; fixed: Fixed[] }
  | { lacks: 'pilahan' | 'pilahan-keberatan' }
  | ({ lacks: 'pilahan-alasan' } & PutOff);

export interface Correcting {
  /** Whoever reported gave a name. */
  named: boolean;
  /** `yyyy-MM-dd`. */
  today: string;
  /** What the officer says for it. */
  why: string;
}

/** Signs of a reason at the least; the bot's question wants as many. */
export const REASON = 5;

/** Else an officer would have sixty days for fourteen by a press that nobody sees. Days are `yyyy-MM-dd`. */
export const lacksReason = (was: string, now: string, why: string): boolean => now > was && why.trim().length < REASON;

export function corrected(council: Council, before: Aduan, fix: Fix, { named, today, why }: Correcting): Corrected {
  if (!known(council, fix)) return { lacks: 'pilahan' };
  const sorted = sort(council, before, fix, named);
  const moved = sorted.desk !== before.desk || sorted.unit !== before.unit;
  const set = {
    ...sorted,
    // Whoever has it now takes it anew, and only they read it whole.
    ...(moved && { handler: null }),
    ...(sorted.desk !== before.desk && { level: 0 }),
  };
  const fixed = differences(before, set, fix.accused ?? null);
  if (!fixed.length) return { lacks: 'pilahan' };
  // An objection is one to how a request for information was answered, and has days of its own.
  if (before.objected && set.kind !== before.kind) return { lacks: 'pilahan-keberatan' };
  const counted = !before.objected && (set.kind !== before.kind || set.confidential !== before.confidential);
  if (!counted) return { set, fixed };
  const days = daysAfter(council, before, set, today);
  const putOff = { from: before.answerBy, to: days.answerBy };
  if (lacksReason(putOff.from, putOff.to, why)) return { lacks: 'pilahan-alasan', ...putOff };
  const later = putOff.to > putOff.from ? [{ field: 'tenggat' as const, ...putOff }] : [];
  return { set: { ...set, ...days }, fixed: [...fixed, ...later] };
}

const known = ({ topics, units }: Council, { topic, unit }: Fix): boolean =>
  (topic === undefined || topic === null || topics.some(({ code }) => code === topic)) &&
  (unit === undefined || units.some(({ code }) => code === unit));

type Sorted = Pick<Aduan, 'kind' | 'topic' | 'unit' | 'office' | 'urgent' | 'confidential' | 'desk'>;

function sort(council: Council, before: Aduan, fix: Fix, named: boolean): Sorted {
  const { kind = before.kind, topic = before.topic, urgent = before.urgent, accused } = fix;
  const of = topic === before.topic ? before : council.topics.find(({ code }) => code === topic);
  return {
    ...{ kind, topic, urgent },
    unit: fix.unit ?? of?.unit ?? null,
    // Where it lies at an office of the city, that is where it lies.
    office: before.state === 'diteruskan' ? before.office : (of?.office ?? null),
    confidential: before.confidential || accused !== undefined,
    desk: deskAfter(before, fix, named),
  };
}

function deskAfter(before: Aduan, { kind = before.kind, accused }: Fix, named: boolean): string {
  if (accused === 'anggota' || accused === 'sekretariat') return deskFor(accused, kind, named);
  const open = before.desk === 'pengaduan' || before.desk === 'ppid';
  return open && kind !== before.kind ? deskFor(null, kind, named) : before.desk;
}

/** Counted from the same day as before, by the rule that holds now. Its own miss is raised again where the new day is to come. */
function daysAfter(
  council: Council,
  before: Aduan,
  { kind, confidential }: Sorted,
  today: string,
): Pick<Aduan, 'answerBy' | 'answerFrom' | 'extended' | 'missed'> {
  const was = before.answerFrom ?? { at: before.receivedAt, what: 'biasa' as const };
  const extended = before.extended && kind === 'informasi';
  const answerFrom = { at: was.at, what: extended ? was.what : ('biasa' as const) };
  const answerBy = answerDay(council, { kind, confidential, answerFrom })?.due ?? before.answerBy;
  const missed = answerBy < today ? before.missed : before.missed.filter((day) => day !== 'jawaban');
  return { answerBy, answerFrom, extended, missed };
}

const FIELDS = {
  jenis: 'kind',
  topik: 'topic',
  bagian: 'unit',
  segera: 'urgent',
  meja: 'desk',
  petugas: 'handler',
} as const;

function differences(before: Aduan, after: Partial<Aduan>, accused: string | null): Fixed[] {
  const word = (value: string | boolean | null | undefined): string | null => value?.toString() ?? null;
  const fields = Object.entries(FIELDS).flatMap(([field, name]) => {
    if (!(name in after) || after[name] === before[name]) return [];
    return [{ field: field as Fixed['field'], from: word(before[name]), to: word(after[name]) }];
  });
  // Whom it accuses stands in no field: it shows in the desk and in being confidential.
  const said = accused && (after.confidential !== before.confidential || after.desk !== before.desk);
  return [...fields, ...(said ? [{ field: 'menyangkut' as const, from: null, to: accused }] : [])];
}
