/** What people really write first, and what is heard in it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { accused, isDanger, isQuestion, saysReport, topicsIn } from '#flows/tindak-lanjut/listening.ts';
import { loadCouncil } from '#services/council.ts';

const { topics } = loadCouncil('medan');

for (const [said, topic] of [
  ['parit sumbat gg mawar psr 3 marelan', 'parit'],
  ['Lampu jalan mati di Gang Mawar', 'lampu-jalan'],
  ['jln rusak parah di setia budi', 'jalan'],
  ['Tolong pak banjir lagi di rumah kami', 'banjir'],
  ['bansos saya kok ga keluar', 'bansos'],
  ['KTP saya belum jadi 3 bulan', 'kependudukan'],
  ['bangunan tanpa izin di Gg. Keluarga', 'bangunan'],
  ['mati lampu dari tadi pagi', 'listrik'],
  ['RDP soal sengketa lahan', 'layanan-dewan'],
] as const)
  test(`“${said}” is about ${topic}`, () => assert.equal(topicsIn(said, topics)[0], topic));

for (const said of ['gotong royong besok', 'halo', 'saya mau tanya', ''])
  test(`“${said}” names nothing`, () => assert.deepEqual(topicsIn(said, topics), []));

for (const said of [
  'rumah tetangga kebakaran',
  'saya mau bunuh diri',
  'istri saya dipukuli KDRT',
  'anak hanyut di sungai deli',
  'kbakaran di gg mawar',
  'tetangga mau gantung diri',
  'my husband wants to kill himself',
  'somebody is drowning',
  'DARURAT!!',
  'tolong, gawat darurat pak',
  'emergency',
  'ambulans dong cepat',
  'damkar!!',
  'tolong panggil pemadam kebakaran',
  'kampung lalang kebanjiran sepinggang, ada lansia gak bisa keluar',
  'pohon tumbang nimpa rumah tetangga di jl karya ada orang didalam!!',
  'tolong kirim ambulans ke gg mawar',
  'the wall collapsed, people inside',
  'ada mayat di parit',
  `${'sudah lama begini pak. '.repeat(100)}sekarang tetangga mau bunuh diri`,
])
  test(`“${said.slice(-60)}” is danger`, () => assert.ok(isDanger(said)));
for (const said of [
  ...['lampu mati', 'jalan rusak bikin mati gaya', 'bahaya kalau malam', 'lampu darurat mati', 'nomor darurat berapa'],
  ...['mobil gak bisa keluar dari gang karena parkir sembarangan', 'pohon tumbang nutup jalan', 'terjebak macet'],
  ...['banjir setiap hujan, air masuk rumah', 'orang dalam dinas main proyek'],
  ...['gg mawar, dekat kantor pemadam kebakaran', 'di depan Dinas Pemadam Kebakaran'],
])
  test(`“${said}” is none`, () => assert.ok(!isDanger(said)));

for (const [said, whom] of [
  ['anggota dewan minta uang ke warga', 'anggota'],
  ['staf dprd pungli waktu urus surat', 'sekretariat'],
  ['pak lurah Budi minta uang buat surat', 'orang'],
  ['banyak korupsi di sini', null],
  ['pak Budi baik sekali', null],
  ['parit sumbat', null],
  [`${'sudah lama begini pak. '.repeat(100)}pak lurah Budi minta uang`, 'orang'],
] as const)
  test(`“${said.slice(-60)}” accuses ${whom ?? 'nobody'}`, () => assert.equal(accused(said), whom));

for (const [said, it] of [
  ['saya mau lapor ada anggota dewan minta uang ke saya', true],
  ['mau ngadu pak, tetangga saya bakar sampah', true],
  ['i want to report my neighbour burning trash', true],
  ['mau lapor', false],
  ['saya mau lapor pak tolong', false],
  ['mau lapor masalah ini ya', false],
  ['laporan saya kemarin bagaimana', false],
] as const)
  test(`“${said}” says ${it ? 'what it reports' : 'nothing to report yet'}`, () => assert.equal(saysReport(said), it));

for (const [said, it] of [
  ['berapa lama urus KTP?', true],
  ['selamat pagi pak mau tanya syarat urus KK', true],
  ['gimana cara daftar BPJS', true],
  ['dimana bayar PBB', true],
  ['where can I get an identity card', true],
  ['pak saya mau tanya bpjs saya kok gak aktif ya', true],
  ['di mana-mana banjir', false],
  ['kenapa lampu jalan mati terus', false],
  ['KTP saya belum jadi', false],
] as const)
  test(`“${said}” ${it ? 'asks' : 'tells'}`, () => assert.equal(isQuestion(said), it));

test('whatever is written, it is only listened to', () =>
  fc.assert(
    fc.property(fc.string(), (said) => {
      topicsIn(said, topics);
      isDanger(said);
      accused(said);
    }),
  ));
