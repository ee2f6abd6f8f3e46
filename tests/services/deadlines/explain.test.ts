/** How a deadline was counted, as a person reads it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOf } from '#services/council-facts.ts';
import { loadCouncil } from '#services/council.ts';
import { deadline } from '#services/deadlines/deadline.ts';
import type { Limit } from '#services/deadlines/deadline.ts';
import { explain } from '#services/deadlines/explain.ts';
import { readTextTrees } from '#services/text-files.ts';
import { createTexts } from '#services/texts.ts';

const medan = loadCouncil('medan');
const texts = createTexts({
  trees: readTextTrees('locales'),
  facts: { id: factsOf(medan, 'id'), en: factsOf(medan, 'en') },
  zone: medan.zone,
  strict: true,
});

function told(from: string, limit: Limit, was?: string, locale: 'id' | 'en' = 'id'): string[] {
  const counted = deadline(medan, from, limit);
  const running = { what: 'jawaban', was: was ?? counted.due, now: counted.due, counted, told: [] };
  return texts
    .say(locale, explain(medan, { ...running, setting: 'aduan.answerDays' }))
    .trim()
    .split('\n');
}

test('working days over Christmas, received in the evening: each day counts or says why not', () => {
  assert.deepEqual(told('2026-12-17T16:30:00+07:00', { workingDays: 6 }), [
    '<b>Batas jawaban menurut aturan: Rabu, 30 Desember 2026</b>',
    'Dihitung dari: Kamis, 17 Desember 2026 pukul 16.30 WIB',
    'Lama: 6 hari kerja, mulai hari berikutnya',
    'Di luar jam kerja, jadi dihitung sejak Jumat, 18 Desember 2026',
    '• Sab, 19 Des 2026 – Min, 20 Des 2026: tidak dihitung, kantor libur',
    '• Sen, 21 Des 2026 – Rab, 23 Des 2026: hari ke-1 s.d. 3',
    '• Kam, 24 Des 2026: tidak dihitung, cuti bersama Natal (SKB 3 Menteri 1497/2025, 2/2025, 5/2025)',
    '• Jum, 25 Des 2026: tidak dihitung, hari libur Natal (SKB 3 Menteri 1497/2025, 2/2025, 5/2025)',
    '• Sab, 26 Des 2026 – Min, 27 Des 2026: tidak dihitung, kantor libur',
    '• Sen, 28 Des 2026 – Rab, 30 Des 2026: hari ke-4 s.d. 6',
    'Dasar: PermenPANRB 62/2018 menurut formulir instansi',
  ]);
});

test('hours and calendar days list none; a last day on a holiday says that it stays; one not decreed may move', () => {
  const hours = told('2026-11-06T16:00:00+07:00', { hours: 72 }, undefined, 'en');
  assert.equal(hours[2], 'Length: 72 hours, day and night, holidays included');
  assert.equal(hours.length, 4);
  assert.equal(hours[3], 'Basis: PermenPANRB 62/2018, as forms of agencies quote it');
  assert.match(told('2026-11-02', { calendarDays: 60 })[3] ?? '', /jatuh pada hari libur/);
  assert.ok(told('2027-03-05', { workingDays: 3 }).some((line) => line.startsWith('Masih bisa bergeser')));
  assert.ok(told('2027-03-05', { workingDays: 3 }).some((line) => line.includes('Nyepi, belum ditetapkan')));
});

test('sixty working days fit one message; a date that another rule bounds says so', () => {
  const lines = told('2026-11-05T10:00:00+07:00', { workingDays: 60 });
  assert.ok(lines.join('\n').length < 2500, String(lines.join('\n').length));
  assert.match(lines.join('\n'), /hari ke-\d+ s\.d\. 60/);
  assert.ok(told('2026-11-05', { workingDays: 2 }, '2026-11-06').some((line) => line.startsWith('Hitungannya')));
});
