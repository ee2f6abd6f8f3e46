/** A role that was withdrawn reads nothing any more: by a word, by an old button, in a form that stood open. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QUERIES } from '#flows/handlers.ts';
import { Forbidden } from '#flows/engine/caps.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { book } from '#tests/support/visits.ts';

const REFUSED = 'hanya untuk petugas yang berwenang';
const NOTHING_FOR_ROLE = /belum ada layanan/i;
const NOT_FOR_ROLE = /hanya untuk petugas|belum ada layanan/i;
const INVITATION = 'kode undangan';
const GUEST = 'Nyonya Rahasia';

/** Queries that anybody may ask: they tell of the house, or of what is the asker's own. */
const OPEN = [
  'deadlines.explain',
  'deadlines.mine',
  'aduan.dengar',
  'aduan.milik',
  'aduan.milik-satu',
  'aduan.sekitar',
  'aduan.serupa',
  'chatting.milik',
  'chatting.milik-satu',
  'data.milik',
  'identity.invited',
  'resmi.periksa',
  'resmi.saluran',
  'siaran.offers',
  'sikulin.check-letter',
  'sikulin.fit',
  'sikulin.letter-last',
  'sikulin.letterless',
  'sikulin.limit',
  'sikulin.members',
  'sikulin.mine',
  'sikulin.rules',
  'sikulin.slots',
];

test('lists of guests', async (t) => {
  const { system, talk, staff } = await startTestSystem(t);
  const { Person } = system.services.models;
  const sari = await staff('sari');
  await book(talk('telegram-public', 'rina'), { kind: 'Warga', name: GUEST }).done;
  await sari.sees('Permohonan kunjungan', GUEST).done;
  // Stands open at the question for a name.
  await sari.user('tamu datang').sees('Siapa yang datang').done;
  await Person.updateOne({ name: 'sari' }, { $set: { active: false } });
  const before = sari.position;
  await sari.user(GUEST).sees(REFUSED).done;

  for (const set of [{ active: false }, { active: true, roles: ['humas'] }]) {
    await Person.updateOne({ name: 'sari' }, { $set: set });
    // Their menu follows within a turn: to whom nothing is open the words say nothing either.
    for (const said of ['kunjungan menunggu', 'tamu hari ini', 'tamu pulang', 'angka kunjungan'])
      await sari.user(said).sees(set.active ? NOTHING_FOR_ROLE : INVITATION).done;
    await sari.tap('Tolak').sees(set.active ? NOT_FOR_ROLE : INVITATION).done;
  }
  assert.ok(sari.phone.messages(before).every(({ text }) => !text.includes(GUEST)));

  await Person.updateOne({ name: 'sari' }, { $set: { roles: ['staf'] } });
  await sari.user('kunjungan menunggu').sees('menunggu').done;
});

test('every query is open on purpose, or refuses who is nobody', async (t) => {
  const { system } = await startTestSystem(t);
  const names = Object.keys(QUERIES);
  for (const name of names.filter((one) => !OPEN.includes(one)))
    await assert.rejects(QUERIES[name]!({} as never, system.services, 'telegram-members:1'), Forbidden, name);
  assert.deepEqual(
    OPEN.filter((name) => !names.includes(name)),
    [],
  );
});
