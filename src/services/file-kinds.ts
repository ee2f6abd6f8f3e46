/** What a file is, by its bytes and never by its name. */
import { fileTypeFromBuffer } from 'file-type';

/** Bytes of one file; what Telegram gives to a bot. */
export const MOST_BYTES = 20 * 1024 * 1024;

/** Extension by MIME type: everything the house keeps. */
const KINDS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/wav': 'wav',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/calendar': 'ics',
  'text/csv': 'csv',
  'text/plain': 'txt',
};

/** Names that file-type uses for what others call otherwise. */
const ALIASES: Readonly<Record<string, string>> = { 'audio/ogg; codecs=opus': 'audio/ogg', 'audio/x-m4a': 'audio/mp4' };

/** Programs and what carries them: none is ever kept, whatever it is called. */
const PROGRAMS =
  /^application\/(x-(msdownload|elf|mach-binary|apple-diskimage|ms-shortcut|java.*|msi|rpm|deb)|java-|wasm|vnd\.(android|microsoft\.portable))/;
const PROGRAM_SIGNS = [/^MZ/, /^\x7fELF/, /^#!/, /^(\xca\xfe\xba\xbe|\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe)/];
const PROGRAM_NAMES = /\.(exe|com|scr|bat|cmd|pif|msi|apk|jar|js|jse|vbs|vbe|wsf|hta|lnk|ps1|sh|reg|dll|cpl|iso|img)$/i;

export type FileKind =
  { kind: 'known'; mime: string; extension: string } | { kind: 'heic' | 'program' | 'empty' | 'unknown' };

/** @param claimed MIME type by which plain text is told apart; believed for nothing else */
export async function kindOf(bytes: Uint8Array, claimed?: string): Promise<FileKind> {
  if (bytes.length === 0) return { kind: 'empty' };
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  const found = await fileTypeFromBuffer(bytes);
  const mime = found && (ALIASES[found.mime] ?? found.mime);
  if (PROGRAM_SIGNS.some((sign) => sign.test(head)) || (mime && PROGRAMS.test(mime))) return { kind: 'program' };
  if (mime?.startsWith('image/hei')) return { kind: 'heic' };
  const known = mime ?? (isText(bytes) ? textMime(claimed) : undefined);
  const extension = known && KINDS[known];
  return known && extension ? { kind: 'known', mime: known, extension } : { kind: 'unknown' };
}

/** True where the name alone says "program": `surat.pdf.exe`, or one turned round by a direction override. */
export const namesProgram = (name: string): boolean =>
  PROGRAM_NAMES.test(name.trim()) || /[\u202a-\u202e\u2066-\u2069]/.test(name);

const textMime = (claimed: string | undefined): string =>
  claimed === 'text/calendar' || claimed === 'text/csv' ? claimed : 'text/plain';

/** UTF-8 without NUL and without a tag that a browser would obey. */
function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !text.includes('\0') && !/<\s*(script|html|svg|!doctype|\?xml)/i.test(text.slice(0, 4096));
  } catch {
    return false;
  }
}
