/**
 * How far an announcement is, page by page: made one after the other, then sent and counted on each channel by itself. A page is counted
 * once, in the write that closes it, so that nothing is ever counted over all rows.
 */
import type { Broadcast, Making, Tally } from '#models/broadcast.ts';
import type { Models } from '#models/models.ts';
import { tallyOf } from './deliveries.ts';
import type { Deliveries, Row } from './deliveries.ts';

type Made = Pick<Broadcast, '_id' | 'cursor'>;
type Sent = Pick<Broadcast, '_id' | 'cursor' | 'gathered' | 'lanes' | 'tally' | 'late'>;

/** Who makes the rows of a page of which announcement. */
type Maker = Pick<Making, 'by' | 'page'> & { number: string };

/** Pages that are looked at behind one that is still open. */
const AHEAD = 3;
/** Why a row has failed that came behind the closing of its page. */
const LATE = 'late';

const isOpen = ({ state }: Row): boolean => state === 'ready' || state === 'sending';

/** Where a channel is: the page that it sends now. */
const pageOf = ({ lanes }: Pick<Broadcast, 'lanes'>, channel: string): number => lanes?.[channel] ?? 0;

export const channelsOf = ({ lanes }: Pick<Broadcast, 'lanes'>): string[] => Object.keys(lanes ?? {});

export const isOver = (broadcast: Sent): boolean =>
  broadcast.gathered && channelsOf(broadcast).every((channel) => pageOf(broadcast, channel) >= broadcast.cursor.pages);

const isClosed = ({ gathered, cursor, lanes }: Sent, channel: string, page: number): boolean =>
  gathered && (page >= cursor.pages || page < (lanes?.[channel] ?? Infinity));

export class Pages {
  private readonly models: Pick<Models, 'Broadcast' | 'Delivery'>;
  private readonly deliveries: Deliveries;

  constructor(models: Pick<Models, 'Broadcast' | 'Delivery'>, deliveries: Deliveries) {
    this.models = models;
    this.deliveries = deliveries;
  }

  /** Said before its rows are written: whoever dies between leaves word of where some may have come late. */
  async begins({ number, by, page }: Maker): Promise<void> {
    await this.models.Broadcast.updateOne({ _id: number }, { $push: { making: { by, page, at: Date.now() } } });
  }

  /** Whatever rows they wrote are counted, or will be with their page. */
  async said({ number, by, page }: Maker): Promise<void> {
    await this.models.Broadcast.updateOne({ _id: number }, { $pull: { making: { by, page } } });
  }

  /** Pages that somebody began before `before` (machine ms), and never said that they are made. */
  async unsaid(before: number): Promise<(Maker & Pick<Making, 'at'>)[]> {
    const found = await this.models.Broadcast.find({ 'making.at': { $lte: before } }, { making: 1 }).lean<
      Broadcast[]
    >();
    const all = found.flatMap(({ _id, making = [] }) => making.map((one) => ({ ...one, number: _id })));
    return all.filter(({ at }) => at <= before);
  }

  /** The page at the cursor has its rows; `next` is where the one after it begins. Null: another worker said so before. */
  async made(
    { _id, cursor: { after, pages } }: Made,
    next: string | null,
    by?: string,
  ): Promise<Broadcast['cursor'] | null> {
    const rows = await this.deliveries.rows({ broadcast: _id, page: pages });
    const lanes = [...new Set(rows.map(({ channel }) => channel))].map((channel) => [`lanes.${channel}`, 0]);
    const cursor = { after: next ?? after, pages: pages + (rows.length ? 1 : 0) };
    const changed = await this.models.Broadcast.updateOne(
      { _id, gathered: false, 'cursor.after': after },
      {
        ...{ $set: { cursor, gathered: next === null, ...Object.fromEntries(lanes) }, $inc: { total: rows.length } },
        ...(by !== undefined && { $pull: { making: { by, page: pages } } }),
      },
    );
    return changed.matchedCount === 1 ? cursor : null;
  }

