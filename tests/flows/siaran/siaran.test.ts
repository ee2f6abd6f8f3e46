/** From the first word of a clerk to the phones of those who want to hear of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compose, reaches, subscriber, toLoudHours } from '#tests/support/broadcasts.ts';
import { siaranCommands } from '#flows/siaran/effects.ts';
import { startTestSystem } from '#tests/support/system.ts';
import type { Talk } from '#tests/support/talk.ts';
import { book } from '#tests/support/visits.ts';

const OTHER = 'Kantor buka lagi hari Senin, seperti biasa.';
const NEWS = 'Kantor tutup hari Jumat, layanan buka lagi Senin.';

test('an announcement is written, seen, approved by another, and goes to those who want it, once', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const { models } = system.services;
  const [sari, kadir] = [await staff('sari'), await staff('kadir', 'kasubag')];
  const [rina, budi] = [subscriber(talk, 'rina'), subscriber(talk, 'budi', 'Agenda')];
  await rina.done;
  await budi.done;
  await compose(sari, NEWS).tap('Ajukan').sees('sudah diajukan').done;
  await kadir.sees(NEWS).sees('mengajukan siaran', '1 penerima').tap('Setujui').sees('disetujui').done;
  await sari.sees('disetujui oleh kadir').done;
  await rina.sees(NEWS, 'S-1001', 'Balas STOP').done;
  await sari.sees('selesai', 'terkirim 1').done;
  await reaches(system, 'S-1001', 'selesai');
  assert.deepEqual(
    (await models.Delivery.find().lean()).map(({ state }) => state),
    ['sent'],
  );
  assert.equal(rina.phone.messages().filter((m) => m.text.includes(NEWS)).length, 1);
  assert.equal(budi.phone.messages().filter((m) => m.text.includes(NEWS)).length, 0, 'another topic');
});

/** Under the last message. */
const labelsOf = ({ last }: Talk): string[] => (last?.buttons ?? []).flat().map(({ label }) => label);

/** Who was shown it, of all. */
const readers = (talks: Record<string, Talk>, text: string): string[] =>
  Object.entries(talks).flatMap(([name, { phone }]) =>
    phone
      .messages()
      .filter((m) => m.text.includes(text))
      .map(() => name),
  );

test('by kecamatan, without those of one that is left out', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const [sari, kadir] = [await staff('sari'), await staff('kadir', 'kasubag')];
  const people = {
    deli: subscriber(talk, 'deli', 'Agenda', 'Medan Deli'),
    marelan: subscriber(talk, 'marelan', 'Agenda', 'Medan Marelan'),
    anywhere: subscriber(talk, 'anywhere'),
  };
  for (const one of Object.values(people)) await one.done;
  const whom = { by: 'Pelanggan kecamatan', whom: 'deli, marelan', except: 'Marelan' };
  await compose(sari, NEWS, 'segera', whom).done;
  assert.match(sari.last?.text ?? '', /1 penerima; pelanggan seluruh kota \(1 penerima\) tidak termasuk/);
  await sari.tap('Ajukan').sees('sudah diajukan').done;
  await kadir.sees(NEWS).sees('mengajukan siaran', '1 penerima').tap('Setujui').sees('disetujui').done;
  await people.deli.sees(NEWS).done;
  await reaches(system, 'S-1001', 'selesai');
  assert.deepEqual(readers(people, NEWS), ['deli']);
  const city = { by: 'Pelanggan kecamatan', whom: 'deli, seluruh kota', except: 'Lewati' };
  await compose(sari, OTHER, 'segera', city).tap('Ajukan').sees('sudah diajukan').done;
  await kadir.sees(OTHER).sees('Medan Deli, dan pelanggan seluruh kota', '2 penerima').tap('Setujui').done;
  await reaches(system, 'S-1002', 'selesai');
  assert.deepEqual(readers(people, OTHER), ['deli', 'anywhere']);
});

