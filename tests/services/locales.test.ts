/** Every text of both languages, as far as it can be checked without its values. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '#services/text-formats.ts';
import { LOCALES, readTextTrees, type TextTree } from '#services/text-files.ts';

const flatten = (tree: TextTree, at: string): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[`${at}.${name}`, value]] : flatten(value, `${at}.${name}`),
  );

const trees = readTextTrees('locales');
const every = LOCALES.flatMap((locale) => flatten(trees[locale], locale));

const TAGS = /<(\/?)(b|i|code|a)(?: href="[^"<>]*")?>/g;

/** Names of the tags still open at the end, or 'wrong' where one closes what is not open. */
const open = (text: string): string[] | 'wrong' => {
  const stack: string[] = [];
  for (const [, slash, name = ''] of text.matchAll(TAGS)) {
    if (!slash) stack.push(name);
    else if (stack.pop() !== name) return 'wrong';
  }
  return stack;
};

test('only the tags of the house, each closed', () => {
  for (const [key, text] of every) {
    assert.deepEqual(open(text), [], key);
    assert.doesNotMatch(text.replace(TAGS, ''), /[<>]/, key);
  }
});

test('every format is one of the house', () => {
  for (const [key, text] of every)
    for (const [, format = ''] of text.matchAll(/\{\{[^,{}]+,([^{}]+)\}\}/g))
      assert.ok(Object.hasOwn(formats, format.trim()), `${key}: ${format}`);
});

test('no unsafe values, no nesting, balanced braces', () => {
  for (const [key, text] of every) {
    assert.doesNotMatch(text, /\{\{-|\$t\(/, key);
    assert.doesNotMatch(text.replace(/\{\{[^{}]+\}\}/g, ''), /[{}]/, key);
  }
});

test('at most one emoji a text, since screen readers read each aloud', () => {
  for (const [key, text] of every) assert.ok((text.match(/\p{Extended_Pictographic}/gu)?.length ?? 0) <= 1, key);
});

/** Nouns that a count stands before: "1 people" is nobody's English. */
const COUNTED =
  /\{\{ ?(\w+)(?:, ?angka)? ?\}\} (people|guests|visits|groups|requests|files|days|hours|minutes|letters|rooms|items|votes|copies)\b/;

test('an English count has its plural: by `count`, or by a format that counts', () => {
  for (const [key, text] of every) {
    const [found, name] = COUNTED.exec(text) ?? [];
    if (key.startsWith('en.') && found)
      assert.ok(name === 'count' && /_(?:one|other)$/.test(key), `${key}: ${found} has no "1 …"`);
    if (key.endsWith('_one'))
      assert.ok(
        every.some(([other]) => other === key.replace(/_one$/, '_other')),
        key,
      );
  }
});

test('no brackets within brackets, also where a visitor is named in them', () => {
  for (const locale of LOCALES) {
    const visitor = every.find(([key]) => key === `${locale}.sikulin.visitor`)?.[1] ?? '';
    for (const [key, text] of every)
      if (key.startsWith(locale)) assert.doesNotMatch(text.replace('{{visitor}}', visitor), /\([^()]*\(/, key);
  }
});

/** Where there are no buttons a text is read in its other form. What is said of the keys of the handset itself is right there, too. */
const HANDSET = /^(?:id|en)\.(?:phones\.|prompts\.voice\.|bots\.)/;

test('where there are no buttons nobody is told to press one', () => {
  for (const [key, text] of every) {
    const typed = new Map(every).get(`${key}_typed`) ?? text;
    if (!HANDSET.test(key) && !key.endsWith('_typed'))
      assert.doesNotMatch(typed, /\b(?:tombol|tekan|menekan|button|press|tap)\b/i, key);
  }
});
