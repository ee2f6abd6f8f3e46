/** An announcement whose hour passes before somebody approves it: nothing goes out that nobody chose to send then. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Broadcast } from '#models/broadcast.ts';
import { quietUntil } from '#services/broadcast/quiet.ts';
import { compose, reaches, subscriber, toLoudHours } from '#tests/support/broadcasts.ts';
import { startTestSystem } from '#tests/support/system.ts';

const NEWS = 'Kantor tutup hari Jumat, layanan buka lagi Senin.';
const HALF = 1_800_000;
const DAY = 48 * HALF;

/** Handed in for tomorrow, and tomorrow is over. */
async function handedIn(t: TestContext) {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const { models, clock, council } = system.services;
  const [sari, kadir] = [await staff('sari'), await staff('kadir', 'kasubag')];
  const rina = subscriber(talk, 'rina');
  await rina.done;
  await compose(sari, NEWS, 'besok jam 10').tap('Ajukan').sees('sudah diajukan').done;
  await kadir.sees(NEWS).sees('mengajukan siaran', '10.00').done;
  await clock.move(2 * DAY);
  const one = async () => (await models.Broadcast.findOne().lean<Broadcast>())!;
  const toQuietHours = async (): Promise<void> => {
    while (quietUntil(council, clock.now()) === null) await clock.move(HALF);
  };
  return { system, sari, kadir, rina, one, clock, toQuietHours };
}

test('who approves is asked, and sends it now; the author hears of it', async (t) => {
  const { system, sari, kadir, rina, one } = await handedIn(t);
  await toLoudHours(system);
  await kadir.tap('Setujui').sees('sudah lewat', 'kapan dikirim').done;
  assert.equal((await one()).status, 'menunggu', 'nothing goes out before the answer');
  await kadir.tap('Kirim sekarang').sees('disetujui: dikirim sekarang').done;
  await sari.sees('disetujui oleh kadir', 'sudah lewat', 'dikirim sekarang').done;
  await rina.sees(NEWS).done;
  await reaches(system, 'S-1001', 'selesai');
});

test('in quiet hours it says when they end; another hour can be chosen, but none that is over', async (t) => {
  const { sari, kadir, rina, one, clock, toQuietHours } = await handedIn(t);
  await toQuietHours();
  await kadir.tap('Setujui').sees('sudah lewat', 'jam tenang').tap('Waktu lain').sees('Kapan dikirim').done;
  await kadir.user('hari ini jam 0.01').sees('sudah lewat', 'Kapan dikirim').user('besok jam 10').done;
  await kadir.sees('disetujui: dikirim', '10.00').done;
  await sari.sees('disetujui oleh kadir', 'dikirim', '10.00').done;
  const { status, at, history } = await one();
  assert.equal(status, 'terjadwal');
  assert.ok(at && at.getTime() > clock.now());
  assert.equal(history.filter(({ what }) => what === 'disetujui').length, 1);
  assert.equal(rina.phone.messages().filter(({ text }) => text.includes(NEWS)).length, 0);
});

test('a draft whose hour is over is not handed in, and says so', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const { clock } = system.services;
  const [sari, kadir] = [await staff('sari'), await staff('kadir', 'kasubag')];
  await subscriber(talk, 'rina').done;
  await compose(sari, NEWS, 'besok jam 10').done;
  await clock.move(2 * DAY);
  await sari.tap('Ajukan').sees('Waktu kirim', 'sudah lewat').tap('Ubah').sees('Apa yang diubah').tap('Isi').done;
  await sari.sees('isi').user(`${NEWS} Terima kasih.`).sees('konsep lagi').sees('Konsep', 'sudah lewat').done;
  await sari.tap('Ubah').sees('Apa yang diubah').tap('Waktu kirim').sees('Kapan').user('segera').sees('konsep lagi')
    .done;
  await sari.sees('Konsep', 'penerima').tap('Ajukan').sees('sudah diajukan').done;
  await kadir.sees(NEWS).sees('mengajukan siaran').done;
});
