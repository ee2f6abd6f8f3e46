/** Conversations at the desk: the bot's own commands, so that both ways of working meet; and files for whoever has it alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import sharp from 'sharp';
import type { DeskTalk } from '#flows/chatting/rules.ts';
import { eraseFiles } from '#services/keep-files.ts';
import { beginInTheMorning } from '#tests/support/office-hours.ts';
import { pdf, picture } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';
import type { Talk } from '#tests/support/talk.ts';
import { Visitor, dieTelling, linkFrom } from './visitor.ts';

async function deskOf(t: TestContext) {
  const house = await startTestSystem(t);
  const { clock, council } = house.system.services;
  await beginInTheMorning(council, clock);
  const at = async (phone: Talk): Promise<Visitor> => {
    const desk = new Visitor(house.system.web!);
    await desk.enter(await linkFrom(phone));
    return desk;
  };
  const [sari, joko] = [await house.staff('sari'), await house.staff('joko')];
  const desks = [await at(sari), await at(joko)] as const;
  const rina = house.talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').user('petugas').sees('tulis keperluannya').done;
  await rina.user('Surat saya sampai mana? NIK 1271 0101 0190 0001').sees('C-1001').done;
  const read = async (desk: Visitor): Promise<DeskTalk> => (await (await desk.get('talks/C-1001')).json()) as DeskTalk;
  return { ...house, sari, joko, rina, read, desks };
}

const number = 'C-1001';
let presses = 0;
const press = (action: string, more: object = {}): object => ({
  key: `tekan-${(presses += 1)}-x`,
  number,
  action,
  ...more,
});
const heard = (talk: Talk, word: string): number =>
  talk.phone.messages().filter(({ text }) => text.includes(word)).length;

test('two press at once: one has it, the other hears who; then it is read by its holder alone, and both write', async (t) => {
  const { sari, joko, rina, desks, read, system } = await deskOf(t);
  assert.deepEqual(
    (await read(desks[0])).lines.map(({ text }) => text),
    ['Surat saya sampai mana? NIK ••••••••'],
  );
  const both = await Promise.all(desks.map((desk) => desk.talk(press('ambil'))));
  assert.equal(both.filter(({ done }) => done).length, 1);
  const won = both[0]!.done ? 0 : 1;
  const [mine, theirs] = [desks[won]!, desks[1 - won]!];
  assert.equal(both[1 - won]!.text, `C-1001 sudah diambil ${won === 0 ? 'sari' : 'joko'}.`);
  await rina.sees('sudah siap membantu').done;

  // The same press twice is one word.
  const word = press('kata', { text: 'Suratnya di Komisi IV <b>sekarang</b>.' });
  const said = await Promise.all([mine.talk(word), mine.talk(word)]);
  assert.deepEqual(
    said.map(({ done, text }) => [done, text]),
    Array.from({ length: 2 }, () => [true, 'Terkirim ke C-1001 (Warga, Surat).']),
  );
  await rina.sees('Petugas Bagian Umum', '<b>sekarang</b>').user('Terima kasih, jam berapa?').done;
  assert.equal(heard(rina, 'Komisi IV'), 1);
  const phone = won === 0 ? sari : joko;
  await phone.sees('C-1001', 'jam berapa?').done;
  assert.equal(heard(phone, 'Terkirim'), 0, 'what the page says stays out of the chat');
  assert.deepEqual(
    (await read(mine)).lines.map(({ by }) => by),
    ['penanya', 'petugas', 'penanya'],
  );

  for (const [action, text] of [
    ['kata', ' '],
    ['laporan', 'x'],
  ] as const)
    assert.equal((await mine.asked('talk', press(action, { text }))).status, 400);

  // Whoever has not got it says nothing and reads nothing.
  const other = await read(theirs);
  assert.deepEqual([other.lines, other.mine, other.holder], [[], false, won === 0 ? 'sari' : 'joko']);
  for (const wish of [press('kata', { text: 'Halo' }), press('siap', { code: 'salam' })])
    assert.match((await theirs.talk(wish)).text, /tidak terkirim/);
  assert.match((await theirs.talk(press('catat', { text: 'x' }))).text, /tidak sedang Bapak\/Ibu tangani/);

  // A ready answer, a note that stays inside, a label, handing over, and the end.
  assert.equal((await mine.talk(press('siap', { code: 'tunggu' }))).done, true);
  await rina.sees('Mohon tunggu sebentar').done;
  assert.equal((await mine.talk(press('catat', { text: 'warga sabar' }))).text, 'Catatan untuk C-1001 sudah disimpan.');
  assert.equal((await mine.talk(press('label', { code: 'keluhan' }))).done, true);
  const { people } = (await (await mine.get('tools')).json()) as { people: { id: string }[] };
  assert.equal((await mine.talk(press('oper', { code: `orang:${people[0]!.id}`, text: 'lanjutkan' }))).done, true);
  await rina.sees('petugas yang lebih tepat').done;
  assert.equal((await read(mine)).mine, false);
  assert.deepEqual(
    (await read(theirs)).lines.filter(({ by }) => by === 'catatan').map(({ text }) => text),
    ['warga sabar', 'lanjutkan'],
  );
  assert.equal((await theirs.talk(press('tutup'))).text, 'Percakapan C-1001 sudah Bapak/Ibu tutup.');
  await rina.sees('Bagaimana pelayanan').done;
  assert.equal(
    (await theirs.talk(press('kata', { text: 'Masih?' }))).text,
    'Pesan itu tidak terkirim: percakapan C-1001 sudah selesai.',
  );
  assert.equal(heard(rina, 'sabar') + heard(rina, 'Masih?'), 0);
  const kept = await system.services.models.Obrolan.findById(number).lean();
  assert.deepEqual([kept?.state, kept?.labels], ['selesai', ['keluhan']]);
});

test('files from the computer by the house’s rules, and files of the asker for whoever has it, never kept by a cache', async (t) => {
  const { sari, rina, desks, read, system } = await deskOf(t);
  const [mine, theirs] = desks;
  await mine.talk(press('ambil'));
  await rina.sees('sudah siap membantu').done;
  const send = async (): Promise<Response> =>
    mine.file({ key: 'berkas-satu', number, text: 'Ini buktinya' }, await picture(), 'bukti.jpg');
  dieTelling(system, 'telegram-public');
  assert.equal((await send()).status, 500);
  await rina.sees('Ini buktinya').done;
  assert.deepEqual(await (await send()).json(), { done: true, text: 'Terkirim ke C-1001 (Warga, Surat).' });
  assert.equal(heard(rina, 'Ini buktinya'), 1);
  assert.equal((await mine.file({ key: 'berkas-dua', number, text: '' }, pdf(), 'Balasan.pdf')).status, 200);
  await rina.sees(/^Petugas Bagian Umum · C-1001$/).done;
  for (const [bytes, name] of [
    [new TextEncoder().encode('MZ program'), 'surat.pdf'],
    [pdf(), 'surat.pdf.exe'],
  ] as const)
    assert.match(
      (
        (await (await mine.file({ key: `buruk-${name.length}-x`, number, text: '' }, bytes, name)).json()) as {
          text: string;
        }
      ).text,
      /tidak bisa diteruskan/,
    );
  assert.equal(
    (await mine.file({ key: 'terlalu-besar', number, text: '' }, new Uint8Array(21 * 1024 * 1024), 'a.pdf')).status,
    413,
  );
  assert.equal((await mine.file({ key: 'x', number, text: '' }, pdf(), 'a.pdf')).status, 400);

  // Sent as a file it would still have everything in it.
  await rina.act({ do: 'file', bytes: await picture(), name: 'IMG_1.jpg', mime: 'image/jpeg' }).done;
  await rina.user('itu fotonya').done;
  await sari.sees('itu fotonya').done;
  const files = (await read(mine)).lines.flatMap((line) => line.files);
  assert.deepEqual(
    files.map(({ as, mime }) => [as, mime]),
    [
      ['photo', 'image/jpeg'],
      ['document', 'application/pdf'],
      ['document', 'image/jpeg'],
    ],
  );
  for (const { id, mime } of files) {
    const answer = await mine.get(`talks/C-1001/files/${id}`);
    assert.deepEqual([answer.status, answer.headers.get('cache-control')], [200, 'no-store, private']);
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (mime === 'image/jpeg') assert.equal((await sharp(bytes).metadata()).exif, undefined, 'nothing of the camera');
    else assert.match(answer.headers.get('content-disposition') ?? '', /^attachment/);
    assert.equal((await theirs.get(`talks/C-1001/files/${id}`)).status, 404);
  }
  // It becomes a report: what the asker sent goes with it, once, and is its handler's alone.
  const { models, files: store } = system.services;
  const bytesKept = await models.File.countDocuments();
  for (const text of ['Gg. Mawar, Marelan', 'Gg. Melati'])
    assert.match((await mine.talk(press('laporan', { text }))).text, /menjadi laporan A-1001|laporan A-1001/);
  await rina.sees('A-1001').done;
  const report = (await models.Aduan.findById('A-1001').lean())!;
  assert.deepEqual(
    report.files.map(({ file, as, name, mime, safe }) => [file, as, name, mime, safe]),
    [[files[2]!.id, 'document', 'Lampiran laporan.jpg', 'image/jpeg', undefined]],
  );
  assert.equal(await models.File.countDocuments(), bytesKept, 'no second copy');
  assert.equal((await models.AduanRoute.findById('A-1001').lean())?.consent, null, 'they were asked for none');
  assert.ok(!JSON.stringify(report).includes(number), 'nothing in it leads to the chat');
  const ofReport = 'cases/A-1001/files/0';
  assert.deepEqual([(await mine.get(ofReport)).status, (await theirs.get(ofReport)).status], [404, 404]);
  const [took] = await theirs.ended({ key: 'ambil-laporan', on: [{ number: 'A-1001', seen: 0 }], action: 'triase' });
  assert.equal(took?.done, true);
  const photo = await theirs.get(ofReport);
  assert.equal((await sharp(Buffer.from(await photo.arrayBuffer())).metadata()).exif, undefined);
  assert.equal((await mine.get(ofReport)).status, 404);
  // The conversation goes years before the report, and takes no picture of it along.
  const talk = (await models.Obrolan.findById(number).lean())!;
  await models.Obrolan.updateOne({ _id: number }, { $set: { closedAt: new Date('2020-01-01') } });
  for (const owner of [number, talk.requestKey]) await store.removeOf(owner);
  await models.File.updateMany({}, { $set: { eraseAt: new Date(0) } });
  await eraseFiles(system.services);
  assert.deepEqual(
    (await models.File.find().lean()).map(({ _id }) => _id),
    [report.files[0]!.file],
  );
  await models.Obrolan.updateOne({ _id: number }, { $set: { closedAt: null } });

  // The file of another conversation is none of this one.
  assert.equal((await mine.get(`talks/C-1002/files/${files[0]!.id}`)).status, 404);
  await system.services.models.Person.updateOne({ name: 'sari' }, { $set: { roles: ['bendahara'] } });
  assert.equal((await mine.get(`talks/C-1001/files/${files[0]!.id}`)).status, 404);
});

test('begun in chat and ended at the desk: the chat is out of it; a word of the asker wakes an open page; units come first', async (t) => {
  const { sari, rina, desks, read, system } = await deskOf(t);
  await sari.sees('C-1001').tap('Ambil').sees('berbicara dengan C-1001').user('Silakan').sees('Terkirim').done;
  const changes = desks[0].changes();
  assert.equal((await changes.next()).value, 1);
  await rina.sees('Silakan').user('bahasa inggris').sees('English').user('Still waiting').done;
  assert.equal((await changes.next()).value, 2);
  await changes.return(0);
  const now = await read(desks[0]);
  assert.deepEqual([now.lines.at(-1)?.text, now.language], ['Still waiting', 'en']);
  await desks[0].talk(press('siap', { code: 'tunggu' }));
  await rina.sees('Staff, General Affairs', 'One moment please').done;
  assert.equal((await desks[0].talk(press('tutup'))).done, true);
  await sari.sees('sudah Bapak/Ibu tutup').user('menu').sees('Ada yang bisa kami bantu').done;

  await rina.sees('How was').user('petugas').sees('write').user('kapan rapat paripurna').done;
  await rina.sees('C-1002').done;
  const ours = async (): Promise<unknown> =>
    ((await (await desks[0].get('talks')).json()) as { number: string; ours: boolean }[]).map(
      ({ number: which, ours: is }) => [which, is],
    );
  assert.deepEqual(await ours(), [['C-1002', true]], 'nobody said to be on duty');
  const { Piket, Person } = system.services.models;
  const me = await Person.findOne({ name: 'sari' }).lean();
  await Piket.create({ _id: me!._id, on: true, teams: ['umum'], at: new Date() });
  assert.deepEqual(await ours(), [['C-1002', false]]);
  await Piket.updateOne({ _id: me!._id }, { $set: { teams: ['persidangan'] } });
  assert.deepEqual(await ours(), [['C-1002', true]]);
});
