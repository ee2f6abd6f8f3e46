/**
 * May whoever asked for information object now (UU 14/2008)? There must be a ground (article 35): an answer or a closing, or that
 * none had come when its last day was over, which is the commonest. From then the days of article 36 run, and it is made once. Pure.
 */
import type { Aduan } from '#models/aduan.ts';
import { addWorkingDays } from '#services/calendar.ts';
import type { Instant } from '#services/calendar.ts';
import { deadline } from '#services/deadlines/deadline.ts';
import { setting } from '#services/council.ts';
import type { Council } from '#services/council.ts';
import { OPEN } from './states.ts';
import type { State } from './states.ts';

type Objected = Pick<Aduan, 'kind' | 'state' | 'outcome' | 'objected' | 'answerBy' | 'history'>;

/** `day`: until when an answer is waited for, or the last on which it could have been made; `yyyy-MM-dd`. */
export interface NoObjection {
  why: 'jenis' | 'ditarik' | 'sudah' | 'belum' | 'lewat';
  day: string;
}

const ANSWERS = new Set(['jawab', 'tutup', 'diam']);

/** Why not; null where it may be made. */
export function noObjection(council: Council, report: Objected, today: string): NoObjection | null {
  const { kind, outcome, objected, answerBy } = report;
  if (kind !== 'informasi') return { why: 'jenis', day: answerBy };
  if (outcome === 'ditarik') return { why: 'ditarik', day: answerBy };
  if (objected) return { why: 'sudah', day: answerBy };
  const last = groundsOf(council, report, today)
    .map((ground) => deadline(council, ground, { workingDays: setting(council, 'aduan.objectionDays', today).within }))
    .reduce((latest, { due }) => (due > latest ? due : latest), '');
  if (!last) return { why: 'belum', day: answerBy };
  return last < today ? { why: 'lewat', day: last } : null;
}

/** From when each is known. That none came is known on the working day behind the last. */
function groundsOf(council: Council, { state, answerBy, history }: Objected, today: string): Instant[] {
  const answer = history.findLast(({ what }) => ANSWERS.has(what));
  const late = OPEN.includes(state as State) && answerBy < today;
  return [...(answer ? [answer.at.getTime()] : []), ...(late ? [addWorkingDays(council, answerBy, 1)] : [])];
}
