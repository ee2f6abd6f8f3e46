/** Payloads of buttons: short, and never trusted when they come back. */

export type Payload =
  /** An answer to a question: which run, which question of it, which choice (from 0). */
  | { run: string; askNo: number; choice: number }
  /** A stateless button: it starts `flow` with `arg`, today or next year. */
  | { flow: string; arg: string };

/** Telegram's limit for callback data, in bytes of UTF-8. */
export const PAYLOAD_BYTES = 64;

const QUESTION = /^q:([\w-]+):(\d{1,6}):(\d{1,4})$/;
const STATELESS = /^s:([a-z\d-]+):([^\p{Cc}]*)$/u;

/** @throws RangeError when the payload would not fit or would not come back as it was: a bug of whoever named the run, flow or argument. */
export const encode = (payload: Payload): string => {
  const data =
    'run' in payload ? `q:${payload.run}:${payload.askNo}:${payload.choice}` : `s:${payload.flow}:${payload.arg}`;
  if (Buffer.byteLength(data) > PAYLOAD_BYTES)
    throw new RangeError(`a button's payload is over ${PAYLOAD_BYTES} bytes`);
  if (!decode(data)) throw new RangeError('a button carries a name that its payload cannot hold');
  return data;
};

/** Anything may come back: old releases' buttons, other bots' data, tampering. What is not ours is null. */
export const decode = (data: string): Payload | null => {
  const question = QUESTION.exec(data);
  if (question) return { run: question[1]!, askNo: Number(question[2]), choice: Number(question[3]) };
  const stateless = STATELESS.exec(data);
  return stateless ? { flow: stateless[1]!, arg: stateless[2]! } : null;
};
