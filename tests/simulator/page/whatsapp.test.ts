/** A number at WhatsApp in the page: linked by hand, talked by, banned, and its spare put in its place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { startTestSystem } from '#tests/support/system.ts';
import { openBrowser, openPage } from './browser.ts';
import { bind, Hands } from './desk.ts';
import { barriers, look } from './house.ts';

const deed = async (page: Page, what: string): Promise<void> => {
  await page.getByRole('button', { name: 'HP kantor' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Yang terjadi').selectOption({ label: what });
  if (what.startsWith('Pindai')) await look(page, 'handset');
  await form.getByRole('button', { name: 'Ya' }).click();
};

test('whoever holds the handset links the number, loses it and puts the spare in; the chat goes on', async (t) => {
  const { system } = await startTestSystem(t, { whatsapp: true });
  const { page, faults } = await openPage(await openBrowser(t), system.web!, {
    width: 1440,
    query: '?phone=admin-1@telegram-members&phone=rina@whatsapp-public',
  });
  await deed(page, 'Kode dipindai dengan tangan');
  const [admin, rina] = [new Hands(page, 'Admin 1'), new Hands(page, 'Rina')];
  await bind(admin, 'admin');
  await admin.write('nomor whatsapp');
  await admin.sees('menunggu ditautkan');
  await admin.tap('Tautkan dengan kode QR');
  const code = await admin.sees('pindai dengan HP kantor');
  await code.getByRole('img').waitFor();
  await look(page, 'whatsapp-code');
  // Nobody presses Start at WhatsApp: they write.
  await rina.write('P');
  await deed(page, 'Pindai kode yang tampil');
  await admin.sees(/sudah tertaut sebagai \+620000000011/);
  await rina.sees('Selamat datang');
  await rina.write('kunjungan');
  await rina.sees('Siapa yang akan datang');
  await rina.choose('Telepon nomor ini');
  await rina.sees('panggilan tidak bisa kami terima');

  await deed(page, 'Nomor diblokir WhatsApp');
  await admin.sees('ditolak WhatsApp');
  await admin.write('nomor whatsapp');
  await admin.sees('diblokir WhatsApp');
  await admin.tap('Pindah nomor');
  await admin.sees('Tautan yang sekarang dilepas');
  await admin.tap('Ya');
  await admin.sees('mulai dipindahkan');
  await deed(page, 'Pasang kartu cadangan');
  await admin.messages.filter({ hasText: 'pindai dengan HP kantor' }).last().getByRole('img').waitFor();
  await deed(page, 'Pindai kode yang tampil');
  await admin.sees(/sudah pindah ke \+620000000091/);
  await rina.write('4');
  await rina.sees('Apa keperluannya');
  await look(page, 'whatsapp-moved');
  assert.deepEqual(faults, []);
  assert.deepEqual(await barriers(page), []);
});
