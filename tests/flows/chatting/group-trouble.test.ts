/** A group's bad days: who may not bind it, topics deleted, rights lost, topics off, thrown out; and no word of anybody is lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGroup, until } from './group-house.ts';
import type { GroupHouse } from './group-house.ts';

const BOT = 'telegram-members';

/** With staff, who are in the group, and somebody above them, who binds it. */
async function bound(t: Parameters<typeof openGroup>[0], units = ''): Promise<GroupHouse> {
  const house = await openGroup(t, ['kepala', 'sari', 'joko']);
  for (const one of ['sari', 'joko']) await house.staff(one);
  await house.staff('kepala', 'kabag');
  const general = house.at('kepala');
  general.phone.text(house.word(`hubungkan ${units}`.trim()));
  await general.sees('tempat kerja');
  return house;
}

test('who may bind it, when, and for which units; let go, and bound again', async (t) => {
  const house = await openGroup(t, ['kepala', 'sari'], {});
  const { group, at, word, staff, ask, system } = house;
  const sari = await staff('sari');
  await staff('kepala', 'kabag');
  const [general, hers] = [at('kepala'), at('sari')];
  hers.phone.text(word('hubungkan'));
  await hers.sees('hanya untuk petugas yang berwenang');
  general.phone.text(word('hubungkan'), { anonymous: true });
  await general.sees('Tetap anonim');
  general.phone.text(word('hubungkan gudang'));
  await general.sees('tidak kami kenal', 'Bagian Umum');
  group.rights(BOT, 'kepala', { admin: true, topics: false });
  general.phone.text(word('hubungkan'));
  await general.sees('Kelola topik');
  group.rights(BOT, 'kepala', { admin: true, topics: true });
  group.topics(false, 'kepala');
  general.phone.text(word('hubungkan'));
  await general.sees('belum aktif');
  group.topics(true, 'kepala');
  general.phone.text(word('lepaskan'));
  await general.sees('belum dihubungkan');
  assert.equal(await system.services.models.Grup.countDocuments(), 0);

  // Only for one unit: another's go on as before.
  general.phone.text(word('hubungkan keuangan'));
  await general.sees('tempat kerja Bagian Keuangan');
  await ask('rina', 'Surat saya sampai mana?');
  await sari.sees('C-1001', 'Surat saya').done;
  assert.equal(group.named('C-').length, 0);
  general.phone.text(word('hubungkan'));
  await general.sees('semua bagian');
  await ask('budi', 'Surat saya juga');
  const id = await house.topic('C-1002');
  await at('sari', id).sees('C-1002', 'Surat saya juga');

  // Let go: what is open goes on in the bot, the topic is closed.
  at('sari', id).phone.text('Kami cek ya');
  await at('sari', id).sees('ditangani sari');
  general.phone.text(word('lepaskan'));
  await general.sees('dilepas');
  await sari.sees('C-1002', 'dilanjutkan di sini', 'Kami cek ya').tap('Jawab').sees('Berbicara dengan C-1002').done;
  await until(() => group.named('C-1002')[0]?.closed === true, 'closed');
  general.phone.text(word('hubungkan'));
  await general.sees('semua bagian');
  assert.equal(await system.services.models.Grup.countDocuments(), 1);
});

test('a topic deleted by hand is made anew with the next word; updates that come twice say nothing twice', async (t) => {
  const house = await bound(t);
  const { group, at, ask, topic } = house;
  const rina = await ask('rina', 'Surat saya sampai mana?');
  const first = await topic('C-1001');
  at('sari', first).phone.text('Kami cek.', { twice: true });
  await rina.sees('Kami cek').done;
  group.deleteTopic(first, 'kepala');
  await rina.user('Masih di sana?').done;
  await until(() => group.named('C-1001').some(({ id }) => id !== first), 'a new topic');
  const second = await topic('C-1001');
  const there = at('sari', second);
  await there.sees('Masih di sana?');
  there.phone.text('Masih.', { twice: true });
  await rina.sees('Masih.').done;
  await rina.user('Terima kasihh').done;
  await there.sees('Terima kasihh');
  for (const word of ['Kami cek', 'Masih.'])
    assert.equal(rina.phone.messages().filter(({ text }) => text.includes(word)).length, 1);
});

