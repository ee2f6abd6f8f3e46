/** What an announcement looks like, to those who get it and to those who look at it before. */
import type { Broadcast } from '#models/broadcast.ts';
import type { NoticeButton } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import type { Message, OutFile, TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';

type Shown = Pick<Broadcast, '_id' | 'text' | 'file'>;

/** The words in one language; where English is missing, Indonesian. */
export const wordsOf = ({ _id, text }: Shown, locale: Locale): TextRef =>
  tx('siaran.message', { number: _id, text: (locale === 'en' ? text.en : null) ?? text.id });

export const fileOf = ({ file }: Shown): OutFile | null =>
  file && { ...file, as: file.mime.startsWith('image/') ? 'photo' : 'document' };

/** The way out, under each announcement. */
const leaveButton = (number: string): NoticeButton => ({
  label: tx('siaran.leaveButton'),
  flow: 'siaran-berhenti',
  arg: number,
});

/** A notice in words, with no number and no question: whatever is open in the chat stays as it is. */
export function messageOf(shown: Shown, locale: Locale, say: (locale: Locale, ref: TextRef) => string): Message {
  const { label, ...button } = leaveButton(shown._id);
  const file = fileOf(shown);
  return {
    class: 'broadcast',
    text: say(locale, wordsOf(shown, locale)),
    buttons: [{ ...button, label: say(locale, label) }],
    ...(file && { file }),
  };
}
