/** What can never be carried out: the person gets a reference, the chat goes on, and staff hear of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { councilWith } from '#tests/support/council.ts';
import { stageOn } from '#tests/support/crash/stage.ts';
import { toSummary } from '#tests/support/visits.ts';
import { startTestSystem } from '#tests/support/system.ts';

const REFERENCE = /rujukannya (G-\d+)/;

test('a read that always fails: after three faults the message is set aside', async (t) => {
  // A figure that does not hold yet: every question that needs it is a fault.
  const council = councilWith(t, { 'sikulin.leadDays': { value: 2, validFrom: '2999-01-01' } });
  const { standIn, env, talk, staff } = await startTestSystem(t, { env: council });
  const stage = await stageOn(t, standIn, env);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').user('kunjungan').sees('Siapa yang akan datang').done;
  await rina.tap('Warga').sees('keperluannya').user('Audiensi').sees(REFERENCE).done;
  const reference = REFERENCE.exec(rina.last?.text ?? '')?.[1];

  await sari.sees('gagal diproses', reference!).done;
  const [report] = await stage.models.Report.find().lean();
  assert.equal(report?._id, reference);
  assert.equal(report?.kind, 'gangguan');
  const chat = await stage.chats.load(stage.chatOf('rina', 'telegram-public'));
  assert.deepEqual(
    chat?.deadletters?.map((dead) => [dead.reference, dead.item?.kind]),
    [[reference, 'text']],
  );

  await rina.user('batal').sees('kami batalkan', 'Ada yang bisa kami bantu').done;
  await rina.user('petugas').sees('tulis keperluannya').user('Formulirnya rusak').sees(/C-\d+/).done;
  await sari.tap('Balas').sees('Tulis jawaban').user('Kami perbaiki').sees('sudah dikirim').done;
  await rina.sees('Kami perbaiki').done;
});

test('an effect that always fails: after five tries the form ends with a reference', async (t) => {
  const { standIn, env, talk, staff } = await startTestSystem(t);
  const stage = await stageOn(t, standIn, env);
  const sari = await staff('sari');
  // A counter that cannot be raised: the visit gets no number.
  await stage.models.Counter.collection.insertOne({ _id: 'kunjungan' as never, value: 'satu' });
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').done;
  await toSummary(rina, { kind: 'Warga' }).tap('Ya, kirim').done;
  rina.phone.text('halo?');
  await rina.sees('Sedang kami proses').sees(REFERENCE).done;
  const reference = REFERENCE.exec(rina.last?.text ?? '')?.[1];

  await sari.sees('gagal diproses', reference!).done;
  assert.equal((await stage.models.Report.find().lean())[0]?._id, reference);
  assert.equal(await stage.models.Visit.countDocuments(), 0);
  assert.ok(await stage.chats.allQuiet(30_000), 'something is left undone');
  await rina.user('menu').sees('Ada yang bisa kami bantu').done;
});
