/**
 * Takes what people write and hands it on, in order within a chat, until it is durable; only then is a chat marked as read.
 * WhatsApp acknowledges nothing for us, so what came while nobody listened is read back from the chats themselves.
 */
import { delay, unlessEnded, wait } from '../backoff.ts';
import { wentWell } from '../went-well.ts';
import type { Accept, Arrival, ChannelName } from '../channel.ts';
import { nameOf } from '../log.ts';
import type { Cards } from './cards.ts';
import type { Client, LibraryCall, LibraryMessage } from './library.ts';
import type { Living } from './life.ts';
import { LIMITS, type WhatsAppOptions } from './options.ts';
import type { OwnSends } from './own-sends.ts';
import { idOf, isPersonal, ownIds, People, phoneOf } from './people.ts';
import { readBack } from './read-back.ts';
import { Albums, speaksToSomebody, toArrival, toCall, toEdit, toGroup, toOffice } from './to-arrival.ts';
import { Watermark } from './watermark.ts';

const RETRY = { from: 50, to: 15_000 };
/** Before the chats are read back once more, where that failed. */
const AGAIN = { from: 2_000, to: 600_000 };
/** Looks at a message that is not decrypted yet; the last one well within the watermark's margin. */
const LOOKS = 4;
/** Faults of one message that are not the database's. */
const TRIES = 5;

/** Messages known to be durable; of older ones the chat itself knows. */
const REMEMBERED = 5_000;

/** A card's word is no longer than a button's label. */
const LONGEST_WORD = 60;

/** One thing that came in, on its way to be accepted. */
interface Taken {
  /** Whose chat it is in, by WhatsApp's id: one chat's things are taken in order. */
  chat: string;
  /** Null where it turns out to be nothing that a chat answers. */
  read(client: Client): Promise<Arrival | null>;
  /** What is set aside when it cannot be accepted. */
  raw: object;
  /** The message by which the chats would be read back. */
  message?: LibraryMessage;
  /** It is read back: what it says was said at its own time. */
  missed?: boolean;
}

export class Inbox {
  private readonly name: ChannelName;
  private readonly life: Living;
  private readonly options: WhatsAppOptions;
  private readonly people: People;
  private readonly cards: Cards;
  private readonly own: OwnSends;
  private readonly albums = new Albums();
  private readonly watermark: Watermark;
  private readonly chains = new Map<string, Promise<void>>();
  /** Ids of messages that are durable: a line that was lost for a moment brings them all again. */
  private readonly durable = new Set<string>();
  private readonly stopping = new AbortController();
  private accept: Accept | null = null;
  private client: Client | null = null;
  /** What comes while the chats are read back waits, so that nothing overtakes what was said before it. */
  private held: Taken[] | null = null;
  /** The chats will be read back once more. */
  private again = false;

  constructor(name: ChannelName, life: Living, options: WhatsAppOptions, cards: Cards, own: OwnSends) {
    this.cards = cards;
    this.own = own;
    this.name = name;
    this.life = life;
    this.options = options;
    this.people = new People(options.identities);
    options.identities.onMerged?.(() => this.people.forget());
    this.watermark = new Watermark(options.memory);
  }

  open(accept: Accept): void {
    this.accept = accept;
  }

  /** At each `ready`: listens to a client that is new, and reads back what was missed. */
  attach(client: Client): void {
    if (this.stopping.signal.aborted) return;
    this.held ??= [];
    if (client !== this.client) {
      this.detach();
      this.client = client;
      this.people.forget();
      for (const [event, listener] of this.listeners) client.on(event, listener);
    }
    void this.catchUp(client);
  }

  /** Nothing more is taken; resolves when what was taken is durable, or is left for the next to read back. */
  async close(): Promise<void> {
    this.stopping.abort();
    this.detach();
    while (this.chains.size > 0) await Promise.allSettled(this.chains.values());
    await this.watermark.keep();
  }

