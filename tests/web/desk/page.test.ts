/** The desk in a real browser: in by the link, by mouse and by keyboard, and open to who reads it with a screen reader. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser } from '#tests/simulator/page/browser.ts';
import { barriers, look } from '#tests/simulator/page/house.ts';
import { picture } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { linkFrom, loseAnswer } from './visitor.ts';

test('an officer comes in, answers one, then two at once, all by keyboard; it is live, and nothing of it is closed to anybody', async (t) => {
  const { talk, staff } = await startTestSystem(t);
  const browser = await openBrowser(t);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').done;
  const report = async (text: string, number: string): Promise<void> => {
    await rina.user('lapor').sees('Ada masalah apa').user(text).sees('Kirim?').tap('Kirim').sees(number).done;
  };
  await report('parit sumbat di gg mawar', 'A-1001');
  await report('<b>lampu jalan</b> mati di gg melati', 'A-1002');

  await rina.user('tambah laporan').sees('Yang mana').tap('A-1001').sees('ditambahkan').done;
  await rina.user('airnya sampai masuk rumah').sees('sudah sampai').done;

  const context = await browser.newContext({ locale: 'id-ID', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const url = await linkFrom(sari);
  await page.goto(url);
  await look(page, 'desk-enter');
  await page.getByRole('button', { name: 'Masuk ke meja' }).click();
  await page.getByText('2 laporan').waitFor();
  assert.deepEqual(await barriers(page), []);

  // By keyboard: the first case, its answer.
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'A-1001' }).waitFor();
  // What its reporter added stands where the case is read.
  await page.getByText('airnya sampai masuk rumah').waitFor();
  await look(page, 'desk-case');
  assert.deepEqual(await barriers(page), []);
  await page.keyboard.press('b');
  await page.getByLabel('Mendesak').selectOption('Segera');
  await page.getByLabel('Menyangkut').selectOption('Orang lain');
  await look(page, 'desk-sort');
  await page.getByRole('button', { name: 'Kirim' }).click();
  // Its answer would come later: what was chosen stands, only the reason lacks.
  await page.getByText('mohon tulis alasannya').waitFor();
  await page.getByLabel('Alasan').fill('Warga menyebut nama lurah.');
  await page.getByRole('button', { name: 'Kirim' }).click();
  await page.getByRole('button', { name: /A-1001 .*Segera/ }).waitFor();
  await page.getByText('dipilah ulang; Biasa → Segera').waitFor();
  await page.getByText('karena Warga menyebut nama lurah.').waitFor();
  for (const [width, height] of [
    [1024, 768],
    [390, 844],
    [1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height });
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    assert.ok(wide <= width, `${wide} at ${width}`);
    await look(page, `desk-${width}`);
  }
  await page.keyboard.press('j');
  await page.getByLabel('Isi').fill('Parit sudah dikeruk.');
  await look(page, 'desk-answer');
  await loseAnswer(page, 'press');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Belum ada jawaban dari sistem').waitFor();
  await page.locator('form.press button:focus').press('Enter');
  await page.getByText('A-1001: sudah dijawab').waitFor();
  await rina.sees('Parit sudah dikeruk.').done;
  assert.equal(rina.phone.messages().filter(({ text }) => text.includes('dikeruk')).length, 1);
  // What people wrote is text and never a tag.
  await page.getByText('<b>lampu jalan</b>').first().waitFor();

  // Live: what comes in meanwhile is there.
  await rina.act({ do: 'photo', bytes: await picture() }).sees('tambahan untuk laporan').done;
  await rina.tap('Bukan, laporan baru').sees('sudah kami simpan').done;
  await rina.user('jalan berlubang di jl setia budi').sees('Kirim?').tap('Kirim').sees('A-1003').done;
  await page.getByRole('button', { name: /A-1003/ }).click();
  // A picture is seen by whoever has the case, in its place.
  await page.getByText('hanya dilihat petugas yang menangani: 1').waitFor();
  await page.getByRole('button', { name: 'Tangani' }).click();
  await page.locator('figure img').waitFor();
  await page.evaluate("document.querySelector('figure img').decode()");
  await look(page, 'desk-picture');
  assert.deepEqual(await barriers(page), []);
  await page.getByRole('button', { name: 'Aman ditunjukkan' }).click();
  await page.getByText('Boleh ditunjukkan di lapangan', { exact: true }).waitFor();
  // Closed as solved with a picture from the computer; where it is none, what was written stands.
  await page.getByRole('button', { name: 'Tutup', exact: true }).click();
  await page.getByLabel('Hasil').selectOption('Beres');
  await page.getByLabel('Isi').fill('Lubangnya sudah ditambal.');
  const proof = async (buffer: Buffer): Promise<void> => {
    await page.getByLabel('Foto atau berkas').setInputFiles({ name: 'bukti.jpg', mimeType: 'image/jpeg', buffer });
    await page.getByRole('button', { name: 'Kirim' }).click();
  };
  await proof(Buffer.from('MZ program'));
  await page.getByText('tidak bisa kami buka').waitFor();
  await look(page, 'desk-proof');
  assert.deepEqual(await barriers(page), []);
  await proof(Buffer.from(await picture()));
  await page.getByText('A-1003: selesai').waitFor();
  await rina.sees('kami tutup (Beres)', 'Lubangnya sudah ditambal.').done;
  await report('sampah menumpuk di gg dahlia', 'A-1004');

  // What goes to another office is copied from here, and its number has a place.
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: /A-1002/ }).click();
  await page.getByRole('heading', { name: 'A-1002' }).waitFor();
  await page.keyboard.press('t');
  await page.getByLabel('Kantor tujuan').selectOption({ label: 'SP4N-LAPOR' });
  await page.getByRole('button', { name: 'Kirim' }).click();
  await rina.sees('A-1002', 'SP4N-LAPOR').done;
  await page.getByText('Untuk disalin ke SP4N-LAPOR').waitFor();
  await look(page, 'desk-outside');
  assert.deepEqual(await barriers(page), []);
  await page.getByRole('button', { name: 'Salin' }).click();
  await page.getByText('Sudah disalin.').waitFor();
  assert.match(
    await page.evaluate<string>('navigator.clipboard.readText()'),
    /^Laporan A-1002 .*\n<b>lampu jalan<\/b> mati/,
  );
  await page.getByLabel('Nomor dari luar').fill('1234567');
  await page.keyboard.press('Enter');
  await page.getByRole('definition').filter({ hasText: '1234567' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Simpan nomor' }).count(), 0);
  await page.getByLabel('Pilih A-1002').check();
  await page.getByLabel('Pilih A-1004').check();
  await page.getByRole('button', { name: 'Jawab 2 sekaligus' }).click();
  await page.getByLabel('Isi').fill('Sudah kami catat untuk pekan depan.');
  await page.getByRole('button', { name: 'Kirim' }).click();
  await page.getByText('2 dari 2 terkirim.').waitFor();
  await page.getByText('Tidak ada laporan.').waitFor();

  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await page.getByLabel('Cari nomor').fill('melati');
  await page.getByRole('button', { name: /A-1002/ }).waitFor();
  assert.ok(addresses.length && !addresses.some((address) => address.includes('melati')));
  await page.getByRole('button', { name: 'Keluar' }).click();
  await page.getByText('Sesi sudah berakhir').waitFor();
  await page.goto(url);
  await page.getByRole('button', { name: 'Masuk ke meja' }).click();
  await page.getByText('sudah dipakai').waitFor();
  assert.deepEqual(faults, []);
});
