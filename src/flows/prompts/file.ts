import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { isHeic, isImage } from './photo.ts';
import { extensionOf, isFileAnswer, takeFiles, type FileLimits, type SentFile, type SentFiles } from './sent-file.ts';

export type FileType = 'pdf' | 'image' | 'word' | 'excel';

export interface FileOptions extends FileLimits {
  text: TextRef;
  label?: TextRef;
  /** PDF and pictures where it is left out: a letter photographed is a letter. */
  types?: readonly FileType[];
}

const TYPES: Record<Exclude<FileType, 'image'>, { ends: readonly string[]; mime: RegExp }> = {
  pdf: { ends: ['pdf'], mime: /^application\/(?:x-)?pdf$/ },
  word: {
    ends: ['doc', 'docx'],
    mime: /^application\/(?:msword|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)$/,
  },
  excel: {
    ends: ['xls', 'xlsx'],
    mime: /^application\/(?:vnd\.ms-excel|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet)$/,
  },
};
/** What platforms say when they do not know. */
const UNKNOWN = new Set(['', 'application/octet-stream', 'application/zip']);

/** Name and type must not disagree: a PDF by name that comes as something else is neither. */
const isOfType = (file: SentFile, type: FileType): boolean => {
  if (type === 'image') return isImage(file);
  const { ends, mime } = TYPES[type];
  const end = extensionOf(file.name ?? '');
  if (UNKNOWN.has(file.mime ?? '')) return ends.includes(end);
  return mime.test(file.mime ?? '') && (end === '' || ends.includes(end));
};

/** A document, or a photo of one; value: `SentFiles`, not looked at yet. */
export const file = (options: FileOptions): Prompt<SentFiles> => {
  const { text, label, types = ['pdf', 'image'] } = options;
  const expects = tx('prompts.file.expects', { types: types.map((type) => tx(`prompts.file.type-${type}`)) });
  return {
    kind: 'file',
    text,
    ...(label && { label }),
    expects,
    parse: (answer) => {
      if (!isFileAnswer(answer)) return { refuse: expects };
      const isPhoto = answer.kind === 'photo' && types.includes('image');
      if (!isPhoto && answer.kind !== 'document') return { refuse: expects };
      return takeFiles(answer, options, (one) => {
        if (isPhoto) return null;
        if (types.includes('image') && isHeic(one)) return tx('prompts.photo.heic');
        return types.some((type) => isOfType(one, type)) ? null : expects;
      });
    },
  };
};