  private detach(): void {
    for (const [event, listener] of this.listeners) this.client?.off(event, listener);
  }

  /** The library swallows what its listeners throw, and a rejection of theirs would end the process: these do neither. */
  private readonly listeners = [
    ['message', (message: LibraryMessage) => this.take(this.said(message))],
    ['message_create', (message: LibraryMessage) => this.take(this.byHand(message))],
    [
      'message_edit',
      (message: LibraryMessage, text: string, before?: string) => this.take(this.edited(message, text, before)),
    ],
    ['call', (call: LibraryCall) => this.take(this.called(call))],
  ] as [string, (...args: unknown[]) => void][];

  private said(message: LibraryMessage): Taken | null {
    if (message.fromMe) return null;
    const chat = message.from;
    const common = { chat, raw: message.rawData as object, message };
    if (isPersonal(chat)) return { ...common, read: (client) => this.arrivalOf(client, message) };
    if (!speaksToSomebody(message)) return null;
    return { ...common, read: async (client) => toGroup(message, await ownIds(client)) };
  }

  /** Somebody of the office writes at the handset, or at another device. */
  private byHand(message: LibraryMessage): Taken | null {
    return this.own.has(message.body) ? null : this.ofOffice(message);
  }

  private ofOffice(message: LibraryMessage): Taken | null {
    if (!message.fromMe || !isPersonal(message.to)) return null;
    const read = async (client: Client): Promise<Arrival | null> =>
      toOffice(message, await this.people.of(client, message.to));
    return { chat: message.to, read, raw: message.rawData as object, message };
  }

  private edited(message: LibraryMessage, text: string, before: string | undefined): Taken | null {
    // A message that is only now decrypted changes its text, too.
    if (!before || message.fromMe || !isPersonal(message.from)) return null;
    const read = async (client: Client): Promise<Arrival> =>
      toEdit(message, text, await this.people.of(client, message.from));
    return { chat: message.from, read, raw: message.rawData as object };
  }

  private called(call: LibraryCall): Taken | null {
    // Typed as text, it comes as an object.
    const from = call.from === undefined ? '' : idOf(call.from);
    if (call.fromMe || !isPersonal(from)) return null;
    call.reject().catch(() => undefined);
    return {
      chat: from,
      read: async (client) => toCall(await this.people.of(client, from), Date.now()),
      raw: { call: 1 },
    };
  }

  private async catchUp(client: Client, fault = 1): Promise<void> {
    const found = new Set<string>();
    let whole = false;
    try {
      const since = await this.watermark.since(phoneOf(idOf(client.info.wid)));
      const missed = await readBack(client, since, Date.now());
      for (const message of missed.messages) {
        found.add(message.id._serialized);
        await this.takeMissed(client, message);
      }
      whole = missed.whole;
      if (!whole) this.options.log.warn({ bot: this.name }, 'a chat could not be read back');
    } catch (error) {
      this.options.log.warn({ bot: this.name, error: nameOf(error) }, 'the chats could not be read back');
    } finally {
      const held = this.held ?? [];
      this.held = null;
      // What came while the chats were read stands in them already.
      for (const taken of held) if (!taken.message || !found.has(taken.message.id._serialized)) this.enqueue(taken);
    }
    if (whole) this.watermark.caughtUp();
    else void this.catchUpAgain(client, fault);
  }

  /** Rejects where the store is away. */
  private async takeMissed(client: Client, message: LibraryMessage): Promise<void> {
    if (message.type === 'ciphertext') return void this.onceDecrypted(client, message.id._serialized);
    if (message.fromMe && (await this.own.hasSent(message.body, message.timestamp * 1000))) return;
    if (this.durable.has(message.id._serialized) || this.watermark.isOpen(message)) return;
    const taken = message.fromMe ? this.ofOffice(message) : this.said(message);
    this.take(taken && { ...taken, missed: true }, true);
  }

