import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { moment, type Moment } from '#flows/prompts/moment.ts';
import { NASTY, context, outcome, question, refusesWrongKinds, table, texts, typed, type Outcome } from './table.ts';

const prompt = moment({
  text: question,
  days: { until: '2027-01-31', closed: { '2026-12-25': { key: 'prompts.date.full' } } },
  times: { from: '08:00', until: '21:00' },
});

const at = (date: string, time: string): Moment => ({ date, time });
const ok = (date: string, time: string): Outcome<Moment> => ({ ok: at(date, time) });

// The table's day is Wednesday, 4 November 2026.
table('moment', prompt, [
  ['besok jam 9', ok('2026-11-05', '09:00')],
  ['Besok, jam sembilan pagi ya pak', ok('2026-11-05', '09:00')],
  ['lusa setengah 9', ok('2026-11-06', '08:30')],
  ['lusa jam setengah 9 malam', ok('2026-11-06', '20:30')],
  ['hari ini 14.00', ok('2026-11-04', '14:00')],
  ['Senin 14.00', ok('2026-11-09', '14:00')],
  ['1/12/26 jam 10', ok('2026-12-01', '10:00')],
  ['1 Des pukul 10.30 WIB', ok('2026-12-01', '10:30')],
  ['10 Nop 09:00', ok('2026-11-10', '09:00')],
  ['tgl 12 jam 2', ok('2026-11-12', '14:00')],
  ['jam 9 besok', ok('2026-11-05', '09:00')],
  ['besok jam 9 lewat 15 menit', ok('2026-11-05', '09:15')],
  ['tomorrow at 9', ok('2026-11-05', '09:00')],
  ['tomorrow 3pm', ok('2026-11-05', '15:00')],
  ['Sabtu depan jam 9', { which: [at('2026-11-07', '09:00'), at('2026-11-14', '09:00')] }],
  ['lusa jam 8', ok('2026-11-06', '08:00')],
  // Of the two sevens only the evening is taken.
  ['besok jam 7', ok('2026-11-05', '19:00')],
  ['lusa sore', { which: ['14', '15', '16', '17'].map((hour) => at('2026-11-06', `${hour}:00`)) }],
  ['besok jam 9-11', { which: [at('2026-11-05', '09:00'), at('2026-11-05', '11:00')] }],
  ['nanti malam jam 8', ok('2026-11-04', '20:00')],
  ['malam ini jam 8', ok('2026-11-04', '20:00')],
  ['besok', { refuse: 'whichTime' }],
  ['jam 9', { refuse: 'whichDay' }],
  ['pagi', { refuse: 'whichDay' }],
  ['besok jam 7 pagi', { refuse: 'range' }],
  ['kemarin jam 9', { refuse: 'past' }],
  ['25 Desember jam 9', { refuse: 'closedNext' }],
  ['bulan depan jam 9', { refuse: 'whichDay' }],
  ['terserah', { refuse: 'expects' }],
  ['', { refuse: 'expects' }],
]);

refusesWrongKinds(prompt);

test('a list of readings stays short enough to read', () => {
  const parsed = typed(prompt, 'minggu depan sore');
  assert.ok('which' in parsed && parsed.which.length === 7);
});

test('two readings show weekday, date and hour', () => {
  const parsed = typed(prompt, 'Sabtu depan jam 9');
  assert.ok('which' in parsed);
  assert.deepEqual(
    parsed.which.map(({ label }) => texts.say('id', label)),
    ['Sab, 7 Nov 2026, 09.00', 'Sab, 14 Nov 2026, 09.00'],
  );
});

test('moment: never throws; a day and an hour that are taken; what is shown parses back', () => {
  const said = fc.oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: 'binary' }),
    fc
      .tuple(
        fc.constantFrom('besok', 'senin', 'minggu depan', '1/12', 'tgl 10', 'lusa', ''),
        fc.stringMatching(/^ ?(jam )?\d{0,2}([.:]\d{2})?( pagi| sore)?$/),
      )
      .map((parts) => parts.join(' ')),
  );
  fc.assert(
    fc.property(said, fc.constantFrom('id' as const, 'en' as const), (text, locale) => {
      const parsed = prompt.parse({ kind: 'text', text }, { ...context, locale });
      outcome(parsed);
      const all = 'ok' in parsed ? [parsed.ok] : 'which' in parsed ? parsed.which.map(({ value }) => value) : [];
      for (const { date, time } of all)
        assert.ok(date >= context.today && date <= '2027-01-31' && time >= '08:00' && time <= '21:00');
      if (!('which' in parsed)) return;
      for (const { label, value } of parsed.which)
        assert.deepEqual(prompt.parse({ kind: 'text', text: texts.say(locale, label) }, { ...context, locale }), {
          ok: value,
        });
    }),
  );
});