test('thrown out, no right, topics off: staff go on in the bot, those above hear why, and it mends by itself', async (t) => {
  const house = await bound(t);
  const { group, at, ask, topic, talk, standIn } = house;
  const [sari, kepala] = [talk(BOT, 'sari'), talk(BOT, 'kepala')];
  const rina = await ask('rina', 'Surat saya sampai mana?');
  at('sari', await topic('C-1001')).phone.text('Kami cek.');
  await rina.sees('Kami cek').done;
  const budi = await ask('budi', 'Surat saya juga');
  await topic('C-1002');
  group.remove(BOT, 'kepala');
  await kepala.sees('dikeluarkan dari grup kerja').done;
  await sari.sees('C-1001', 'dilanjutkan di sini').sees('C-1002', 'masih menunggu').done;
  await rina.user('Halo?').done;
  await sari.sees('C-1001', 'Halo?').tap('Jawab').sees('Berbicara dengan C-1001').user('Ada di sini.').done;
  await rina.sees('Ada di sini').done;

  group.add(BOT, 'kepala');
  group.rights(BOT, 'kepala', { admin: true, topics: true });
  await until(async () => (await house.system.services.models.Grup.findOne().lean())?.trouble === null, 'mended');
  await ask('tono', 'Surat apa saja?');
  const third = await topic('C-1003');
  await at('joko', third).sees('Surat apa saja?');

  // Topics are off: nobody tells the bot, it hears it from the next word.
  group.topics(false, 'kepala');
  await talk('telegram-public', 'tono').user('Halo?').done;
  await kepala.sees('Topik di grup kerja dimatikan').done;
  await sari.sees('C-1003', 'Surat apa saja?').done;
  assert.ok(standIn && budi);
});

test('the platform makes a topic and does not say so: none is made twice; a second one is closed with a word; always so, staff are asked in the bot', async (t) => {
  const house = await bound(t);
  const { group, at, ask, topic, talk, standIn } = house;
  standIn.faults.add({ method: 'createForumTopic', times: 1, fault: { kind: 'cut' } });
  const rina = await ask('rina', 'Surat saya sampai mana?');
  const only = await topic('C-1001');
  await at('sari', only).sees('Surat saya sampai mana?');
  assert.equal(group.named('C-1001').length, 1);

  // One that somebody who died had made, and of which an update tells only now.
  const { result } = await api(house, 'createForumTopic', { chat_id: group.id, name: 'C-1001 · Umum · menunggu' });
  const second = (result as { message_thread_id: number }).message_thread_id;
  await until(() => group.named('C-1001').some(({ id, closed }) => id === second && closed), 'the second one closed');
  await at('sari', second).sees('terbuat dua kali', 'C-1001');
  at('sari', only).phone.text('Kami cek.');
  await rina.sees('Kami cek').done;
  assert.deepEqual(
    [group.named('C-1001').find(({ id }) => id === only)?.closed, at('sari', only).count('dua kali')],
    [false, 0],
  );

  const sari = talk(BOT, 'sari');
  await house.system.services.models.Topik.updateMany({}, { $set: { tries: 0 } });
  standIn.faults.add({
    method: 'createForumTopic',
    times: 1,
    fault: { kind: 'answer', code: 400, description: 'Bad Request: not enough rights to create a topic' },
  });
  await ask('budi', 'Surat saya juga');
  await sari.sees('C-1002', 'Surat saya juga').done;
});

/** A call of the members' bot beside the system. */
async function api({ standIn }: GroupHouse, method: string, payload: object): Promise<{ result: unknown }> {
  const { token } = standIn.people.bot(BOT);
  const answer = await fetch(`${standIn.url}/bot${token}/${method}`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload) },
  });
  return (await answer.json()) as { result: unknown };
}

test('the bot and the group at once: one has it; what is said in the bot stands in the topic', async (t) => {
  const house = await bound(t);
  const { at, ask, topic, talk, system } = house;
  const joko = talk(BOT, 'joko');
  const rina = await ask('rina', 'Surat saya sampai mana?');
  const id = await topic('C-1001');
  const here = at('sari', id);
  await joko.user('obrolan').sees('C-1001').tap('C-1001').sees('berbicara dengan C-1001').done;
  await here.sees('ditangani joko');
  here.phone.text('Saya jawab saja');
  await here.sees('tidak terkirim', 'joko');
  await joko.user('Di Komisi III.').sees('Terkirim').done;
  await rina.sees('Komisi III').user('Baik, terima kasih ya').done;
  await here.sees('dijawab joko', 'Di Komisi III.');
  await here.sees('Warga', 'Baik, terima kasih ya');
  await joko.sees('Baik, terima kasih ya').done;
  // Where they write last they are answered.
  at('joko', id).phone.text('Sama-sama.');
  await rina.sees('Sama-sama').user('Satu lagi boleh?').done;
  await here.sees('Satu lagi boleh?');
  const before = joko.phone.messages().length;
  assert.equal((await system.services.models.Obrolan.findById('C-1001').lean())?.holderChat?.includes('/'), true);
  at('joko', id).phone.text('selesai');
  await here.sees('C-1001 sudah selesai');
  await rina.sees('Bagaimana pelayanan').done;
  assert.equal(joko.phone.messages().length, before);
});

test('two answer in the same moment: one is sent, the other hears who has it', async (t) => {
  const { at, ask, topic } = await bound(t);
  const budi = await ask('budi', 'Surat saya juga');
  const id = await topic('C-1001');
  for (const one of ['sari', 'joko']) at(one, id).phone.text(`Ini ${one}`);
  await at('kepala', id).sees('tidak terkirim');
  await budi.sees(/Ini (sari|joko)/).done;
  assert.equal(budi.phone.messages().filter(({ text }) => /Ini (sari|joko)/.test(text)).length, 1);
});
