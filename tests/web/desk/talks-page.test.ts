/** Conversations in a real browser: taken, answered and closed by keyboard; live; pictures and voice in place; open to who reads with a screen reader. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser } from '#tests/simulator/page/browser.ts';
import { barriers, look } from '#tests/simulator/page/house.ts';
import { beginInTheMorning } from '#tests/support/office-hours.ts';
import { ogg, picture } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { linkFrom, loseAnswer } from './visitor.ts';

test('a conversation from the card to its end, all by keyboard, while the citizen writes', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const { clock, council } = system.services;
  await beginInTheMorning(council, clock);
  const browser = await openBrowser(t);
  const sari = await staff('sari');
  const url = await linkFrom(sari);
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').user('petugas').sees('tulis keperluannya').done;
  await rina.user('Surat saya sampai mana?').sees('C-1001').done;

  const context = await browser.newContext({ locale: 'id-ID', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(url);
  await page.getByRole('button', { name: 'Masuk ke meja' }).click();
  await page.getByRole('button', { name: '2 Obrolan (1)' }).waitFor();
  await page.keyboard.press('2');
  await page.getByText('Menunggu bagian saya').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Ambil', exact: true }).waitFor();
  await look(page, 'talk-waits');
  await page.keyboard.press('a');
  await rina.sees('sudah siap membantu').done;

  // The cursor stands where the answer is written.
  await page.getByLabel('Tulis jawaban').waitFor();
  await loseAnswer(page, 'talk');
  const again = (): Promise<void> => page.locator('.composer button:enabled').waitFor();
  await page.keyboard.type('Kami periksa dulu.');
  await page.keyboard.press('Enter');
  await page.getByText('Belum ada jawaban dari sistem').waitFor();
  await again();
  // What is written behind it is a word of its own.
  await page.keyboard.type(' Mohon tunggu.');
  await page.keyboard.press('Enter');
  await page.getByText('Terkirim ke C-1001').waitFor();
  await again();
  await page.keyboard.press('Enter');
  await rina.sees('Kami periksa dulu.').sees('Mohon tunggu.').done;
  assert.equal(rina.phone.messages().filter(({ text }) => text.includes('Kami periksa dulu.')).length, 1);

  // What comes in meanwhile is there, and what is being written stays.
  await page.keyboard.type('Setengah kalimat');
  await rina.act({ do: 'photo', bytes: await picture(), caption: 'ini <b>suratnya</b>' }).done;
  await page.getByText('ini <b>suratnya</b>').first().waitFor();
  await rina.act({ do: 'voice', bytes: ogg() }).done;
  await page.locator('audio').waitFor();
  assert.equal(await page.getByLabel('Tulis jawaban').inputValue(), 'Setengah kalimat');
  // Rejects where it is no picture.
  await page.evaluate("document.querySelector('.lines img').decode()");
  await look(page, 'talk-open');
  assert.deepEqual(await barriers(page), []);

  await page
    .getByLabel('Lampirkan berkas')
    .setInputFiles({ name: 'peta.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await picture()) });
  await page.getByLabel('Tulis jawaban').fill('Ini petanya.');
  await page.keyboard.press('Enter');
  await rina.sees('Ini petanya.').done;
  await page.locator('.lines img').nth(1).waitFor();
  assert.equal(await page.getByLabel('Tulis jawaban').inputValue(), '');

  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await page.getByLabel('Catatan, hanya dibaca petugas').fill('warga sabar');
  await look(page, 'talk-note');
  await page.getByRole('button', { name: 'Lanjutkan' }).click();
  await page.getByText('Catatan untuk C-1001 sudah disimpan.').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await page.getByLabel('Jawaban siap').selectOption({ label: 'Penutup' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await rina.sees('masih ada yang bisa kami bantu').done;

  for (const [width, height] of [
    [1024, 768],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    assert.ok(wide <= width, `${wide} at ${width}`);
    await look(page, `talk-${width}`);
  }
  // On a narrow screen the list gives way to what is opened.
  await page.getByRole('button', { name: /^C-1001/ }).click();
  await page.getByRole('button', { name: '← Kembali' }).waitFor();
  // At its end, where the last word stands.
  await page.evaluate('Promise.all([...document.images].map((one) => one.decode()))');
  const left = 'document.querySelector(".lines").scrollHeight - document.querySelector(".lines").clientHeight';
  assert.ok((await page.evaluate<number>(`${left} - document.querySelector(".lines").scrollTop`)) < 40);
  await look(page, 'talk-390-open');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press('Escape');
  await page.keyboard.press('u');
  await page.keyboard.press('Enter');
  await page.getByText('Percakapan C-1001 sudah Bapak/Ibu tutup.').waitFor();
  await page.getByText('Obrolan ini sudah selesai.').waitFor();
  await rina.sees('Bagaimana pelayanan').done;
  assert.equal(rina.phone.messages().filter(({ text }) => text.includes('sabar')).length, 0);
  assert.deepEqual(faults, []);
});
