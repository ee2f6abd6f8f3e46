/**
 * Joins one number to the stand-in's world: what people there write goes into the number's history and to its page, what the
 * bot sends is shown on their phones. A person writes from a lid whose phone WhatsApp knows, as most do today.
 */
import { randomBytes } from 'node:crypto';
import type { Message } from '@grammyjs/types';
import type { World } from '../world.ts';
import { numberOf } from '../world/ids.ts';
import type { Bot, Dialog, Person } from '../world/types.ts';
import { keyOf, type Account, type Said } from './account.ts';
import { contentOf } from './from-whatsapp.ts';
import { asSaid, type PageMessage, type PageServer } from './server.ts';
import { attributesOf } from './to-whatsapp.ts';

/** How a person is known to WhatsApp: by lid with or without its phone, or by phone alone. */
export type KnownBy = 'lid' | 'hidden-lid' | 'phone';

export class Bridge {
  private readonly world: World;
  private readonly bot: Bot;
  private readonly account: Account;
  private readonly page: PageServer;
  private readonly knownBy = new Map<string, KnownBy>();
  /** The world's number of a message and WhatsApp's key of it, for each chat. */
  private readonly keys = new Map<string, string>();
  /** Resolves when somebody writes to the number for the first time, or takes its handset. */
  readonly wanted: Promise<void>;
  readonly want: () => void;
  private delivering: Promise<void> = Promise.resolve();

  constructor(parts: { world: World; bot: Bot; account: Account; page: PageServer }) {
    this.world = parts.world;
    this.bot = parts.bot;
    this.account = parts.account;
    this.page = parts.page;
    const wanted = Promise.withResolvers<void>();
    this.wanted = wanted.promise;
    this.want = wanted.resolve;
    this.bot.updates.watch(() => this.takeUpdates());
    this.page.on('sent', (message: PageMessage) => this.show(message));
  }

  know(person: string, by: KnownBy): void {
    this.knownBy.set(person, by);
  }

  /** The whole id from which a person writes. */
  jid(key: string): string {
    return (this.knownBy.get(key) ?? 'lid') === 'phone' ? this.phoneId(key) : lidId(key);
  }

  phoneId(key: string): string {
    return `${this.world.person(key).phone}@c.us`;
  }

  /** What the library calls the message that a phone shows under this number. */
  keyOf(dialog: Dialog, message: number): string | undefined {
    return this.keys.get(`${dialog.chat.id} ${message}`);
  }

  /** Puts a message into the history and, where a page is linked, before the library. */
  async receive(said: Said): Promise<void> {
    this.announce(said);
    await this.settled();
  }

  /** Somebody who holds the number's handset writes to a person. */
  async handset(person: string, text: string): Promise<void> {
    const id = `AC${randomBytes(15).toString('hex').toUpperCase()}`;
    const [from, to] = [this.account.me.id, this.jid(person)];
    this.world.post(this.world.privateDialog(this.bot, this.world.person(person)), this.bot, { text });
    await this.receive({ from, to, id, fromMe: true, t: Math.floor(Date.now() / 1000), type: 'chat', body: text });
  }

  /** A person rings the number. */
  async call(person: string): Promise<void> {
    await this.page.command('call', { from: this.jid(person), id: randomBytes(8).toString('hex') });
  }

  /** Everything that people did until now has reached the page. */
  settled(): Promise<void> {
    return this.delivering;
  }

  /** The history has it at once; the page hears of it in order. */
  private takeUpdates(): void {
    this.want();
    for (const { update_id: id, message, edited_message: edited } of this.bot.updates.waiting()) {
      this.bot.updates.acknowledgeOne(id);
      const person = [...this.world.people.values()].find(({ user }) => user.id === (message ?? edited)?.from?.id);
      if (message && person) this.announce(this.said(message, person));
      if (edited) this.edit(edited);
    }
    // What was asked for twice stands among the repeats now.
    if (this.bot.updates.waiting().length > 0) this.takeUpdates();
  }

  private announce(said: Said): void {
    this.account.keep(said);
    // As it was said: it may be edited before the page hears of it.
    const then = { ...said };
    this.queue(async () => this.page.linked && (await this.page.command('message', then)));
  }

  private edit(message: Message): void {
    const id = this.keys.get(`${message.chat.id} ${message.message_id}`);
    const kept = id === undefined ? undefined : this.account.find(id);
    const body = message.text ?? message.caption ?? '';
    if (kept) kept.body = body;
    this.queue(async () => this.page.linked && (await this.page.command('edit', { id, body })));
  }

  /** A page that goes in between has the history when it comes again. */
  private queue(work: () => Promise<unknown>): void {
    this.delivering = this.delivering.then(work).then(
      () => undefined,
      () => undefined,
    );
  }

  private said(message: Message, person: Person): Said {
    const { key } = person;
    const by = this.knownBy.get(key) ?? 'lid';
    const group = message.chat.type === 'private' ? undefined : `${Math.abs(message.chat.id)}@g.us`;
    const said: Said = {
      from: group ?? this.jid(key),
      to: this.account.me.id,
      id: `3A${message.chat.id.toString(16)}${message.message_id.toString(16)}`.toUpperCase().replace('-', 'F'),
      fromMe: false,
      t: message.date,
      name: person.user.first_name,
      ...(group !== undefined && { author: this.jid(key) }),
      ...(by === 'lid' && group === undefined && { lidOf: this.phoneId(key) }),
      ...attributesOf(message, {
        files: this.world.files,
        account: this.account,
        idOf: (id) => this.keys.get(`${message.chat.id} ${id}`)?.split('_')[2],
        writerOf: (by) => (by?.is_bot ? this.account.me.id : this.jid(key)),
      }),
    };
    this.keys.set(`${message.chat.id} ${message.message_id}`, keyOf(said));
    return said;
  }

  private show(message: PageMessage): void {
    this.account.keep(asSaid(message));
    const to = message.to._serialized;
    const person = [...this.world.people.values()].find(({ key }) => [lidId(key), this.phoneId(key)].includes(to));
    if (!person) return;
    const dialog = this.world.privateDialog(this.bot, person);
    const content = contentOf(message, this.bot, this.world.files, this.account);
    const quoted = typeof message['quotedStanzaID'] === 'string' ? message['quotedStanzaID'] : undefined;
    const replyTo = quoted === undefined ? undefined : this.numberOf(dialog, quoted);
    const shown = this.world.post(dialog, this.bot, content, { replyTo });
    this.keys.set(`${dialog.chat.id} ${shown.message_id}`, message.id._serialized);
  }

  private numberOf(dialog: Dialog, id: string): number | undefined {
    const found = [...this.keys].find(([at, key]) => at.startsWith(`${dialog.chat.id} `) && key.split('_')[2] === id);
    return found && Number(found[0].split(' ')[1]);
  }
}

const lidId = (key: string): string => `${numberOf(`lid of ${key}`, 100_000_000_000_000, 100_000_000_000_000)}@lid`;
