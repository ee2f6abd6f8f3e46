import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { InputFile } from 'grammy';
import { Clock, lab, OTHER, refusal, TOKEN } from './support.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const MB = 1024 * 1024;

async function started(options: Parameters<typeof lab>[0] = {}) {
  const all = await lab(options);
  const one = all.people.phone('warga-1', 'first_bot');
  const two = all.people.phone('warga-1', 'second_bot');
  one.start();
  two.start();
  return { ...all, one, two, chat: all.world.person('warga-1').user.id };
}

test('grammY uploads a photo, a document and an album; names and captions arrive', async () => {
  const { api, one, chat, url } = await started();
  await api.sendPhoto(chat, new InputFile(PNG, 'qr.png'), { caption: '<b>Kode</b> Bapak/Ibu', parse_mode: 'HTML' });
  await api.sendDocument(chat, new InputFile(Readable.from([Buffer.from('%PDF-1.7 isi')]), 'surat undangan.pdf'));
  await api.sendVoice(chat, new InputFile(Buffer.from('OggS'), 'suara.ogg'), { duration: 7 });
  await api.sendMediaGroup(chat, [
    { type: 'photo', media: new InputFile(PNG, 'a.png'), caption: 'satu' },
    { type: 'photo', media: new InputFile(PNG, 'b.png') },
  ]);
  const [photo, document, voice, first, second] = one.messages();
  assert.equal(photo!.html, '<b>Kode</b> Bapak/Ibu');
  assert.deepEqual(
    { ...document!.file, id: '' },
    { id: '', kind: 'document', name: 'surat undangan.pdf', mime: 'application/octet-stream', size: 12 },
  );
  assert.equal(voice!.file!.kind, 'voice');
  assert.equal(first!.album, second!.album);
  assert.deepEqual([first!.text, second!.text], ['satu', '']);
  const bytes = await fetch(`${url}/people/files/${document!.file!.id}`);
  assert.equal(await bytes.text(), '%PDF-1.7 isi');
});

test('Telegraf uploads from buffers and streams, and in albums', async () => {
  const { telegram, two, chat } = await started();
  await telegram.sendPhoto(
    chat,
    { source: PNG },
    { caption: 'x', reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: '1' }]] } },
  );
  await telegram.sendDocument(chat, { source: Readable.from([Buffer.from('isi')]), filename: 'notulen.docx' });
  await telegram.sendMediaGroup(chat, [
    { type: 'document', media: { source: Buffer.from('1'), filename: '1.txt' } },
    { type: 'document', media: { source: Buffer.from('2'), filename: '2.txt' } },
  ]);
  const [photo, document, ...album] = two.messages();
  assert.equal(photo!.buttons[0]![0]!.label, 'a');
  assert.equal(document!.file!.name, 'notulen.docx');
  assert.deepEqual(
    album.map(({ file }) => file!.name),
    ['1.txt', '2.txt'],
  );
});

test('a bot fetches what a person sent, with both clients', async () => {
  const { api, telegram, one, two, url } = await started();
  one.file({ bytes: Buffer.from('isi surat'), name: 'surat.pdf', mime: 'application/pdf', caption: 'ini' });
  two.photo({ bytes: PNG });
  const { document, caption } = (await api.getUpdates()).at(-1)!.message!;
  assert.deepEqual(
    [document!.file_name, document!.mime_type, document!.file_size, caption],
    ['surat.pdf', 'application/pdf', 9, 'ini'],
  );
  const { file_path } = await api.getFile(document!.file_id);
  assert.equal(await (await fetch(`${url}/file/bot${TOKEN}/${file_path}`)).text(), 'isi surat');
  const update = (await telegram.getUpdates(0, 100, 0, undefined)).at(-1)! as {
    message: { photo: { file_id: string }[] };
  };
  const link = await telegram.getFileLink(update.message.photo.at(-1)!.file_id);
  assert.deepEqual(Buffer.from(await (await fetch(link)).arrayBuffer()), PNG);
});

test('file ids belong to one bot, and download paths die after an hour', async () => {
  const clock = new Clock();
  const { api, telegram, one, chat, url } = await started({ now: clock.now });
  one.file({ bytes: Buffer.from('x'), name: 'x.txt' });
  const id = (await api.getUpdates()).at(-1)!.message!.document!.file_id;
  assert.match(await refusal(telegram.getFile(id)), /wrong file_id or the file is temporarily unavailable$/);
  assert.match(await refusal(telegram.sendDocument(chat, id)), /wrong file identifier\/HTTP URL specified$/);
  const path = (await api.getFile(id)).file_path!;
  assert.equal((await fetch(`${url}/file/bot${OTHER}/${path}`)).status, 404);
  clock.move(61 * 60 * 1000);
  assert.equal((await fetch(`${url}/file/bot${TOKEN}/${path}`)).status, 404);
  await api.sendDocument(chat, id);
  assert.equal(await refusal(api.sendPhoto(chat, id)), "Bad Request: can't use file of type Document as Photo");
});

test('sizes: 20 MB down, 50 MB up, 10 MB a photo, captions of 1024', async () => {
  const { api, one, chat } = await started();
  one.file({ name: 'besar.mp4', size: 20 * MB + 1 });
  const id = (await api.getUpdates()).at(-1)!.message!.document!.file_id;
  assert.equal(await refusal(api.getFile(id)), 'Bad Request: file is too big');
  assert.equal(
    await refusal(api.sendDocument(chat, new InputFile(Buffer.alloc(50 * MB + 1), 'x.bin'))),
    'Request Entity Too Large',
  );
  assert.match(
    await refusal(api.sendPhoto(chat, new InputFile(Buffer.concat([PNG, Buffer.alloc(10 * MB)]), 'x.png'))),
    /is too big for a photo/,
  );
  assert.equal(
    await refusal(api.sendPhoto(chat, new InputFile(Buffer.from('teks'), 'x.png'))),
    'Bad Request: IMAGE_PROCESS_FAILED',
  );
  assert.equal(
    await refusal(api.sendDocument(chat, new InputFile(Buffer.alloc(0), 'x.txt'))),
    'Bad Request: file must be non-empty',
  );
  assert.equal(
    await refusal(api.sendPhoto(chat, new InputFile(PNG), { caption: 'x'.repeat(1025) })),
    'Bad Request: message caption is too long',
  );
  assert.equal(one.messages().length, 0);
});
