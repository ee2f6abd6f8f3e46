/** The rows of announcements. Each write is conditional on what the row was: two workers, or a dead one, send nothing twice. */
import { NO_TALLY } from '#models/broadcast.ts';
import type { Tally } from '#models/broadcast.ts';
import { deliveryId } from '#models/delivery.ts';
import type { Delivery, DeliveryState } from '#models/delivery.ts';
import type { Models } from '#models/models.ts';
import { channelOf } from '../outbox.ts';
import type { Receiver } from './audience.ts';

export type Row = Pick<Delivery, '_id' | 'chat' | 'others' | 'state' | 'channel' | 'until'>;
/** Rows made at once, of an announcement, and what of them goes out on one channel. */
export type Page = Pick<Delivery, 'broadcast' | 'page'> & { channel?: string };

export class Deliveries {
  private readonly models: Pick<Models, 'Delivery'>;

  constructor(models: Pick<Models, 'Delivery'>) {
    this.models = models;
  }

  /** Makes a row for everybody who has none yet; who has one keeps it, in whatever page. */
  async add({ broadcast, page }: Page, receivers: readonly Receiver[]): Promise<void> {
    if (!receivers.length) return;
    const rows = receivers.map(({ key, chats: [chat = '', ...others] }) => ({
      ...{
        _id: deliveryId(broadcast, key),
        schemaVersion: 1,
        broadcast,
        page,
        channel: channelOf(chat),
        chat,
      },
      ...(others.length && { others }),
      state: 'ready' as const,
    }));
    // On the driver: mongoose would make a document of each of a million rows.
    await this.models.Delivery.collection.insertMany(rows as never[], { ordered: false }).catch(unlessDuplicates);
  }

  rows(page: Page): Promise<Row[]> {
    return this.models.Delivery.find({ ...page }, { chat: 1, others: 1, state: 1, channel: 1, until: 1 }).lean<Row[]>();
  }

  /** True: the row is this worker's alone until `until` (machine ms). */
  claim(id: string, by: string, until: number): Promise<boolean> {
    return this.change({ _id: id, state: 'ready' }, { state: 'sending', by, until });
  }

  /** False: it was not this worker's any more. */
  end(id: string, by: string, state: keyof Tally, why?: string): Promise<boolean> {
    return this.change({ _id: id, state: 'sending', by }, { state, ...(why !== undefined && { why }) });
  }

  /** Surely not sent: it waits again. */
  giveBack(id: string, by: string): Promise<boolean> {
    return this.change({ _id: id, state: 'sending', by }, { state: 'ready' });
  }

  /** Whoever sent these is dead or late: they may have arrived, and are never sent again. True: there were some. */
  async expire(rows: readonly Row[]): Promise<boolean> {
    const late = rows.filter(({ state, until }) => state === 'sending' && (until ?? 0) <= Date.now());
    if (late.length) await this.changeAll(late, 'sending', { state: 'unknown' }, { until: { $lte: Date.now() } });
    return late.length > 0;
  }

  /** What waits is not sent any more. Returns how many did. */
  async fail(rows: readonly Row[], why: string): Promise<number> {
    const ready = rows.filter(({ state }) => state === 'ready');
    return ready.length ? this.changeAll(ready, 'ready', { state: 'failed', why }) : 0;
  }

  /** Whoever leaves gets nothing of what waits for them. */
  async leave(chat: string): Promise<void> {
    await this.models.Delivery.updateMany({ chat, state: 'ready' }, { $set: { state: 'left' } });
  }

  private async changeAll(
    rows: readonly Row[],
    state: DeliveryState,
    set: Partial<Delivery>,
    more: object = {},
  ): Promise<number> {
    const _id = { $in: rows.map((row) => row._id) };
    return (await this.models.Delivery.updateMany({ _id, state, ...more }, { $set: set })).modifiedCount;
  }

  private async change(filter: Partial<Delivery>, set: Partial<Delivery>): Promise<boolean> {
    return (await this.models.Delivery.updateOne(filter, { $set: set })).matchedCount === 1;
  }
}

/** How many of the rows ended how. */
export function tallyOf(rows: readonly Row[]): Tally {
  const tally = { ...NO_TALLY };
  for (const { state } of rows) if (state !== 'ready' && state !== 'sending') tally[state] += 1;
  return tally;
}

/** Rows that were made before the process died. */
function unlessDuplicates(error: unknown): void {
  const { code, writeErrors } = error as { code?: number; writeErrors?: { code: number }[] | { code: number } };
  const all = writeErrors ? [writeErrors].flat() : [{ code }];
  if (!all.every((one) => one.code === 11000)) throw error;
}
