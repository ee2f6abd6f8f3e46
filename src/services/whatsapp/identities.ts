/** The ids of people at WhatsApp in the database: one person, one address. */
import type { Model } from 'mongoose';
import type { WhatsAppId } from '#models/whatsapp-id.ts';
import { isDuplicate } from '#models/models.ts';

interface Hash {
  whatsApp(id: string): string;
}

export class WhatsAppIdentities {
  private readonly ids: Model<WhatsAppId>;
  private readonly hash: Hash;

  constructor(ids: Model<WhatsAppId>, hash: Hash) {
    this.ids = ids;
    this.hash = hash;
  }

  /**
   * `ids` are one person's, the one in use first. The address of a new person follows from the id: two processes at once, or one that
   * dies half-way, give the same. Where two addresses turn out to be one person's, each chat goes on under its own.
   */
  async addressOf(ids: readonly string[]): Promise<string> {
    const [used = ''] = ids;
    const known = await this.ids.find({ _id: { $in: [...ids] } }).lean<WhatsAppId[]>();
    const own = known.find(({ _id }) => _id === used) ?? known[0];
    const address = own?.address ?? this.hash.whatsApp(used);
    for (const id of ids.toReversed()) if (!known.some(({ _id }) => _id === id)) await this.learn(id, address);
    if (own?._id === used) await this.ids.updateOne({ _id: used }, { $set: { usedAt: Date.now() } });
    return address;
  }

  /** Last used first; empty where nobody has this address. */
  async idsOf(address: string): Promise<string[]> {
    const known = await this.ids.find({ address }).sort({ usedAt: -1 }).lean<WhatsAppId[]>();
    return known.map(({ _id }) => _id);
  }

  private async learn(id: string, address: string): Promise<void> {
    try {
      await this.ids.create({ _id: id, address, usedAt: Date.now() });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}
