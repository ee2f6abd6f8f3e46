/** The page of our own channels, in the reader's language, with nothing of what is put into it read as HTML. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import { readTextTrees } from '#services/text-files.ts';
import { createTexts } from '#services/texts.ts';
import { channels } from '#web/channels.ts';

const facts = { name: 'DPRD Kota Medan', office: '', address: '', phone: '', hours: '' };
const { say } = createTexts({
  trees: readTextTrees('locales'),
  facts: { id: facts, en: facts },
  zone: 'Asia/Jakarta',
  strict: true,
});

test('each channel stands there, one that is away says so, in Indonesian or in English', async () => {
  const app = fastify();
  const all = [
    { kind: 'telegram' as const, for: 'public' as const, text: '@dprd_bot', away: false },
    { kind: 'whatsapp' as const, for: 'members' as const, text: '+62811<script>', away: true },
  ];
  await app.register(channels, { say, channels: async () => all });
  const page = async (language?: string): Promise<string> =>
    (await app.inject({ url: '/saluran', headers: language === undefined ? {} : { 'accept-language': language } }))
      .body;
  const indonesian = await page();
  assert.match(indonesian, /<html lang="id">.*<h1>Saluran resmi DPRD Kota Medan/);
  assert.match(indonesian, /Telegram untuk warga: <b>@dprd_bot<\/b>/);
  assert.match(indonesian, /anggota dewan dan staf: <b>\+62811&lt;script&gt;<\/b> \(sedang tidak bisa dipakai\)/);
  assert.equal(await page('id-ID,id;q=0.9,en;q=0.8'), indonesian);
  assert.match(await page('en-GB,en;q=0.9'), /<html lang="en">.*Telegram for the public.*cannot be used/);
});
