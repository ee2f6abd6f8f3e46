import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBook } from '#flows/book.ts';
import { newChat } from '#flows/engine/chat.ts';
import { REGISTRY } from '#flows/registry.ts';
import { checkMessage } from '#flows/resmi/cek-pesan.flow.ts';
import { official } from '#flows/resmi/resmi.flow.ts';
import { inspect } from '#flows/resmi/rules.ts';
import { loadCouncil } from '#services/council.ts';
import { drive } from '#tests/support/engine.ts';

const queries = {
  'resmi.periksa': ({ text }: { text: string }) =>
    inspect(text, [{ kind: 'telegram', for: 'public', text: 'dprd_bot' }]),
  'resmi.saluran': () => ({ channels: [{ kind: 'whatsapp', for: 'public', text: '+62811', away: true }] }),
};

test('a doubted message is pasted, looked at, and passed on once it is wanted', async () => {
  const chat = drive({ flows: [checkMessage], queries });
  await chat.start('cek-pesan');
  const seen = await chat.send('Kirim kode OTP ke 085711112222');
  assert.match(seen.text, /^resmi\.suspicious .*sign-secret.*found-foreign/);
  await chat.press('kirim');
  assert.deepEqual(chat.outstanding[0]?.args, { note: 'Kirim kode OTP ke 085711112222', about: 'palsu' });
  assert.match((await chat.done({ number: 'P-1001' })).text, /^resmi\.reported/);
});

test('a screenshot, a caption, a contact', async () => {
  const file = { ref: 'f' };
  const chat = drive({ flows: [checkMessage], queries });
  await chat.start('cek-pesan');
  assert.match((await chat.take({ kind: 'photo', file })).text, /^resmi\.typeIt/);
  assert.match((await chat.take({ kind: 'photo', file, caption: 'minta PIN' })).text, /^resmi\.suspicious/);
  const other = drive({ flows: [checkMessage], queries });
  await other.start('cek-pesan');
  assert.match((await other.take({ kind: 'contact', phone: '6285711112222', own: false })).text, /^resmi\.careful/);
  await other.press('selesai');
  assert.equal(other.chat.run, null);
});

test('the official channels are told, and which of them cannot be used now', async () => {
  const chat = drive({ flows: [official], queries });
  assert.match((await chat.start('nomor-resmi')).text, /^resmi\.official .*resmi\.lineAway/);
});

const book = createBook(REGISTRY, loadCouncil('medan').innovations);
const ASKED: Record<string, string[]> = {
  'nomor-resmi': [
    ...[
      'nomor resmi',
      'Ini nomor resmi?',
      'nomer resmi dprd',
      'no resmi brp',
      'asli?',
      'ini asli gak?',
      'Asli ga sih pak',
    ],
    ...[
      'apakah ini resmi?',
      'ini beneran?',
      'ini nomor resmi dprd kan?',
      'Is this official?',
      'assalamualaikum, ini nomor resmi pak?',
    ],
  ],
  'cek-pesan': [
    ...[
      'cek pesan palsu',
      'cek pesan',
      'mau cek pesan',
      'ini penipuan?',
      'penipuan bukan',
      'tolong cek penipuan',
      'hoax?',
    ],
    ...['ada yg minta uang', 'CEK PESAN PALSU!!'],
  ],
};
for (const [flow, words] of Object.entries(ASKED))
  for (const said of words)
    for (const side of ['public', 'members'] as const)
      test(`${side}, ${said}`, () => assert.equal(book.byWords(said, newChat(side)), flow));