test('who follows the whole city is added to a draft for a kecamatan by one press', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const [sari, kadir] = [await staff('sari'), await staff('kadir', 'kasubag')];
  const people = { deli: subscriber(talk, 'deli', 'Agenda', 'Medan Deli'), anywhere: subscriber(talk, 'anywhere') };
  for (const one of Object.values(people)) await one.done;
  await compose(sari, NEWS, 'segera', { by: 'Pelanggan kecamatan', whom: 'deli', except: 'Lewati' }).done;
  assert.match(sari.last?.text ?? '', /pelanggan seluruh kota \(1 penerima\) tidak termasuk/);
  await sari.tap('Sertakan seluruh kota').sees('sekarang termasuk').sees(NEWS).done;
  await sari.sees('Konsep', 'Medan Deli, dan pelanggan seluruh kota', '2 penerima').done;
  assert.deepEqual(labelsOf(sari), ['Ajukan', 'Ubah'], 'and is not offered again');
  await sari.tap('Ajukan').sees('sudah diajukan').done;
  await kadir.sees('mengajukan siaran', '2 penerima').tap('Setujui').sees('disetujui').done;
  await reaches(system, 'S-1001', 'selesai');
  assert.deepEqual(readers(people, NEWS), ['deli', 'anywhere']);
});

test('nobody follows the whole city: it is not offered; pressed on an old card, it says that there is a newer one', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const sari = await staff('sari');
  await subscriber(talk, 'deli', 'Agenda', 'Medan Deli').done;
  await compose(sari, NEWS, 'segera', { by: 'Pelanggan kecamatan', whom: 'deli', except: 'Lewati' }).done;
  assert.deepEqual(labelsOf(sari), ['Ajukan', 'Ubah']);
  const who = (await system.services.models.Person.findOne({ name: 'sari' }).lean())!;
  const press = (requestKey: string, version: number) =>
    siaranCommands['siaran.add-city']!(
      { requestKey, args: { number: 'S-1001', version } as never, chat: 'x', locale: 'id', who },
      system.services,
    );
  assert.deepEqual(await press('a', 0), { done: { outcome: 'changed' } });
  await sari.tap('Ajukan').done;
  await system.services.models.Broadcast.updateOne({ _id: 'S-1001' }, { $set: { status: 'menunggu' } });
  assert.deepEqual(await press('b', 1), { done: { outcome: 'already', status: 'menunggu' } });
});

test('by role, by channel, and to who booked: each reaches its people on their phones, and nobody else', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const { models, clock } = system.services;
  const people: Record<string, Talk> = {
    sari: await staff('sari'),
    kadir: await staff('kadir', 'kasubag'),
    rina: subscriber(talk, 'rina'),
    budi: subscriber(talk, 'budi', 'Agenda', 'Medan Marelan'),
    guest: book(talk('telegram-public', 'guest'), { kind: 'Warga' }),
  };
  for (const one of Object.values(people)) await one.done;
  const visit = await models.Visit.findOne().lean();
  // Whoever shares their own contact has proved it, in the same words as their binding.
  const [bound] = await models.Person.find({ name: 'sari' }).lean();
  assert.ok(
    await models.Telephone.exists({
      _id: `telegram:${bound?.identities[0]?.address}`,
      phoneHash: bound?.phoneHash ?? '',
    }),
  );
  const announce = async (n: number, audience: object, except: object = {}): Promise<string[]> => {
    const [_id, text] = [`S-200${n}`, `Pengumuman nomor ${n}.`];
    await models.Broadcast.create({
      ...{ _id, requestKey: _id, status: 'terjadwal', at: new Date(clock.now()), audience },
      ...{ except: { districts: [], broadcasts: [], ...except }, text: { id: text, en: null } },
      author: { person: 'p', name: 'Sari' },
    } as never);
    await reaches(system, _id, 'selesai');
    return readers(people, text);
  };
  assert.deepEqual(await announce(1, { by: 'peran', values: ['staf'] }), ['sari']);
  assert.deepEqual(await announce(2, { by: 'peran', values: ['staf', 'kasubag'] }, { broadcasts: ['S-2001'] }), [
    'kadir',
  ]);
  assert.deepEqual(await announce(3, { by: 'kanal', values: ['telegram-public'] }), ['rina', 'budi']);
  assert.deepEqual(await announce(4, { by: 'kanal', values: ['telegram-public'] }, { districts: ['Medan Marelan'] }), [
    'rina',
  ]);
  assert.deepEqual(await announce(5, { by: 'kanal', values: ['whatsapp-public'] }), []);
  assert.deepEqual(await announce(6, { by: 'daftar', values: [visit!._id] }), ['guest']);
});
