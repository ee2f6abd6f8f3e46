/**
 * Takes what people write and hands it on, in order within a chat, until it is durable; only then is a chat marked as read.
 * WhatsApp acknowledges nothing for us, so what came while nobody listened is read back from the chats themselves.
 */
import { delay, wait } from '../backoff.ts';
import type { Accept, Arrival, ChannelName } from '../channel.ts';
import { nameOf } from '../log.ts';
import type { Cards } from './cards.ts';
import type { Client, LibraryMessage } from './library.ts';
import type { Living } from './life.ts';
import type { WhatsAppOptions } from './options.ts';
import { People } from './people.ts';
import { readBack } from './read-back.ts';
import { Albums, concernsUs, toArrival, toEdit } from './to-arrival.ts';
import { Watermark } from './watermark.ts';

const RETRY = { from: 50, to: 15_000 };
/** Faults of one message that are not the database's. */
const TRIES = 5;

/** A card's word is no longer than a button's label. */
const LONGEST_WORD = 60;

/** What is taken from one message: itself, or an edit of it. */
interface Taken {
  message: LibraryMessage;
  edit?: string;
}

export class Inbox {
  private readonly name: ChannelName;
  private readonly life: Living;
  private readonly options: WhatsAppOptions;
  private readonly people: People;
  private readonly cards: Cards;
  private readonly albums = new Albums();
  private readonly watermark: Watermark;
  private readonly chains = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private accept: Accept | null = null;
  private client: Client | null = null;
  /** What comes while the chats are read back waits, so that nothing overtakes what was said before it. */
  private held: Taken[] | null = null;

  constructor(name: ChannelName, life: Living, options: WhatsAppOptions, cards: Cards) {
    this.cards = cards;
    this.name = name;
    this.life = life;
    this.options = options;
    this.people = new People(options.identities);
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
      client.on('message', this.onMessage);
      client.on('message_edit', this.onEdit);
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
    this.client?.off('message', this.onMessage);
    this.client?.off('message_edit', this.onEdit);
  }

  // The library swallows what its listeners throw, and a rejection of theirs would end the process.
  private readonly onMessage = (message: LibraryMessage): void => this.take({ message });
  private readonly onEdit = (message: LibraryMessage, text: string, before: string | undefined): void => {
    // A message that is only now decrypted changes its text, too.
    if (before) this.take({ message, edit: text });
  };

  private async catchUp(client: Client): Promise<void> {
    try {
      const since = await this.watermark.since();
      for (const message of await readBack(client, since, Date.now())) this.enqueue({ message });
    } catch (error) {
      // The next look finds the session unwell, or the next `ready` reads back from the same moment.
      this.options.log.warn({ bot: this.name, error: nameOf(error) }, 'the chats could not be read back');
      if (client === this.life.client) this.life.renew('unanswering');
    } finally {
      const held = this.held ?? [];
      this.held = null;
      for (const taken of held) this.enqueue(taken);
    }
  }

  private take(taken: Taken): void {
    if (this.held) this.held.push(taken);
    else this.enqueue(taken);
  }

  private enqueue(taken: Taken): void {
    const { message } = taken;
    if (this.stopping.signal.aborted || !concernsUs(message)) return;
    const chat = message.from;
    this.watermark.begin(message);
    const before = this.chains.get(chat) ?? Promise.resolve();
    const next = before
      .then(() => this.keep(taken))
      .then((kept) => void (kept && this.watermark.end(message)))
      .finally(() => {
        if (this.chains.get(chat) !== next) return;
        this.chains.delete(chat);
        this.see(chat);
      });
    this.chains.set(chat, next);
  }

  /** False where it was left for the next to read back. */
  private async keep(taken: Taken): Promise<boolean> {
    for (let fault = 1; ; fault += 1) {
      try {
        const arrival = await this.arrivalOf(taken);
        if (arrival) await this.accept?.(this.name, arrival);
        return true;
      } catch (error) {
        if (!this.options.outage(error) && fault >= TRIES && (await this.setAside(taken, error))) return true;
        if (!(await wait(delay(RETRY, Math.min(fault, 10)), this.stopping.signal))) return false;
      }
    }
  }

  private async arrivalOf({ message, edit }: Taken): Promise<Arrival | null> {
    const client = this.client;
    if (!client) return null;
    const sender = await this.people.of(client, message.from);
    if (edit !== undefined) return toEdit(message, edit, sender);
    const now = Date.now();
    const arrival = toArrival(message, sender, now);
    return arrival && this.albums.gather(await this.withCard(arrival), now);
  }

  private async withCard(arrival: Arrival): Promise<Arrival> {
    const { content, address } = arrival;
    if (content.kind !== 'text' || content.text.length > LONGEST_WORD) return arrival;
    const card = await this.cards.meant(address, content.text, content.quoted);
    return card ? { ...arrival, content: { ...content, card } } : arrival;
  }

  private async setAside({ message }: Taken, error: unknown): Promise<boolean> {
    return this.options.onPoison(message.rawData as object, error).then(
      () => true,
      () => false,
    );
  }

  /** The two blue ticks say that the office has it: never before it is durable, and never while more of the chat waits. */
  private see(chat: string): void {
    if (this.stopping.signal.aborted) return;
    this.client?.sendSeen(chat).catch(() => undefined);
  }
}
