/** The updates of one bot: kept until acknowledged, some of them delivered once more afterwards. */
import { EventEmitter, once } from 'node:events';
import type { Update } from '@grammyjs/types';

export type UpdateKind = Exclude<keyof Update, 'update_id'>;

/** Kinds a bot must ask for by name. */
const ON_REQUEST: readonly UpdateKind[] = ['chat_member', 'message_reaction', 'message_reaction_count'];
/** How many delivered updates can still be repeated. */
const MEMORY = 2_000;

export class UpdateQueue {
  /** Kinds the bot asked for; empty means all but those that must be asked for. */
  allowed: readonly UpdateKind[] = [];
  private nextId: () => number;
  private pending: Update[] = [];
  private repeats: Update[] = [];
  private twice = new Set<number>();
  private recent = new Map<number, Update>();
  private changes = new EventEmitter();

  constructor(nextId: () => number) {
    this.nextId = nextId;
    this.changes.setMaxListeners(0);
  }

  /** Queues an update; null where the bot does not take this kind. `twice`: it comes again after it was acknowledged. */
  push(content: Omit<Update, 'update_id'>, twice = false): number | null {
    if (!this.takes(Object.keys(content)[0] as UpdateKind)) return null;
    const update: Update = { update_id: this.nextId(), ...content };
    this.pending.push(update);
    this.remember(update);
    if (twice) this.twice.add(update.update_id);
    this.changes.emit('change');
    return update.update_id;
  }

  /** Delivers a known update once more, whether acknowledged or not. False if it is too old to be known. */
  repeat(id: number): boolean {
    const update = this.recent.get(id);
    if (!update) return false;
    if (this.pending.includes(update)) this.twice.add(id);
    else {
      this.repeats.push(update);
      this.changes.emit('change');
    }
    return true;
  }

  /** Acknowledges everything below `offset`. A negative offset keeps only that many at the end. */
  acknowledge(offset: number): void {
    const first = offset < 0 ? this.pending.at(offset)?.update_id : offset;
    if (first === undefined) return;
    const done = this.pending.filter((update) => update.update_id < first);
    this.pending = this.pending.filter((update) => update.update_id >= first);
    this.repeats.push(...done.filter((update) => this.twice.delete(update.update_id)));
  }

  /** Acknowledges one update, as a webhook's 2xx does. */
  acknowledgeOne(id: number): void {
    const update = this.pending.find((each) => each.update_id === id);
    this.pending = this.pending.filter((each) => each !== update);
    if (update && this.twice.delete(id)) this.repeats.push(update);
    else this.repeats = this.repeats.filter((each) => each.update_id !== id);
  }

  /** Up to `limit` updates for a poll. Repeats come first and leave with it; the rest stays until acknowledged. */
  take(limit: number): Update[] {
    const again = this.repeats.splice(0, limit);
    return [...again, ...this.pending.slice(0, limit - again.length)];
  }

  /** Everything waiting, for a webhook, which acknowledges one at a time. */
  waiting(): Update[] {
    return [...this.repeats, ...this.pending];
  }

  get size(): number {
    return this.pending.length;
  }

  clear(): void {
    this.pending = [];
    this.repeats = [];
  }

  /** Resolves at the next change; rejects when the signal aborts. */
  async changed(signal: AbortSignal): Promise<void> {
    await once(this.changes, 'change', { signal });
  }

  /** Calls back at each change. */
  watch(callback: () => void): void {
    this.changes.on('change', callback);
  }

  private takes(kind: UpdateKind): boolean {
    return this.allowed.length === 0 ? !ON_REQUEST.includes(kind) : this.allowed.includes(kind);
  }

  private remember(update: Update): void {
    this.recent.set(update.update_id, update);
    if (this.recent.size > MEMORY) this.recent.delete(this.recent.keys().next().value!);
  }
}
