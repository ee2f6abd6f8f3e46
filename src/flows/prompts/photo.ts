import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { extensionOf, isFileAnswer, takeFiles, type FileLimits, type SentFile, type SentFiles } from './sent-file.ts';

export interface PhotoOptions extends FileLimits {
  text: TextRef;
  label?: TextRef;
}

const EXPECTS = tx('prompts.photo.expects');
const MIMES = new Set(['image/jpeg', 'image/jpg', 'image/png', 'image/webp']);
const ENDS = new Set(['jpg', 'jpeg', 'png', 'webp']);

/** iPhones send it where "most compatible" is off; neither a viewer of the office nor a browser opens it. */
export const isHeic = ({ name = '', mime = '' }: SentFile): boolean =>
  /^image\/hei[cf]/.test(mime) || /^hei[cf]$/.test(extensionOf(name));

/** By what the platform says; by the name only where it says nothing. */
export const isImage = ({ name = '', mime }: SentFile): boolean =>
  mime === undefined || mime === 'application/octet-stream' ? ENDS.has(extensionOf(name)) : MIMES.has(mime);

/** A photo, also one sent as a file; value: `SentFiles`, not looked at yet. */
export const photo = (options: PhotoOptions): Prompt<SentFiles> => ({
  kind: 'photo',
  text: options.text,
  ...(options.label && { label: options.label }),
  expects: EXPECTS,
  parse: (answer) => {
    if (!isFileAnswer(answer) || (answer.kind !== 'photo' && answer.kind !== 'document')) return { refuse: EXPECTS };
    return takeFiles(answer, options, (file) => {
      if (isHeic(file)) return tx('prompts.photo.heic');
      return answer.kind === 'photo' || isImage(file) ? null : EXPECTS;
    });
  },
});