  /**
   * A page that hangs is found by the session; one that fails at a chat, as the library does now and then, goes on with the others. The
   * watermark stands still until all was read.
   */
  private async catchUpAgain(client: Client, fault: number): Promise<void> {
    if (this.again) return;
    this.again = true;
    const goesOn = await wait(delay(AGAIN, fault), this.stopping.signal);
    this.again = false;
    if (goesOn && client === this.life.client) await this.catchUp(client, fault + 1);
  }

  /** The library tells only of those that are decrypted while it listens; what was read back before that comes without a word. */
  private async onceDecrypted(client: Client, id: string): Promise<void> {
    const { undecrypted } = { ...LIMITS, ...this.options.limits };
    for (let look = 0; look < LOOKS; look += 1) {
      if (!(await wait(undecrypted * 4 ** look, this.stopping.signal)) || client !== this.client) return;
      const message = await client.getMessageById(id).catch(() => null);
      if (!message || message.type === 'ciphertext') continue;
      if (await wentWell(this.takeMissed(client, message))) return;
    }
  }

  private take(taken: Taken | null, early = false): void {
    if (!taken) return;
    if (this.held && !early) this.held.push(taken);
    else this.enqueue(taken);
  }

  private enqueue(taken: Taken): void {
    if (this.stopping.signal.aborted) return;
    const { chat, message } = taken;
    if (message) this.watermark.begin(message);
    const before = this.chains.get(chat) ?? Promise.resolve();
    const next = before
      .then(() => this.keep(taken))
      .then((kept) => void (kept && message && this.isDurable(message)))
      .finally(() => {
        if (this.chains.get(chat) !== next) return;
        this.chains.delete(chat);
        this.see(chat);
      });
    this.chains.set(chat, next);
  }

  private isDurable(message: LibraryMessage): void {
    this.watermark.end(message);
    this.durable.add(message.id._serialized);
    if (this.durable.size > REMEMBERED) this.durable.delete(this.durable.keys().next().value!);
  }

  /** False where it was left for the next to read back. */
  private async keep(taken: Taken): Promise<boolean> {
    for (let fault = 1; ; fault += 1) {
      try {
        // A page that hangs must not hold up the end; what it was asked about is read back by the next.
        const arrival = this.client && (await unlessEnded(taken.read(this.client), this.stopping.signal));
        if (arrival) await this.accept?.(this.name, { ...arrival, ...sentAt(taken) });
        return true;
      } catch (error) {
        if (this.stopping.signal.aborted) return false;
        if (!this.options.outage(error) && fault >= TRIES && (await this.setAside(taken, error))) return true;
        if (!(await wait(delay(RETRY, Math.min(fault, 10)), this.stopping.signal))) return false;
      }
    }
  }

  private async arrivalOf(client: Client, message: LibraryMessage): Promise<Arrival | null> {
    const now = Date.now();
    const arrival = toArrival(message, await this.people.of(client, message.from), now);
    return arrival && this.albums.gather(await this.withCard(arrival), message.timestamp, now);
  }

  private async withCard(arrival: Arrival): Promise<Arrival> {
    const { content, address } = arrival;
    if (content.kind !== 'text' || content.text.length > LONGEST_WORD) return arrival;
    const card = await this.cards.meant(address, content.text, content.quoted);
    return card ? { ...arrival, content: { ...content, card } } : arrival;
  }

  private async setAside({ raw }: Taken, error: unknown): Promise<boolean> {
    return wentWell(this.options.onPoison(raw, error));
  }

  /** The two blue ticks say that the office has it: never before it is durable, and never while more of the chat waits. */
  private see(chat: string): void {
    if (this.stopping.signal.aborted) return;
    if (isPersonal(chat)) this.client?.sendSeen(chat).catch(() => undefined);
  }
}

const sentAt = ({ missed, message }: Taken): Pick<Arrival, 'sentAt'> =>
  missed && message ? { sentAt: message.timestamp * 1000 } : {};
