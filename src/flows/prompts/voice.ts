import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { isFileAnswer, takeFiles, type FileLimits, type SentFiles } from './sent-file.ts';

export interface VoiceOptions extends FileLimits {
  text: TextRef;
  label?: TextRef;
  /** Longest recording in seconds, as claimed; 300 where it is left out. */
  maxSeconds?: number;
}

const EXPECTS = tx('prompts.voice.expects');

/** Shorter is a thumb that slipped. */
const MIN_SECONDS = 1;

/** A voice note or a recording sent as a file; value: `SentFiles` with `seconds` where the platform tells. Nobody listened yet. */
export const voice = (options: VoiceOptions): Prompt<SentFiles> => ({
  kind: 'voice',
  text: options.text,
  ...(options.label && { label: options.label }),
  expects: EXPECTS,
  parse: (answer) => {
    if (!isFileAnswer(answer) || (answer.kind !== 'voice' && answer.kind !== 'document')) return { refuse: EXPECTS };
    const { maxSeconds = 300 } = options;
    return takeFiles(answer, options, ({ mime = '', seconds }) => {
      if (answer.kind === 'document' && !mime.startsWith('audio/')) return EXPECTS;
      if (seconds !== undefined && seconds < MIN_SECONDS) return tx('prompts.voice.tooShort');
      if (seconds !== undefined && seconds > maxSeconds)
        return tx('prompts.voice.tooLong', { minutes: Math.round(maxSeconds / 6) / 10 });
      return null;
    });
  },
});
