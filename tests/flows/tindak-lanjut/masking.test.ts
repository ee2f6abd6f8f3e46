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
])
  test(`left alone: “${said}”`, () => {
    assert.equal(masked(said), said);
    assert.ok(!hasPersonalNumbers(said));
  });

test('whatever stands around it, no number of a person is left', () =>
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/\d/.test(text)),
      fc.constantFrom('081234567890', '+6281234567890', '1271234567890001'),
      fc.string().filter((text) => !/\d/.test(text)),
      (before, number, behind) => !masked(`${before} ${number} ${behind}`).includes(number),
    ),
  ));
