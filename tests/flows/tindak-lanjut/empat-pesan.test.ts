/** A complaint takes at most four messages of the citizen, whatever it begins with. The product's own book, texts and data. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Content } from '#flows/engine/item.ts';
import type { Account } from '#flows/prompts/account.ts';
import { hear } from '#flows/tindak-lanjut/hearing.ts';
import { loadCouncil } from '#services/council.ts';
import { Driver } from '#tests/support/engine.ts';
import { report as mine, whole } from '#tests/fixtures/journals/cek-laporan/script.ts';
import { HOUSE, productEnv } from '#tests/support/journals.ts';

const medan = loadCouncil('medan');
const photo = (caption?: string): Content => ({
  ...{ kind: 'photo' as const, file: { ref: 'f1' } },
  ...(caption !== undefined && { caption }),
});
const voice: Content = { kind: 'voice', file: { ref: 'f2', seconds: 9 } };
const pin: Content = { kind: 'location', lat: 3.595, lon: 98.672, live: false };

/** What the citizen sends, to the number. */
const TALKS: readonly (readonly (string | Content)[])[] = [
  ['parit sumbat gg mawar psr 3 marelan', '1'],
  ['lampu jalan mati', 'gg keluarga, tembung', 'tanpa nama'],
  ['jln rusak parah di setia budi', 'jl setia budi', 'kirim'],
  [photo('parit sumbat gg mawar psr 3 marelan'), '1'],
  [photo(), 'parit sumbat, gg mawar marelan', '1'],
  [voice, 'lampu jalan mati di gg keluarga', '1'],
  [pin, 'Parit atau drainase', '1'],
  ['lapor', 'parit sumbat', 'gg mawar marelan', '1'],
  ['lapor', photo(), 'parit, gg mawar', 'tanpa nama'],
  ['lapor', 'tolong pak sudah lama begini', 'parit di gg mawar', '1'],
  ['sy mw lapor jalan rusak', 'jl setia budi', 'ya'],
  ['lapor', photo(), voice, '1'],
  ['lapor', pin, 'Lainnya', '1'],
  ['usul dibangun taman bermain di kelurahan kami', '1'],
  ['minta salinan risalah rapat anggaran', 'Budi Santoso', '1'],
  ['street light broken at jl sei kera', '1'],
];

async function play(inputs: readonly (string | Content)[]): Promise<Driver> {
  const chat = new Driver({ flows: [], env: productEnv(HOUSE) });
  const answers: Record<string, (args: never) => unknown> = {
    'aduan.dengar': ({ account }: { account: Account }) => hear(medan, account),
    'sikulin.letterless': () => [],
    'aduan.serupa': () => null,
    'aduan.milik': () => whole(mine),
    'aduan.milik-satu': () => mine,
  };
  chat.env = { ...chat.env, query: (name) => async (args) => answers[name]?.(args as never) ?? null };
  for (const input of inputs) await (typeof input === 'string' ? chat.send(input) : chat.take(input));
  return chat;
}

const counts: number[] = [];
for (const inputs of TALKS)
  test(inputs.map((one) => (typeof one === 'string' ? one : `[${one.kind}]`)).join(' / '), async () => {
    const chat = await play(inputs);
    const [sent] = chat.outstanding;
    assert.equal(sent?.command, 'aduan.kirim', chat.last.text);
    assert.ok(inputs.length <= 4);
    counts.push(inputs.length);
  });

for (const said of ['halo', 'terima kasih ya', 'entahlah', 'saya mau tanya', 'sekolah'])
  test(`“${said}” starts no report`, async () => {
    const chat = await play([said]);
    assert.notEqual(chat.chat.run?.flow, 'lapor-langsung', chat.last.text);
  });

test('a sentence that says it all is kept before anything is asked', async () => {
  const chat = await play(['parit sumbat gg mawar psr 3 marelan']);
  assert.deepEqual(chat.chat.run?.answers['cerita']?.value, { text: 'parit sumbat gg mawar psr 3 marelan', files: [] });
});

test('what stands behind the place is told as well, and the place is no longer than it is', async () => {
  const chat = await play(['lampu jalan mati', 'gg melati tembung sudah 3 minggu', '1']);
  const { account, place } = chat.outstanding[0]!.args as { account: Account; place: string };
  assert.deepEqual([place, account.text], ['gg melati tembung', 'lampu jalan mati. sudah 3 minggu']);
});

test('a place that nobody knows is taken as it was written', async () => {
  const chat = await play(['lampu jalan mati', 'di tuasan belakang warung bu ros', '1']);
  const { account, place } = chat.outstanding[0]!.args as { account: Account; place: string };
  assert.deepEqual([place, account.text], ['di tuasan belakang warung bu ros', 'lampu jalan mati']);
});

test('what is about a thing is no place: it is asked for; who does not know names none', async () => {
  const chat = await play([photo(), 'parit', 'gak tau pak', '1']);
  const { topic, place } = chat.outstanding[0]!.args as { topic: string; place: string | null };
  assert.deepEqual([topic, place], ['parit', null]);
});

