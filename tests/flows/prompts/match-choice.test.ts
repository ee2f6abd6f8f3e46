import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matchChoice, oneEdit } from '#flows/prompts/match-choice.ts';

const choices = [
  { id: 'school', label: 'Sekolah atau kampus', synonyms: ['pelajar', 'guru'] },
  { id: 'agency', label: '<b>Instansi</b> pemerintah' },
  { id: 'citizen', label: 'Warga', synonyms: ['pribadi'] },
];
const rows: [string, string | string[] | null][] = [
  ['1', 'school'],
  ['no 1', 'school'],
  ['No. 2', 'agency'],
  ['nomor dua', 'agency'],
  ['satu', 'school'],
  ['yg pertama', 'school'],
  ['yang kedua aja ya kak', 'agency'],
  ['the first one', 'school'],
  ['ke-3', 'citizen'],
  ['terakhir', 'citizen'],
  ['3️⃣', 'citizen'],
  ['(2)', 'agency'],
  ['warga', 'citizen'],
  ['WARGA!', 'citizen'],
  ['saya pribadi', 'citizen'],
  ['instansi pemerintah', 'agency'],
  ['kampus', 'school'],
  ['wrga', null],
  ['wargaa', 'citizen'],
  ['wargaaaa', 'citizen'],
  ['sekolahhh', 'school'],
  // What begins otherwise is another word.
  ['gelajar', null],
  ['pelajr', 'school'],
  ['pelajar kampus', null],
  ['4', null],
  ['0', null],
  ['12', null],
  ['', null],
  ['atau', null],
  ['apa saja', null],
];
for (const [said, expected] of rows)
  test(`choice ${JSON.stringify(said)}`, () => {
    const match = matchChoice(said, choices);
    assert.deepEqual(match && ('id' in match ? match.id : match.ids), expected);
  });

const yesOrNo = [
  { id: 'add', label: 'Ya, tambahkan', synonyms: ['ya', 'tambah'] },
  { id: 'new', label: 'Bukan, laporan baru', synonyms: ['tidak', 'baru'] },
];
for (const [id, all] of [
  ['new', 'gak ga gk g tdk tak nggak ngga enggak engga ndak kagak bukan no nope Gak! gakkk'.split(' ')],
  ['new', ['tidak', 'gak pak', 'bukan kak', 'no, thanks', 'enggak ya min']],
  ['add', 'ya iya y yoi iyo ok oke okay sip betul benar bener yes yep yeah Iyaaa'.split(' ')],
  ['add', ['iya pak', 'ok min', 'ya betul']],
  [null, ['tidak tahu', 'gak ngerti', 'no 7', 'entah', 'ya atau tidak']],
] as const)
  for (const said of all)
    test(`a choice with the sense of yes or no takes ${said} for ${id}`, () => {
      const match = matchChoice(said, yesOrNo);
      assert.equal(match && 'id' in match ? match.id : null, id);
    });

test('a word of yes or no that stands at one choice is that one, whatever the sense of another', () => {
  const own = [
    { id: 'yes', label: 'Jadi', synonyms: ['ya'] },
    { id: 'other', label: 'Oke nanti', synonyms: ['ok', 'bukan'] },
    { id: 'no', label: 'Tidak', synonyms: ['tidak'] },
  ];
  const said = { ok: 'other', bukan: 'other', gak: 'no', oke: 'yes' };
  for (const [word, id] of Object.entries(said)) assert.deepEqual(matchChoice(word, own), { id });
  assert.equal(matchChoice('gak', choices), null);
});

test('two near choices are told, not guessed', () => {
  const near = [
    { id: 'a', label: 'Komisi satuu' },
    { id: 'b', label: 'Komisi satoo' },
  ];
  assert.deepEqual(matchChoice('komisi', near), { ids: ['a', 'b'] });
});

test('a number with another digit is another number, and no slip of the finger', () => {
  const stuck = [
    { id: 'one', label: 'G-100001' },
    { id: 'two', label: 'K-10001', synonyms: ['10001'] },
  ];
  for (const said of ['G-100009', 'g100009', 'G-10001', 'K-10002', '10002'])
    assert.equal(matchChoice(said, stuck), null);
  assert.deepEqual(matchChoice('g-100001', stuck), { id: 'one' });
});

test('a page of text is no choice, and is not read through for one', () => {
  assert.equal(matchChoice(`${'<b>'.repeat(200)}warga`, choices), null);
});

test('half of a synonym is not the choice: "tidak" cancels nothing', () => {
  assert.equal(matchChoice('tidak', [{ id: 'cancel', label: 'Batal', synonyms: ['tidak jadi'] }]), null);
});

test('one edit', () => {
  for (const [a, b] of [
    ['lapor', 'lapr'],
    ['lapor', 'laporr'],
    ['lapor', 'lapur'],
    ['lapor', 'laopr'],
    ['x', 'x'],
  ] as const) {
    assert.ok(oneEdit(a, b) && oneEdit(b, a));
  }
  for (const [a, b] of [
    ['lapor', 'lpr'],
    ['lapor', 'raopl'],
    ['lapor', 'kapur'],
  ] as const)
    assert.ok(!oneEdit(a, b));
});

test('never throws; gives only ids it was given', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.array(fc.record({ id: fc.string(), label: fc.string() }), { maxLength: 5 }),
      (said, some) => {
        const match = matchChoice(said, some);
        const ids = match ? ('id' in match ? [match.id] : match.ids) : [];
        for (const id of ids) assert.ok(some.some((one) => one.id === id));
      },
    ),
  );
});
