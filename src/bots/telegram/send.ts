/** Carries a message's calls out and says honestly how that ended. */
import { wait } from '../backoff.ts';
import type { Pace } from '../pace.ts';
import type { SendOutcome } from '../channel.ts';
import type { TelegramCall } from '../render/telegram.ts';
import { within, type CallApi } from './call.ts';
import { briefly, failureOf, type Failure } from './failure.ts';

export interface Sender {
  call: CallApi;
  pace: Pace;
  /** ms one call may take, counted from when its turn has come. */
  timeout: number;
}

/** ms before a send is tried again: without network, after a limit without a figure, after Telegram refused the bot itself. */
const AFTER = { network: 2_000, limit: 5_000, token: 60_000 };

/**
 * Sends the parts one after the other; `sent` is the id of the last, which carries the buttons. Once a first part is out, a
 * part that was surely not delivered is tried again here until `signal` ends: half a message is `ambiguous`, never `retryAfter`.
 */
export const sendCalls = async (
  sender: Sender,
  address: string,
  calls: TelegramCall[],
  signal: AbortSignal,
): Promise<SendOutcome> => {
  const paused = sender.pace.paused();
  if (paused > 0) return { retryAfter: paused, scope: 'bot' };
  let outcome: SendOutcome = { rejected: 'nothing to send' };
  for (const [index, call] of calls.entries()) {
    outcome = await sendPart(sender, address, call, signal);
    while (index > 0 && 'retryAfter' in outcome && (await wait(outcome.retryAfter, signal)))
      outcome = await sendPart(sender, address, call, signal);
    if ('sent' in outcome) continue;
    const halved = index > 0 && 'retryAfter' in outcome;
    return halved ? { ambiguous: `stopped before part ${index + 1} of ${calls.length}` } : outcome;
  }
  return outcome;
};

const sendPart = async (
  sender: Sender,
  address: string,
  { method, payload, plain }: TelegramCall,
  signal: AbortSignal,
): Promise<SendOutcome> => {
  const attempt = async (text: object): Promise<SendOutcome | 'unparsable'> => {
    try {
      // Ended while waiting for a turn: nothing was written.
      if (!(await hasTurn(sender.pace, address, signal))) return { retryAfter: AFTER.network, scope: 'network' };
      const told = { ...payload, ...text, chat_id: address };
      const sent = await sender.call<{ message_id: number }>(method, told, within(sender.timeout, signal));
      return { sent: String(sent.message_id) };
    } catch (error) {
      return outcomeOf(failureOf(error));
    }
  };
  const first = await attempt({});
  // The words matter more than the bold: without the markup there is nothing left to misread.
  const outcome = first === 'unparsable' ? await attempt({ text: plain, parse_mode: undefined }) : first;
  if (outcome === 'unparsable') return { rejected: 'unparsable' };
  if ('retryAfter' in outcome && outcome.scope === 'bot') sender.pace.pause(outcome.retryAfter);
  return outcome;
};

const hasTurn = (pace: Pace, address: string, signal: AbortSignal): Promise<boolean> =>
  pace.turn(address, signal).then(
    () => true,
    () => false,
  );

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
  if (/can't parse entities/i.test(description)) return 'unparsable';
  // It already reads so: an edit that was carried out before its answer was lost.
  if (/message is not modified/i.test(description)) return { sent: '' };
  return { rejected: what };
};
