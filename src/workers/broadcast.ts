/**
 * Carries announcements out: makes a row for everybody they are for, then sends row after row, with flat memory however many there
 * are. One process works at a time, under a lease; the rows' own conditions hold where a lease does not. It asks MongoDB once a
 * second what there is to do, so that it needs nothing of Valkey. It runs where the channels are.
 */
import type { Broadcast, BroadcastStatus } from '#models/broadcast.ts';
import type { Leases } from '#models/lease.ts';
import { AudienceReader } from '#services/broadcast/audience.ts';
import { Deliveries } from '#services/broadcast/deliveries.ts';
import { channelsOf, isOver, Pages } from '#services/broadcast/pages.ts';
import { quietUntil } from '#services/broadcast/quiet.ts';
import { tellPerson } from '#services/broadcast/tell.ts';
import type { Services } from '#services/commands.ts';
import { faultPoint } from '#services/faultpoints.ts';
import type { Log } from '#services/log.ts';
import { BroadcastBar } from './broadcast-bar.ts';
import type { BarParts } from './broadcast-bar.ts';
import { BroadcastSender } from './broadcast-sender.ts';
import type { SenderParts } from './broadcast-sender.ts';
import { BroadcastTrouble, isWaiting } from './broadcast-trouble.ts';
import type { TroubleParts } from './broadcast-trouble.ts';

export interface BroadcastParts
  extends Omit<SenderParts, 'deliveries' | 'pages'>, Pick<BarParts, 'barEveryMs'>, Pick<TroubleParts, 'firstWaitMs'> {
  leases: Leases;
  services: Services;
  log: Log;
  /** ms between two looks at what the dead left. */
  lookMs?: number;
}

const EVERY = 1000;
/** Rows made at once. */
const PAGE = 1000;
/** Pages of one announcement that are made, or closed, before the next has its turn. */
const PAGES = 20;
/** Rows of all announcements that are due, before the first has its turn again. */
const SLICE = 1000;
/** ms between two looks for rows that came late by somebody who died over them, */
const LOOK = 30_000;
/** and after which nobody who stood still wakes up and writes some more. */
const WAKES = 3_600_000;

export class BroadcastWorker {
  private readonly parts: BroadcastParts;
  private readonly deliveries: Deliveries;
  private readonly pages: Pages;
  private readonly sender: BroadcastSender;
  private readonly bar: BroadcastBar;
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;
  private stopping = false;
  private readonly trouble: BroadcastTrouble;
  /** Pages that this process wrote behind somebody else: known at once, where others find them by the word left in the announcement. */
  private late: { number: string; page: number }[] = [];
  /** Machine ms of the next look. */
  private lookAt = 0;

  constructor(parts: BroadcastParts) {
    this.parts = parts;
    this.deliveries = new Deliveries(parts.services.models);
    this.pages = new Pages(parts.services.models, this.deliveries);
    this.bar = new BroadcastBar({ ...parts, pages: this.pages });
    this.trouble = new BroadcastTrouble(parts);
    this.sender = new BroadcastSender({ ...parts, deliveries: this.deliveries, pages: this.pages });
  }

  start(): void {
    this.timer = setInterval(() => this.begin(), EVERY);
  }

  /** What is being sent ends; the rest waits for another process. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.round;
    await this.endLate().catch(() => {});
    await this.parts.leases.free('siaran', this.parts.self).catch(() => {});
  }

  /** Unless it is under way. */
  private begin(): void {
    this.round ??= this.work()
      .catch((error: unknown) => this.parts.log.error({ err: error }, 'announcements stopped; they go on in a second'))
      .finally(() => (this.round = undefined));
  }

  private async work(): Promise<void> {
    await this.endLate();
    for (let more = true; more && !this.stopping;) {
      more = false;
      const due = await this.due();
      if (!due.length || !(await this.mine())) return;
      for (const broadcast of due) more = (await this.unlessBroken(broadcast, Math.ceil(SLICE / due.length))) || more;
    }
  }

  /** One that fails, whatever is wrong with it, keeps no other from going out. */
  private async unlessBroken(broadcast: Broadcast, slice: number): Promise<boolean> {
    try {
      const more = await this.one(broadcast, slice);
      if (more) await this.trouble.clear(broadcast);
      return more;
    } catch (err) {
      const wait = await this.trouble.note(broadcast._id);
      this.parts.log.error({ number: broadcast._id, err, wait }, 'an announcement failed; it is tried again');
      return false;
    }
  }

  private async endLate(): Promise<void> {
    for (const one of this.late)
      if (await this.pages.endLate(one.number, one.page)) {
        this.late = this.late.filter((other) => other !== one);
        await this.pages.said({ ...one, by: this.parts.self });
      }
    if (Date.now() < this.lookAt) return;
    const look = this.parts.lookMs ?? LOOK;
    this.lookAt = Date.now() + look;
    for (const { at, ...one } of await this.pages.unsaid(Date.now() - look))
      if ((await this.pages.endLate(one.number, one.page)) && at < Date.now() - WAKES) await this.pages.said(one);
  }

  private async due(): Promise<Broadcast[]> {
    const { models, clock } = this.parts.services;
    const due = await models.Broadcast.find({
      $or: [
        { status: 'terjadwal', at: { $lte: new Date(clock.now()) } },
        { status: 'berjalan' },
        { status: 'dihentikan', finishedAt: null },
      ],
    }).lean<Broadcast[]>();
    return due.filter((one) => !isWaiting(one));
  }

