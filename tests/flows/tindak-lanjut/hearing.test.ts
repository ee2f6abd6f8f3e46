/** Where an account is, as far as it says: nobody is asked for a place they have named. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hear, placeIn } from '#flows/tindak-lanjut/hearing.ts';
import { loadCouncil } from '#services/council.ts';

const medan = loadCouncil('medan');
const place = (text: string): string | null => hear(medan, { text, files: [] }).place;

for (const [said, where] of [
  ['parit sumbat gg mawar psr 3 marelan', 'gg mawar psr 3 marelan'],
  ['parit sumbat di gg mawar, bau sekali', 'gg mawar'],
  ['jalan rusak di jl. Setia Budi No. 12. Tolong pak', 'jl. Setia Budi No. 12'],
  ['banjir di kelurahan Tegal Rejo', 'Tegal Rejo, Medan Perjuangan'],
  ['sampah menumpuk di Medan Marelan', 'Medan Marelan'],
] as const)
  test(`“${said}”`, () => assert.equal(place(said), where));

for (const said of ['lampu jalan mati', 'jalan rusak parah', 'jalan berlubang', 'lampu mati', 'jalan kami banjir'])
  test(`no place: “${said}”`, () => assert.equal(place(said), null));

for (const said of ['bansos', 'BPJS', 'ktp pak', 'info bansos', 'mau tanya soal bansos min', 'cara urus ktp', 'pbb'])
  test(`“${said}” asks where to go, and tells nothing`, () => {
    const { asks, matter } = hear(medan, { text: said, files: [] });
    assert.deepEqual([asks, matter], [true, true]);
  });
for (const said of ['bansos belum dapat', 'ktp hilang di kantor lurah', 'parit sumbat', 'sampah menumpuk'])
  test(`“${said}” tells, and asks nothing`, () => {
    const { asks, matter } = hear(medan, { text: said, files: [] });
    assert.deepEqual([asks, matter], [false, true]);
  });

test('a pin is a place', () => {
  const { place: where } = hear(medan, { text: 'banjir', files: [], lat: 3.595, lon: 98.672 });
  assert.match(where ?? '', /Medan .*\(3\.59500, 98\.67200\)/);
});

test('a kelurahan that stands in two kecamatan is not guessed', () => {
  const { kelurahan, said } = placeIn(medan, 'gg keluarga');
  assert.deepEqual([kelurahan, said], [null, 'gg keluarga']);
});
