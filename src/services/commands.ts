/**
 * Carries out the effects of a chat, each by one worker as long as that lives. A handler may still run twice: it makes its
 * domain change under the unique request key, so that the second finds what the first did, and only then is the result
 * handed to the chat.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { Chat, KeptIntent } from '#models/chat-doc.ts';
import type { ChatStore } from '#models/chat.store.ts';
import { isOutage } from '#models/database.ts';
import type { Models } from '#models/models.ts';
import type { Person } from '#models/person.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { EffectResult, NoticeContent } from '#flows/engine/item.ts';
import { TALK } from '#flows/engine/talk.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import { personBehind } from './authority.ts';
import type { BusinessClock } from './clock.ts';
import type { Conversation } from './conversation.ts';
import type { Council } from './council.ts';
import { newReference } from './deadletter.ts';
import { faultPoint } from './faultpoints.ts';
import type { Documents } from './documents/documents.ts';
import type { Files } from './files.ts';
import type { Holidays } from './holidays.ts';
import type { IdentityHash } from './identity.ts';
import type { Log } from './log.ts';
import { sideOf } from './notices.ts';
import type { Media } from './media.ts';
import type { Notices } from './notices.ts';
import type { Stuck } from './stuck.ts';
import { LONGEST, TryLater, nextTry } from './try-later.ts';
import type { Standing } from './topics.ts';
import { traced } from './trace.ts';

/** What handlers and queries share. */
export interface Services {
  models: Models;
  /** With the holidays as they are now: read it anew for each piece of work. */
  readonly council: Council;
  holidays: Pick<Holidays, 'refresh' | 'change'>;
  clock: BusinessClock;
  /** Who is behind a chat, as this turn knows it; see `asking` in `authority.ts`. */
  who?(chat: string): Promise<Person | null>;
  notices: Notices;
  hash: IdentityHash;
  files: Files;
  media: Pick<Media, 'download'>;
  documents: Documents;
  /** For files and names: a text without any markup. */
  say(locale: Locale, text: TextRef): string;
  stuck: Stuck;
  /** Where the desk page is, without a slash at the end; null where nobody said so. */
  deskUrl(): string | null;
  /** What the members' bot may do in a group of Telegram, by its id there. Rejects while Telegram is away. */
  standing(group: string): Promise<Standing>;
  /** What a ticket's QR holds: a link that opens the members' bot with the payload, or the payload where there is none. */
  deskLink(payload: string): Promise<string>;
}

export interface Request<A = unknown> {
  requestKey: string;
  args: A;
  /** The chat that asks, and its language. */
  chat: string;
  locale: Locale;
  /** Who is behind the chat, or wrote in it where several do; looked up now and not when a menu was drawn; null for the public and the unbound. */
  who: Person | null;
  /** Somebody else's server was waited for as long as a person may wait: whoever can do without it does. */
  late?: boolean | undefined;
}

/** Returns JSON. Throws where it should be tried again. */
export type Command<A = never> = (request: Request<A>, services: Services) => Promise<EffectResult>;

export type Commands = Readonly<Record<string, Command>>;

/** Tries before a person of staff must look. */
const TRIES = 5;
/** ms after an outage of the database until an effect is tried again. */
const AFTER_OUTAGE = 1000;

export class CommandRunner {
  private readonly commands: Commands;
  private readonly services: Services;
  private readonly store: ChatStore;
  private readonly conversation: Conversation;
  private readonly log: Log;
  /** Told of every try, for the metrics; `outcome` is `done`, `refused`, `failed` or, where it will be tried again, `fault`; machine ms. */
  private readonly onEffect: (command: string, outcome: string, ms: number) => void;

  constructor(parts: {
    commands: Commands;
    services: Services;
    store: ChatStore;
    conversation: Conversation;
    log: Log;
    onEffect?(command: string, outcome: string, ms: number): void;
  }) {
    this.commands = parts.commands;
    this.services = parts.services;
    this.store = parts.store;
    this.conversation = parts.conversation;
    this.log = parts.log;
    this.onEffect = parts.onEffect ?? (() => {});
  }

