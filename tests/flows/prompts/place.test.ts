import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { place, type Place } from '#flows/prompts/place.ts';
import { loadCouncil } from '#services/council.ts';
import { NASTY, context, outcome, question, texts, typed } from './table.ts';

const { kecamatan, neighbours } = loadCouncil('medan').places;
const prompt = place({ text: question, kecamatan, neighbours });

/** "Sei Mati, Medan Maimun" or "Sei Mati, Medan Maimun, 5" for what is taken; a refusal's key. */
const shown = ({ kelurahan, kecamatan: above, lingkungan }: Place): string =>
  [kelurahan, above, lingkungan].filter(Boolean).join(', ');

const answer = (said: string): string | string[] => {
  const result = outcome(typed(prompt, said));
  if ('ok' in result) return shown(result.ok);
  return 'which' in result ? result.which.map(shown) : `refuse: ${result.refuse}`;
};

const allOf = (name: string): string[] =>
  kecamatan.flatMap((one) => (one.name === name ? one.kelurahan.map((k) => `${k.name}, ${name}`) : []));

const rows: [said: string, expected: string | string[]][] = [
  ['Sei Agul', 'Sei Agul, Medan Barat'],
  ['kel. sei agul', 'Sei Agul, Medan Barat'],
  ['SEI AGUL!!', 'Sei Agul, Medan Barat'],
  ['sungai agul', 'Sei Agul, Medan Barat'],
  ['Tjg Mulya', 'Tanjung Mulia, Medan Deli'],
  ['titipapan', 'Titi Papan, Medan Deli'],
  ['kotamatsum 3', 'Kota Matsum III, Medan Kota'],
  ['Kota Matsum III', 'Kota Matsum III, Medan Kota'],
  ['P. Berayan Bengkel Baru', 'Pulo Brayan Bengkel Baru, Medan Timur'],
  ['tanah 600', 'Tanah Enam Ratus, Medan Marelan'],
  ['Helvetia Timur', 'Helvetia Timur, Medan Helvetia'],
  // Near misses.
  ['sei aguk', 'Sei Agul, Medan Barat'],
  ['Karang Berombk', 'Karang Berombak, Medan Barat'],
  ['kesawann', 'Kesawan, Medan Barat'],
  // One name in two kecamatan.
  ['Sei Mati', ['Sei Mati, Medan Maimun', 'Sei Mati, Medan Labuhan']],
  ['Sei Mati Medan Labuhan', 'Sei Mati, Medan Labuhan'],
  ['sei mati labuhan', 'Sei Mati, Medan Labuhan'],
  ['Sei Mati, Kec. Maimun', 'Sei Mati, Medan Maimun'],
  // Addresses.
  ['Gg Mawar Lingkungan 5 Kel. Sei Agul', 'Sei Agul, Medan Barat, 5'],
  ['Gg Mawar Lk. IV Kelurahan Tembung', 'Tembung, Medan Tembung, 4'],
  ['lingk XII kel Kwala Bekala kec Medan Johor', 'Kwala Bekala, Medan Johor, 12'],
  ['Gg Mawar Lingkungan 5 Kel. Sei Mati', ['Sei Mati, Medan Maimun, 5', 'Sei Mati, Medan Labuhan, 5']],
  ['Jl. Denai Gg. Sukses, Kel. Binjai', 'Binjai, Medan Denai'],
  ['jalan sunggal no 12 kel tanjung rejo', 'Tanjung Rejo, Medan Sunggal'],
  ['parit sumbat gg mawar psr 3 marelan', allOf('Medan Marelan')],
  ['dekat pajak sukaramai', 'refuse: expects'],
  ['dekat sei agul, kel sekip', 'Sekip, Medan Petisah'],
  ['terjun marelan', 'Terjun, Medan Marelan'],
  // The kecamatan first, then which of its kelurahan.
  ['Medan Johor', allOf('Medan Johor')],
  ['kecamatan medan kota', allOf('Medan Kota')],
  ['kec. Helvetia', allOf('Medan Helvetia')],
  ['helvetia', allOf('Medan Helvetia')],
  ['kel helvetia', 'Helvetia, Medan Helvetia'],
  ['belawan', allOf('Medan Belawan')],
  // Part of several names.
  ['tegal sari mandala', ['I', 'II', 'III'].map((n) => `Tegal Sari Mandala ${n}, Medan Denai`)],
  [
    'kota matsum',
    [
      'Kota Matsum I, Medan Area',
      'Kota Matsum II, Medan Area',
      'Kota Matsum IV, Medan Area',
      'Kota Matsum III, Medan Kota',
    ],
  ],
  ['berombak', 'Karang Berombak, Medan Barat'],
  ['rumah saya besar', 'refuse: expects'],
  ['pohon mangga tumbang', 'refuse: expects'],
  ['mangga', 'Mangga, Medan Tuntungan'],
  ['kel mangga dekat jembatan', 'Mangga, Medan Tuntungan'],
  ['mangga medan tuntungan', 'Mangga, Medan Tuntungan'],
  ['jembatan di martubung rusak', 'Martubung, Medan Labuhan'],
  // Traps and what is no place of the city.
  ['pasar 3', 'refuse: expects'],
  ['pasar VII', 'refuse: expects'],
  ['pajak', 'refuse: expects'],
  ['timur', 'refuse: expects'],
  ['Jl. Mawar', 'refuse: expects'],
  ['Jalan Sei Agul', 'refuse: expects'],
  ['lingkungan 5', 'refuse: whichKelurahan'],
  ['Percut Sei Tuan', 'refuse: outside'],
  ['Sunggal, Deli Serdang', 'refuse: outside'],
  ['Jakarta', 'refuse: expects'],
  ['1', 'refuse: expects'],
  ['', 'refuse: expects'],
];
for (const [said, expected] of rows) test(`place: ${said}`, () => assert.deepEqual(answer(said), expected));

