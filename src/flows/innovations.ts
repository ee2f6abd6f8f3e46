/** The council's innovations as a list to read: names, words, who may start each, what it rests on, whether it is built. */
import { tx, type TextRef } from './engine/message.ts';
import type { Locale } from './engine/prompt.ts';
import type { Council } from '#services/council.ts';
import type { Texts } from '#services/texts.ts';

type Innovation = Council['innovations'][number];

const rolesOf = ({ roles }: Council, who: readonly string[]): Record<Locale, string>[] =>
  roles.filter(({ code }) => who.includes(code)).map(({ name }) => ({ ...name }));

const describe = (
  council: Council,
  { code, name, kind, words, who, basis }: Innovation,
  place: number,
  built: boolean,
): TextRef[] => [
  tx('innovations.title', {
    place,
    name,
    kind: tx(`innovations.kind.${kind}`),
    state: tx(`innovations.${built ? 'built' : 'planned'}`),
  }),
  tx(`innovations.about.${code}`),
  tx('innovations.words', { words: [...words] }),
  tx('innovations.who', { who: rolesOf(council, who) }),
  tx('innovations.basis', {
    basis: basis.map(({ text: rule, sure }) =>
      tx('innovations.rule', { rule: { ...rule }, sure: tx(`innovations.sure.${sure}`) }),
    ),
  }),
];

/**
 * @param built codes that a registered flow names
 * @throws RangeError for a built code that the council's data does not have: its words and roles would be nowhere
 */
export const listInnovations = (council: Council, built: readonly string[], { say }: Texts, locale: Locale): string => {
  const unknown = built.find((code) => !council.innovations.some((one) => one.code === code));
  if (unknown !== undefined)
    throw new RangeError(`no innovation ${unknown} in councils/${council.folder}/innovations.yaml`);
  const head = say(
    locale,
    tx('innovations.head', { name: council.office[locale], total: council.innovations.length, built: built.length }),
  );
  const entries = council.innovations.map((one, at) => {
    const [title, ...rest] = describe(council, one, at + 1, built.includes(one.code)).map((ref) => say(locale, ref));
    return [title, ...rest.map((line) => `   ${line}`)].join('\n');
  });
  return [head, ...entries].join('\n\n');
};
