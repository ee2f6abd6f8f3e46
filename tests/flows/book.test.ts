/** Words that start flows, as people write them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createBook } from '#flows/book.ts';
import { newChat, type ChatState } from '#flows/engine/chat.ts';
import { reservedWord } from '#flows/engine/words.ts';
import { eraseMine } from '#flows/data-saya/hapus.flow.ts';
import { REGISTRY } from '#flows/registry.ts';
import { waitingVisits } from '#flows/sikulin/decide.flow.ts';
import { guestsToday } from '#flows/sikulin/desk.flow.ts';
import { loadCouncil } from '#services/council.ts';
import { NASTY, texts } from './prompts/table.ts';

const { innovations } = loadCouncil('medan');
const book = createBook(REGISTRY, innovations);

const citizen: ChatState = newChat('public');
const staff: ChatState = { ...newChat('members'), roles: ['staf'] };

const visits = [
  'kunjungan',
  'Kunjungan',
  'KUNJUNGAN!!',
  'kunjungan...',
  '*kunjungan*',
  'kunjungannnn',
  'kunjungn',
  'kunjugan',
  'kunjungam',
  'mau kunjungan',
  'mau bkunjung',
  'sy mw kunjungan',
  'sy mw bkunjung ke dprd',
  'SAYA MAU BERKUNJUNG',
  'assalamualaikum mau tanya kunjungan',
  "Assalamu'alaikum wr wb, mau tanya kunjungn pak",
  'selamat pagi min, boleh tanya soal kunjungan?',
  'Permisi kak, kami ingin mengajukan kunjungan ya, terima kasih',
  'kunjungan dong kak',
  'gimana cara kunjungan',
  'studi banding',
  'mau studi banding bulan depan',
  'kami dari SMA 3 mau kunjungan bulan depan',
  'mau ktemu dewan',
  'kunker',
  'mau ketemu komisi 4 bawa 30 org',
  'Saya mau bertemu anggota dewan',
  'mau jumpa dewan pak',
  'audiensi dengan komisi II',
  'I would like to book a visit please',
  'saya mau kunjungan ke dprd dengan 30 siswa bulan depan, bagaimana caranya?',
  'kami dari SMA 3 mau studi banding bulan depan bawa 40 siswa naik satu bus, gimana ya pak',
  'hello i would like to visit the council with 30 students next month, how?',
  'visit',
];
for (const said of visits) test(`starts a visit: ${said}`, () => assert.equal(book.byWords(said, citizen), 'sikulin'));

const nothing = [
  'P',
  'p',
  'assalamualaikum',
  'mau tanya',
  'pak',
  'kunjung',
  'kemarin kunjungan saya ditolak satpam',
  'kunjungan saya sudah disetujui belum?',
  'saya tidak jadi kunjungan',
  'mau batalkan kunjungan',
  'kenapa kunjungan ditutup',
  'di rumah kami ada kunjungan keluarga besar dari kampung jadi parkir penuh',
  'jalan depan kantor ramai karena kunjungan pejabat, macet sekali',
  `kunjungan ${'panjang '.repeat(20)}`,
  'bisita',
  'bunjungan',
  'visa',
  'slip gaji',
  '',
];
for (const said of nothing)
  test(`starts nothing: ${said.slice(0, 60)}`, () => assert.equal(book.byWords(said, citizen), null));

for (const said of [
  'alamat',
  'alamat dprd medan dimana',
  'jam berapa buka kantor',
  'kantor buka jam berapa pak',
  'office hours?',
])
  test(`asks for the office: ${said}`, () => assert.equal(book.byWords(said, citizen), 'info-kantor'));
for (const said of [
  'berapa nomor damkar',
  'nomor polisi',
  'nomor darurat berapa',
  'no ambulans brp',
  'emergency number',
])
  test(`asks for emergency numbers: ${said}`, () => assert.equal(book.byWords(said, citizen), 'nomor-darurat'));

test('"P" and salam are greetings, whatever the case', () => {
  for (const said of ['P', 'p', 'Assalamualaikum', 'ASSALAMUALAIKUM']) assert.equal(reservedWord(said), 'greeting');
});

test('a report in everyday spelling', () => {
  for (const said of ['sy mw lapor jalan rusak', 'lampu mati', 'mau ngadu pak'])
    assert.equal(book.byWords(said, citizen), 'lapor');
});

test('a sentence about a thing of their own asks for it, also where it tells a story', () => {
  for (const said of [
    'laporan saya udah sampai mana ya',
    'kenapa laporan saya belum dijawab',
    'my report was not answered',
  ])
    assert.equal(book.byWords(said, citizen) ?? book.byStory(said, citizen), 'cek-laporan');
  assert.equal(book.byStory('kemarin kunjungan saya ditolak satpam', citizen), 'kunjungan-saya');
  for (const said of ['di lingkungan saya banjir', 'jalan rusak', '']) assert.equal(book.byStory(said, citizen), null);
});

test('a person is asked for in many ways', () => {
  for (const said of ['ADA ORANG??', 'bukan robot', 'is anybody there', 'ada admin?'])
    assert.equal(reservedWord(said), 'person', said);
  for (const said of ['mau bicara sama orang bukan robot', 'saya mau ngomong sama orang', 'I want to talk to a human'])
    assert.equal(book.byWords(said, citizen) ?? book.byStory(said, citizen), 'petugas', said);
  for (const said of ['ada orang buang sampah di sungai', '400 orang', 'ada orang tenggelam'])
    assert.notEqual(reservedWord(said) ?? book.byWords(said, citizen), 'petugas', said);
});

test('the words of the side decide', () => {
  assert.equal(book.byWords('mau lihat tamu hari ini', staff), guestsToday.name);
  assert.equal(book.byWords('kunjungan', staff), waitingVisits.name);
  assert.equal(book.byWords('tamu', citizen), null);
  assert.equal(book.byWords('tamu', { ...staff, roles: [] }), null);
});

const planned: [said: string, name: string | null, chat?: ChatState][] = [
  ['cari perda', 'Produk Hukum (JDIH)'],
  ['slip gaji', 'E-Salary', staff],
  ['kunjungan', null],
  // Of the council's own people only.
  ['slip gaji', null],
  // A person of staff is there already.
  ['chat', null],
  ['tolong', null],
  ['halo', null],
];
for (const [said, name, chat = citizen] of planned)
  test(`comes later (${chat.side}): ${said}`, () => assert.equal(book.comingLater(said, chat), name));

test('of what comes later, only the payslip is a secret', () => {
  assert.equal(book.isSecretLater?.('slip gaji saya', staff), true);
  assert.equal(book.isSecretLater?.('cari perda', citizen), false);
  assert.equal(book.isSecretLater?.('slip gaji', citizen), false);
});

test('a slip that could be two flows starts neither', () => {
  const near = (name: string, word: string) => ({ code: name, name, words: [word], who: ['warga'] });
  const two = [near('a', 'kunjungan'), near('b', 'kunjungas')];
  assert.equal(createBook([], two).comingLater('kunjungax', citizen), null);
  assert.equal(createBook([], two.slice(0, 1)).comingLater('kunjungax', citizen), 'a');
});

test('byWords never throws and names only what is in the menu', () => {
  const menu = book.menu(citizen).map(({ flow }) => flow);
  const word = fc.constantFrom('mau', 'kunjungan', 'sy', 'studi', 'banding', 'pak', 'tidak', 'visit', 'lapor', '1');
  const said = fc.oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: 'binary' }),
    fc.array(word).map((w) => w.join(' ')),
  );
  fc.assert(
    fc.property(said, (text) => {
      const flow = book.byWords(text, citizen);
      assert.ok(flow === null || menu.includes(flow));
      book.comingLater(text, citizen);
    }),
  );
});

test('a flow is found by its name, and every name is one flow', () => {
  assert.equal(book.entry('sikulin')?.flow.name, 'sikulin');
  assert.equal(book.entry('no such flow'), undefined);
  assert.equal(new Set(REGISTRY.map(({ flow }) => flow.name)).size, REGISTRY.length);
  assert.ok(book.entry(book.person), 'petugas has a flow');
});

test('the menu has what is open to the chat, in its order', () => {
  const places = (chat: ChatState) =>
    book.menu(chat).map(({ flow }) => REGISTRY.find((one) => one.flow.name === flow)?.menu?.[chat.side]?.order);
  for (const chat of [citizen, staff]) {
    assert.ok(places(chat).length > 0);
    assert.deepEqual(
      places(chat),
      places(chat).toSorted((a = 0, b = 0) => a - b),
    );
  }
  assert.deepEqual(book.menu(newChat('members')), []);
  assert.ok(!book.menu(citizen).some(({ flow }) => flow === 'sikulin-menunggu'));
});

test('names and labels fit a button in both languages', () => {
  for (const { title, menu } of REGISTRY)
    for (const label of [title, ...Object.values(menu ?? {}).map((place) => place.label)])
      for (const locale of ['id', 'en'] as const) assert.ok([...texts.say(locale, label)].length <= 24, label.key);
});

test('no word that starts a flow belongs to the engine, which would hear it first; "petugas" leads to the same', () => {
  for (const { flow, words = [] } of REGISTRY)
    for (const word of words) assert.equal(reservedWord(word), null, `${flow.name}: ${word}`);
  for (const { code, words } of innovations)
    for (const word of words.filter((one) => reservedWord(one) !== 'person'))
      assert.equal(reservedWord(word), null, `${code}: ${word}`);
});

test('to have one’s data erased is wished for by the whole message, whatever is open', () => {
  for (const said of ['hapus data saya', 'Tolong hapus data saya ya pak', 'DELETE MY DATA!'])
    assert.equal(book.insisted?.(said, citizen)?.flow, eraseMine.name, said);
  for (const said of ['staf dprd hapus data saya di kantor', 'data saya hilang', 'kunjungan', ''])
    assert.equal(book.insisted?.(said, citizen), null, said);
});

test('a code binds who is not bound yet, on the members’ side alone', () => {
  const stranger = newChat('members');
  const line = 'Ibu Sari, S.Sos (staf): AB12-CD34';
  for (const said of ['AB12-CD34', 'ab12 cd34', ' AB12CD34 ', line, line.toLowerCase()])
    assert.deepEqual(book.byPayload(said.trim(), stranger), { flow: 'ikat', arg: 'AB12CD34' });
  for (const said of [
    '',
    'kunjungan',
    'ABCDEFGH',
    'AB12CD3',
    'AB12-CD34-EF56',
    'Ibu Sari (staf): ABCD-EFGH',
    'sudah (kemarin): AB12-CD34 ya',
    'x'.repeat(5000),
  ])
    assert.equal(book.byPayload(said, stranger), null, said.slice(0, 20));
  assert.equal(book.byPayload('AB12-CD34', staff), null);
  assert.equal(book.byPayload('AB12-CD34', citizen), null);
});

const argued: [said: string, found: { flow: string; arg: string } | null, chat?: ChatState][] = [
  ['tamu datang 052785', { flow: 'tamu-datang', arg: '052785' }, staff],
  ['Tamu datang Bu Rina', { flow: 'tamu-datang', arg: 'Bu Rina' }, staff],
  ['PINDAI  Dr. Ir. H. M. Siregar!', { flow: 'tamu-datang', arg: 'Dr. Ir. H. M. Siregar' }, staff],
  ['tamu datang', null, staff],
  ['tamu pulang K-1001', { flow: 'sikulin-pulang', arg: 'K-1001' }, staff],
  ['tamu datang 052785', null],
  ['kunjungan saya K-1001', { flow: 'kunjungan-saya', arg: 'K-1001' }],
  ['kunjungan saya besok jam berapa', null],
  ['cek surat K-1001-7QX4M2P9', { flow: 'cek-surat', arg: 'K-1001-7QX4M2P9' }],
  ['cek surat saya', null],
];
for (const [said, found, chat = citizen] of argued)
  test(`words with an argument (${chat.side}): ${said}`, () => assert.deepEqual(book.withArgument(said, chat), found));

for (const said of ['anonim', 'Anonim?', 'apa bisa lapor tanpa nama', 'apakah bisa lapor tanpa nama?'])
  test(`asks whether a name is needed: ${said}`, () => assert.equal(book.byWords(said, citizen), 'lapor-tanpa-nama'));
for (const said of ['lapor tanpa nama', 'mau lapor anonim'])
  test(`reports: ${said}`, () => assert.equal(book.byWords(said, citizen), 'lapor'));
for (const said of ['wakil saya siapa', 'siapa wakil saya?', 'dprd saya siapa', 'siapa anggota dewan saya'])
  test(`asks who speaks for them: ${said}`, () =>
    assert.deepEqual([book.byWords(said, citizen), book.comingLater(said, citizen)], [null, 'Website']));
for (const [said, chat, flow] of [
  ['A-1001', citizen, 'cek-laporan'],
  ['a1001!!', citizen, 'cek-laporan'],
  ['A 1001.', citizen, 'cek-laporan'],
  ['no A-1001?', citizen, 'cek-laporan'],
  ['#A-1001', citizen, 'cek-laporan'],
  ['A - 1001', citizen, 'cek-laporan'],
  ['A.1001', citizen, 'cek-laporan'],
  ['No. laporan: A-1001 \u{1F64F}', citizen, 'cek-laporan'],
  ['k 1001!', citizen, 'kunjungan-saya'],
  ['no K-1001', citizen, 'kunjungan-saya'],
  ['A-1001 B', citizen, undefined],
  ['ga 1001', citizen, undefined],
  ['a 1001', citizen, 'cek-laporan'],
  ['nomor C-1012', citizen, 'cek-laporan'],
  ['no. a1001', staff, 'aduan-antrean'],
  // A house number and a year are no case.
  ['1001', citizen, undefined],
  ['A-12', citizen, undefined],
  ['A-1001', newChat('members'), undefined],
] as const)
  test(`a case is looked after by its number: ${said}, ${chat.side} ${chat.roles.join()}`, () =>
    assert.equal(book.byPayload(said, chat)?.flow, flow));

for (const said of ['kapan diperbaiki?', 'udah 3 bulan loh pak gak dibenerin', 'blm ada kabar ya min', 'any news?'])
  test(`who waits is told how it stands: ${said}`, () => assert.equal(book.byStory(said, citizen), 'cek-laporan'));

test('an invitation’s code is taken for one whatever is asked, from whoever is not known yet', () => {
  const stranger = newChat('members');
  for (const said of ['RCTJ-5TRP', 'rctj-5trp ', 'Ibu Rina (staf): RCTJ-5TRP'])
    assert.deepEqual(book.insisted?.(said, stranger), { flow: 'ikat', arg: 'RCTJ5TRP' }, said);
  for (const said of ['2026-2027', '08123456', 'rumah123', 'RCTJ-5TRP ya'])
    assert.equal(book.insisted?.(said, stranger), null, said);
  for (const chat of [citizen, staff]) assert.equal(book.insisted?.('RCTJ-5TRP', chat), null);
});
