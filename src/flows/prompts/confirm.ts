import { tx, type Choice, type TextRef } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { NO_WORDS } from '../engine/words.ts';
import { choice } from './choice.ts';
import { normalise } from './normalise.ts';

export const YES = 'yes';
/** The engine answers this one itself: it offers the labelled answers. */
export const CHANGE = 'change';
/** As if the reserved word *batal* had been said. */
export const CANCEL = 'cancel';
export type Confirmation = typeof YES | typeof CHANGE | typeof CANCEL;

export interface ConfirmOptions {
  /** What is about to happen, above the summary. */
  text: TextRef;
  /** One line an answer. */
  lines: readonly TextRef[];
  /** Label of *yes* where a verb says it better: "Ya, kirim". */
  yes?: TextRef;
}

const YES_WORDS =
  'ya y iya iyaa yaa yoi ok oke okay okey sip siap betul benar bener setuju lanjut lanjutkan kirim boleh gas sudah udah yes yep yeah sure correct right confirm agree send'
    .split(' ')
    .concat([
      'sudah benar',
      'udah benar',
      'sudah betul',
      'ya benar',
      'ya betul',
      'iya benar',
      'go ahead',
      'kirimlah',
      'ya kirim',
      'iya kirim',
      'ok kirim',
      'kirimkan',
      'send it',
    ]);
const CHANGE_WORDS = 'ubah ganti edit koreksi perbaiki revisi change fix'.split(' ').concat(['correct it']);
const CANCEL_WORDS = ['batal', 'batalkan', 'tidak jadi', 'gak jadi', 'ga jadi', 'nggak jadi', 'cancel', 'stop it'];
/** "No" leaves open whether something is wrong or the whole is off. */
const NO = new RegExp(`^(?:${[...NO_WORDS, 'belum', 'salah', 'not yet', 'wrong'].join('|')})[.!]*$`);

/** Summary and the only yes; value: one of the three ids. */
export const confirm = ({ text, lines, yes = tx('prompts.confirm.yes') }: ConfirmOptions): Prompt<Confirmation> => {
  const choices: (Choice & { id: Confirmation })[] = [
    { id: YES, label: yes, synonyms: YES_WORDS },
    { id: CHANGE, label: tx('prompts.confirm.change'), synonyms: CHANGE_WORDS },
    { id: CANCEL, label: tx('prompts.confirm.cancel'), synonyms: CANCEL_WORDS },
  ];
  const asked = choice({ text: tx('prompts.confirm.summary', { text, lines }), choices });
  return {
    ...asked,
    kind: 'confirm',
    expects: tx('prompts.confirm.expects'),
    confirms: true,
    parse: (answer, context) => {
      if (answer.kind === 'text' && NO.test(normalise(answer.text)))
        return {
          which: [
            { label: tx('prompts.confirm.change'), value: CHANGE },
            { label: tx('prompts.confirm.cancel'), value: CANCEL },
          ],
        };
      const parsed = asked.parse(answer, context);
      return 'refuse' in parsed ? { refuse: tx('prompts.confirm.expects') } : parsed;
    },
  };
};
