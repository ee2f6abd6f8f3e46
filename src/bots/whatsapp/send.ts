/** Carries a message out through the page and says honestly how that ended. */
import { wait } from '../backoff.ts';
import { wentWell } from '../went-well.ts';
import type { SendOutcome } from '../channel.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { SECRET } from '#flows/engine/message.ts';
import type { Message, SendClass } from '#flows/engine/message.ts';
import { renderWhatsApp, type WhatsAppPart } from '../render/whatsapp.ts';
import type { Cards } from './cards.ts';
import type { Client, Media } from './library.ts';
import type { Living } from './life.ts';
import type { WhatsAppOptions } from './options.ts';
import { Ceiling, Hand } from './pace.ts';
import { ownMessage } from './own-message.ts';
import type { OwnSends } from './own-sends.ts';
import { phoneOf } from './people.ts';
import type { State } from './state.ts';

type Options = Pick<
  WhatsAppOptions,
  'paced' | 'memory' | 'onCeiling' | 'identities' | 'files' | 'outage' | 'sendTimeout' | 'fileTimeout' | 'log'
>;

const SEND_LIMIT = 15_000;
const FILE_LIMIT = 60_000;
/** ms until an announcement is tried again that was one too many for today. */
const TOMORROW: SendOutcome = { retryAfter: 3_600_000, scope: 'network' };
const LATER: SendOutcome = { retryAfter: 2_000, scope: 'network' };
/** Where only a person can mend it, for hours or days: every chat that waits asks the database each time. */
const MENDED_BY_HAND: readonly State[] = ['unlinked', 'logged-out', 'banned'];
const MINUTE: SendOutcome = { retryAfter: 60_000, scope: 'network' };

/** Doubtful sends remembered; what is older was given up or repeated. */
const DOUBTS = 500;

/** A part with its file at hand. */
type Ready = WhatsAppPart & { media?: Media };

/** Somebody by all their ids, the one to try first in front. */
interface Receiver {
  address: string;
  ids: readonly string[];
}

/** `signal` ends a send, `leaving` and `begin` only one that has not begun. */
interface Ends {
  signal: AbortSignal;
  leaving: AbortSignal;
}
type Begin = Ends & { begin: AbortSignal };

export class Sender {
  private readonly life: Living;
  private readonly hand: Hand | null;
  private readonly ceiling: Ceiling;
  private readonly cards: Cards;
  private readonly own: OwnSends;
  private readonly options: Options;
  /** Sends of which nobody knows how they ended, by chat and text: since when (seconds) to look for them. */
  private readonly doubts = new Map<string, number>();
  /** Messages of ours whose sends have ended: none of them is the witness of another that says the same. */
  private readonly sent = new Set<string>();

  constructor(life: Living, options: Options, cards: Cards, own: OwnSends) {
    this.own = own;
    this.life = life;
    this.hand = options.paced === false ? null : new Hand(HAND);
    this.ceiling = new Ceiling(today, options.memory, (sent) => options.onCeiling?.(sent));
    this.cards = cards;
    this.options = options;
  }

  /** Parts go one after the other; `sent` names the last, which has the question. Once a first part is out, half a message is `ambiguous`. */
  async send(address: string, message: Message, signal: AbortSignal): Promise<SendOutcome> {
    if (message.text === '' && !message.file) return { rejected: 'empty' };
    // Whoever holds the handset would read it, and every linked device keeps it.
    if (message.class === SECRET) return { rejected: SECRET };
    if (!this.life.client) return MENDED_BY_HAND.includes(this.life.state) ? MINUTE : LATER;
    // A group is its own address.
    const ids = address.endsWith('@g.us') ? [address] : await this.options.identities.idsOf(address).catch(() => null);
    if (ids === null) return LATER;
    // Nobody is written to who has not written first.
    if (ids.length === 0) return { unreachable: 'unknown' };
    const put = await this.cardOf(address, message).catch(() => null);
    if (put === null) return LATER;
    const parts = renderWhatsApp(message, put?.labels);
    const ready: Ready[] = [];
    for (const part of parts) {
      const taken = await this.withFile(part);
      if (!('text' in taken)) return taken;
      ready.push(taken);
    }
    if (!(await this.ceiling.allows(message.class).catch(() => false))) return TOMORROW;
    const outcome = await (this.life.during((leaving) =>
      this.sendParts({ address, ids }, ready, message.class, { signal, leaving }),
    ) ?? LATER);
    if ('sent' in outcome) await this.ceiling.count(message.class).catch(() => undefined);
    // Without it the card's words work all the same, only a quoted one is not known by its message.
    if (put && 'sent' in outcome) await this.cards.sent(address, put.card, outcome.sent).catch(() => undefined);
    return outcome;
  }

  private async cardOf(address: string, { buttons }: Message): Promise<Awaited<ReturnType<Cards['put']>> | undefined> {
    return buttons?.length ? this.cards.put(address, buttons) : undefined;
  }

  private async withFile(part: WhatsAppPart): Promise<Ready | SendOutcome> {
    const { file } = part;
    if (!file) return part;
    try {
      const bytes = await this.options.files?.read(file.id);
      if (!bytes) return { rejected: bytes === null ? 'file gone' : 'unshowable' };
      const { MessageMedia } = await import('./library.ts');
      return {
        ...part,
        media: new MessageMedia(file.mime, bytes.toString('base64'), safeName(file.name), bytes.length),
      };
    } catch (error) {
      return this.options.outage(error) ? LATER : { rejected: 'file unreadable' };
    }
  }

