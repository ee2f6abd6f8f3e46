/** The prompts that take files: photo, voice, file; and questions that may be left open. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FileRef } from '#flows/engine/item.ts';
import type { Answer, Prompt } from '#flows/engine/prompt.ts';
import { file } from '#flows/prompts/file.ts';
import { number } from '#flows/prompts/number.ts';
import { LATER, SKIP, optional } from '#flows/prompts/optional.ts';
import { photo } from '#flows/prompts/photo.ts';
import { cleanName, type FileAnswer } from '#flows/prompts/sent-file.ts';
import { text } from '#flows/prompts/text.ts';
import { voice } from '#flows/prompts/voice.ts';
import { NASTY, context, outcome, question, typed } from './table.ts';

const MIB = 1024 * 1024;
const letter = file({ text: question, maxBytes: 10 * MIB });
const photos = photo({ text: question, count: 3 });
const account = voice({ text: question, maxSeconds: 90 });

type Sent = Omit<FileRef, 'ref'> & { caption?: string; more?: FileRef[] };
const sent = (kind: FileAnswer['kind'], { caption, more, ...file }: Sent = {}): Answer =>
  ({ kind, file: { ref: 'f', ...file }, ...(caption !== undefined && { caption }), ...(more && { more }) }) as Answer;

const rows: [what: string, prompt: Prompt<unknown>, answer: Answer, expected: unknown][] = [
  [
    'a letter',
    letter,
    sent('document', { name: 'Surat Kunjungan.pdf', mime: 'application/pdf', size: 200_000, caption: ' surat kami ' }),
    { ok: { ref: 'f', name: 'Surat Kunjungan.pdf', mime: 'application/pdf', size: 200_000, caption: 'surat kami' } },
  ],
  ['a letter photographed', letter, sent('photo', { size: 9000 }), { ok: { ref: 'f', size: 9000 } }],
  ['a letter without type', letter, sent('document', { name: 'surat.PDF' }), { ok: { ref: 'f', name: 'surat.PDF' } }],
  [
    'a letter without name',
    letter,
    sent('document', { mime: 'application/pdf' }),
    { ok: { ref: 'f', mime: 'application/pdf' } },
  ],
  ['a program', letter, sent('document', { name: 'surat.pdf.exe', mime: 'application/pdf' }), { refuse: 'program' }],
  ['a program before the end', letter, sent('document', { name: 'surat.exe.pdf' }), { refuse: 'program' }],
  ['a program with a turned name', letter, sent('document', { name: 'surat\u202efdp.exe' }), { refuse: 'program' }],
  [
    'a program with a hidden sign',
    letter,
    sent('document', { name: 'surat.pdf\u200b.e\u00adxe' }),
    { refuse: 'program' },
  ],
  [
    'an address in a name',
    letter,
    sent('document', { name: 'gmail.com.pdf' }),
    { ok: { ref: 'f', name: 'gmail.com.pdf' } },
  ],
  [
    'a type that is not its name',
    letter,
    sent('document', { name: 'surat.pdf', mime: 'application/x-msdownload' }),
    { refuse: 'expects' },
  ],
  [
    'a name that is not its type',
    letter,
    sent('document', { name: 'surat.zip', mime: 'application/pdf' }),
    { refuse: 'expects' },
  ],
  ['a word file where none is taken', letter, sent('document', { name: 'surat.docx' }), { refuse: 'expects' }],
  [
    'a word file where it is taken',
    file({ text: question, types: ['word'] }),
    sent('document', { name: 'surat.docx' }),
    { ok: { ref: 'f', name: 'surat.docx' } },
  ],
  ['a photo where none is taken', file({ text: question, types: ['pdf'] }), sent('photo'), { refuse: 'expects' }],
  ['a 25 MB scan', letter, sent('document', { name: 'scan.pdf', size: 25 * MIB }), { refuse: 'tooBig' }],
  [
    'just as large as allowed',
    letter,
    sent('document', { name: 'a.pdf', size: 10 * MIB }),
    { ok: { ref: 'f', name: 'a.pdf', size: 10 * MIB } },
  ],
  ['a letter as HEIC', letter, sent('document', { name: 'IMG_1.HEIC', mime: 'image/heic' }), { refuse: 'heic' }],
  ['nothing known', letter, sent('document'), { refuse: 'expects' }],
  [
    'two letters',
    letter,
    sent('document', { name: 'a.pdf', more: [{ ref: 'g', name: 'b.pdf' }] }),
    { refuse: 'tooMany' },
  ],
  ['a voice for a letter', letter, sent('voice'), { refuse: 'expects' }],
  ['words for a letter', letter, { kind: 'text', text: 'sudah saya kirim' }, { refuse: 'expects' }],

  ['a photo', photos, sent('photo'), { ok: { ref: 'f' } }],
  [
    'a photo as a file',
    photos,
    sent('document', { mime: 'image/jpeg', name: 'a.jpg' }),
    { ok: { ref: 'f', mime: 'image/jpeg', name: 'a.jpg' } },
  ],
  [
    'a photo as a nameless file',
    photos,
    sent('document', { mime: 'image/png' }),
    { ok: { ref: 'f', mime: 'image/png' } },
  ],
  ['a photo from an iPhone', photos, sent('document', { name: 'a.heif' }), { refuse: 'heic' }],
  ['a drawing', photos, sent('document', { mime: 'image/svg+xml', name: 'a.svg' }), { refuse: 'expects' }],
  ['a PDF for a photo', photos, sent('document', { mime: 'application/pdf', name: 'a.pdf' }), { refuse: 'expects' }],
  ['a video for a photo', photos, sent('video'), { refuse: 'expects' }],
  [
    'an album',
    photos,
    sent('photo', { more: [{ ref: 'g' }, { ref: 'h' }] }),
    { ok: { ref: 'f', more: [{ ref: 'g' }, { ref: 'h' }] } },
  ],
  [
    'an album too large',
    photos,
    sent('photo', { more: [{ ref: 'g' }, { ref: 'h' }, { ref: 'i' }] }),
    { refuse: 'tooMany' },
  ],
  ['an album with one too big', photos, sent('photo', { more: [{ ref: 'g', size: 21 * MIB }] }), { refuse: 'tooBig' }],
  ['a caption of no words', photos, sent('photo', { caption: ' \u202e ' }), { ok: { ref: 'f' } }],

  [
    'a voice',
    account,
    sent('voice', { seconds: 12, mime: 'audio/ogg' }),
    { ok: { ref: 'f', seconds: 12, mime: 'audio/ogg' } },
  ],
  [
    'a recording as a file',
    account,
    sent('document', { mime: 'audio/mpeg' }),
    { ok: { ref: 'f', mime: 'audio/mpeg' } },
  ],
  ['a thumb that slipped', account, sent('voice', { seconds: 0 }), { refuse: 'tooShort' }],
  ['a speech', account, sent('voice', { seconds: 91 }), { refuse: 'tooLong' }],
  ['a photo for a voice', account, sent('photo'), { refuse: 'expects' }],
  ['a PDF for a voice', account, sent('document', { mime: 'application/pdf' }), { refuse: 'expects' }],
];
for (const [what, prompt, answer, expected] of rows)
  test(`${prompt.kind}: ${what}`, () => assert.deepEqual(outcome(prompt.parse(answer, context)), expected));

const names: [string, string][] = [
  ['../../etc/passwd.pdf', 'passwd.pdf'],
  ['C:\\Users\\a\\surat.pdf', 'surat.pdf'],
  ['su\nrat<b>.pdf', 'su rat b .pdf'],
  ['...surat.pdf. ', 'surat.pdf'],
  ['\u202e\u200b', ''],
  [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(96)}.pdf`],
];
for (const [name, safe] of names)
  test(`name ${JSON.stringify(name.slice(0, 30))}`, () => assert.equal(cleanName(name), safe));

test('files: no name or caption is thrown over; names stay clean', () => {
  const name = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 200 }));
  fc.assert(
    fc.property(name, name, fc.constantFrom('.pdf', '.exe', '.jpg', ''), (start, caption, end) => {
      for (const prompt of [letter, photos, account]) {
        const parsed = prompt.parse(sent('document', { name: start + end, caption, mime: 'application/pdf' }), context);
        outcome(parsed);
        if ('ok' in parsed) assert.equal(cleanName(parsed.ok.name ?? ''), parsed.ok.name ?? '');
      }
    }),
  );
});

const later = optional(letter, LATER);
const words: [Prompt<unknown>, string, unknown][] = [
  [later, 'menyusul', { ok: null }],
  [later, 'Surat menyusul ya pak', { ok: null }],
  [later, 'nanti saja', { ok: null }],
  [later, 'surat saya hilang', { refuse: 'expects' }],
  [optional(text({ text: question }), SKIP), 'lewati', { ok: null }],
  [optional(text({ text: question }), SKIP), 'tidak ada', { ok: null }],
  [optional(text({ text: question }), SKIP), '1', { refuse: 'tooShort' }],
  [optional(number({ text: question, min: 0, max: 9 }), SKIP), '1', { ok: 1 }],
  [optional(number({ text: question, min: 0, max: 9 }), SKIP), 'lewati', { ok: null }],
];
for (const [prompt, said, expected] of words)
  test(`optional ${prompt.kind}: ${said}`, () => assert.deepEqual(outcome(typed(prompt, said)), expected));

test('what may be left open has a button for it, but not where a digit is the answer', () => {
  assert.deepEqual(
    later.choices?.map(({ id }) => id),
    ['skip'],
  );
  assert.deepEqual(later.parse({ kind: 'choice', id: 'skip' }, context), { ok: null });
  assert.deepEqual(outcome(later.parse(sent('photo'), context)), { ok: { ref: 'f' } });
  assert.equal(optional(number({ text: question, min: 0, max: 9 }), SKIP).choices, undefined);
});
