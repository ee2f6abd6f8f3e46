/** The rows of announcements. Each write is conditional on what the row was: two workers, or a dead one, send nothing twice. */
import type { Tally } from '#models/broadcast.ts';
import { deliveryId, idsOf } from '#models/delivery.ts';
import type { Delivery, DeliveryState } from '#models/delivery.ts';
import type { Models } from '#models/models.ts';
import { channelOf } from '../outbox.ts';

type Row = Pick<Delivery, '_id' | 'chat'>;
type Ended = Exclude<DeliveryState, 'ready' | 'sending'>;

/** Rows closed at once when an announcement is stopped. */
const PAGE = 1000;

export class Deliveries {
  private readonly models: Pick<Models, 'Delivery'>;

  constructor(models: Pick<Models, 'Delivery'>) {
    this.models = models;
  }

  /** Makes a row for each chat that has none; `channels` are those that something can be sent on. */
  async add(broadcast: string, chats: readonly string[], channels: ReadonlySet<string>): Promise<void> {
    if (!chats.length) return;
    const rows = chats.map((chat) => ({
      ...{ _id: deliveryId(broadcast, chat), schemaVersion: 1, broadcast, chat },
      ...(channels.has(channelOf(chat))
        ? { state: 'ready' as const }
        : { state: 'failed' as const, why: 'no-channel' }),
    }));
    // On the driver: mongoose would make a document of each of a million rows.
    await this.models.Delivery.collection.insertMany(rows as never[], { ordered: false }).catch(unlessDuplicates);
  }

  ready(broadcast: string, channel: string, limit: number): Promise<Row[]> {
    const _id = idsOf(deliveryId(broadcast, `${channel}:`));
    return this.models.Delivery.find({ broadcast, state: 'ready', _id }, { chat: 1 }).limit(limit).lean<Row[]>();
  }

  /** True: the row is this worker's alone until `until` (machine ms). */
  claim(id: string, by: string, until: number): Promise<boolean> {
    return this.change({ _id: id, state: 'ready' }, { state: 'sending', by, until });
  }

  /** False: it was not this worker's any more. */
  end(id: string, by: string, state: Ended, why?: string): Promise<boolean> {
    return this.change({ _id: id, state: 'sending', by }, { state, ...(why !== undefined && { why }) });
  }

  /** Surely not sent: it waits again. */
  giveBack(id: string, by: string): Promise<boolean> {
    return this.change({ _id: id, state: 'sending', by }, { state: 'ready' });
  }

  /** Whoever sent these is dead or late: they may have arrived, and are never sent again. */
  async expire(broadcast: string): Promise<void> {
    const late = { broadcast, state: 'sending' as const, until: { $lte: Date.now() } };
    await this.models.Delivery.updateMany(late, { $set: { state: 'unknown' } });
  }

  /** Whoever leaves gets nothing of what waits for them. */
  async leave(chat: string): Promise<void> {
    await this.models.Delivery.updateMany({ chat, state: 'ready' }, { $set: { state: 'left' } });
  }

  /** What waits is not sent any more; `going` is asked between pages. False: it was not asked to the end. */
  async close(broadcast: string, going: () => Promise<boolean>): Promise<boolean> {
    const { Delivery } = this.models;
    for (;;) {
      const rows = await Delivery.find({ broadcast, state: 'ready' }, { _id: 1 }).limit(PAGE).lean<Row[]>();
      if (!rows.length) return true;
      const ids = rows.map(({ _id }) => _id);
      await Delivery.updateMany({ _id: { $in: ids }, state: 'ready' }, { $set: { state: 'failed', why: 'stopped' } });
      if (!(await going())) return false;
    }
  }

  /** Is one of them not at its end? */
  async open(broadcast: string): Promise<boolean> {
    return (await this.models.Delivery.exists({ broadcast, state: { $in: ['ready', 'sending'] } })) !== null;
  }

  async tally(broadcast: string): Promise<Tally> {
    const count = (state: Ended): Promise<number> => this.models.Delivery.countDocuments({ broadcast, state });
    return {
      sent: await count('sent'),
      left: await count('left'),
      failed: await count('failed'),
      unknown: await count('unknown'),
    };
  }

  private async change(filter: Partial<Delivery>, set: Partial<Delivery>): Promise<boolean> {
    return (await this.models.Delivery.updateOne(filter, { $set: set })).matchedCount === 1;
  }
}

/** Rows that were made before the process died. */
function unlessDuplicates(error: unknown): void {
  const { code, writeErrors } = error as { code?: number; writeErrors?: { code: number }[] | { code: number } };
  const all = writeErrors ? [writeErrors].flat() : [{ code }];
  if (!all.every((one) => one.code === 11000)) throw error;
}
