/** One phone over HTTP, and a listener that prints whatever it shows. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Shown } from '../world/shown.ts';
import type { Addresses } from './running.ts';
import { reached } from './running.ts';

/** Ms that one look at the phone waits for something new. */
const LOOK = 20_000;

/** What the stand-in would not let the person do; one sentence. */
export class Refused extends Error {}

export interface State {
  position: number;
  opened: boolean;
  blocked: boolean;
  events: Shown[];
}

export class RemotePhone {
  private address: string;

  constructor({ standIn }: Addresses, person: string, channel: string) {
    this.address = `${standIn}/people/${encodeURIComponent(person)}/at/${encodeURIComponent(channel)}`;
  }

  /** Everything shown after `seq`; waits for the first. */
  async look(seq: number, wait: number, signal?: AbortSignal): Promise<State> {
    return (await this.call(`?after=${seq}&wait=${wait}`, { ...(signal && { signal }) })) as unknown as State;
  }

  /** Does an action of `people/actions.ts`; the feed's position just before it. */
  async do(action: Record<string, unknown>): Promise<number> {
    const headers = { 'content-type': 'application/json' };
    const done = await this.call('', { method: 'POST', headers, body: JSON.stringify(action) });
    return done['position'] as number;
  }

  private async call(query: string, init: RequestInit): Promise<Record<string, unknown>> {
    const response = await reached(fetch(this.address + query, init));
    const body = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Refused(String(body['error']));
    return body;
  }
}

/** Follows the phone in the background; `onShown` gets each event once, in order. */
export class Listener {
  /** Numbers of the newest message of the bot, and of anything from it. */
  private lastMessage = 0;
  private lastSign = 0;
  private lastAt = 0;
  private seq: number;
  private stop = new AbortController();
  private running: Promise<void>;
  private wake = Promise.withResolvers<void>();

  constructor(phone: RemotePhone, from: number, onShown: (event: Shown) => void) {
    this.seq = from;
    this.running = this.follow(phone, onShown);
  }

  /**
   * Waits for a message after `position`, at most `patience` ms, then until nothing came for `quiet` ms. True if the
   * bot showed anything: a word on a pressed button counts, but the message that should follow is waited for.
   */
  async settle(position: number, patience: number, quiet: number): Promise<boolean> {
    const deadline = Date.now() + patience;
    while (this.lastMessage <= position && Date.now() < deadline) await this.change(deadline - Date.now());
    if (this.lastSign <= position) return false;
    for (let rest = quiet; rest > 0; rest = this.lastAt + quiet - Date.now()) await this.change(rest);
    return true;
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  /** Resolves when the listener has failed: the system went away. */
  get gone(): Promise<void> {
    return this.running;
  }

  private async change(ms: number): Promise<void> {
    const done = new AbortController();
    await Promise.race([this.wake.promise, sleep(ms, undefined, { signal: done.signal }).catch(() => {})]);
    done.abort();
  }

  private async follow(phone: RemotePhone, onShown: (event: Shown) => void): Promise<void> {
    while (!this.stop.signal.aborted) {
      try {
        const { events } = await phone.look(this.seq, LOOK, this.stop.signal);
        for (const event of events) this.take(event, onShown);
      } catch (error) {
        if (this.stop.signal.aborted) return;
        throw error;
      }
    }
  }

  private take(event: Shown, onShown: (event: Shown) => void): void {
    this.seq = event.seq;
    if (!event.byBot || event.what === 'action') return;
    this.lastSign = event.seq;
    this.lastAt = Date.now();
    if (event.what === 'message' || event.what === 'edited') this.lastMessage = event.seq;
    onShown(event);
    this.wake.resolve();
    this.wake = Promise.withResolvers();
  }
}
