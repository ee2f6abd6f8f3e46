/** What the clock must do next for a report, and when: a pure function of its state. */
import { DateTime } from 'luxon';
import type { Aduan } from '#models/aduan.ts';
import { dayEnd } from '#services/calendar.ts';
import { deadline } from '#services/deadlines/deadline.ts';
import type { Deadline } from '#services/deadlines/deadline.ts';
import { setting } from '#services/council.ts';
import type { Council } from '#services/council.ts';
import type { SettingKey } from '#services/council-schema.ts';
import type { Kind } from './listening.ts';
import { nextWord } from './waiting.ts';

export type Scheduled = Pick<
  Aduan,
  'state' | 'outcome' | 'missed' | 'triageBy' | 'answerBy' | 'history' | 'closedAt' | 'askedAgain' | 'untold'
>;

const DAY = 86_400_000;
/** Closings after which it may turn out that nothing was solved. */
const ASKED_AGAIN = new Set(['beres', 'dijelaskan', 'tanpa-kabar']);

/** Business time, or null where nothing comes by itself. */
export function nextDue(council: Council, report: Scheduled): Date | null {
  const [end, word] = [nextEnd(council, report), nextWord(council, report)];
  return end && word ? (word < end ? word : end) : (end ?? word);
}

/** When a day or a silence ends. One escalation a missed day: `missed` says that it was made. */
export function nextEnd(council: Council, report: Scheduled): Date | null {
  const { state, missed, triageBy, answerBy, history } = report;
  switch (state) {
    case 'diterima':
      if (awaitsLook(report)) return dayEnd(council, triageBy);
      return missed.includes('jawaban') ? null : dayEnd(council, answerBy);
    case 'ditangani':
    case 'diteruskan':
      return missed.includes('jawaban') ? null : dayEnd(council, answerBy);
    case 'ditanyakan':
    case 'dijawab':
      return dayEnd(
        council,
        silenceEnds(council, history.findLast(({ what }) => what !== 'tenggat')?.at.getTime() ?? 0),
      );
    case 'selesai':
      return report.untold ? report.closedAt : askAgainAt(council, report);
    default:
      return null;
  }
}

type Looked = Pick<Scheduled, 'state' | 'missed' | 'history'>;

/** The day that was let pass, for a report whose `dueAt` has come. */
export const missedDay = (report: Looked): 'triase' | 'jawaban' => (awaitsLook(report) ? 'triase' : 'jawaban');

const awaitsLook = ({ state, missed, history }: Looked): boolean =>
  state === 'diterima' && !missed.includes('triase') && !isLookedAt(history);

/**
 * An officer has done something with it: what was asked back in time and is answered later has missed no first look, nor has what
 * followed another until now. Sorting alone is none, since it may have brought the report to a desk that has not seen it.
 */
export const isLookedAt = (history: Scheduled['history']): boolean =>
  history.some(({ by, what }) => what === 'pisah' || (by !== undefined && what !== 'koreksi'));

export interface Days {
  /** `yyyy-MM-dd`. */
  triageBy: string;
  answerBy: string;
}

type Counted = Pick<Aduan, 'kind' | 'confidential'>;

/** The office's own two days. `grave`: it accuses somebody (berkadar pengawasan). `now`: business ms. */
export const daysOf = (council: Council, now: number, kind: Kind, grave: boolean): Days => ({
  triageBy: triageCount(council, now).due,
  answerBy: answerCount(council, { kind, confidential: grave }, now).due,
});

export const triageCount = (council: Council, from: number): Deadline =>
  deadline(council, from, { workingDays: setting(council, 'aduan.triageDays', dateOf(council, from)) });

/** The figure behind a report's answer. */
export function answerSetting({ kind, answerFrom }: Pick<Aduan, 'kind' | 'answerFrom'>): SettingKey {
  if (kind !== 'informasi') return 'aduan.answerDays';
  return answerFrom?.what === 'keberatan' ? 'aduan.objectionDays' : 'aduan.informationDays';
}

function answerCount(council: Council, { kind, confidential }: Counted, from: number): Deadline {
  const date = dateOf(council, from);
  const { pengaduan, pengawasan } = setting(council, 'aduan.answerDays', date);
  const complaint = confidential ? pengawasan : pengaduan;
  const workingDays = kind === 'informasi' ? setting(council, 'aduan.informationDays', date).answer : complaint;
  return deadline(council, from, { workingDays });
}

/** How the day of its answer is counted by the calendar as it is: as usual, put off once, or of an objection. */
export function answerDay(council: Council, report: Counted & Pick<Aduan, 'answerFrom'>): Deadline | null {
  if (!report.answerFrom) return null;
  const from = report.answerFrom.at.getTime();
  if (report.answerFrom.what === 'keberatan') return objectionCount(council, from);
  const usual = answerCount(council, report, from);
  return report.answerFrom.what === 'perpanjang' ? extension(council, usual.due) : usual;
}

/** The answer to a request for information is put off once, counted on from its day. */
export const extendedDay = (council: Council, answerBy: string): string => extension(council, answerBy).due;

const extension = (council: Council, answerBy: string): Deadline =>
  deadline(council, answerBy, { workingDays: setting(council, 'aduan.informationDays', answerBy).extension });

/** The superior's day for an objection. */
export const objectionDay = (council: Council, now: number): string => objectionCount(council, now).due;

const objectionCount = (council: Council, from: number): Deadline =>
  deadline(council, from, {
    workingDays: setting(council, 'aduan.objectionDays', dateOf(council, from)).answer,
  });

function silenceEnds(council: Council, since: number): string {
  const workingDays = setting(council, 'aduan.silenceDays', dateOf(council, since));
  return deadline(council, since, { workingDays }).due;
}

function askAgainAt(council: Council, { outcome, closedAt, askedAgain }: Scheduled): Date | null {
  if (askedAgain || closedAt === null || outcome === null || !ASKED_AGAIN.has(outcome)) return null;
  const days = setting(council, 'aduan.askAgainDays', dateOf(council, closedAt.getTime()));
  return new Date(closedAt.getTime() + days * DAY);
}

const dateOf = ({ zone }: Council, ms: number): string => DateTime.fromMillis(ms, { zone }).toISODate() ?? '';
