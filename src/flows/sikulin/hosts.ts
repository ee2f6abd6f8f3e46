/** Whom guests meet: a body of the council, one of its members, or (null) whom the office chooses. */
import type { Council } from '#services/council.ts';
import { oneEdit } from '#flows/prompts/match-choice.ts';
import { readTyped } from './rules.ts';
import type { FoundMembers, Host } from './rules.ts';

/** Most members that a part of a name may find: more is a list nobody reads. */
const MOST = 6;
/** Most names that are offered in the place of one that nobody has. */
const CLOSE = 3;

export const bodiesOf = ({ bodies }: Council): Host[] => bodies.map(({ code, name }) => ({ code, name: { ...name } }));

const memberHost = ({ seat, name, party }: Council['members'][number]): Host => {
  const said = `${name} (${party})`;
  return { code: `anggota-${seat}`, name: { id: said, en: said } };
};

export const hostOf = (council: Council, code: string | null): Host | null =>
  code === null
    ? null
    : (readTyped(code) ??
      [...bodiesOf(council), ...council.members.map(memberHost)].find((h) => h.code === code) ??
      null);

const TITLES = /\b(?:bapak|ibu|pak|bu|bang|kak|h|hj|drs?|ir|prof|sh|se|mm|st)\b\.?/g;
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(TITLES, ' ')
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean);

/** Members whose name or party has every word that was said, or a word that begins so; those whose whole name it is first. */
export function findMembers({ members }: Council, said: string): FoundMembers {
  const words = wordsOf(said);
  if (!words.length) return { found: [], more: false, close: [] };
  const all = members.filter(({ name, party }) => {
    const own = wordsOf(`${name} ${party}`);
    return words.every((word) => own.some((one) => one.startsWith(word)));
  });
  const whole = all.filter(({ name }) => wordsOf(name).join(' ') === words.join(' '));
  const found = (whole.length ? whole : all).map(memberHost);
  const close = found.length ? [] : closest(members, words).map(memberHost);
  return { found: found.slice(0, MOST), more: found.length > MOST, close };
}

/** Those with a name of which most words are nearly what was said, the nearest first. */
function closest(members: Council['members'], words: string[]): Council['members'][number][] {
  const near = (word: string, own: string[]): boolean =>
    own.some((one) => one === word || (word.length >= 4 && oneEdit(one, word)));
  return members
    .map((member) => ({ member, hits: words.filter((word) => near(word, wordsOf(member.name))).length }))
    .filter(({ hits }) => hits * 2 > words.length)
    .sort((a, b) => b.hits - a.hits)
    .slice(0, CLOSE)
    .map(({ member }) => member);
}
