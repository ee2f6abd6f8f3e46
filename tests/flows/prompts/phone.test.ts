import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tx } from '#flows/engine/message.ts';
import { phone } from '#flows/prompts/phone.ts';
import { NASTY, context, outcome, question, refusesWrongKinds, table, texts, typed } from './table.ts';

const prompt = phone({ text: question });
const ani = { ok: '+6281234567890' };

table('phone', prompt, [
  ['0812-3456-7890', ani],
  ['081234567890', ani],
  ['6281234567890', ani],
  ['+62 812 3456 7890', ani],
  ['81234567890', ani],
  ['+62 0812-3456-7890', ani],
  ['006281234567890', ani],
  ['(0812) 3456 7890', ani],
  ['\u202a+62 812‑3456‑7890\u202c', ani],
  ['٠٨١٢٣٤٥٦٧٨٩٠', ani],
  ['nomor saya 0812 3456 7890 ya', ani],
  ['0812-3456-7890, 0812-3456-7890', ani],
  ['0812-3456-7890 atau 0813-9876-5432', { which: ['+6281234567890', '+6281398765432'] }],
  ['+65 9123 4567', { ok: '+6591234567' }],
  ['061-4512345', { refuse: 'landline' }],
  ['(021) 5715 109', { refuse: 'landline' }],
  ['0812', { refuse: 'expects' }],
  ['08123456789012345', { refuse: 'expects' }],
  ['081234567890081234567890', { refuse: 'expects' }],
  ['14022', { refuse: 'expects' }],
  ['0800123456', { refuse: 'expects' }],
  ['12345678901', { refuse: 'expects' }],
  ['tidak punya', { refuse: 'expects' }],
]);

test('a contact card, with or without its plus; of somebody else only where a contact person is asked for', () => {
  const ownOnly = phone({ text: question, ownOnly: true });
  for (const number of ['6281234567890', '+62 812-3456-7890', '081234567890'])
    for (const one of [prompt, ownOnly])
      assert.deepEqual(one.parse({ kind: 'contact', phone: number, own: true }, context), ani);
  assert.deepEqual(prompt.parse({ kind: 'contact', phone: '6281234567890', own: false }, context), ani);
  assert.deepEqual(outcome(ownOnly.parse({ kind: 'contact', phone: '6281234567890', own: false }, context)), {
    refuse: 'notOwn',
  });
  assert.deepEqual(outcome(typed(ownOnly, '081234567890')), { refuse: 'shareOwn' });
  assert.deepEqual(outcome(prompt.parse({ kind: 'contact', phone: '', own: true }, context)), { refuse: 'expects' });
});

refusesWrongKinds(prompt);

test('phone: never throws, gives only E.164', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' }), fc.stringMatching(/^[+0-9 ().-]{0,40}$/)),
      (said) => {
        const parsed = typed(prompt, said);
        const values = 'ok' in parsed ? [parsed.ok] : 'which' in parsed ? parsed.which.map(({ value }) => value) : [];
        for (const value of values) assert.match(value, /^\+[1-9]\d{6,14}$/);
        prompt.parse({ kind: 'contact', phone: said, own: true }, context);
      },
    ),
  );
});

test('phone: what is shown parses back', () => {
  const numbers = fc.integer({ min: 20_000_000, max: 99_999_999 }).map((n) => `+62812${n}`);
  fc.assert(
    fc.property(numbers, (number) => {
      assert.deepEqual(typed(prompt, number), { ok: number });
      assert.deepEqual(typed(prompt, texts.say('id', tx('prompts.phone.choice', { x: number }))), { ok: number });
    }),
  );
});