const pin = (lat: number, lon: number) => prompt.parse({ kind: 'location', lat, lon }, context);

test('a pin offers the nearest kelurahan and keeps the point', () => {
  const parsed = pin(3.5912, 98.6776);
  assert.ok('which' in parsed && parsed.which.length === 5);
  assert.equal(parsed.which[0]?.value.kelurahan, 'Kesawan');
  assert.deepEqual([parsed.which[0]?.value.lat, parsed.which[0]?.value.lon], [3.5912, 98.6776]);
  outcome(parsed);
});

test('a pin outside the city is refused: Berastagi, Jakarta, null island, the poles, nonsense', () => {
  for (const [lat, lon] of [
    [3.19, 98.51],
    [-6.2, 106.8],
    [0, 0],
    [90, 180],
    [NaN, 98.6],
    [Infinity, 0],
  ] as const)
    assert.deepEqual(outcome(pin(lat, lon)), { refuse: 'outside' });
});

test('place: every other kind is answered', () => {
  for (const kind of ['photo', 'voice'] as const)
    assert.ok('refuse' in prompt.parse({ kind, file: { ref: 'f' } }, context));
  assert.ok('refuse' in prompt.parse({ kind: 'choice', id: 'x' }, context));
});

const all = kecamatan.flatMap(({ name, kelurahan }) => kelurahan.map((k) => ({ name, kelurahan: k.name })));

test('place: each kelurahan is found by its own name with its kecamatan', () => {
  for (const { name, kelurahan } of all)
    for (const said of [
      `${kelurahan}, ${name}`,
      `kel. ${kelurahan} kec. ${name}`,
      `Kelurahan ${kelurahan} ${name}`.toUpperCase(),
    ])
      assert.equal(answer(said), `${kelurahan}, ${name}`, said);
});

test('place: each kelurahan is found by the label of a question', () => {
  for (const one of all) {
    const namesakes = all.filter(({ kelurahan }) => kelurahan === one.kelurahan);
    const label = texts.say('id', { key: 'prompts.place.choice', args: { kelurahan: one.kelurahan } });
    const back = typed(prompt, `kel ${label}`);
    const values = 'ok' in back ? [back.ok] : 'which' in back ? back.which.map(({ value }) => value) : [];
    assert.equal(values.length, namesakes.length, label);
    assert.ok(values.some(({ kecamatan: above }) => above === one.name));
  }
});

test('place: never throws; what is taken is in the list', () => {
  const word = fc.constantFrom(
    'kel',
    'kec',
    'medan',
    'sei',
    'mati',
    'jl',
    'gg',
    'lingkungan',
    'iv',
    '5',
    'kota',
    'pasar',
    'helvetia',
    'baru',
  );
  const said = fc.oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: 'binary' }),
    fc.array(word, { maxLength: 12 }).map((w) => w.join(' ')),
  );
  fc.assert(
    fc.property(said, (text) => {
      const parsed = typed(prompt, text);
      outcome(parsed);
      const values = 'ok' in parsed ? [parsed.ok] : 'which' in parsed ? parsed.which.map(({ value }) => value) : [];
      for (const value of values)
        assert.ok(all.some(({ name, kelurahan }) => name === value.kecamatan && kelurahan === value.kelurahan));
    }),
  );
});