  private async sendParts(to: Receiver, parts: Ready[], of: SendClass, ends: Ends): Promise<SendOutcome> {
    let last: SendOutcome = { rejected: 'empty' };
    for (const [index, part] of parts.entries()) {
      // Only what has not begun is left for the next session.
      const begin = index === 0 ? AbortSignal.any([ends.signal, ends.leaving]) : ends.signal;
      last = await this.sendTo(to, part, of, { ...ends, begin });
      while (index > 0 && 'retryAfter' in last && (await wait(last.retryAfter, ends.signal)))
        last = await this.sendTo(to, part, of, { ...ends, begin });
      if ('sent' in last) continue;
      return index > 0 && 'retryAfter' in last
        ? { ambiguous: `stopped before part ${index + 1} of ${parts.length}` }
        : last;
    }
    return last;
  }

  /** By whichever of their ids the page knows: it refuses a phone whose lid it has not heard of, though that is at WhatsApp. */
  private async sendTo(to: Receiver, part: Ready, of: SendClass, ends: Begin): Promise<SendOutcome> {
    let last: SendOutcome = { unreachable: 'unknown' };
    for (const id of to.ids) {
      last = await this.sendOne(to.address, id, part, of, ends);
      if (!('unreachable' in last)) return last;
    }
    const lid = await lidOf(this.life.client, to.ids);
    return lid === null ? last : this.sendOne(to.address, lid, part, of, ends);
  }

  private async sendOne(address: string, to: string, part: Ready, of: SendClass, ends: Begin): Promise<SendOutcome> {
    const { signal, begin } = ends;
    const type = (): unknown => this.life.client && typing(this.life.client, to);
    if (this.hand && !(await wentWell(this.hand.turn(part.text, of, begin, type)))) return LATER;
    const { client } = this.life;
    if (!client || begin.aborted) return LATER;
    const doubt = `${address} ${part.file?.id ?? ''} ${part.text}`;
    const since = this.doubts.get(doubt) ?? Math.floor(Date.now() / 1000);
    // The page that lost it may be gone; the next one shows whether it went out.
    if (this.doubts.delete(doubt)) {
      const before = await this.ownMessage(client, to, part.text, since);
      if (before !== null) return { sent: before };
    }
    // Sent unremembered, it would pass for a word of the office once the chat is read back.
    if (!(await wentWell(this.own.add(part.text))) || begin.aborted) return LATER;
    const limit = part.media ? (this.options.fileTimeout ?? FILE_LIMIT) : (this.options.sendTimeout ?? SEND_LIMIT);
    try {
      const sent = await within(limit, sendPart(client, to, part), signal);
      if (sent) return this.went(sent);
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome) return outcome;
    }
    // It hung, or the page lost it: our own message in the chat tells whether it went out.
    const found = await this.ownMessage(client, to, part.text, since);
    if (found !== null) return { sent: found };
    this.doubts.set(doubt, since);
    if (this.doubts.size > DOUBTS) this.doubts.delete(this.doubts.keys().next().value!);
    return { ambiguous: 'no answer' };
  }

  private async ownMessage(client: Client, to: string, text: string, since: number): Promise<string | null> {
    const found = await ownMessage(client, to, { text, since, known: this.sent }).catch(() => null);
    if (found !== null) this.went(found);
    return found;
  }

  private went(sent: string): SendOutcome {
    this.sent.add(sent);
    if (this.sent.size > DOUBTS) this.sent.delete(this.sent.keys().next().value!);
    return { sent };
  }
}

const HAND = {
  now: () => performance.now(),
  sleep: (ms: number, signal: AbortSignal) => sleep(Math.max(0, ms), undefined, { signal }),
  random: Math.random,
};

/** WhatsApp counts by the clock of the world, as far as anybody knows. */
const today = (): string => new Date().toISOString().slice(0, 10);

/** A courtesy: nothing waits for it. */
const typing = (client: Client, to: string): void =>
  void client
    .getChatById(to)
    .then((chat) => chat.sendStateTyping())
    .catch(() => undefined);

const sendPart = async (client: Client, to: string, { text, media, file }: Ready): Promise<string | undefined> => {
  const options = { sendSeen: false, waitUntilMsgSent: true, linkPreview: false };
  const sent = media
    ? await client.sendMessage(to, media, {
        ...options,
        ...(text && { caption: text }),
        sendMediaAsDocument: file?.as === 'document',
        sendAudioAsVoice: file?.as === 'voice',
      })
    : await client.sendMessage(to, text, options);
  return (sent as { id?: { id: string } } | undefined)?.id?.id;
};

/** What the page says before anything left it; null for what may have happened after. */
const outcomeOf = (error: unknown): SendOutcome | null => {
  const said = error instanceof Error ? error.message : String(error);
  if (/rate-overlimit|reachout|463/i.test(said)) return { retryAfter: 600_000, scope: 'bot' };
  if (/No LID for user|wid error|invalid wid/i.test(said)) return { unreachable: 'no such number' };
  // The helpers of the library are not in the page (yet): nothing was asked of WhatsApp.
  if (/reading '(?:getChat|sendMessage)'|not ready/.test(said)) return LATER;
  return null;
};

/** What WhatsApp itself says of a phone that the page has no lid for; null where that is nothing new. */
const lidOf = async (client: Client | null, ids: readonly string[]): Promise<string | null> => {
  const phone = ids.find((id) => phoneOf(id) !== null);
  if (!client || phone === undefined) return null;
  const found = await client.getNumberId(phone).catch(() => null);
  return found && !ids.includes(found._serialized) ? found._serialized : null;
};

class Late extends Error {}

const within = async <T>(ms: number, work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const late = Promise.withResolvers<never>();
  const end = (): void => late.reject(new Late());
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end, { once: true });
  return Promise.race([work, late.promise]).finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  });
};

/** One line, no folder, nothing that ends a name. */
const safeName = (name: string): string => name.replace(/[\p{Cc}"/\\]/gu, '_').replace(/^\.+/, '');
