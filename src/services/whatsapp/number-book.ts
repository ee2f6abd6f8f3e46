/** A number's document, as its holder and the rest of the house write and read it. Each write is safe to repeat. Machine time. */
import { randomUUID } from 'node:crypto';
import type { Model } from 'mongoose';
import type { WhatsAppNumber } from '#models/whatsapp-number.ts';

export type NumberName = 'whatsapp-public' | 'whatsapp-members';
export const NUMBERS: readonly NumberName[] = ['whatsapp-public', 'whatsapp-members'];

/** ms after which a number that nobody was heard of is taken as nobody's. */
const SILENT = 120_000;
/** ms in which somebody who wants to link a number is shown codes. */
export const LINKING = 10 * 60_000;

/** Where a number stands, for health, the website and administrators; no word of any person. */
export interface Standing {
  name: NumberName;
  /** One of `bots/whatsapp/state.ts`, or `unheard` where its process says nothing any more. */
  state: string;
  why: string | null;
  /** ISO 8601, UTC. */
  since: string | null;
  move: string | null;
}

export class NumberBook {
  private readonly numbers: Model<WhatsAppNumber>;

  constructor(numbers: Model<WhatsAppNumber>) {
    this.numbers = numbers;
  }

  read(name: string): Promise<WhatsAppNumber | null> {
    return this.numbers.findById(name).lean<WhatsAppNumber>();
  }

  /** Those that this installation has ever had. */
  async standings(now = Date.now()): Promise<Standing[]> {
    const docs = await this.numbers.find({ state: { $ne: null } }).lean<WhatsAppNumber[]>();
    return docs.map(({ _id, state, why, since, heardAt, move }) => ({
      name: _id as NumberName,
      state: (heardAt?.getTime() ?? 0) < now - SILENT ? 'unheard' : (state ?? 'idle'),
      why,
      since: since?.toISOString() ?? null,
      move: move && move.step !== 'told' ? move.step : null,
    }));
  }

  /** Its holder is there; returns what others want of it. */
  beat(name: string, set: Partial<WhatsAppNumber>): Promise<WhatsAppNumber | null> {
    return this.numbers
      .findOneAndUpdate(
        { _id: name },
        { $set: { ...set, heardAt: new Date() } },
        { returnDocument: 'after', upsert: true },
      )
      .lean<WhatsAppNumber>();
  }

  async set(name: string, set: Partial<WhatsAppNumber>): Promise<void> {
    await this.numbers.updateOne({ _id: name }, { $set: set }, { upsert: true });
  }

  /** From now on codes are shown in this chat, for a while. */
  wantLink(name: string, chat: string, phone: string | null): Promise<void> {
    return this.set(name, { link: { chat, phone, until: new Date(Date.now() + LINKING) } });
  }

  /** Begins the way to another number, or goes on with one that was begun. Returns its sign. */
  async wantMove(name: string): Promise<string> {
    const id = randomUUID();
    await this.set(name, {});
    const begun = { id, step: 'wanted', at: new Date(), told: 0 };
    await this.numbers.updateOne(
      { _id: name, $or: [{ move: null }, { 'move.step': 'told' }] },
      { $set: { move: begun } },
    );
    return (await this.read(name))?.move?.id ?? id;
  }

  /** One step further, from the step before only. False: another was faster, or it is another way by now. */
  async moved(
    name: string,
    id: string,
    from: NonNullable<WhatsAppNumber['move']>['step'],
    to: NonNullable<WhatsAppNumber['move']>['step'],
    told = 0,
  ): Promise<boolean> {
    const { modifiedCount } = await this.numbers.updateOne(
      { _id: name, 'move.id': id, 'move.step': from },
      { $set: { 'move.step': to, 'move.at': new Date(), 'move.told': told } },
    );
    return modifiedCount > 0;
  }

  /** The sign under which people are told that it is lost: the same until it is well again. */
  async lose(name: string): Promise<string> {
    await this.numbers.updateOne({ _id: name, lost: null }, { $set: { lost: randomUUID() } });
    return (await this.read(name))?.lost ?? '';
  }
}
