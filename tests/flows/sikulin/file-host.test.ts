/** The platform's file host is away while a form is finished: nothing that was answered is lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pdf } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { toPhone } from '#tests/support/visits.ts';

test('a letter that cannot be fetched for a while is fetched later, and the visit is booked', async (t) => {
  const { talk, standIn, system } = await startTestSystem(t);
  const rina = talk('telegram-public', 'rina');
  await toPhone(rina, {}).user('0812-3456-7890').sees('surat permohonannya').done;
  await rina.act({ do: 'file', name: 'surat.pdf', bytes: pdf() }).sees('diperiksa dulu').done;
  // More often than an effect that is at fault itself is tried.
  standIn.faults.add({ method: 'download', times: 5, fault: { kind: 'answer', code: 502 } });
  await rina.tap('Ya, kirim').sees(/Nomor: K-\d+/).done;
  assert.ok((await system.services.models.Visit.findOne().lean())?.letter);
});
