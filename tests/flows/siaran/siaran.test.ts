/** From the first word of a clerk to the phones of those who want to hear of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compose, reaches, subscriber, toLoudHours } from '#tests/support/broadcasts.ts';
import { startTestSystem } from '#tests/support/system.ts';

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
