/** The desk page's door and its presses: the same rules as in chat, and nobody without a session. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import sharp from 'sharp';
import type { ReportCard } from '#flows/tindak-lanjut/rules.ts';
import { ChatStore } from '#models/chat.store.ts';
import { database } from '#models/database.ts';
import { until } from '#tests/support/crash/until.ts';
import { picture } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { Visitor, dieTelling, linkFrom } from './visitor.ts';

async function deskOf(t: TestContext) {
  const system = await startTestSystem(t);
  const sari = await system.staff('sari');
  const url = await linkFrom(sari);
  const desk = new Visitor(system.system.web!);
  await desk.enter(url);
  const rina = system.talk('telegram-public', 'rina');
  const report = async (text: string, number: string): Promise<void> => {
    await rina.user('lapor').sees('Ada masalah apa').user(text).sees('Kirim?').tap('Kirim').sees(number).done;
  };
  await rina.start().sees('Selamat datang').done;
  return { ...system, sari, rina, desk, url, report };
}

test('the link is good once, and looking at it does not use it up', async (t) => {
  const { system, staff } = await startTestSystem(t);
  const url = await linkFrom(await staff('sari'));
  const [first, second] = [new Visitor(system.web!), new Visitor(system.web!)];
  for (let n = 0; n < 3; n += 1) assert.equal((await fetch(url)).status, 200, 'a chat app looks at it');
  assert.equal(await first.enter(url), '/desk');
  assert.equal(await second.enter(url), '/desk/masuk/-?used');
  assert.equal((await first.asked('queue', {})).status, 200);
  assert.equal((await second.asked('queue', {})).status, 401);
  for (const path of ['sorting', 'cases/A-1001', 'offices', 'events', 'cases/A-1001/files/0'])
    assert.equal((await second.get(path)).status, 401, path);
  assert.equal((await second.press({})).status, 401);
  await first.leave();
  assert.equal((await first.asked('queue', {})).status, 401);
});

test('no staff, no link; who loses the role loses the desk at once', async (t) => {
  const { system, desk, talk } = await deskOf(t);
  const { Person } = system.services.models;
  assert.equal((await desk.asked('queue', {})).status, 200);
  await Person.updateMany({}, { $set: { roles: ['anggota'] } });
  assert.equal((await desk.asked('queue', {})).status, 403);
  await Person.updateMany({}, { $set: { roles: ['staf'], active: false } });
  assert.equal((await desk.asked('queue', {})).status, 401);
  const stranger = talk('telegram-members', 'orang-lain');
  await stranger.start().sees('kode undangan').user('meja').done;
  assert.ok(stranger.phone.messages().every(({ text }) => !text.includes('/desk/masuk/')));
});

test('a case is answered; the reporter hears it once, whoever dies in between; a press that comes twice is one', async (t) => {
  const { desk, sari, rina, report, system } = await deskOf(t);
  await report('parit sumbat di gg mawar', 'A-1001');
  const [waiting] = await desk.queue();
  assert.deepEqual([waiting?.number, waiting?.state], ['A-1001', 'diterima']);
  const press = {
    key: 'satu-dua-tiga',
    on: [{ number: 'A-1001', seen: waiting!.version }],
    action: 'jawab',
    note: 'Sudah dikeruk.',
  };
  dieTelling(system, 'telegram-public');
  assert.equal((await desk.press(press)).status, 500);
  await rina.sees('Sudah dikeruk.').done;
  await sari.sees('A-1001: sudah dijawab').done;
  const both = await Promise.all([desk.ended(press), desk.ended(press)]);
  assert.deepEqual(
    both.map(([one]) => one?.done),
    [true, true],
  );
  assert.equal(rina.phone.messages().filter(({ text }) => text.includes('Sudah dikeruk.')).length, 1);
  const { models } = system.services;
  const kept = await models.Aduan.findOne({ _id: 'A-1001' }).lean();
  assert.equal(kept?.history.filter(({ what }) => what === 'jawab').length, 1);
  const [late] = await desk.ended({ ...press, key: 'empat-lima' });
  assert.deepEqual([late?.done, /baru saja diubah/.test(late?.text ?? '')], [false, true]);

  // Nobody knows of it but the officer's chat.
  await report('lampu jalan mati di gg melati', 'A-1002');
  const { chat, person } = (await models.DeskPass.findOne({ kind: 'sesi' }).lean())!;
  const left = {
    ...{ requestKey: `meja/${person}/mati-mati/A-1002`, command: 'aduan.tindak' },
    args: { number: 'A-1002', action: 'jawab', seen: 0, note: 'Lampunya sudah diganti.' },
  };
  const store = new ChatStore(database(models.Aduan.db));
  await until(async () => (await store.load(chat))?.sweepAt === undefined);
  await store.want(chat, 'i1', left, 'dead', Date.now());
  await rina.sees('Lampunya sudah diganti.').done;
});

test('several are answered at once; what a colleague changed meanwhile is told and left', async (t) => {
  const { desk, report, sari } = await deskOf(t);
  await report('parit sumbat di gg mawar', 'A-1001');
  await report('parit sumbat di gg melati', 'A-1002');
  const cards = await desk.queue();
  await sari.sees('A-1002').tap('Buka').sees('Tempat').tap('Tutup').sees('hasil apa').tap('Sudah dijelaskan').done;
  await sari.sees('penjelasannya').user('Sudah dijelaskan kemarin.').sees('A-1002: selesai').done;
  const on = cards.map(({ number, version }) => ({ number, seen: version }));
  const ended = await desk.ended({ key: 'banyak-banyak', on, action: 'jawab', note: 'Dijadwalkan pekan depan.' });
  assert.deepEqual(Object.fromEntries(ended.map(({ number, done }) => [number, done])), {
    'A-1001': true,
    'A-1002': false,
  });
  assert.deepEqual(
    (await desk.queue('melati')).map(({ number }) => number),
    ['A-1002'],
  );
  assert.deepEqual(await desk.queue('mawar melati'), []);
});

test('what is no press is refused, and nothing happens', async (t) => {
  const { desk, report } = await deskOf(t);
  await report('parit sumbat di gg mawar', 'A-1001');
  const good = { key: 'satu-dua-tiga', on: [{ number: 'A-1001', seen: 0 }], action: 'jawab', note: 'Sudah.' };
  for (const bad of [
    {},
    { ...good, key: '' },
    { ...good, on: [] },
    { ...good, action: 'hapus' },
    { ...good, note: ' ' },
    { ...good, action: 'teruskan' },
    { ...good, on: [{ number: "A-1' or", seen: 0 }] },
  ])
    assert.equal((await desk.press(bad)).status, 400, JSON.stringify(bad));
  const [empty] = await desk.ended({ ...good, key: 'kosong-kosong', action: 'tutup', outcome: 'beres', note: '' });
  assert.equal(empty?.done, false);
  const [unknown] = await desk.ended({ ...good, on: [{ number: 'A-9999', seen: 0 }] });
  assert.equal(unknown?.done, false);
});

test('an open page is told when something changed', async (t) => {
  const { desk, report } = await deskOf(t);
  const changes = desk.changes();
  assert.equal((await changes.next()).value, 1);
  await report('parit sumbat di gg mawar', 'A-1001');
  assert.equal((await changes.next()).value, 2);
  await changes.return(0);
});

test('who reads English is answered in it, in the office’s own words; the officer sees which language', async (t) => {
  const { desk, talk } = await deskOf(t);
  const made = talk('telegram-public', 'made');
  await made.user('bahasa').sees('bahasa').tap('English').sees('English').done;
  await made.user('street light broken at jl sei kera').sees('Send?').tap('Send').sees('A-1001').done;
  const [card] = await desk.queue();
  const one = (await (await desk.get('cases/A-1001')).json()) as { language: string; standing: string };
  assert.deepEqual([one.language, one.standing], ['en', 'menunggu diperiksa petugas']);
  const on = [{ number: 'A-1001', seen: card!.version }];
  const [ended] = await desk.ended({ key: 'bahasa-inggris', on, action: 'jawab', note: 'Lampunya sudah diganti.' });
  assert.equal(ended?.text, 'A-1001: sudah dijawab.');
  await made.sees('Answer to A-1001', 'Lampunya sudah diganti.', 'Is it really solved').done;
});

test('a picture of a case: for its handler alone until they have found it safe, without the camera’s words, in no cache', async (t) => {
  const { system, desk, sari, rina, staff } = await deskOf(t);
  const colleague = new Visitor(system.web!);
  await colleague.enter(await linkFrom(await staff('joko')));
  await rina.act({ do: 'photo', bytes: await picture() }).sees('sudah kami simpan').done;
  await rina.user('parit sumbat, gg mawar no 3').sees('Kirim?').tap('Kirim').sees('A-1001').done;
  type Case = Pick<ReportCard, 'text' | 'steps' | 'version'> & {
    shown: { place: number; as: string; safe: boolean }[];
  };
  const read = async (who: Visitor): Promise<Case> => (await (await who.get('cases/A-1001')).json()) as Case;
  const seen = async (who: Visitor): Promise<number> => (await who.get('cases/A-1001/files/0')).status;
  assert.deepEqual([(await read(desk)).shown, await seen(desk)], [[], 404], 'nobody handles it');
  const [taken] = await desk.ended({ key: 'ambil-ambil', on: [{ number: 'A-1001', seen: 0 }], action: 'triase' });
  assert.equal(taken?.done, true);
  assert.deepEqual((await read(desk)).shown, [{ place: 0, as: 'photo', mime: 'image/jpeg', safe: false }]);
  const answer = await desk.get('cases/A-1001/files/0');
  const { headers } = answer;
  assert.deepEqual(
    ['cache-control', 'content-security-policy', 'x-content-type-options', 'content-type'].map((name) =>
      headers.get(name),
    ),
    ['no-store, private', "default-src 'none'; sandbox", 'nosniff', 'image/jpeg'],
  );
  assert.equal((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).exif, undefined);
  assert.ok(
    sari.phone.messages().every(({ file }) => file === undefined),
    'what the page shows stays out of the chat',
  );

  assert.deepEqual([(await read(colleague)).shown, await seen(colleague)], [[], 404]);
  assert.equal((await colleague.post('safe', { number: 'A-1001', place: 0 })).outcome, 'forbidden');
  assert.equal((await desk.post('safe', { number: 'A-1001', place: 0 })).outcome, 'done');
  assert.deepEqual([(await read(colleague)).shown.length, await seen(colleague)], [1, 200]);

  // What was added later is read like the rest: whole by the handler, without numbers by colleagues.
  await rina.user('tambah laporan').sees('ditambahkan').user('telp 0812-3456-7890, malam saja').sees('sudah sampai')
    .done;
  const added = async (who: Visitor) => (await read(who)).steps.at(-1)?.said;
  assert.deepEqual(
    [await added(desk), await added(colleague)],
    ['telp 0812-3456-7890, malam saja', 'telp ••••••••, malam saja'],
  );
  // Of an accusation a colleague reads no word before it is theirs.
  const accuses = (confidential: boolean) =>
    system.services.models.Aduan.updateOne({ _id: 'A-1001' }, { $set: { confidential } });
  await accuses(true);
  assert.match((await read(colleague)).text, /rahasia/);
  assert.deepEqual([await added(colleague), /parit/.test((await read(desk)).text)], ['', true]);
  await accuses(false);

  // Closed as solved with the executor's picture, by the command that the bot has: what is none leaves the case open.
  const close = { on: [{ number: 'A-1001', seen: (await read(desk)).version }], action: 'tutup', outcome: 'beres' };
  const shows = async (key: string, bytes: Uint8Array<ArrayBuffer>, who = desk, more: object = {}) => {
    const given = { ...close, note: 'Parit sudah dikeruk.', ...more };
    return who.file({ key, press: JSON.stringify(given) }, bytes, 'bukti.jpg', 'press/file');
  };
  assert.equal((await shows('tanpa-sesi', await picture(), new Visitor(system.web!))).status, 401);
  assert.equal((await shows('bukan-tutup', await picture(), desk, { action: 'jawab' })).status, 400);
  assert.equal((await desk.file({ key: 'bukan-json', press: '{' }, await picture(), 'a', 'press/file')).status, 400);
  assert.equal((await shows('terlalu-besar', new Uint8Array(21 * 1024 * 1024))).status, 413);
  const outcomes = async (answer: Promise<Response>) => (await (await answer).json()) as object[];
  const [program] = await outcomes(shows('program-satu', new TextEncoder().encode('MZ program')));
  assert.partialDeepStrictEqual(program, { number: 'A-1001', done: false, lacks: true });
  const [mute] = await outcomes(shows('tanpa-kata', await picture(), desk, { note: '' }));
  assert.partialDeepStrictEqual(mute, { done: false, lacks: true });
  const [words] = await desk.ended({ ...close, key: 'kata-kata', note: 'Parit sudah dikeruk.', proof: 'sudah beres' });
  assert.equal(words?.done, false);
  const report = async () => (await system.services.models.Aduan.findById('A-1001').lean())!;
  assert.deepEqual([(await report()).state, (await report()).proof], ['ditangani', null]);
  for (let twice = 0; twice < 2; twice += 1) {
    const [shown] = await outcomes(shows('foto-bukti', await picture()));
    assert.partialDeepStrictEqual(shown, { done: true });
  }
  const { proof, outcome, history, requestKey } = await report();
  assert.deepEqual([outcome, proof?.files.length, proof?.files[0]?.as], ['beres', 1, 'photo']);
  assert.equal(history.filter(({ what }) => what === 'tutup').length, 1);
  const kept = await system.services.files.read(proof!.files[0]!.file);
  assert.equal((await sharp(kept!.bytes).metadata()).exif, undefined);
  // What a refused press brought belongs to nothing, and goes within a day; the proof is the report's.
  const owners = (await system.services.models.File.find().lean()).map(({ _id, owner }) => [_id, owner] as const);
  assert.equal(new Map(owners).get(proof!.files[0]!.file), requestKey);
  assert.equal(owners.filter(([, owner]) => owner === requestKey).length, 2);
  await rina.sees('kami tutup (Beres)', 'Parit sudah dikeruk.').done;
  assert.ok(rina.phone.messages().at(-1)?.file, 'whoever reported sees the picture');
});
