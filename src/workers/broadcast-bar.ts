/**
 * How far an announcement is, in the chats of who wrote and who approved it: one message each, edited every few seconds, where the
 * platform can. One that is over before the first few seconds are has none: the word of its end says all.
 */
import type { Broadcast } from '#models/broadcast.ts';
import type { ChatStore } from '#models/chat.store.ts';
import type { Person } from '#models/person.ts';
import { tx } from '#flows/engine/message.ts';
import type { Message, TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import { barOf } from '#flows/siaran/rules.ts';
import { chatsOfPerson } from '#services/authority.ts';
import type { Pages } from '#services/broadcast/pages.ts';
import type { Services } from '#services/commands.ts';
import { addressOf, channelOf } from '#services/outbox.ts';
import type { Sender } from '#services/outbox.ts';

export interface BarParts {
  store: Pick<ChatStore, 'addressing'>;
  senders: ReadonlyMap<string, Sender>;
  services: Pick<Services, 'models'>;
  pages: Pages;
  say(locale: Locale, ref: TextRef): string;
  sendTimeoutMs: number;
  /** ms between two edits. */
  barEveryMs?: number;
}

/** Telegram lets a bot write about once a second in a chat. */
const EVERY = 5000;

export class BroadcastBar {
  private readonly parts: BarParts;
  private shown: { number: string; at: number } | undefined;

  constructor(parts: BarParts) {
    this.parts = parts;
  }

  /** Called as often as one likes while it goes out. */
  async beat(number: string): Promise<void> {
    if (this.shown?.number !== number) this.shown = { number, at: Date.now() };
    if (Date.now() - this.shown.at < (this.parts.barEveryMs ?? EVERY)) return;
    this.shown = { number, at: Date.now() };
    await this.show(number, true);
  }

  /** As it stands now, where there is a bar already. */
  rest(number: string): Promise<void> {
    return this.show(number, false);
  }

  private async show(_id: string, begin: boolean): Promise<void> {
    const { services, pages } = this.parts;
    const broadcast = await services.models.Broadcast.findOne({ _id }).lean<Broadcast>();
    if (!broadcast?.gathered || (!begin && !broadcast.bars?.length)) return;
    const tally = await pages.tally(broadcast);
    const { status, total } = broadcast;
    const figures = tx('siaran.card-figures', { ...barOf(tally, total), ...tally, total });
    const head = tx('siaran.card-head', { number: _id, status: tx(`siaran.status-${status}`) });
    const text = tx('siaran.lines', { lines: [head, figures] });
    for (const chat of await this.chatsFor(broadcast)) await this.put(broadcast, chat, text, begin);
  }

  private async chatsFor({ author, approver }: Broadcast): Promise<string[]> {
    const _id = { $in: [author.person, approver?.person].filter((one) => one !== undefined) };
    const people = await this.parts.services.models.Person.find({ _id, active: true }).lean<Person[]>();
    return people.flatMap(chatsOfPerson);
  }

  private async put({ _id, bars }: Broadcast, chat: string, text: TextRef, begin: boolean): Promise<void> {
    const { store, senders, services, say, sendTimeoutMs } = this.parts;
    const sender = senders.get(channelOf(chat));
    const bar = bars?.find((one) => one.chat === chat);
    if (!sender?.edit || (bar ? bar.message === '' : !begin)) return;
    const there = await store.addressing(chat);
    const address = there?.movedTo ?? addressOf(chat);
    const locale = there?.locale ?? 'id';
    // With a button of its own: Telegram edits no message that came with another keyboard.
    const buttons = [{ label: say(locale, tx('siaran.step-lihat')), flow: 'siaran-daftar', arg: _id }];
    const message: Message = { class: 'notice', text: say(locale, text), buttons };
    const signal = AbortSignal.timeout(sendTimeoutMs);
    if (bar) return void (await sender.edit(address, bar.message, message, signal));
    const outcome = await sender.send(address, message, signal);
    const sent = { chat, message: 'sent' in outcome ? outcome.sent : '' };
    await services.models.Broadcast.updateOne({ _id, 'bars.chat': { $ne: chat } }, { $push: { bars: sent } });
  }
}
