/** Is this a letter that the office can read? By content; the name only betrays a disguise. */
import { tx, type TextRef } from '#flows/engine/message.ts';
import { kindOf, MOST_BYTES, namesProgram } from './file-kinds.ts';
import { pictureSize } from './photos.ts';

/** Pixels of the shorter side below which typed text cannot be read. */
const READABLE = 500;

export type LetterCheck = { ok: { mime: string } } | { refuse: TextRef };

const refuse = (why: string): LetterCheck => ({ refuse: tx(`documents.letter${why}`) });

/** Known before the bytes are fetched: `size` as the platform claims it. */
export const tooLarge = (size: number): TextRef | null =>
  size > MOST_BYTES ? tx('documents.letterTooLarge', { megabytes: MOST_BYTES / 1024 / 1024 }) : null;

export async function checkLetter(bytes: Uint8Array, name = ''): Promise<LetterCheck> {
  const large = tooLarge(bytes.length);
  if (large) return { refuse: large };
  const found = await kindOf(bytes);
  if (found.kind === 'empty') return refuse('Empty');
  if (found.kind === 'program' || namesProgram(name)) return refuse('Program');
  if (found.kind === 'heic') return refuse('Heic');
  if (found.kind !== 'known') return refuse('Kind');
  const { mime } = found;
  if (mime === 'application/pdf') return checkPdf(bytes);
  return mime === 'image/jpeg' || mime === 'image/png' ? checkPhoto(bytes, mime) : refuse('Kind');
}

/** The trailer stands uncompressed in every PDF: it names the encryption, and a cut file lacks its end. */
function checkPdf(bytes: Uint8Array): LetterCheck {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (/\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(text)) return refuse('Locked');
  return text.slice(-2048).includes('%%EOF') ? { ok: { mime: 'application/pdf' } } : refuse('Broken');
}

async function checkPhoto(bytes: Uint8Array, mime: string): Promise<LetterCheck> {
  const size = await pictureSize(bytes);
  if (!size) return refuse('Broken');
  return Math.min(size.width, size.height) < READABLE ? refuse('Small') : { ok: { mime } };
}
