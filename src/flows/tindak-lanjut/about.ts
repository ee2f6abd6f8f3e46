/**
 * Whomever a report accuses neither hears of it nor sees it nor acts on it, at whatever desk they sit. Reports name people shortly and by
 * their posts: rather a namesake too many looks away than the one who is meant looks on. Pure.
 */
import type { Aduan } from '#models/aduan.ts';
import type { Person } from '#models/person.ts';
import { allowed } from '#services/authority.ts';
import { normalise } from '../prompts/normalise.ts';
import { deskFor, rolesOf } from './desks.ts';
import { accused } from './listening.ts';

type Report = Pick<Aduan, 'confidential' | 'text' | 'history'>;
type Who = Pick<Person, 'name' | 'roles'>;

const POSTS: readonly (readonly [role: string, said: RegExp])[] = [
  ['sekwan', /\b(?:sekwan|sekretaris (?:dewan|dprd))\b/],
  ['kabag', /\b(?:kabag|kepala bagian)\b/],
  ['kasubag', /\b(?:kasubb?ag|kepala sub ?bagian)\b/],
];
const OF_REPORTER = new Set(['lengkapi', 'belum-beres', 'keberatan']);
/** Before and behind names, and in many. */
const TITLES = new Set('drs dra prof haji hajah hajjah muhammad spd msi mpd ssos skom bin binti'.split(' '));

const namesIn = (words: string): string[] =>
  (normalise(words).match(/\p{L}{3,}/gu) ?? []).filter((one) => !TITLES.has(one));

export function isAbout({ confidential, text, history }: Report, { name, roles }: Who): boolean {
  if (!confidential) return false;
  const later = history.filter(({ what }) => OF_REPORTER.has(what)).map(({ note = '' }) => note);
  const said = normalise([text, ...later].join('\n'));
  const words = new Set(namesIn(said));
  return (
    namesIn(name).some((one) => words.has(one)) || POSTS.some(([role, post]) => roles.includes(role) && post.test(said))
  );
}

export const mayHandle = (report: Report & Pick<Aduan, 'desk'>, who: Person | null): who is Person =>
  allowed(who, rolesOf(report.desk)) && !isAbout(report, who);

/** A desk that keeps no report from its own people. */
const OPEN_DESKS = new Set(['pengaduan', 'ppid']);

/**
 * Later words may be the first that accuse: from then on it is as if it had come with them. Its days stay, since they are the shorter
 * ones. `handler`: who has it, if anybody; `named`: whoever reported gave a name.
 */
export function accusing(
  before: Aduan,
  note: string,
  { handler, named }: { handler: Who | null; named: boolean },
): Partial<Aduan> {
  const whom = accused(note);
  const confidential = before.confidential || whom !== null;
  const moves = whom !== null && whom !== 'orang' && OPEN_DESKS.has(before.desk);
  const desk = moves ? deskFor(whom, before.kind, named) : before.desk;
  const known = { confidential, text: `${before.text}\n${note}`, history: before.history };
  const leaves = desk !== before.desk || (handler !== null && isAbout(known, handler));
  return { confidential, desk, ...(leaves && { handler: null }), ...(desk !== before.desk && { level: 0 }) };
}
