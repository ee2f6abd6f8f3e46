/** What counts as the executor's proof that something was done. Pure; held at the question and again at the command. */
import { tx } from '../engine/message.ts';
import type { Prompt } from '../engine/prompt.ts';
import { account } from '../prompts/account.ts';
import type { Account } from '../prompts/account.ts';
import { normalise } from '../prompts/normalise.ts';
import { LATER, SKIP } from '../prompts/optional.ts';

/** Words that say nothing about who did what: "sudah beres ya pak" proves no more than the officer's own press. */
const EMPTY = new Set(
  [...SKIP.words, ...LATER.words]
    .join(' ')
    .split(' ')
    .concat('sudah sdh udah dah telah beres selesai siap oke ok ya iya yes yang itu ini semua semuanya'.split(' '))
    .concat('pak bu bapak ibu bang kak bukti buktinya foto fotonya lampiran ada aman kok saja aja lah'.split(' '))
    .concat('done finished solved fixed already proof photo there the is it was has been all yet will'.split(' ')),
);
/** Who and what at the least. */
const WORDS = 2;
const LETTERS = 3;

export function isProof({ text, files }: Pick<Account, 'text' | 'files'>): boolean {
  const words = normalise(text).match(/\p{L}+/gu) ?? [];
  const telling = words.filter((word) => word.length >= LETTERS && !EMPTY.has(word));
  return files.length > 0 || new Set(telling).size >= WORDS;
}

/** "Lewati" is no proof: refused with what is expected, and asked again. */
export function proof(): Prompt<Account> {
  const asked = account({ text: tx('tindak-lanjut.askProof') });
  const expects = tx('tindak-lanjut.expectsProof');
  return {
    ...asked,
    expects,
    parse: (answer, context) => {
      const parsed = asked.parse(answer, context);
      return 'ok' in parsed && !isProof(parsed.ok) ? { refuse: expects } : parsed;
    },
  };
}
