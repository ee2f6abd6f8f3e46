/** An announcement that fails, as its author meets it: told in their chat, with what they can do. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reaches, subscriber, toLoudHours } from '#tests/support/broadcasts.ts';
import { startTestSystem } from '#tests/support/system.ts';

const NEWS = 'Kantor tutup hari Jumat, layanan buka lagi Senin.';

test('its author is told, tries it again by a button, hears that it goes on, and could have stopped it', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const { models, clock } = system.services;
  const sari = await staff('sari');
  const rina = subscriber(talk, 'rina');
  await rina.done;
  const author = (await models.Person.findOne({ name: 'sari' }).lean())!;
  const at = new Date(clock.now() - 1000);
  for (const [_id, serial] of [
    ['S-1001', 1001],
    ['S-1002', 1002],
  ] as const)
    await models.Broadcast.create({
      ...{ _id, serial, requestKey: _id, status: 'terjadwal', at, text: { id: NEWS, en: null } },
      ...{ audience: { by: 'siapa', values: [] }, except: { districts: [], broadcasts: [] } },
      author: { person: author._id, name: author.name },
      trouble: { since: at, tries: 3, again: 0, told: false },
    } as never);
  await sari.sees('S-1001', 'tersendat', 'terus mencoba').sees('S-1002', 'tersendat').tap('Lihat siaran').done;
  await sari.sees('S-1002', 'Tersendat sejak').tap('Hentikan').sees('dihentikan dan tidak dikirim lagi').done;
  await reaches(system, 'S-1002', 'dihentikan');
  await sari.user('kemajuan').sees('Siaran yang mana').user('S-1001').sees('Tersendat sejak', 'Coba lagi').done;
  await models.Broadcast.updateOne({ _id: 'S-1001' }, { $set: { audience: { by: 'topik', values: ['layanan'] } } });
  await sari.tap('Coba lagi').sees('dicoba lagi sekarang').done;
  await rina.sees(NEWS, 'S-1001').done;
  await sari.sees('selesai', 'terkirim 1').done;
  assert.equal((await models.Broadcast.findById('S-1001').lean())?.trouble, null);
});
