import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { choices } from '#flows/prompts/choices.ts';
import { NASTY, context, outcome, question, refusesWrongKinds, table, typed } from './table.ts';

const options = (['ramp', 'sign', 'bus', 'photo', 'other'] as const).map((id, at) => ({
  id,
  label: question,
  synonyms:
    [['kursi roda', 'tongkat dan kursi'], ['bahasa isyarat', 'jbi'], ['parkir bus', 'bus'], ['foto'], ['lainnya']][
      at
    ] ?? [],
}));
const prompt = choices({ text: question, choices: options, max: 4 });
const open = choices({ text: question, choices: options, min: 0 });

table('choices', prompt, [
  ['1', { ok: ['ramp'] }],
  ['1, 3 dan 5', { ok: ['ramp', 'bus', 'other'] }],
  ['5 & 1', { ok: ['ramp', 'other'] }],
  ['1-3', { ok: ['ramp', 'sign', 'bus'] }],
  ['1 sampai 3', { ok: ['ramp', 'sign', 'bus'] }],
  ['1 s/d 2 serta 4', { ok: ['ramp', 'sign', 'photo'] }],
  ['1 3', { ok: ['ramp', 'bus'] }],
  ['1.3', { ok: ['ramp', 'bus'] }],
  ['1,1,1', { ok: ['ramp'] }],
  ['nomor satu dan nomor tiga', { ok: ['ramp', 'bus'] }],
  ['yg pertama dan yang kedua aja kak', { ok: ['ramp', 'sign'] }],
  ['kursi roda, parkir bus', { ok: ['ramp', 'bus'] }],
  ['Kursi Roda + JBI', { ok: ['ramp', 'sign'] }],
  ['tongkat dan kursi', { ok: ['ramp'] }],
  ['semua kecuali 2', { ok: ['ramp', 'bus', 'photo', 'other'] }],
  ['semua selain 2 dan 3', { ok: ['ramp', 'photo', 'other'] }],
  ['semua', { refuse: 'many' }],
  ['tidak ada', { refuse: 'few' }],
  ['6', { refuse: 'expects' }],
  ['0', { refuse: 'expects' }],
  ['1, 6', { refuse: 'expects' }],
  ['3-1', { refuse: 'expects' }],
  ['13', { refuse: 'expects' }],
  ['1, pizza', { refuse: 'expects' }],
  ['', { refuse: 'expects' }],
]);

table('choices, none too', open, [
  ['semua', { ok: ['ramp', 'sign', 'bus', 'photo', 'other'] }],
  ['semuanya aja ya kak', { ok: ['ramp', 'sign', 'bus', 'photo', 'other'] }],
  ['All', { ok: ['ramp', 'sign', 'bus', 'photo', 'other'] }],
  ['tidak ada', { ok: [] }],
  ['none', { ok: [] }],
]);

refusesWrongKinds(prompt);

test('a press is one, another with it, or all; a limit leaves out what is too many', () => {
  const pressed = (of: typeof prompt, id: string) => {
    const parsed = of.parse({ kind: 'choice', id }, context);
    return 'which' in parsed ? parsed.which.map(({ value }) => value) : parsed;
  };
  const [three, two] = [options.slice(0, 3), options.slice(0, 2)];
  assert.deepEqual(pressed(choices({ text: question, choices: three }), 'bus'), [
    ['bus'],
    ['ramp', 'bus'],
    ['sign', 'bus'],
    ['ramp', 'sign', 'bus'],
  ]);
  assert.deepEqual(pressed(choices({ text: question, choices: two }), 'ramp'), [['ramp'], ['ramp', 'sign']]);
  assert.deepEqual(pressed(choices({ text: question, choices: three, max: 1 }), 'bus'), { ok: ['bus'] });
  assert.deepEqual(pressed(choices({ text: question, choices: three, max: 2 }), 'bus'), [
    ['bus'],
    ['ramp', 'bus'],
    ['sign', 'bus'],
  ]);
});

test('"none" is picked alone, and dropped beside others', () => {
  const none = choices({ text: question, choices: options, none: 'other' });
  assert.deepEqual(none.parse({ kind: 'choice', id: 'other' }, context), { ok: ['other'] });
  assert.deepEqual(typed(none, 'tidak ada'), { ok: ['other'] });
  assert.deepEqual(typed(none, '1 dan 5'), { ok: ['ramp'] });
  assert.deepEqual(typed(none, 'semua'), { ok: ['ramp', 'sign', 'bus', 'photo'] });
});

test('choices: never throws; ids once, in the order of the list, as many as allowed; numbers parse back', () => {
  const said = fc.oneof(
    fc.constantFrom(...NASTY, 'semua kecuali semua kecuali 1', 'semua kecuali '.repeat(40)),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[0-6 ,.-]{0,10}( dan [1-5])?$/),
  );
  fc.assert(
    fc.property(said, (text) => {
      const parsed = typed(prompt, text);
      outcome(parsed);
      if (!('ok' in parsed)) return;
      assert.ok(parsed.ok.length >= 1 && parsed.ok.length <= 4);
      assert.deepEqual(
        parsed.ok,
        options.map(({ id }) => id).filter((id) => parsed.ok.includes(id)),
      );
    }),
  );
  fc.assert(
    fc.property(fc.subarray([1, 2, 3, 4, 5], { minLength: 1, maxLength: 4 }), (places) => {
      const ids = places.map((place) => options[place - 1]?.id);
      assert.deepEqual(typed(prompt, places.join(', ')), { ok: ids });
    }),
  );
});
