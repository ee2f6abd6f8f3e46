import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { hasWords, tidy } from './normalise.ts';
import { isFileAnswer, takeFiles, type SentFile } from './sent-file.ts';

/** What happened, in whatever way people tell it. `lat`, `lon` in degrees. */
export interface Account {
  /** Empty where only a file or a place was sent. */
  text: string;
  files: (SentFile & { as: 'photo' | 'voice' | 'document' })[];
  /** What is wrong with a file that is not taken, where its words are. */
  refused?: TextRef;
  lat?: number;
  lon?: number;
}

const EXPECTS = tx('prompts.account.expects');
const MOST_TEXT = 3000;
const MOST_FILES = 10;
const KINDS = { photo: 'photo', voice: 'voice', video: 'document', document: 'document' } as const;

/** An account as a sentence, photos with or without words, a voice note or a pin; value: `Account`. Nothing of it is lost. */
export const account = ({ text, label }: { text: TextRef; label?: TextRef }): Prompt<Account> => ({
  kind: 'account',
  text,
  ...(label && { label }),
  expects: EXPECTS,
  freeText: true,
  parse: (answer) => {
    if (answer.kind === 'text') {
      if (!hasWords(answer.text)) return { refuse: EXPECTS };
      return { ok: { text: [...tidy(answer.text)].slice(0, MOST_TEXT).join(''), files: [] } };
    }
    if (answer.kind === 'location') return { ok: { text: '', files: [], lat: answer.lat, lon: answer.lon } };
    if (!isFileAnswer(answer) || !(answer.kind in KINDS)) return { refuse: EXPECTS };
    const taken = takeFiles(answer, { count: MOST_FILES }, () => null);
    if (!('ok' in taken)) return taken as { refuse: TextRef };
    const { caption = '', more = [], ...first } = taken.ok;
    const as = KINDS[answer.kind as keyof typeof KINDS];
    return { ok: { text: caption, files: [first, ...more].map((file) => ({ ...file, as })) } };
  },
});
