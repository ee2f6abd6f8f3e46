import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tx } from '#flows/engine/message.ts';
import { time } from '#flows/prompts/time.ts';
import { NASTY, context, outcome, question, refusesWrongKinds, table, texts, typed } from './table.ts';

const prompt = time({ text: question });

table('time', prompt, [
  ['jam 9', { ok: '09:00' }],
  ['9', { ok: '09:00' }],
  ['pukul 09.30 WIB', { ok: '09:30' }],
  ['14.00', { ok: '14:00' }],
  ['1430', { ok: '14:30' }],
  ['setengah 9', { ok: '08:30' }],
  ['stgh 9', { ok: '08:30' }],
  ['setengah sembilan malam', { ok: '20:30' }],
  ['9 malam', { ok: '21:00' }],
  ['jam 9 mlm', { ok: '21:00' }],
  ['jam 2', { ok: '14:00' }],
  ['jam 2 malam', { ok: '02:00' }],
  ['jam 3 dini hari', { ok: '03:00' }],
  ['jam 12', { which: ['12:00', '00:00'] }],
  ['12', { which: ['12:00', '00:00'] }],
  ['jam 12 siang', { ok: '12:00' }],
  ['jam 12 malam', { ok: '00:00' }],
  ['12 tengah malam', { ok: '00:00' }],
  ['midnight', { ok: '00:00' }],
  ['noon', { ok: '12:00' }],
  ['jam 6', { which: ['06:00', '18:00'] }],
  ['jam 6 pagi', { ok: '06:00' }],
  ['jam 9 lewat 15', { ok: '09:15' }],
  ['jam 10 kurang 10 menit', { ok: '09:50' }],
  ['jam sembilan tiga puluh', { ok: '09:30' }],
  ['9 30', { ok: '09:30' }],
  ['kira2 jam 10', { ok: '10:00' }],
  ['quarter to ten', { ok: '09:45' }],
  ['9pm', { ok: '21:00' }],
  ['9 p.m.', { ok: '21:00' }],
  ['sekitar jam 10 pak', { ok: '10:00' }],
  ['jam 9 atau jam 10', { which: ['09:00', '10:00'] }],
  ['24.00', { ok: '00:00' }],
  ['3 orang', { refuse: 'expects' }],
  // A day is no hour.
  ['12 November', { refuse: 'dayNamed' }],
  ['sembilan desember', { refuse: 'dayNamed' }],
  ['tgl 9', { refuse: 'dayNamed' }],
  ['9/12', { refuse: 'dayNamed' }],
  ['besok', { refuse: 'dayNamed' }],
  ['rabu 9', { refuse: 'dayNamed' }],
  ['10 november 2026', { refuse: 'dayNamed' }],
  ['besok jam 9', { ok: '09:00' }],
  ['tgl 9 desember jam 10', { ok: '10:00' }],
  ['nanti sore jam 3', { ok: '15:00' }],
  ['jam stgh 9', { ok: '08:30' }],
  ['jm 9 pg', { ok: '09:00' }],
  ['9 pgi', { ok: '09:00' }],
  ['25:00', { refuse: 'expects' }],
  ['jam 9.75', { refuse: 'expects' }],
  ['sekarang', { refuse: 'dayNamed' }],
  ['', { refuse: 'expects' }],
]);

table('time in office hours', time({ text: question, from: '08:00', until: '16:00' }), [
  ['jam 12', { ok: '12:00' }],
  ['jam 3', { ok: '15:00' }],
  ['sore', { which: ['14:00', '15:00', '16:00'] }],
  ['jam 7', { refuse: 'range' }],
  ['malam', { refuse: 'range' }],
]);

table('time without usual hours', time({ text: question, usual: null }), [
  ['jam 9', { which: ['09:00', '21:00'] }],
  ['jam 9 pagi', { ok: '09:00' }],
]);

refusesWrongKinds(prompt);

test('time: never throws; a time within bounds; what is shown parses back', () => {
  const bounded = time({ text: question, from: '08:00', until: '20:00' });
  const said = fc.oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^(jam |setengah )?[0-9.: ]{0,6}( ?pagi| ?malam|pm)?$/),
  );
  fc.assert(
    fc.property(said, (text) => {
      const parsed = typed(bounded, text);
      const values = 'ok' in parsed ? [parsed.ok] : 'which' in parsed ? parsed.which.map(({ value }) => value) : [];
      for (const value of values) assert.match(value, /^(0[89]|1\d):[0-5]\d$|^20:00$/);
      outcome(parsed);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1439 }), fc.constantFrom('id' as const, 'en' as const), (minute, locale) => {
      const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const shown = texts.say(locale, tx('prompts.time.choice', { time: clock }));
      const parsed = prompt.parse({ kind: 'text', text: shown }, { ...context, locale });
      const values = 'ok' in parsed ? [parsed.ok] : 'which' in parsed ? parsed.which.map(({ value }) => value) : [];
      assert.ok(values.includes(clock), shown);
    }),
  );
});
