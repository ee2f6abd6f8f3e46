import { tx, type Choice, type TextRef } from '#flows/engine/message.ts';
import type { Parsed, Prompt } from '#flows/engine/prompt.ts';
import { matchChoice } from './match-choice.ts';
import { normalise } from './normalise.ts';
import { digitize } from './numerals.ts';

export interface ChoicesOptions<Id extends string> {
  text: TextRef;
  label?: TextRef;
  /** Inside a list only numbers and synonyms are known: a label alone is matched by the engine. */
  choices: readonly (Choice & { id: Id })[];
  /** How many, both inclusive; from 1 to all where left out. */
  min?: number;
  max?: number;
  /** The choice that says "none of them": picked alone, dropped beside others. */
  none?: Id;
}

const ALL = /^(?:pilih )?(?:semua(?:nya)?|seluruhnya|all(?: of them)?|everything)$/;
const NONE = /^(?:tidak ada|tdk ada|gak ada|ga ada|nggak ada|none|kosong|nihil)$/;
const COURTESIES = /(?: (?:ya|aja|saja|deh|dong|pak|bu|kak|min|please|terima kasih|makasih))+$/;
const EXCEPT = /^(?:semua(?:nya)?|all) (?:kecuali|selain|tanpa|except|but) (.+)$/;
const BETWEEN = /\s*(?:[,;+&/\n]|\b(?:dan|serta|juga|sama|dengan|and|also)\b)\s*/;
const RANGE = /^(?:(?:nomor|nomer|no|number) )?(\d{1,2}) ?(?:-|sampai(?: dengan)?|sd|hingga|to) ?(\d{1,2})$/;

/** Places from 1 that a part of the answer names; null where it is not understood. */
const placesOf = (said: string, choices: readonly Choice[]): number[] | null => {
  const [, from, to] = RANGE.exec(said) ?? [];
  if (from && to) {
    const [low, high] = [Number(from), Number(to)];
    if (low > high || high > choices.length) return null;
    return Array.from({ length: high - low + 1 }, (_, at) => low + at);
  }
  const match = matchChoice(
    said,
    choices.map(({ id, synonyms = [] }) => ({ id, label: '', synonyms })),
  );
  if (match) return 'id' in match ? [choices.findIndex(({ id }) => id === match.id) + 1] : null;
  // "1 3 5"; "13" stays one number, since it could be either.
  if (!/^\d{1,2}(?:[ .]+\d{1,2})+\.?$/.test(said)) return null;
  const numbers = (said.match(/\d+/g) ?? []).map(Number);
  return numbers.every((n) => n >= 1 && n <= choices.length) ? numbers : null;
};

const placesOfAll = (text: string, choices: readonly Choice[]): number[] | null => {
  const said = text.replace(COURTESIES, '');
  const every = choices.map((_, at) => at + 1);
  if (ALL.test(said)) return every;
  if (NONE.test(said)) return [];
  const except = EXCEPT.exec(said)?.[1];
  if (except !== undefined) {
    const without = placesOfAll(except, choices);
    return without && every.filter((place) => !without.includes(place));
  }
  const whole = placesOf(said, choices);
  if (whole) return whole;
  const parts = said.split(BETWEEN).filter(Boolean);
  if (parts.length === 0) return null;
  const places = parts.map((part) => placesOf(part, choices));
  return places.some((one) => one === null) ? null : places.flatMap((one) => one ?? []);
};

type Labelled<Id extends string> = Choice & { id: Id };

/** A press names one only: whether another goes with it is asked once, so that a thumb alone can pick two, or all. */
const readingsOf = <Id extends string>(
  picked: Id,
  others: readonly Labelled<Id>[],
): { label: TextRef; value: Id[] }[] => [
  { label: tx('prompts.choices.only'), value: [picked] },
  ...others.map(({ id, label }) => ({ label: tx('prompts.choices.also', { label }), value: [picked, id] })),
  ...(others.length > 1 ? [{ label: tx('prompts.choices.all'), value: [picked, ...others.map(({ id }) => id)] }] : []),
];

/** Several of a few; value: their ids in the order of the list, each once. */
export const choices = <Id extends string>(options: ChoicesOptions<Id>): Prompt<Id[]> => {
  const { text, label, choices: all, min = 1, max = all.length, none } = options;
  const expects = tx('prompts.choices.expects');
  const inOrder = (ids: readonly Id[]): Id[] =>
    all.map(({ id }) => id).filter((id) => ids.includes(id) && (id !== none || ids.length === 1));
  const judge = (named: readonly Id[]): Parsed<Id[]> => {
    const ids = inOrder(named.length === 0 && none !== undefined ? [none] : named);
    if (ids.length >= min && ids.length <= max) return { ok: ids };
    return { refuse: ids.length < min ? tx('prompts.choices.few', { min }) : tx('prompts.choices.many', { max }) };
  };
  const press = (picked: Labelled<Id>): Parsed<Id[]> => {
    const others = picked.id === none ? [] : all.filter(({ id }) => id !== picked.id && id !== none);
    const which = readingsOf(picked.id, others)
      .filter(({ value }) => value.length >= min && value.length <= max)
      .map(({ label: said, value }) => ({ label: said, value: inOrder(value) }));
    return which.length > 1 ? { which, ask: tx('prompts.choices.more', { label: picked.label }) } : judge([picked.id]);
  };
  return {
    kind: 'choices',
    text,
    ...(label && { label }),
    choices: all,
    expects,
    parse: (answer) => {
      if (answer.kind === 'choice') {
        const picked = all.find(({ id }) => id === answer.id);
        return picked ? press(picked) : { refuse: expects };
      }
      if (answer.kind !== 'text') return { refuse: expects };
      const places = placesOfAll(
        digitize(normalise(answer.text))
          .replace(/[.!]+$/, '')
          .replace(/s\/d/g, 'sampai'),
        all,
      );
      return places ? judge(all.filter((_, at) => places.includes(at + 1)).map(({ id }) => id)) : { refuse: expects };
    },
  };
};
