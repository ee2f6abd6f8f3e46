/** Numbers that name a person are never shown to others; everything else is left as it was said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hasPersonalNumbers, masked } from '#flows/tindak-lanjut/masking.ts';

for (const [said, shown] of [
  ['NIK saya 1271234567890001', 'NIK saya ••••••••'],
  ['1271 2345 6789 0001 nama Budi', '•••••••• nama Budi'],
  ['hubungi 0812-3456-7890 ya', 'hubungi •••••••• ya'],
  ['+62 812 3456 7890', '••••••••'],
  ['wa 62812345678901', 'wa ••••••••'],
  ['surat ke budi.s@contoh.id', 'surat ke ••••••••'],
  ['(081234567890)', '(••••••••)'],
  ['telepon rumah 061-4512345', 'telepon rumah ••••••••'],
  ['(061) 451 2345 malam hari', '•••••••• malam hari'],
  ['0614512345', '••••••••'],
  ['kantor +62 61 4512345', 'kantor ••••••••'],
  ['rumah di Kabanjahe 0628-20123', 'rumah di Kabanjahe ••••••••'],
] as const)
  test(`“${said}”`, () => {
    assert.equal(masked(said), shown);
    assert.ok(hasPersonalNumbers(said));
    assert.ok(!hasPersonalNumbers(shown));
  });

for (const said of [
  'jalan rusak sejak 2024',
  'Gang Mawar No. 12, RT 08',
  'biaya 1.500.000',
  'telepon 112',
  'lampu mati 10 tiang',
  'sejak 02-11-2026, kode 052785',
  'surat 061/0123/2026 tanggal 04/12/2026',
])
  test(`left alone: “${said}”`, () => {
    assert.equal(masked(said), said);
    assert.ok(!hasPersonalNumbers(said));
  });

test('whatever stands around it, no number of a person is left', () =>
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/\d/.test(text)),
      fc.constantFrom('081234567890', '+6281234567890', '1271234567890001', '061-4512345'),
      fc.string().filter((text) => !/\d/.test(text)),
      (before, number, behind) => !masked(`${before} ${number} ${behind}`).includes(number),
    ),
  ));