  /** Every effect of the chat whose result was not taken in yet, in the order they were asked for. */
  async carryOut(chatId: string): Promise<void> {
    const chat = await this.store.load(chatId);
    if (!chat) return;
    const intents = Object.entries(chat.intents).sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));
    let wordAway = false;
    for (const [key, intent] of intents) {
      const isWord = intent.requestKey.startsWith(TALK);
      // Words to a person arrive in the order they were said: where another carries an earlier one, its turn wakes us again.
      if (isWord && wordAway) continue;
      const mine = await this.one(chat, key, intent);
      wordAway ||= isWord && !mine;
    }
  }

  /**
   * For somebody who waits for the answer elsewhere than in their chat: at the desk page. It stands in the chat all the same until all
   * were told, so that whoever dies behind the change is followed by a worker. The same request twice at once is carried out twice,
   * as by a worker who was thought dead, and asked for once.
   */
  async atOnce(request: Request & { command: string }, services: Services): Promise<EffectResult> {
    const { store, conversation } = this;
    const { chat, requestKey, command, args } = request;
    const carryOut = this.commands[command];
    if (!carryOut) throw new Error(`no command ${command}`);
    const [key, by, began] = [intentKey(requestKey), randomUUID(), performance.now()];
    const until = (): number => Date.now() + conversation.leaseMs;
    await store.want(chat, key, { requestKey, command, args }, by, until());
    const end = beat(conversation.leaseMs / 3, () => store.holdIntent(chat, key, by, until()));
    try {
      const result = await carryOut({ ...request, args: args as never }, services);
      await store.settle(chat, key);
      this.ended(command, Object.keys(result)[0] ?? 'none', began);
      return result;
    } catch (error) {
      this.ended(command, 'fault', began);
      this.log.error({ chat: this.log.tag(chat), command, err: error }, 'an effect failed where somebody waits for it');
      // Where that fails as well, its time runs out.
      await store.effectLater(chat, key, Date.now()).catch(() => {});
      throw error;
    } finally {
      end();
    }
  }

  /** False where somebody else carries it out. */
  private async one(chat: Chat, key: string, intent: KeptIntent): Promise<boolean> {
    const { store, conversation } = this;
    const by = randomUUID();
    const hold = (): Promise<boolean> => store.holdIntent(chat._id, key, by, Date.now() + conversation.leaseMs);
    // Two at once can come to different answers: refused by the one, and done by the other where a seat got free between.
    if (!(await hold())) return false;
    const end = beat(conversation.leaseMs / 3, hold);
    try {
      await traced(intent.trace, () => this.carry(chat, key, intent));
    } finally {
      end();
    }
    return true;
  }

  private async carry(chat: Chat, key: string, intent: KeptIntent): Promise<void> {
    const { requestKey, actor } = intent;
    const papers = new Map<string, NoticeContent>();
    const result = await this.result(chat, key, intent, papers);
    if (!result) return;
    if (intent.elsewhere && 'done' in result) delete result.chat;
    faultPoint('effect-result');
    await this.conversation.accept(chat._id, sideOf(chat._id), {
      id: `fx:${requestKey}`,
      ...(actor !== undefined && { by: actor }),
      content: { kind: 'effect', requestKey, result, ...(papers.size && { papers: [...papers.values()] }) },
    });
  }

  private ended(command: string, outcome: string, began: number): void {
    const ms = performance.now() - began;
    this.onEffect(command, outcome, ms);
    this.log.debug({ command, outcome, ms: Math.round(ms) }, 'effect');
  }

  /** Null: it failed, and the sweeper wakes it again a little later each time. */
  private async result(
    chat: Chat,
    key: string,
    intent: KeptIntent,
    papers: Map<string, NoticeContent>,
  ): Promise<EffectResult | null> {
    const tries = intent.tries ?? 0;
    const began = performance.now();
    try {
      const command = this.commands[intent.command];
      if (!command) throw new Error(`no command ${intent.command}`);
      const request = {
        requestKey: intent.requestKey,
        args: intent.args as never,
        chat: chat._id,
        locale: chat.locale ?? 'id',
        who: await personBehind(this.services.models, intent.actor ?? chat._id),
        late: Date.now() - (intent.at ?? Date.now()) >= LONGEST,
      };
      const notices = this.services.notices.gathering(chat._id, papers);
      const result = await command(request, { ...this.services, notices });
      this.ended(intent.command, Object.keys(result)[0] ?? 'none', began);
      return result;
    } catch (error) {
      this.ended(intent.command, 'fault', began);
      this.log.error({ chat: this.log.tag(chat._id), command: intent.command, tries, err: error }, 'an effect failed');
      if (isOutage(error)) return this.whenBack(chat, key);
      if (error instanceof TryLater) return this.later(chat, key, intent.at ?? Date.now(), error);
      if (tries + 1 >= TRIES) {
        const failed = newReference();
        this.log.error({ chat: this.log.tag(chat._id), reference: failed }, 'an effect was given up');
        return { failed };
      }
      await this.store.effectFailed(chat._id, key, Date.now() + 250 * 4 ** tries);
      return null;
    }
  }

  /**
   * The database is away: that says nothing about the effect, and the sweeper wakes it until it is back. Let go as soon as it can be:
   * held on, it would wait for the rest of a lease behind the shortest hiccup.
   */
  private async whenBack(chat: Chat, key: string): Promise<null> {
    await this.store.effectLater(chat._id, key, Date.now() + AFTER_OUTAGE).catch(() => {});
    return null;
  }

  /** No fault of the effect's own, and not counted as one. `since`: machine ms. */
  private async later(chat: Chat, key: string, since: number, { otherwise }: TryLater): Promise<EffectResult | null> {
    const waited = Date.now() - since;
    if (waited >= LONGEST) return otherwise;
    await this.store.effectLater(chat._id, key, Date.now() + nextTry(waited));
    return null;
  }
}

/** One place in the chat for one request, far above those that a commit gives. */
const intentKey = (requestKey: string): string =>
  `i${createHash('sha256').update(requestKey).digest().readUIntBE(0, 6)}`;

/** Every `ms`, but never while the last one is under way: a slow database would be asked the faster the slower it is. Returns its end. */
function beat(ms: number, work: () => Promise<unknown>): () => void {
  let under = false;
  const timer = setInterval(() => {
    if (under) return;
    under = true;
    void work()
      .catch(() => {})
      .finally(() => (under = false));
  }, ms);
  return () => clearInterval(timer);
}

// What handlers say, and ask, in one place.
export { allowed } from './authority.ts';

export const done = (value: unknown = null): EffectResult => ({ done: value });
export const refused = (key: string, why: string, args?: Record<string, unknown>): EffectResult => ({
  refused: { key, why: tx(why, args) },
});
