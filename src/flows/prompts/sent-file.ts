/** What photo, voice and file share: names made safe, sizes and counts held to their bounds. Content is checked by a worker. */
import type { FileRef } from '#flows/engine/item.ts';
import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Answer, Parsed } from '#flows/engine/prompt.ts';
import { clean, hasWords, tidy } from './normalise.ts';

/** A file as the platform names it; nothing of it has been looked at yet. */
export interface SentFile {
  ref: string;
  /** Bytes, as claimed. */
  size?: number;
  /** Safe to show, at most 100 characters. */
  name?: string;
  mime?: string;
  /** Seconds, of a voice. */
  seconds?: number;
}

export interface SentFiles extends SentFile {
  /** At most 1,000 characters. */
  caption?: string;
  /** The others of an album. */
  more?: SentFile[];
}

/** Bytes and files, as every question about files limits them. */
export interface FileLimits {
  /** Largest size in bytes, as claimed; 20 MiB, what Telegram lets a bot fetch, where it is left out. */
  maxBytes?: number;
  /** Largest number of files sent as one; 1 where it is left out. */
  count?: number;
}

const MIB = 1024 * 1024;
const MAX_BYTES = 20 * MIB;
const MAX_NAME = 100;
const MAX_CAPTION = 1000;

/** Without folders, hidden letters and signs that some system reads as more than a name. */
export const cleanName = (name: string): string => {
  const safe = clean(name)
    .replace(/^.*[/\\]/s, '')
    .replace(/[<>:"|?*\n\t]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const letters = [...safe];
  if (letters.length <= MAX_NAME) return safe;
  const end = /\.[a-z0-9]{1,8}$/i.exec(safe)?.[0] ?? '';
  return (
    letters
      .slice(0, MAX_NAME - end.length)
      .join('')
      .trimEnd() + end
  );
};

export const extensionOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** Programs in disguise: "surat.pdf.exe", and "surat.exe.pdf" for viewers that hide the end. `com` may be an address. */
const PROGRAM =
  /\.(?:exe|scr|bat|cmd|pif|msi|msp|cpl|hta|jar|vbs|vbe|js|jse|wsf|wsh|ps1|sh|apk|dll|lnk|reg|iso|img|app|dmg)(?:\.|$)|\.com$/i;

const shown = ({ ref, size, name, mime, seconds }: FileRef): SentFile => {
  const safe = name === undefined ? '' : cleanName(name);
  return {
    ref,
    ...(size !== undefined && { size }),
    ...(safe && { name: safe }),
    ...(mime !== undefined && { mime: mime.toLowerCase() }),
    ...(seconds !== undefined && { seconds }),
  };
};

export type FileAnswer = Extract<Answer, { file: FileRef }> & { more?: FileRef[] };

export const isFileAnswer = (answer: Answer): answer is FileAnswer => 'file' in answer;

/** Why one file is not taken, or null. */
export type Objection = (file: SentFile) => TextRef | null;

const mebibytes = (bytes: number): number => Math.ceil((bytes * 10) / MIB) / 10;

const judge = (file: SentFile, objection: Objection, maxBytes: number): TextRef | null => {
  if (file.name !== undefined && PROGRAM.test(file.name)) return tx('prompts.file.program');
  const why = objection(file);
  if (why) return why;
  if (file.size === undefined || file.size <= maxBytes) return null;
  return tx('prompts.file.tooBig', { size: mebibytes(file.size), max: Math.floor((maxBytes * 10) / MIB) / 10 });
};

/** All the files of one answer; the first that is not taken decides. */
export const takeFiles = (
  { file, more = [], caption }: FileAnswer,
  { maxBytes = MAX_BYTES, count = 1 }: FileLimits,
  objection: Objection,
): Parsed<SentFiles> => {
  const [first, ...others] = [file, ...more].map(shown);
  if (!first) return { refuse: tx('prompts.file.tooMany', { count }) };
  for (const one of [first, ...others]) {
    const why = judge(one, objection, maxBytes);
    if (why) return { refuse: why };
  }
  if (others.length >= count) return { refuse: tx('prompts.file.tooMany', { count }) };
  const words = caption !== undefined && hasWords(caption) ? [...tidy(caption)].slice(0, MAX_CAPTION).join('') : '';
  return { ok: { ...first, ...(words && { caption: words }), ...(others.length > 0 && { more: others }) } };
};
