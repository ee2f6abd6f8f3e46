/** The ids of people at WhatsApp in the database: one person, one address. */
import type { Model } from 'mongoose';
import type { WhatsAppId } from '#models/whatsapp-id.ts';
import { isDuplicate, isOutage } from '#models/database.ts';
import type { Merging } from './merging.ts';

interface Hash {
  whatsApp(id: string): string;
}

/** WhatsApp says that whoever has this address has this telephone. */
type Proved = (address: string, phone: string) => Promise<void>;

const isPhone = (id: string): boolean => id.endsWith('@c.us');

/** What cannot be joined is tried again and told by `Merging.resume`: nobody's message is set aside for it. */
const notYet = (error: unknown): null => {
  if (isOutage(error)) throw error;
  return null;
};

export class WhatsAppIdentities {
  private readonly ids: Model<WhatsAppId>;
  private readonly hash: Hash;
  private readonly proved: Proved;
  private readonly merging: Pick<Merging, 'merge' | 'wentTo' | 'onMerged' | 'ready'>;

  constructor(ids: Model<WhatsAppId>, hash: Hash, merging: WhatsAppIdentities['merging'], proved: Proved) {
    this.ids = ids;
    this.hash = hash;
    this.merging = merging;
    this.proved = proved;
  }

  /**
   * `ids` are one person's, the one in use first. The address of a new person follows from the id: two processes at once, or one that
   * dies half-way, give the same. Two addresses that turn out to be one person's are joined.
   */
  async addressOf(ids: readonly string[]): Promise<string> {
    await this.merging.ready;
    const [used = ''] = ids;
    const known = await this.ids.find({ _id: { $in: [...ids] } }).lean<WhatsAppId[]>();
    const own = known.find(({ _id }) => _id === used) ?? known[0];
    const other = known.find(({ address }) => address !== own?.address);
    const joined = own && other ? await this.merging.merge(own.address, other.address).catch(notYet) : null;
    // By the lid where there is one: a phone may be somebody else's next year.
    const address = joined ?? own?.address ?? this.hash.whatsApp(ids.find((id) => !isPhone(id)) ?? used);
    const unknown = ids.filter((id) => !known.some(({ _id }) => _id === id));
    for (const id of unknown.toReversed()) await this.learn(id, address);
    if (own?._id === used) await this.ids.updateOne({ _id: used }, { $set: { usedAt: Date.now() } });
    const phone = ids.find(isPhone);
    if (phone !== undefined) await this.proved(address, phone.replace(/@.*/, ''));
    return address;
  }

  /** Last used first; empty where nobody has this address. */
  async idsOf(address: string): Promise<string[]> {
    const known = await this.known(address);
    if (known.length > 0) return known;
    // What was begun at an address that somebody had is still theirs.
    const into = await this.merging.wentTo(address);
    return into === null ? [] : this.known(into);
  }

  /** See `Merging.onMerged`. */
  onMerged(listener: () => void): void {
    this.merging.onMerged(listener);
  }

  private async known(address: string): Promise<string[]> {
    const known = await this.ids.find({ address }).sort({ usedAt: -1 }).lean<WhatsAppId[]>();
    return known.map(({ _id }) => _id);
  }

  /** Whoever has another phone now has no claim to messages of whoever gets the old one. */
  private async learn(id: string, address: string): Promise<void> {
    try {
      await this.ids.create({ _id: id, address, usedAt: Date.now() });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    if (isPhone(id)) await this.ids.deleteMany({ address, _id: { $regex: /@c\.us$/, $ne: id } });
  }
}
