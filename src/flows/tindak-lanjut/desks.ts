/**
 * Whose table a report lies on, and who is told when its days pass. Roles stand level by level: the officers, the level above,
 * the last. Nobody looks into a desk that is not theirs: a report about the secretariat's own people never lies on the
 * officers' desk, and one about a member is the Badan Kehormatan's alone. Pure.
 */
import type { Accused, Kind } from './listening.ts';

export const DESKS = {
  pengaduan: [['staf', 'kasubag', 'admin'], ['kabag'], ['sekwan']],
  ppid: [['admin-ppid'], ['staf', 'kasubag', 'kabag', 'admin'], ['sekwan']],
  atasan: [['kabag'], ['sekwan'], ['sekwan']],
  bk: [['operator-akd'], ['operator-akd'], ['operator-akd']],
} as const satisfies Record<string, readonly (readonly string[])[]>;
export type Desk = keyof typeof DESKS;

export const TOP = 2;

/** Everybody who has a desk at all: they may ask for the queue, and see their own. */
export const DESK_PEOPLE: readonly string[] = [...new Set(Object.values(DESKS).flat(2))];

export const rolesOf = (desk: string): readonly string[] => [
  ...new Set((DESKS[desk as Desk] ?? DESKS.pengaduan).flat()),
];

export const desksOf = (roles: readonly string[]): Desk[] =>
  (Object.keys(DESKS) as Desk[]).filter((desk) => rolesOf(desk).some((role) => roles.includes(role)));

/** Who hears of it, in the order to try: from its level up, and where nobody is there, down. */
export function levels(desk: string, level: number): readonly (readonly string[])[] {
  const ladder: readonly (readonly string[])[] = DESKS[desk as Desk] ?? DESKS.pengaduan;
  return [...ladder.slice(level), ...ladder.slice(0, level).toReversed()];
}

/** The level that looks at what somebody with these roles has decided: above the case's own, and above theirs. */
export function above(desk: string, level: number, roles: readonly string[]): number {
  const ladder: readonly (readonly string[])[] = DESKS[desk as Desk] ?? DESKS.pengaduan;
  const own = ladder.findLastIndex((one) => one.some((role) => roles.includes(role)));
  return Math.min(Math.max(level, own) + 1, TOP);
}

/** `named`: whoever reports has given a name; without it the Badan Kehormatan takes nothing, and the level above looks at it. */
export function deskFor(accused: Accused, kind: Kind, named: boolean): Desk {
  if (accused === 'anggota') return named ? 'bk' : 'atasan';
  if (accused === 'sekretariat') return 'atasan';
  return kind === 'informasi' ? 'ppid' : 'pengaduan';
}