  private readonly mine = async (): Promise<boolean> => {
    const { leases, self, leaseMs } = this.parts;
    return !this.stopping && (await leases.take('siaran', self, leaseMs)) !== null;
  };

  /** Still to go on, now: nobody has paused or stopped it, and nobody is disturbed. */
  private async goesOn({ _id }: Pick<Broadcast, '_id'>): Promise<boolean> {
    const { models, council, clock } = this.parts.services;
    if (quietUntil(council, clock.now()) !== null || !(await this.mine())) return false;
    return (await models.Broadcast.exists({ _id, status: 'berjalan' })) !== null;
  }

  private async goesOnTold(broadcast: Broadcast): Promise<boolean> {
    const goesOn = await this.goesOn(broadcast);
    if (goesOn) await this.told(this.bar.beat(broadcast._id));
    return goesOn;
  }

  /** A bar that cannot be shown holds no announcement up. */
  private told(shown: Promise<void>): Promise<void> {
    return shown.catch((error: unknown) => this.parts.log.warn({ err: error }, 'how far it is was not shown'));
  }

  /** True: there is more to do for it at once. */
  private async one(broadcast: Broadcast, slice: number): Promise<boolean> {
    const { council, clock } = this.parts.services;
    if (broadcast.status === 'dihentikan') return this.close(broadcast);
    if (quietUntil(council, clock.now()) !== null) return false;
    if (broadcast.status === 'terjadwal' && !(await this.set(broadcast, { status: 'berjalan', startedAt: this.now() })))
      return true;
    if (!broadcast.gathered) return this.gather(broadcast);
    const { ended, refused } = await this.sender.send(broadcast, slice, () => this.goesOnTold(broadcast));
    if (refused) await this.halt(broadcast);
    if (isOver(broadcast)) await this.finish(broadcast, 'selesai');
    if (ended) await this.told(this.bar.rest(broadcast._id));
    return ended > 0 && !refused;
  }

  /** A page that was half made when somebody died is made again: the rows are there already. */
  private async gather({ _id, audience, except, cursor }: Broadcast): Promise<boolean> {
    const reader = new AudienceReader(this.parts.services.models, { audience, except });
    for (let [n, at] = [0, cursor]; n < PAGES; n += 1) {
      if (!(await this.goesOn({ _id }))) return false;
      const { receivers, after } = await reader.page(at.after, PAGE);
      await this.pages.begins({ number: _id, page: at.pages, by: this.parts.self });
      await this.deliveries.add({ broadcast: _id, page: at.pages }, receivers);
      faultPoint('broadcast-rows');
      const next = await this.pages.made({ _id, cursor: at }, after, this.parts.self);
      if (next === null) this.late.push({ number: _id, page: at.pages });
      if (next === null || after === null) break;
      at = next;
    }
    return true;
  }

  /** The platform takes none of it: everybody who waits would be lost for what is wrong with it. Told as at its end, once for each time. */
  private async halt(broadcast: Broadcast): Promise<void> {
    const fresh = await this.still(broadcast, 'berjalan');
    if (!fresh) return;
    const key = `${fresh._id}/ditolak/${fresh.rev}`;
    await tellPerson(this.parts.services, fresh.author.person, key, 'siaran.halted', fresh);
    await this.set(fresh, { status: 'dijeda' });
  }

  /** Stopped by somebody: what waits is not sent, and what is under way ends. */
  private async close(broadcast: Broadcast): Promise<boolean> {
    if (!broadcast.gathered) {
      await this.pages.made(broadcast, null);
      return true;
    }
    let asked = 0;
    const going = async (): Promise<boolean> => (asked += 1) <= PAGES && (await this.mine());
    for (const channel of channelsOf(broadcast)) await this.pages.fail(broadcast, channel, 'stopped', going);
    if (isOver(broadcast)) await this.finish(broadcast, 'dihentikan');
    return asked > PAGES;
  }

  /** The author hears of it first: the other way round, whoever dies between would leave them without. */
  private async finish(broadcast: Broadcast, status: 'selesai' | 'dihentikan'): Promise<void> {
    const { services } = this.parts;
    const fresh = await this.still(broadcast, status === 'selesai' ? 'berjalan' : 'dihentikan');
    if (!fresh) return;
    await this.trouble.clear(broadcast);
    const key = `${broadcast._id}/${status}`;
    const { sent, left, failed, unknown } = fresh.tally;
    // What came into a page behind its count went out with it all the same.
    const total = sent + left + failed + unknown;
    await tellPerson(services, broadcast.author.person, key, `siaran.over-${status}`, { ...fresh, total });
    await this.set(fresh, { status, finishedAt: this.now(), ...(total !== fresh.total && { total }) });
    await this.told(this.bar.rest(fresh._id));
  }

  /** As it is now. Null: somebody paused or stopped it in this second; it is looked at again when it goes on. */
  private still({ _id }: Broadcast, status: BroadcastStatus): Promise<Broadcast | null> {
    return this.parts.services.models.Broadcast.findOne({ _id, status }).lean<Broadcast>();
  }

  /** Only while its state, and what was approved, is what it was. */
  private async set({ _id, status, version }: Broadcast, set: Partial<Broadcast>): Promise<boolean> {
    const { Broadcast } = this.parts.services.models;
    const from: Partial<Broadcast> =
      set.status === undefined ? {} : { version, status: set.status === 'dijeda' ? 'berjalan' : status };
    const changed = await Broadcast.updateOne({ _id, ...from }, { $set: set, ...(set.status && { $inc: { rev: 1 } }) });
    return changed.matchedCount === 1;
  }

  private now(): Date {
    return new Date(this.parts.services.clock.now());
  }
}
