/** Business time moved: reminders of open questions come once, then the form is given up. */
import { test } from 'node:test';
import { startTestSystem } from '#tests/support/system.ts';

const DAY = 86_400_000;

test('an open question is reminded of after a day and given up after a week', async (t) => {
  const { talk, system } = await startTestSystem(t);
  const { clock } = system.services;
  const rina = talk('telegram-public', 'rina');
  await rina.user('kunjungan').sees('Siapa yang akan datang').tap('Sekolah').sees('sekolah atau kampus').done;
  await clock.move(DAY + 60_000);
  system.sweeper.kick();
  await rina.sees('masih menunggu', 'sekolah atau kampus').user('SD 7').sees('keperluannya').done;
  await clock.move(DAY + 60_000);
  system.sweeper.kick();
  await rina.sees('masih menunggu', 'keperluannya').done;
  await clock.move(6 * DAY + 60_000);
  system.sweeper.kick();
  await rina.sees('kami tutup', 'Ada yang bisa kami bantu').done;
});