  /** Rows of `page` that are not at their end; none: the page is counted and closed. What a dead sender left is closed before. */
  async open(broadcast: string, channel: string, page: number): Promise<Row[]> {
    const read = (): Promise<Row[]> => this.deliveries.rows({ broadcast, page, channel });
    let rows = await read();
    if (await this.deliveries.expire(rows)) rows = await read();
    const open = rows.filter(isOpen);
    if (open.length) return open;
    const tally = Object.entries(tallyOf(rows)).map(([state, count]) => [`tally.${state}`, count]);
    await this.models.Broadcast.updateOne(
      { _id: broadcast, [`lanes.${channel}`]: page },
      { $set: { [`lanes.${channel}`]: page + 1 }, $inc: Object.fromEntries(tally) as Record<string, number> },
    );
    return [];
  }

  /**
   * The next rows that wait on a channel; none: they all ended, or somebody is still sending the last of them. A page in which only that
   * is left stays open behind, for as long as a dead process may have been sending: nobody else waits for it.
   */
  async next(broadcast: Sent, channel: string, going: () => Promise<boolean>): Promise<Row[]> {
    const first = pageOf(broadcast, channel);
    for (let [page, behind] = [first, 0]; page < broadcast.cursor.pages && behind <= AHEAD; page += 1) {
      if (!(await going())) return [];
      const open = await this.open(broadcast._id, channel, page);
      if (open.length || behind) behind += 1;
      // Where the lane is now: this very announcement is sent from several times.
      if (!behind) broadcast.lanes = { ...broadcast.lanes, [channel]: page + 1 };
      const ready = open.filter(({ state }) => state === 'ready');
      if (ready.length) return ready;
    }
    return [];
  }

  /** What waits on a channel is not sent any more. */
  async fail(broadcast: Sent, channel: string, why: string, going: () => Promise<boolean>): Promise<void> {
    for (;;) {
      const rows = await this.next(broadcast, channel, going);
      if (!rows.length) return;
      await this.deliveries.fail(rows, why);
    }
  }

  /**
   * Rows made behind another worker who has said that their page is whole: this process stood still between reading the audience and
   * writing. In a page that is closed nobody looks at them any more: they end here, and count. False: some may go out with their page.
   */
  async endLate(_id: string, page: number): Promise<boolean> {
    const { Broadcast } = this.models;
    const late = (await this.deliveries.rows({ broadcast: _id, page })).filter(({ state }) => state === 'ready');
    const lanes = Object.fromEntries(late.map(({ channel }) => [`lanes.${channel}`, 0]));
    // Nothing is sent before all pages are made: a channel that had no rows yet has some now.
    if (late.length) await Broadcast.updateOne({ _id, gathered: false }, { $set: lanes });
    const broadcast = await Broadcast.findOne({ _id }).lean<Sent>();
    if (!broadcast) return true;
    const closed = late.filter(({ channel }) => isClosed(broadcast, channel, page));
    await this.deliveries.fail(closed, LATE);
    await this.countLate(broadcast, page);
    return closed.length === late.length;
  }

  /** By the rows, and never by who ended them: they may have died before this. */
  private async countLate({ _id, late }: Sent, page: number): Promise<void> {
    const { Broadcast, Delivery } = this.models;
    const had = late?.[page];
    const all = await Delivery.countDocuments({ broadcast: _id, page, why: LATE });
    const more = all - (had ?? 0);
    // Fewer: the rows are gone with their time.
    if (more <= 0) return;
    // Of two who count at once one does.
    await Broadcast.updateOne(
      { _id, [`late.${page}`]: had ?? { $exists: false } },
      { $set: { [`late.${page}`]: all }, $inc: { total: more, 'tally.failed': more } },
    );
  }

  /** Rows by how they ended, to this moment: the pages that are closed, and of each channel the one it is in. */
  async tally(broadcast: Sent): Promise<Tally> {
    const sum = { ...broadcast.tally };
    for (const channel of channelsOf(broadcast)) {
      const page = pageOf(broadcast, channel);
      const now = tallyOf(await this.deliveries.rows({ broadcast: broadcast._id, page, channel }));
      for (const state of Object.keys(sum) as (keyof Tally)[]) sum[state] += now[state];
    }
    return sum;
  }
}
