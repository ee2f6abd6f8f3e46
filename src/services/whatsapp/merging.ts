/**
 * Somebody whom WhatsApp showed under two ids, and so had two addresses, turns out to be one person: everything moves to one of them.
 * There are no numbered steps: each write is conditional and safe to repeat, and all of them are done again until nothing is left.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ChatCarrier } from '#models/chat-carrier.ts';
import type { Carried } from '#models/chat-carrier.ts';
import { database } from '#models/database.ts';
import type { Models } from '#models/models.ts';
import { unlessDuplicate } from '#models/database.ts';
import type { WhatsAppId } from '#models/whatsapp-id.ts';
import type { WhatsAppMerge } from '#models/whatsapp-merge.ts';
import { sideOf } from '../notices.ts';
import { chatId } from '../outbox.ts';
import { moveDocuments, movePersons } from './move-documents.ts';
import { NUMBERS } from './number-book.ts';

export interface MergingParts {
  models: Models;
  log: { warn(fields: object, text: string): void };
  /** Before each write, for tests that die there. */
  step?(): void;
}

/** ms between looks for what was cut off; and for which a merge is gone through again, since another process may still know the old address. */
const EVERY = 60_000;
const AGAIN = 2 * 60_000;
/** Looks at whether both hold still, and ms between them; who is never still is joined another time. */
const LOOKS = 20;
const LOOK = 50;
/** Times that a chat which somebody still writes to is marked anew. */
const TRIES = 10;

export class Merging {
  private readonly parts: MergingParts;
  private readonly carrier: ChatCarrier;
  private readonly listeners: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** What was cut off is gone through before anybody is looked up. */
  private begun: Promise<void> = Promise.resolve();

  constructor(parts: MergingParts) {
    this.parts = parts;
    this.carrier = new ChatCarrier(database(parts.models.Visit.db));
  }

  start(): void {
    this.begun = this.resume();
    this.timer = setInterval(() => void (this.begun = this.begun.then(() => this.resume())), EVERY);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.begun;
  }

  /** Calls back when addresses have changed: what was remembered of them is to be asked for again. */
  onMerged(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** What was cut off goes on. Resolves when it was. */
  get ready(): Promise<void> {
    return this.begun;
  }

  /** The address that both are from now on. Null where it cannot be now: each goes on, until the person writes again. */
  async merge(a: string, b: string): Promise<string | null> {
    const { WhatsAppMerge } = this.parts.models;
    const both = [a, b];
    const open = await WhatsAppMerge.find({
      $or: [{ _id: { $in: both } }, { into: { $in: both } }],
      doneAt: null,
    }).lean<WhatsAppMerge[]>();
    for (const one of open) if (!(await this.carryOut(one))) return null;
    const same = open.find(({ _id, into }) => both.includes(_id) && both.includes(into));
    if (same) return same.into;
    if (!(await this.areStill(both))) return null;
    const begun = await this.begin(a, b);
    if (!begun) return null;
    await this.carryOut(begun);
    return begun.into;
  }

  /** Where somebody went who had this address; null where they did not go. */
  async wentTo(address: string): Promise<string | null> {
    const found = await this.parts.models.WhatsAppMerge.findById(address, { into: 1 }).lean<WhatsAppMerge>();
    return found?.into ?? null;
  }

  /** Goes on with every merge that was begun. Never rejects. */
  async resume(): Promise<void> {
    const { models, log } = this.parts;
    const failed = (err: unknown): void => log.warn({ err }, 'two addresses of one person were not joined yet');
    try {
      const open = await models.WhatsAppMerge.find({ doneAt: null }).lean<WhatsAppMerge[]>();
      for (const one of open) await this.carryOut(one).catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  private async areStill(addresses: string[]): Promise<boolean> {
    const chats = addresses.flatMap((address) => NUMBERS.map((channel) => chatId(channel, address)));
    for (let look = 0; look < LOOKS; look += 1) {
      const all = await Promise.all(chats.map((chat) => this.carrier.isStill(chat)));
      if (all.every(Boolean)) return true;
      await sleep(LOOK);
    }
    return false;
  }

  /** Who is bound stays where they are, else who wrote last. Null where both are bound, as two people: only the office knows why. */
  private async begin(a: string, b: string): Promise<WhatsAppMerge | null> {
    const { Person, WhatsAppId, WhatsAppMerge } = this.parts.models;
    const bound = await Promise.all(
      [a, b].map((address) => Person.findOne({ 'identities.address': address }, { _id: 1 }).lean<{ _id: string }>()),
    );
    if (bound[0] && bound[1] && bound[0]._id !== bound[1]._id) {
      this.parts.log.warn({}, 'two people of the house write from one WhatsApp: their chats stay apart');
      return null;
    }
    const used = await WhatsAppId.find({ address: { $in: [a, b] } })
      .sort({ usedAt: -1 })
      .lean<WhatsAppId[]>();
    const [one] = bound[0] && bound[1] ? [] : [bound[0] && a, bound[1] && b].filter((address) => address);
    const into = one ?? used[0]?.address ?? a;
    this.parts.step?.();
    const merge = { _id: into === a ? b : a, into, at: new Date() };
    await WhatsAppMerge.create(merge).catch(unlessDuplicate);
    const kept = await WhatsAppMerge.findById(merge._id).lean<WhatsAppMerge>();
    // It went there once before, and somebody began anew at the old address.
    if (kept?.doneAt) await WhatsAppMerge.updateOne({ _id: merge._id }, { $set: { ...merge, doneAt: null } });
    return WhatsAppMerge.findById(merge._id).lean<WhatsAppMerge>();
  }

  /** False where something of it is still under way. */
  private async carryOut({ _id: from, into, at }: WhatsAppMerge): Promise<boolean> {
    const { models, step = () => {} } = this.parts;
    await movePersons(models, from, into, step);
    step();
    await models.WhatsAppId.updateMany({ address: from }, { $set: { address: into } });
    for (const listener of this.listeners) listener();
    let whole = true;
    for (const channel of NUMBERS) {
      const chats = [chatId(channel, from), chatId(channel, into)] as const;
      whole = (await this.carryChat(from, channel, ...chats)) && whole;
      await moveDocuments(models, ...chats, step);
    }
    for (const listener of this.listeners) listener();
    if (!whole || Date.now() < at.getTime() + AGAIN) return whole;
    step();
    await models.WhatsAppMerge.updateOne({ _id: from, doneAt: null }, { $set: { doneAt: new Date() } });
    return true;
  }

  /** Out of its old place, by way of the merge's document, into the new one. False where it does not hold still. */
  private async carryChat(merge: string, channel: string, from: string, into: string): Promise<boolean> {
    const { models, step = () => {} } = this.parts;
    const merges = models.WhatsAppMerge.collection;
    const place = `carry.${channel}`;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const doc = await models.WhatsAppMerge.findById(merge).lean<WhatsAppMerge>();
      const kept = doc?.carry?.[channel];
      const carried = kept === undefined ? null : (JSON.parse(kept) as Carried);
      if (carried && (await this.carrier.hasLeft(carried))) {
        step();
        await this.carrier.put(into, sideOf(into), carried);
        step();
        await merges.updateOne({ _id: merge as never, [place]: kept }, { $unset: { [place]: 1 } });
        continue;
      }
      step();
      const marked = await this.carrier.mark(from);
      if (marked === null) return true;
      if (marked === 'busy') return false;
      step();
      await merges.updateOne({ _id: merge as never }, { $set: { [place]: JSON.stringify(marked) } });
      step();
      await this.carrier.lift(marked);
    }
    return false;
  }
}
