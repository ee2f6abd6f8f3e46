/** A Telegram bot as a channel. The two bots differ only in the library that makes the calls. */
import type { Update } from '@grammyjs/types';
import type { Message } from '#flows/engine/message.ts';
import { delay, wait } from '../backoff.ts';
import type { Accept, Capabilities, ChannelName, SendOutcome } from '../channel.ts';
import { PAYLOAD_BYTES } from '../callbacks.ts';
import { nameOf } from '../log.ts';
import { paceClassOf } from '../budget.ts';
import { createPace, unpaced } from '../pace.ts';
import { withoutPoison } from '../poison.ts';
import { createPoller, type PollFault, type Poller } from '../poller.ts';
import { CAPTION_LENGTH, renderTelegram, TEXT_LENGTH, type TelegramCall } from '../render/telegram.ts';
import { within, type CallApi } from './call.ts';
import { connect, whyNot } from './connect.ts';
import { download } from './download.ts';
import { briefly, failureOf } from './failure.ts';
import { createOutFiles } from './out-files.ts';
import { eraseMessage, showPicture } from './passing.ts';
import { TelegramStartError, type TelegramChannel, type TelegramOptions } from './options.ts';
import { setProfile } from './profile.ts';
import { receive } from './receive.ts';
import { sendCalls } from './send.ts';
import { WANTED_UPDATES } from './to-arrival.ts';
import { chatOf } from './to-news.ts';
import { standingIn } from './standing.ts';
import { isTopic, sendToTopic } from './topics.ts';
import type { Me } from './group.ts';

const CAN: Capabilities = {
  buttons: true,
  edits: true,
  shareContact: true,
  textLength: TEXT_LENGTH,
  captionLength: CAPTION_LENGTH,
  payloadBytes: PAYLOAD_BYTES,
  secret: true,
};

/** s Telegram may keep a poll open, and ms after which an answer no longer comes: a dead connection must not silence the bot. */
const POLL = 30;
const POLL_LIMIT = (POLL + 10) * 1000;
const SEND_LIMIT = 15_000;
const FILE_LIMIT = 60_000;
const CONNECT = { from: 1_000, to: 30_000 };

export const createTelegramChannel = (name: ChannelName, call: CallApi, options: TelegramOptions): TelegramChannel => {
  const { lease, log, webhook } = options;
  const sender = {
    call,
    pace: options.paced === false ? unpaced() : createPace(undefined, options.budget),
    timeout: options.sendTimeout ?? SEND_LIMIT,
    fileTimeout: options.fileTimeout ?? FILE_LIMIT,
    files: createOutFiles(options),
  };
  const stopping = new AbortController();
  const taken = new Set<Promise<void>>();
  let running: Promise<void> | undefined;
  let username: string | undefined;
  let poller: Poller | undefined;
  let take: ((update: Update) => Promise<void>) | undefined;

  const open = (me: Me, accept: Accept): void => {
    if (stopping.signal.aborted) return;
    take = withoutPoison<Update>({
      accept: (update) => receive({ name, me, call, accept, options }, update),
      outage: options.outage,
      onPoison: options.onPoison,
    });
    if (!webhook) poller = startPoller(take);
    setProfile(name, call, options, stopping.signal).catch((error: unknown) =>
      log.warn({ bot: name, error: nameOf(error) }, 'the profile was not set'),
    );
  };

  const startPoller = (accept: (update: Update) => Promise<void>): Poller => {
    const started = createPoller<Update>({
      getUpdates,
      accept,
      key: chatOf,
      fault: pollFault,
      lease,
      log,
      ...(options.waits && { waits: options.waits }),
    });
    started.start();
    return started;
  };

  const getUpdates = async (offset: number, signal: AbortSignal): Promise<Update[]> => {
    const payload = { offset, timeout: POLL, allowed_updates: WANTED_UPDATES };
    const updates = await call<unknown>('getUpdates', payload, within(POLL_LIMIT, signal));
    // A proxy's own JSON is not Telegram's word that there is nothing.
    if (!Array.isArray(updates)) throw new TypeError('no updates in the answer');
    return updates as Update[];
  };

  const reach = (): Promise<Me> => connect(name, call, webhook, stopping.signal);

  /** A bot that Telegram cannot be reached for today must come to life when it can, without anybody's help. */
  const reachLater = async (accept: Accept): Promise<void> => {
    for (let fault = 1; await wait(delay(CONNECT, fault), stopping.signal); fault += 1) {
      try {
        return open(await reach(), accept);
      } catch (error) {
        log.warn({ bot: name, why: whyNot(error) }, 'Telegram is not reached yet; trying on');
      }
    }
  };

  const render = (message: Message): TelegramCall[] | null => {
    try {
      return renderTelegram(message);
    } catch (error) {
      log.error({ bot: name, error: nameOf(error) }, 'a message cannot be shown');
      return null;
    }
  };

  return {
    name,
    can: CAN,

    async start(accept) {
      try {
        open(await reach(), accept);
      } catch (error) {
        if (error instanceof TelegramStartError) throw error;
        log.warn({ bot: name, why: whyNot(error) }, 'Telegram is not reached yet; trying on');
        running = reachLater(accept);
      }
    },

    async stop() {
      stopping.abort();
      await running;
      await poller?.stop();
      await Promise.allSettled(taken);
    },

    async send(address, message, signal): Promise<SendOutcome> {
      const calls = render(message);
      if (!calls) return { rejected: 'unshowable' };
      const to = { address, paceClass: paceClassOf(message) };
      const { topics } = options;
      return topics && isTopic(address)
        ? sendToTopic({ sender, topics }, to, calls, signal)
        : sendCalls(sender, to, calls, signal);
    },

    async edit(address, sent, message, signal): Promise<SendOutcome> {
      const call = render(message)?.[0];
      if (!call) return { rejected: 'unshowable' };
      const { reply_markup, ...payload } = call.payload;
      // An edited message has buttons of its own, or none: Telegram refuses any other keyboard.
      const buttons = reply_markup && 'inline_keyboard' in reply_markup ? { reply_markup } : {};
      const edited = { ...payload, ...buttons, message_id: Number(sent) };
      const edit = { ...call, method: 'editMessageText' as const, payload: edited };
      return sendCalls(sender, { address, paceClass: paceClassOf(message) }, [edit], signal);
    },

    download: (ref, signal) => download(call, options, ref, signal),

    async link(payload) {
      username ??= (await call<{ username: string }>('getMe', {}, within(SEND_LIMIT))).username;
      return `https://t.me/${username}?start=${payload}`;
    },

    show: (address, png, caption) => showPicture(call, address, png, caption),
    erase: (address, message) => eraseMessage(call, address, message),

    standing: (group) => standingIn(call, group),

    async receive(update) {
      if (!take || stopping.signal.aborted) throw new Error('the bot takes no updates now');
      const taking = take(update as Update);
      taken.add(taking);
      await taking.finally(() => taken.delete(taking));
    },
  };
};

const pollFault = (error: unknown): PollFault => {
  const failure = failureOf(error);
  const what = briefly(failure);
  if (failure.kind !== 'refused') return { kind: 'fault', what };
  if (failure.retryAfter !== undefined) return { kind: 'wait', retryAfter: failure.retryAfter };
  if (failure.code === 409) return { kind: 'conflict', what };
  return { kind: failure.code === 401 || failure.code === 404 ? 'token' : 'fault', what };
};
