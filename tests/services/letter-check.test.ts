import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_BYTES } from '#services/file-kinds.ts';
import { checkLetter, tooLarge } from '#services/letter-check.ts';
import { exe, heic, pdf, photo } from './file-samples.ts';

/** The name of the refusal, or the MIME type of a letter that is taken. */
const said = async (bytes: Uint8Array, name?: string): Promise<string> => {
  const checked = await checkLetter(bytes, name);
  return 'ok' in checked ? checked.ok.mime : checked.refuse.key.replace('documents.letter', '');
};

const scan = await pdf();
const jpeg = await photo();

const cases: [what: string, bytes: Uint8Array, name: string | undefined, outcome: string][] = [
  ['a PDF', scan, 'surat.pdf', 'application/pdf'],
  ['a PDF under another name', scan, 'surat.docx', 'application/pdf'],
  ['a PDF without a name', scan, undefined, 'application/pdf'],
  ['a photo', jpeg, 'IMG-2026.jpg', 'image/jpeg'],
  ['a picture from a screen', await photo(900, 1200, 'png'), 'layar.png', 'image/png'],
  ['nothing', new Uint8Array(), 'surat.pdf', 'Empty'],
  ['a scan of 25 MB', new Uint8Array(25 * 1024 * 1024), 'surat.pdf', 'TooLarge'],
  ['a program called a letter', exe, 'surat.pdf', 'Program'],
  ['a program with two extensions', exe, 'surat.pdf.exe', 'Program'],
  ['a PDF with the name of a program', scan, 'surat.pdf.exe', 'Program'],
  ['a name turned round', scan, 'surat\u202Efdp.exe', 'Program'],
  ['a Linux program', Buffer.from('\x7fELF\x02\x01\x01' + '\0'.repeat(60), 'latin1'), 'surat.jpg', 'Program'],
  ['a script', Buffer.from('#!/bin/sh\nrm -rf ~\n'), 'surat.pdf', 'Program'],
  ['a HEIC photo', heic, 'IMG_0001.HEIC', 'Heic'],
  ['a HEIC photo called JPG', heic, 'IMG_0001.jpg', 'Heic'],
  ['a locked PDF', await pdf({ userPassword: 'rahasia' }), 'surat.pdf', 'Locked'],
  ['a PDF that was cut off', scan.subarray(0, scan.length - 200), 'surat.pdf', 'Broken'],
  ['a photo that was cut off', jpeg.subarray(0, jpeg.length / 2), 'surat.jpg', 'Broken'],
  ['a photo that is a head only', jpeg.subarray(0, 300), 'surat.jpg', 'Broken'],
  ['a tiny picture', await photo(320, 200), 'surat.jpg', 'Small'],
  ['a web page', Buffer.from('<html><script>x</script>'), 'surat.pdf', 'Kind'],
  ['plain text', Buffer.from('Dengan hormat, kami mohon'), 'surat.txt', 'Kind'],
  ['an archive', Buffer.from('PK\x03\x04' + '\0'.repeat(60), 'latin1'), 'surat.zip', 'Kind'],
  ['a sound', Buffer.from('OggS' + '\0'.repeat(60), 'latin1'), 'surat.ogg', 'Kind'],
];
for (const [what, bytes, name, outcome] of cases)
  test(`${what}: ${outcome}`, async () => assert.equal(await said(bytes, name), outcome));

test('what is too large is known before it is fetched', () => {
  assert.equal(tooLarge(MOST_BYTES), null);
  assert.deepEqual(tooLarge(MOST_BYTES + 1), { key: 'documents.letterTooLarge', args: { megabytes: 20 } });
});
