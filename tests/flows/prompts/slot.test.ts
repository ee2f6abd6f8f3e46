import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tx } from '#flows/engine/message.ts';
import { readTimes } from '#flows/prompts/clock.ts';
import { slot } from '#flows/prompts/slot.ts';
import { NASTY, context, outcome, question, refusesWrongKinds, table, texts, typed } from './table.ts';

const slots = [
  { time: '09:00', free: 2 },
  { time: '11:00', free: 0 },
  { time: '14:30', free: 1 },
];
const prompt = slot({ text: question, slots });

table('slot', prompt, [
  ['jam 9', { ok: '09:00' }],
  ['09.00', { ok: '09:00' }],
  ['09:00 WIB', { ok: '09:00' }],
  ['0900', { ok: '09:00' }],
  ['9 pagi', { ok: '09:00' }],
  ['jam sembilan aja', { ok: '09:00' }],
  ['9 am', { ok: '09:00' }],
  ['setengah 3', { ok: '14:30' }],
  ['setengah tiga sore', { ok: '14:30' }],
  ['2.30 siang', { ok: '14:30' }],
  ['half past two', { ok: '14:30' }],
  ['yang pertama', { ok: '09:00' }],
  ['terakhir', { ok: '14:30' }],
  ['2', { ok: '14:30' }],
  ['pagi', { ok: '09:00' }],
  ['siang', { ok: '14:30' }],
  ['jam 9 atau setengah 3', { which: ['09:00', '14:30'] }],
  ['jam 11', { refuse: 'taken' }],
  ['11', { refuse: 'taken' }],
  ['jam 10', { refuse: 'unknown' }],
  ['jam 9 malam', { refuse: 'unknown' }],
  ['25:00', { refuse: 'unknown' }],
  ['terserah', { refuse: 'unknown' }],
]);

table('slot: a day named where the hour is asked', slot({ text: question, slots, day: '2026-12-09' }), [
  ['sembilan desember', { refuse: 'dayNamed' }],
  ['9 des', { refuse: 'dayNamed' }],
  ['tanggal 9', { refuse: 'dayNamed' }],
  ['9/12', { refuse: 'dayNamed' }],
  ['besok', { refuse: 'dayNamed' }],
  ['minggu', { refuse: 'dayNamed' }],
  ['14 desember', { refuse: 'dayNamed' }],
  // Its own day beside the hour is no other; another one is not passed over.
  ['9 desember jam 9', { ok: '09:00' }],
  ['rabu jam 9', { ok: '09:00' }],
  ['besok jam 9', { refuse: 'dayNamed' }],
  ['10 desember jam 9', { refuse: 'dayNamed' }],
  ['nanti siang', { ok: '14:30' }],
]);

table('slot on a full day', slot({ text: question, slots: [{ time: '09:00', free: 0 }] }), [
  ['jam 9', { refuse: 'full' }],
]);

test('only free times are choices, and one taken meanwhile is refused with the free ones', () => {
  assert.deepEqual(
    prompt.choices?.map(({ id }) => id),
    ['09:00', '14:30'],
  );
  assert.deepEqual(outcome(prompt.parse({ kind: 'choice', id: '14:30' }, context)), { ok: '14:30' });
  const parsed = prompt.parse({ kind: 'choice', id: '11:00' }, context);
  assert.ok('refuse' in parsed);
  assert.equal(
    texts.say('id', parsed.refuse),
    'Maaf, jam itu sudah terisi; yang masih kosong 09.00 WIB dan 14.30 WIB.',
  );
});

const clock: [string, string[]][] = [
  ['setengah 9', ['08:30', '20:30']],
  ['setengah 1 siang', ['12:30']],
  ['jam 9 lewat 15', ['09:15', '21:15']],
  ['jam 9 kurang seperempat', ['08:45', '20:45']],
  ['quarter to ten', ['09:45', '21:45']],
  ['jam 12', ['12:00', '00:00']],
  ['jam 7 malam', ['19:00']],
  ['24.00', ['00:00']],
  ['10.11.2026', []],
];
for (const [said, times] of clock) test(`clock ${said}`, () => assert.deepEqual(readTimes(said).times, times));

refusesWrongKinds(prompt);

test('slot: never throws, takes only free times; what is shown parses back', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.constantFrom(...NASTY),
        fc.string({ unit: 'binary' }),
        fc.stringMatching(/^[0-9.: ]{0,8}(pagi|sore|pm)?$/),
      ),
      (said) => {
        const parsed = typed(prompt, said);
        const values = 'ok' in parsed ? [parsed.ok] : 'which' in parsed ? parsed.which.map(({ value }) => value) : [];
        for (const value of values) assert.ok(slots.some(({ time, free }) => time === value && free > 0));
      },
    ),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 95 }), fc.constantFrom('id', 'en'), (quarter, locale) => {
      const time = `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
      const only = slot({ text: question, slots: [{ time, free: 3 }] });
      assert.deepEqual(typed(only, texts.say(locale, tx('prompts.slot.time', { time }))), { ok: time });
    }),
  );
});
