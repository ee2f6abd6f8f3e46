/** Carries a message's calls out and says honestly how that ended. */
import { wait } from '../backoff.ts';
import { wentWell } from '../went-well.ts';
import type { PaceClass } from '../budget.ts';
import type { Pace } from '../pace.ts';
import type { SendOutcome } from '../channel.ts';
import type { TelegramCall } from '../render/telegram.ts';
import { within, type CallApi, type Upload } from './call.ts';
import { briefly, failureOf, type Failure } from './failure.ts';
import type { OutFiles, Sent } from './out-files.ts';

export interface Sender {
  call: CallApi;
  pace: Pace;
  /** ms one call may take, counted from when its turn has come. */
  timeout: number;
  /** The same for a call that carries a file. */
  fileTimeout: number;
  files: OutFiles;
}

/** Whom a message goes to, and how urgent it is. */
export interface To {
  address: string;
  paceClass: PaceClass;
  /** Topic of a group. */
  thread?: number;
}

/** Why a message is rejected whose topic is not there, or not any more. */
export const NO_TOPIC = 'topic gone';

/** A call with its file at hand. */
type Ready = TelegramCall & { media?: string | Upload };

/** ms before a send is tried again: without network, after a limit without a figure, after Telegram refused the bot itself. */
const AFTER = { network: 2_000, limit: 5_000, token: 60_000 };

/**
 * Sends the parts one after the other; `sent` is the id of the one with the buttons, else of the last. Once a first part is out, a
 * part that was surely not delivered is tried again here until `signal` ends: half a message is `ambiguous`, never `retryAfter`.
 */
export const sendCalls = async (
  sender: Sender,
  to: To,
  calls: TelegramCall[],
  signal: AbortSignal,
): Promise<SendOutcome> => {
  const paused = sender.pace.paused();
  if (paused > 0) return { retryAfter: paused, scope: 'bot' };
  const parts: Ready[] = [];
  // The file comes first: a message whose file cannot be had is not sent by half.
  for (const call of calls) {
    const part = await withFile(sender.files, call, signal);
    if (!('method' in part)) return part;
    parts.push(part);
  }
  return sendParts(sender, to, parts, signal);
};

const withFile = async (files: OutFiles, call: TelegramCall, signal: AbortSignal): Promise<Ready | SendOutcome> => {
  if (!call.file) return call;
  const taken = await files.take(call.method, call.file, signal);
  return 'media' in taken ? { ...call, ...taken } : taken;
};

const sendParts = async (sender: Sender, to: To, parts: Ready[], signal: AbortSignal): Promise<SendOutcome> => {
  const outcomes: SendOutcome[] = [];
  for (const [index, part] of parts.entries()) {
    let outcome = await sendPart(sender, to, part, signal);
    while (index > 0 && 'retryAfter' in outcome && (await wait(outcome.retryAfter, signal)))
      outcome = await sendPart(sender, to, part, signal);
    if ('sent' in outcome) {
      outcomes.push(outcome);
      continue;
    }
    const halved = index > 0 && 'retryAfter' in outcome;
    return halved ? { ambiguous: `stopped before part ${index + 1} of ${parts.length}` } : outcome;
  }
  return outcomes[parts.findIndex(({ payload }) => payload.reply_markup)] ?? outcomes.at(-1)!;
};

/** A file that is refused goes by another way, as long as there is one. */
const sendPart = async (sender: Sender, to: To, part: Ready, signal: AbortSignal): Promise<SendOutcome> => {
  const outcome = await sendOnce(sender, to, part, signal);
  const other =
    'rejected' in outcome && outcome.rejected !== NO_TOPIC ? await otherWay(sender.files, part, signal) : null;
  if (!other) return outcome;
  return 'method' in other ? sendPart(sender, to, other, signal) : other;
};

/**
 * Its bytes where Telegram's id of it has died; then as a document, which everybody can take: Telegram refuses pictures that are too
 * large or too long, and people may refuse voice messages.
 */
const otherWay = async (files: OutFiles, part: Ready, signal: AbortSignal): Promise<Ready | SendOutcome | null> => {
  if (!part.file) return null;
  if (typeof part.media === 'string') {
    files.forget(part.method, part.file);
    return withFile(files, part, signal);
  }
  return part.method === 'sendDocument' ? null : { ...part, method: 'sendDocument' };
};

const sendOnce = async (sender: Sender, to: To, part: Ready, signal: AbortSignal): Promise<SendOutcome> => {
  const attempt = async (text: object): Promise<SendOutcome | 'unparsable'> => {
    try {
      // Ended while waiting for a turn: nothing was written.
      if (!(await hasTurn(sender.pace, to, signal))) return { retryAfter: AFTER.network, scope: 'network' };
      const told = { ...part.payload, ...text, ...mediaOf(part), chat_id: to.address, ...threadOf(to) };
      const time = within(part.file ? sender.fileTimeout : sender.timeout, signal);
      const sent = await sender.call<{ message_id: number } & Sent>(part.method, told, time);
      if (part.file) sender.files.learn(part.method, part.file, sent);
      return { sent: String(sent.message_id) };
    } catch (error) {
      return outcomeOf(failureOf(error));
    }
  };
  const first = await attempt({});
  // The words matter more than the bold: without the markup there is nothing left to misread.
  const plain = { [part.file ? 'caption' : 'text']: part.plain, parse_mode: undefined };
  const outcome = first === 'unparsable' ? await attempt(plain) : first;
  if (outcome === 'unparsable') return { rejected: 'unparsable' };
  if ('retryAfter' in outcome && outcome.scope === 'bot') sender.pace.pause(outcome.retryAfter);
  return outcome;
};

const threadOf = ({ thread }: To): object => (thread === undefined ? {} : { message_thread_id: thread });

const FIELDS = {
  sendMessage: '',
  editMessageText: '',
  sendPhoto: 'photo',
  sendDocument: 'document',
  sendVoice: 'voice',
};

const mediaOf = ({ method, media }: Ready): object => (media === undefined ? {} : { [FIELDS[method]]: media });

const hasTurn = (pace: Pace, { address, paceClass }: To, signal: AbortSignal): Promise<boolean> =>
  wentWell(pace.turn(address, paceClass, signal));

const GONE =
  /chat not found|user not found|PEER_ID_INVALID|chat was deactivated|no rights to send|not enough rights|CHAT_WRITE_FORBIDDEN|bot is not a member/i;

const outcomeOf = (failure: Failure): SendOutcome | 'unparsable' => {
  const what = briefly(failure);
  if (failure.kind === 'unsent') return { retryAfter: AFTER.network, scope: 'network' };
  if (failure.kind === 'unknown' || failure.code >= 500) return { ambiguous: what };
  const { code, description, retryAfter, movedTo } = failure;
  if (movedTo !== undefined) return { movedTo };
  if (code === 429) return { retryAfter: retryAfter ?? AFTER.limit, scope: 'bot' };
  // The token was revoked or mistyped: every message of the bot would be lost for it.
  if (code === 401 || code === 404) return { retryAfter: AFTER.token, scope: 'bot' };
  if (code === 403 || GONE.test(description)) return { unreachable: what };
  if (/message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i.test(description)) return { rejected: NO_TOPIC };
  if (/can't parse entities/i.test(description)) return 'unparsable';
  // It already reads so: an edit that was carried out before its answer was lost.
  if (/message is not modified/i.test(description)) return { sent: '' };
  return { rejected: what };
};
