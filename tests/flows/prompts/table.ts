/** What the tables of prompts share: a fixed day, a way to answer, and texts that prove each refusal can be said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer, ParseContext, Parsed, Prompt } from '#flows/engine/prompt.ts';
import { tx } from '#flows/engine/message.ts';
import { createTexts } from '#services/texts.ts';
import { readTextTrees } from '#services/text-files.ts';

/** Wednesday. */
export const TODAY = '2026-11-04';
export const context: ParseContext = { locale: 'id', today: TODAY, zone: 'Asia/Jakarta' };

const council = { name: 'DPRD', office: 'Sekretariat', address: '-', phone: '-', hours: '-' };
export const texts = createTexts({
  trees: readTextTrees('locales'),
  facts: { id: council, en: council },
  zone: context.zone,
  strict: true,
});

export const typed = <T>(prompt: Prompt<T>, text: string, on = TODAY): Parsed<T> =>
  prompt.parse({ kind: 'text', text }, { ...context, today: on });

/** What a row expects: a value, the readings to choose from, or the last part of the refusal's key. */
export type Outcome<T> = { ok: T } | { which: T[] } | { refuse: string };

export const outcome = <T>(parsed: Parsed<T>): Outcome<T> => {
  if ('ok' in parsed) return parsed;
  if ('which' in parsed) {
    for (const { label } of parsed.which)
      for (const locale of ['id', 'en'] as const)
        assert.ok([...texts.say(locale, label)].length <= 24, `label too long: ${texts.say(locale, label)}`);
    return { which: parsed.which.map(({ value }) => value) };
  }
  // Said in both languages: one sentence, every value there.
  for (const locale of ['id', 'en'] as const)
    assert.match(texts.say(locale, parsed.refuse), /^[^.!?]+([.]\d[^.!?]*)*[.]$|WIB|<code>/);
  return { refuse: parsed.refuse.key.split('.').at(-1) ?? '' };
};

export const table = <T>(
  name: string,
  prompt: Prompt<T>,
  rows: readonly (readonly [said: string, Outcome<T>])[],
): void => {
  for (const [said, expected] of rows)
    void test(`${name}: ${JSON.stringify(said.slice(0, 40))}`, () =>
      assert.deepEqual(outcome(typed(prompt, said)), expected));
};

const file = { ref: 'f' };
const WRONG_KINDS: Answer[] = [
  { kind: 'location', lat: 3.59, lon: 98.67 },
  { kind: 'photo', file },
  { kind: 'voice', file },
  { kind: 'video', file },
  { kind: 'document', file, caption: '10' },
  { kind: 'choice', id: 'no such choice' },
];

/** Every prompt answers what it cannot take with a sentence, never by throwing. */
export const refusesWrongKinds = <T>(prompt: Prompt<T>): void => {
  void test(`${prompt.kind}: answers of the wrong kind`, () => {
    for (const answer of WRONG_KINDS) assert.ok('refuse' in prompt.parse(answer, context), answer.kind);
  });
};

export const question = tx('format.neutral');

/** Strings that break naive parsers, put among generated ones. */
export const NASTY = [
  '',
  ' ',
  '\u202e12',
  '\ud800',
  '__proto__',
  'constructor',
  '$t(format.neutral)',
  '{{x}}',
  '0'.repeat(400),
  '9'.repeat(10_000),
  '\u0661\u0662',
  '１２',
  '1️⃣',
  'q\u0335'.repeat(500),
  '-0',
  '1e9',
  'NaN',
  'Infinity',
  '\u0000',
  '10/10/10/10',
  '👩‍🦽',
];