for (const said of [
  ...['gatau', 'gatau ya', 'waduh gatau pak', 'engga tau', 'gk tw', 'ndak tau di mana', 'tidak tahu alamatnya'],
  ...['kurang tau nama jalannya', 'belum tau, bu', 'entah di mana', "sorry, I don't know the street"],
])
  test(`who does not know names no place: ${said}`, async () => {
    const chat = await play(['lampu jalan mati', said, '1']);
    assert.equal((chat.outstanding[0]!.args as { place: string | null }).place, null);
  });

for (const said of ['belakang warung lupa waktu', 'ga ada nama gang itu, tanya warung bu ros'])
  test(`a place in words of not knowing is one: ${said}`, async () => {
    const chat = await play(['lampu jalan mati', said, '1']);
    assert.equal((chat.outstanding[0]!.args as { place: string | null }).place, said);
  });

test('more words at the last question are no other wish: they hear how to add them', async () => {
  const chat = await play([photo(), 'parit, gg mawar', 'parit sumbat di gg mawar']);
  assert.match(chat.last.text, /pilih Ubah/);
  await chat.send('1');
  assert.equal(chat.outstanding[0]?.command, 'aduan.kirim');
});

/** What was said before, the words, and the place that they name. */
const DANGERS: readonly (readonly [(string | Content)[], said: string, place: string | null])[] = [
  [['lapor', 'tolong pak sudah lama begini'], 'tetangga mau bunuh diri di gg mawar', 'gg mawar'],
  [['lampu jalan mati'], 'di gg mawar, tetangga mau bunuh diri', 'gg mawar'],
  [['lampu jalan mati'], 'dia dipukuli suaminya', null],
  [[photo(), 'parit'], 'rumahnya kebakaran', null],
];
for (const [before, said, place] of DANGERS)
  test(`a life in danger is heard in the second words as in the first, and sent at once: ${said}`, async () => {
    const chat = await play([...before, said]);
    const [sent] = chat.outstanding;
    assert.equal(sent?.command, 'aduan.kirim', chat.last.text);
    const { account, ...rest } = sent!.args as { account: Account; place: string | null; consented: boolean };
    assert.ok(account.text.includes(said), account.text);
    assert.deepEqual([rest.place, /112/.test(chat.last.text)], [place, true]);
    assert.equal(rest.consented, false, 'nobody was asked');
    await chat.done({ number: 'A-1001' });
    assert.equal(
      /Di mana kejadiannya/.test(chat.last.text),
      place === null,
      'words that are no place were taken for one',
    );
    if (place !== null) return;
    await chat.send('gg mawar');
    assert.equal(chat.outstanding[0]?.command, 'aduan.pelapor');
  });

const SAID = 'dia mau bunuh diri di gg mawar';
for (const begin of [
  (chat: Driver) => chat.start('laporan-lengkapi', 'A-1001'),
  (chat: Driver) => chat.start('laporan-beres', 'belum|A-1001'),
  (chat: Driver) => chat.sends('tambah laporan'),
  (chat: Driver) => chat.sends('keberatan'),
])
  test(`and so it is in later words: ${String(begin).split('=> ')[1]}`, async () => {
    const chat = await play([]);
    await begin(chat);
    await chat.send(SAID);
    assert.match(chat.last.text, /112/);
    assert.equal(chat.outstanding[0]?.command, 'aduan.pelapor');
    await chat.done({ outcome: 'changed', state: 'selesai' });
    // The report is over: the words are lost to nobody.
    const [sent] = chat.outstanding;
    assert.deepEqual([sent?.command, (sent!.args as { account: Account }).account.text], ['aduan.kirim', SAID]);
    await chat.done({ number: 'A-1002' });
    assert.match(chat.last.text, /sampai ke petugas.*A-1002/);
  });

for (const before of [['parit sumbat gg mawar psr 3 marelan'], [pin], ['kunjungan', 'dewan', 'menu']])
  test(`and where a question takes no words of one's own: ${before.map((one) => (typeof one === 'string' ? one : one.kind)).join(', ')}`, async () => {
    const chat = await play(before);
    const { open } = chat;
    assert.ok(open !== null && !chat.chat.wait?.freeText, chat.last.text);
    await chat.send('tolong cepat, rumah di gg mawar kebakaran');
    assert.match(chat.last.text, /112/);
    assert.equal(chat.outstanding[0]?.command, 'aduan.kirim');
    await chat.done({ number: 'A-1001' });
    // What was set aside goes on.
    assert.ok(chat.open !== null && chat.open !== 'menu', chat.last.text);
  });

test('whoever asks for the office in charge of a life in danger is no less heard', async () => {
  const chat = await play(['kantor mana', 'anak saya hanyut di sungai']);
  assert.match(chat.last.text, /112/);
  assert.equal(chat.outstanding[0]?.command, 'aduan.kirim');
});

test('a pin alone says so, and counts no files', async () => {
  const chat = await play([pin, 'banjir']);
  assert.match(chat.last.text, /tanpa tulisan/);
});

after(() => {
  const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
  process.stdout.write(
    `a complaint took ${mean.toFixed(2)} messages of ${counts.length}, at most ${Math.max(...counts)}\n`,
  );
});
