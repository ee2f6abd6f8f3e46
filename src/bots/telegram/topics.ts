/**
 * A chat of ours that is a topic of a group: where it is, made when its first message is sent, made anew where somebody deleted it.
 * Its address is the house's own (`G1001/C-1001`), since the group may get another id and the topic another number.
 */
import type { Broken, Topic, Topics } from '#services/topics.ts';
import { wait } from '../backoff.ts';
import type { SendOutcome } from '../channel.ts';
import type { TelegramCall } from '../render/telegram.ts';
import { within } from './call.ts';
import { failureOf, type Failure } from './failure.ts';
import { NO_TOPIC, sendCalls, type Sender, type To } from './send.ts';

/** An address of a topic, as against a platform's own id. */
export const isTopic = (address: string): boolean => address.includes('/');

const AGAIN: SendOutcome = { retryAfter: 2_000, scope: 'network' };
/** Times that one message may find its topic gone or its group moved. */
const TRIES = 3;
/** ms in which an update tells of a topic whose making was not answered, and between looks for it. */
const COMES = 5_000;
const LOOK = 250;

export interface TopicSender {
  sender: Sender;
  topics: Topics;
}

/** Never rejects: where the house itself does not answer, it is tried again. */
export const sendToTopic = (...args: Parameters<typeof send>): Promise<SendOutcome> => send(...args).catch(() => AGAIN);

const send = async (
  { sender, topics }: TopicSender,
  { address, paceClass }: To,
  calls: TelegramCall[],
  signal: AbortSignal,
): Promise<SendOutcome> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const topic = await topics.find(address);
    if (!topic) return { rejected: 'no group' };
    const hand: Hand = { sender, topics, address, paceClass, signal };
    const thread = topic.thread ?? (await make(hand, topic));
    if (typeof thread === 'object') {
      if (!('movedTo' in thread)) return thread;
      await topics.moved(topic.group, thread.movedTo);
      continue;
    }
    if (topic.thread !== null) await tidy(hand, { ...topic, thread });
    const outcome = await sendCalls(sender, { address: topic.group, paceClass, thread }, calls, signal);
    // The message is out: whatever fails behind it must not send it again.
    if ('sent' in outcome && topic.over && !topic.closed)
      await close(hand, { ...topic, thread }).catch(() => undefined);
    if ('movedTo' in outcome) await topics.moved(topic.group, outcome.movedTo);
    else if ('rejected' in outcome && outcome.rejected === NO_TOPIC) await topics.note(address, { thread: null });
    else return 'unreachable' in outcome ? broken(hand, topic.group, 'gone') : outcome;
  }
  return AGAIN;
};

interface Hand extends TopicSender, To {
  signal: AbortSignal;
}

type Made = { thread: number };

/** The new topic's number, or how the send ends without one. */
const make = async (hand: Hand, { group, name, meant }: Topic): Promise<number | SendOutcome> => {
  const { topics, address } = hand;
  const before = meant ? await toldOf(hand) : null;
  if (before !== null) return before;
  if (!(await topics.intend(address, name))) return { rejected: 'too many topics' };
  const made = await manage<{ message_thread_id: number }>(hand, 'createForumTopic', { chat_id: group, name });
  if ('result' in made) return (await kept(hand, made.result.message_thread_id, name)) ?? AGAIN;
  const { failure } = made;
  if (failure.kind === 'unknown' || (failure.kind === 'refused' && failure.code >= 500))
    return (await toldOf(hand)) ?? { ambiguous: 'topic' };
  await topics.unmade(address);
  if (failure.kind === 'unsent') return AGAIN;
  if (failure.movedTo !== undefined) return { movedTo: failure.movedTo };
  if (failure.code === 429) return { retryAfter: failure.retryAfter ?? 5_000, scope: 'bot' };
  if (failure.code === 401 || failure.code === 404) return { retryAfter: 60_000, scope: 'bot' };
  if (/not a forum/i.test(failure.description)) return broken(hand, group, 'forum');
  if (/not enough rights|CHAT_ADMIN_REQUIRED/i.test(failure.description)) return broken(hand, group, 'rights');
  if (failure.code === 403 || /chat not found|was deactivated/i.test(failure.description))
    return broken(hand, group, 'gone');
  return { rejected: String(failure.code) };
};

/** The number of one whose making nobody heard the end of: the platform tells the bot of its own topics as well. */
const toldOf = async ({ sender, topics, address, signal }: Hand): Promise<number | null> => {
  for (const until = Date.now() + Math.min(COMES, sender.timeout); Date.now() < until && (await wait(LOOK, signal));) {
    const thread = (await topics.find(address))?.thread ?? null;
    if (thread !== null) return thread;
  }
  return null;
};

/** Tried for as long as the send may take. Null: the house is away. */
const kept = async ({ topics, address, signal }: Hand, thread: number, name: string): Promise<number | null> => {
  do {
    const holds = await topics.made(address, thread, name).catch(() => null);
    if (holds !== null) return holds;
  } while (await wait(1_000, signal));
  return null;
};

const broken = async ({ topics }: Hand, group: string, why: Broken): Promise<SendOutcome> => {
  await topics.broken(group, why);
  return { rejected: why };
};

/** Its name and whether it is open, before the message. What fails here is seen by the message itself, or tidied with the next. */
const tidy = async (hand: Hand, { group, thread, name, shown, over, closed }: Topic & Made): Promise<void> => {
  const target = { chat_id: group, message_thread_id: thread };
  if (closed && !over && done(await manage(hand, 'reopenForumTopic', target)))
    await hand.topics.note(hand.address, { closed: false });
  if (shown !== name && done(await manage(hand, 'editForumTopic', { ...target, name })))
    await hand.topics.note(hand.address, { shown: name });
};

/** Behind the last word, which nobody could read in a group whose closed topics are folded away first. */
const close = async (hand: Hand, { group, thread }: Topic & Made): Promise<void> => {
  const target = { chat_id: group, message_thread_id: thread };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const closed = await manage(hand, 'closeForumTopic', target);
    if (done(closed)) return hand.topics.note(hand.address, { closed: true });
    const { failure } = closed as { failure: Failure };
    const after = failure.kind === 'refused' ? failure.retryAfter : 1_000;
    if (after === undefined || !(await wait(after, hand.signal))) return;
  }
};

type Managed<T> = { result: T } | { failure: Failure };

/** It is so, or was so already. */
const done = (managed: Managed<unknown>): boolean =>
  'result' in managed || (managed.failure.kind === 'refused' && /TOPIC_NOT_MODIFIED/.test(managed.failure.description));

/** Counts as a message of the group, since each leaves a note in it. */
const manage = async <T>(
  { sender, paceClass, signal }: Hand,
  method: string,
  payload: { chat_id: string; message_thread_id?: number; name?: string },
): Promise<Managed<T>> => {
  try {
    await sender.pace.turn(payload.chat_id, paceClass, signal);
  } catch {
    return { failure: { kind: 'unsent', what: 'aborted' } };
  }
  try {
    return { result: await sender.call<T>(method, payload, within(sender.timeout, signal)) };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'refused' && failure.code === 429) sender.pace.pause(failure.retryAfter ?? 5_000);
    return { failure };
  }
};
