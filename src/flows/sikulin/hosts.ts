/** Whom guests meet: a body of the council, one of its members, or (null) whom the office chooses. */
import type { Council } from '#services/council.ts';
import type { Host } from './rules.ts';

/** Most members that a part of a name may find: more is a list nobody reads. */
const MOST = 6;

export const bodiesOf = ({ bodies }: Council): Host[] => bodies.map(({ code, name }) => ({ code, name: { ...name } }));

const membersOf = ({ members }: Council): Host[] =>
  members.map(({ seat, name, party }) => {
    const said = `${name} (${party})`;
    return { code: `anggota-${seat}`, name: { id: said, en: said } };
  });

export const hostOf = (council: Council, code: string | null): Host | null =>
  [...bodiesOf(council), ...membersOf(council)].find((host) => host.code === code) ?? null;

const TITLES = /\b(?:bapak|ibu|pak|bu|bang|kak|h|hj|drs?|ir|prof|sh|se|mm|st)\b\.?/g;
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(TITLES, ' ')
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean);

/** Members whose name has every word that was said, or begins one with it; those whose name it is whole first. */
export function findMembers(council: Council, said: string): { found: Host[]; more: boolean } {
  const words = wordsOf(said);
  if (!words.length) return { found: [], more: false };
  const all = membersOf(council).filter(({ name }) => {
    const names = wordsOf(name.id);
    return words.every((word) => names.some((one) => one.startsWith(word)));
  });
  const whole = all.filter(({ name }) => wordsOf(name.id.replace(/ \([^)]*\)$/, '')).join(' ') === words.join(' '));
  const found = whole.length ? whole : all;
  return { found: found.slice(0, MOST), more: found.length > MOST };
}
