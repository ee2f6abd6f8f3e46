/** A copy of a chat shares nothing with it, and is the same. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainCopy } from '#flows/engine/plain-copy.ts';

test('a copy is as what it was made from, down to what is absent, and nothing of it is shared', () => {
  const from = { none: null, gone: undefined, list: [1, ['a', { b: true }], []], deep: { er: { text: 'x' } } };
  const copy = plainCopy(from);
  assert.deepEqual(copy, from);
  assert.deepEqual(Object.keys(copy), Object.keys(from));
  copy.deep.er.text = 'y';
  (copy.list[1] as unknown[]).push('c');
  copy.list.pop();
  assert.deepEqual(from, {
    none: null,
    gone: undefined,
    list: [1, ['a', { b: true }], []],
    deep: { er: { text: 'x' } },
  });
});
