/** Messages that people doubt: what they ask for, and whose the numbers, links and names in them are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inspect, isSuspicious, linesOf } from '#flows/resmi/rules.ts';
import type { OwnChannel, Sign } from '#flows/resmi/rules.ts';
import { NASTY } from '../prompts/table.ts';

const own: OwnChannel[] = [
  { kind: 'telegram', for: 'public', text: 'dprd_medan_bot' },
  { kind: 'whatsapp', for: 'public', text: '628116000123' },
  { kind: 'phone', for: 'public', text: '(061) 457-1234' },
  { kind: 'web', for: 'public', text: 'dprd.pemkomedan.go.id' },
];

const SUSPICIOUS: [said: string, signs: Sign[], found: string[]][] = [
  ['Mohon kirimkan kode OTP yang masuk ke HP Bapak', ['secret'], []],
  ['Sekretariat DPRD: silakan transfer biaya admin Rp150.000 ke rek 1234', ['money'], []],
  ['Anda menang undian! Klik https://bit.ly/3xYz hari ini juga', ['hurry', 'prize'], ['short bit[.]ly']],
  ['Surat tilang.apk, mohon dibuka', ['app'], []],
  ['Akun diblokir, hubungi 0857-1111-2222 segera', ['hurry'], ['foreign +6285711112222']],
  ['Chat admin di t.me/dprd_medan_b0t', [], ['alike @dprd_medan_b0t']],
  ['daftar di dprd-pemkomedan.com', [], ['alike dprd-pemkomedan[.]com']],
  ['minta PIN ATM ke wa.me/6281234567890', ['secret'], ['foreign +6281234567890']],
  ['Please send your PIN within 24 hours', ['secret', 'hurry'], []],
  ['o​tp nya berapa pak', ['secret'], []],
];
for (const [said, signs, found] of SUSPICIOUS)
  test(`suspicious: ${said}`, () => {
    const seen = inspect(said, own);
    assert.deepEqual([seen.signs, seen.found.map(({ whose, shown }) => `${whose} ${shown}`)], [signs, found]);
    assert.ok(isSuspicious(seen));
    assert.equal(linesOf(seen).length, signs.length + found.length);
  });

const NOT: [said: string, found: string[]][] = [
  ['Layanan ini gratis; kami tidak pernah meminta uang, OTP, atau PIN.', []],
  ['Rapat jam 10.00 di aula lantai 2, tanggal 25.11.2026', []],
  ['0811-6000-123', ['ours +628116000123']],
  ['+62 811 6000 123', ['ours +628116000123']],
  ['061 4571234', ['ours +62614571234']],
  ['@dprd_medan_bot', ['ours @dprd_medan_bot']],
  ['https://t.me/dprd_medan_bot?start=x', ['ours @dprd_medan_bot']],
  ['https://wa.me/628116000123?text=halo', ['ours +628116000123']],
  ['lihat https://jadwal.dprd.pemkomedan.go.id/sidang', ['ours jadwal[.]dprd[.]pemkomedan[.]go[.]id']],
  ['https://dukcapil.kemendagri.go.id', ['government dukcapil[.]kemendagri[.]go[.]id']],
  ['surat undangan.pdf', []],
];
for (const [said, found] of NOT)
  test(`not suspicious: ${said}`, () => {
    const seen = inspect(said, own);
    assert.deepEqual(
      seen.found.map(({ whose, shown }) => `${whose} ${shown}`),
      found,
    );
    assert.equal(isSuspicious(seen), false);
  });

test('a page that only begins or ends like ours is not ours', () => {
  for (const link of [
    'https://dprd.pemkomedan.go.id.jahat.com/x',
    'https://evil.com/dprd.pemkomedan.go.id',
    'https://dprd.pemkomedan.go.id@jahat.com/',
    'xdprd.pemkomedan.go.id',
  ])
    assert.ok(
      inspect(link, own).found.every(({ whose }) => whose !== 'ours'),
      link,
    );
});

test('nothing that people paste breaks it, and a flood is looked at quickly', () => {
  for (const said of NASTY) inspect(said, own);
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (said) => void inspect(said, own)));
  for (const flood of ['a.'.repeat(2000), '1 '.repeat(2000), '@'.repeat(4000), 'https://'.repeat(500)])
    inspect(flood, own);
});
