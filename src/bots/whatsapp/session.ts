/**
 * One client of the library and its one browser, from start to end. The library says little of its own failures: every way in
 * which it falls silent is watched here, and ends the session. A session is never mended, only followed by another.
 */
import { once } from 'node:events';
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { nameOf } from '../log.ts';
import { wentWell } from '../went-well.ts';
import { Client, LocalAuth, type Client as LibraryClient } from './library.ts';
import type { Limits, LinkSign, WhatsAppOptions } from './options.ts';
import { endOrphans, ownerFlag } from './orphans.ts';
import { endingOf, type Ending, type State } from './state.ts';

export interface SessionEvents {
  state(state: State): void;
  link(sign: LinkSign): void;
  /** Ready; comes again after each reconnection. */
  ready(client: LibraryClient): void;
  /** Its planned end has come: whoever hears it finishes the session once nothing is under way in it. */
  aged(): void;
}

/** The library removes the profile under the living browser; the next link would not survive a restart. `life.ts` does it after the end. */
class KeptProfile extends LocalAuth {
  override logout = async (): Promise<void> => {};
}

export class Session {
  readonly client: LibraryClient;
  /** Why it is over; never rejects. */
  readonly over: Promise<Ending>;
  ready = false;
  private readonly resolveOver: (why: Ending) => void;
  private isOver = false;
  private readonly limits: Limits;
  private readonly options: WhatsAppOptions;
  private readonly events: SessionEvents;
  private readonly timers = new Set<NodeJS.Timeout>();
  private deadline: NodeJS.Timeout | undefined;
  private begun = false;
  /** A code is typed instead of scanned. */
  private pairing = false;
  /** `initialize` has come to its end. */
  private settled = false;
  /** Machine ms since which there is no line, and since which there is one again. */
  private offSince: number | null = null;
  private backSince: number | null = null;

  static async open(options: WhatsAppOptions, limits: Limits, events: SessionEvents): Promise<Session> {
    closeFolder(path.dirname(options.profile), options);
    await endOrphans(folderOf(options.profile));
    const browser = await options.browser();
    return new Session(options, limits, events, browser);
  }

  private constructor(
    options: WhatsAppOptions,
    limits: Limits,
    events: SessionEvents,
    browser: Awaited<ReturnType<WhatsAppOptions['browser']>>,
  ) {
    this.options = options;
    this.limits = limits;
    this.events = events;
    const ended = Promise.withResolvers<Ending>();
    this.over = ended.promise;
    this.resolveOver = ended.resolve;
    this.client = new Client({
      authStrategy: new KeptProfile({
        dataPath: path.dirname(options.profile),
        clientId: path.basename(options.profile),
      }),
      // The library's cache of the page would answer with an old one; without it nothing is written to the disk either.
      webVersionCache: { type: 'none' },
      authTimeoutMs: limits.start,
      ...(options.pairWith !== undefined && { pairWithPhoneNumber: { phoneNumber: options.pairWith } }),
      puppeteer: {
        executablePath: browser.executablePath,
        headless: true,
        env: browser.env,
        args: [...FLAGS, ownerFlag, ...(options.browserArgs ?? [])],
        protocolTimeout: PROTOCOL,
        // Signals are ours: puppeteer's own handlers would close the browser under a send.
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      },
    });
    this.guardInjection();
    this.guardPairing();
    this.listen();
    this.after(limits.life, () => this.events.aged());
    this.within(limits.start + 30_000, 'no-start');
    void this.start();
  }

  /** Ends it for a reason of ours. */
  finish(why: Ending): void {
    this.end(why);
  }

  /** Shows a code to type on the handset of this number (its digits) from now on. Rejects where the page does not give one. */
  async pair(digits: string): Promise<void> {
    this.pairing = true;
    await this.askCode(digits).catch((error: unknown) => {
      this.pairing = false;
      throw error;
    });
  }

  /** Closes the browser, by force where it does not go. Never rejects. */
  async close(): Promise<void> {
    this.end('stopped');
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    clearTimeout(this.deadline);
    await this.browserIsThere();
    const child = this.client.pupBrowser?.process();
    const closed = wentWell(this.client.destroy());
    const late = new Promise<false>((resolve) => setTimeout(resolve, CLOSING, false).unref());
    if (!(await Promise.race([closed, late]))) child?.kill('SIGKILL');
    if (child && child.exitCode === null && child.signalCode === null)
      await Promise.race([once(child, 'exit'), new Promise((resolve) => setTimeout(resolve, CLOSING).unref())]);
  }

  /** A browser that is only now being launched would be nobody's afterwards, and hold the profile. */
  private async browserIsThere(): Promise<void> {
    for (let waited = 0; !this.client.pupBrowser && !this.settled && waited < LAUNCH; waited += STEP)
      await new Promise((resolve) => setTimeout(resolve, STEP));
  }

  private end(why: Ending): void {
    this.isOver = true;
    this.resolveOver(why);
  }

  private async start(): Promise<void> {
    try {
      await this.client.initialize();
      this.begun = true;
      this.watchBrowser();
      this.look();
    } catch (error) {
      // Also a bare string, `auth timeout`.
      this.options.log.warn({ why: nameOf(error) }, 'WhatsApp did not start');
      this.end('no-start');
    } finally {
      this.settled = true;
    }
  }

  private listen(): void {
    const { client, limits } = this;
    client.on('qr', (qr: string) => {
      if (this.pairing || this.isOver) return;
      this.within(limits.code, 'code-expired');
      this.events.state('unlinked');
      this.events.link({ qr });
    });
    client.on('code', (code: string) => {
      if (this.isOver) return;
      // A new one comes every three minutes by itself.
      this.within(limits.code + 180_000, 'code-expired');
      this.events.state('unlinked');
      this.events.link({ code });
    });
    client.on('authenticated', () => {
      if (this.ready || this.isOver) return;
      this.within(limits.sync, 'never-ready');
      this.events.state('syncing');
    });
    client.on('auth_failure', () => this.end('logged-out'));
    client.on('ready', () => this.isReady());
    client.on('change_state', (state: string) => this.lineIs(state));
    client.on('disconnected', (reason: string) => this.end(endingOf(String(reason))));
  }

  private isReady(): void {
    if (this.isOver) return;
    clearTimeout(this.deadline);
    this.ready = true;
    this.offSince = null;
    this.backSince = null;
    this.events.state('ready');
    this.events.ready(this.client);
  }

  /**
   * After a reload the library injects itself again in a listener of its own; what fails there is nobody's promise, and would
   * end the process.
   */
  private guardInjection(): void {
    const client = this.client as LibraryClient & { inject(): Promise<void>; initWebVersionCache(): Promise<void> };
    const inject = client.inject.bind(client);
    client.inject = async () => {
      if (!this.begun) return inject();
      this.ready = false;
      this.tell('degraded');
      this.within(this.limits.sync, 'never-ready');
      await inject().catch(() => this.end('injection'));
    };
    // It would listen for the page's own text, which is no longer there after a navigation: the same end.
    client.initWebVersionCache = async () => {};
  }

  private askCode: (digits: string) => Promise<string> = () => Promise.reject(new Error('no page'));

  /** The library asks for a code without waiting for it: a refusal (WhatsApp gives few an hour) would be nobody's, and end the process. */
  private guardPairing(): void {
    this.askCode = this.client.requestPairingCode.bind(this.client);
    this.client.requestPairingCode = (digits) =>
      this.askCode(digits).catch(() => {
        this.end('no-code');
        return '';
      });
  }

  private watchBrowser(): void {
    this.client.pupBrowser?.on('disconnected', () => this.end('browser-gone'));
    this.client.pupPage?.on('error', () => this.end('page-crashed'));
    if (this.client.pupBrowser?.connected === false) this.end('browser-gone');
  }

  /** Looks at the page now and then: a line that is lost says nothing, nor does `ready` that was missed. */
  private look(): void {
    // One that went on behind the end would hold the client for ever.
    if (this.isOver) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.lookNow().finally(() => this.look());
    }, this.limits.look);
    timer.unref();
    this.timers.add(timer);
  }

  private async lookNow(): Promise<void> {
    const late = Symbol('late');
    const state = await Promise.race([
      this.client.getState().then(String, () => late),
      new Promise<symbol>((resolve) => setTimeout(resolve, this.limits.look, late).unref()),
    ]);
    if (state === late) return this.end('unanswering');
    this.lineIs(state as string, true);
  }

  private lineIs(state: string, looked = false): void {
    if (this.isOver) return;
    if (state === 'CONNECTED') return this.ready ? this.isBack(looked) : this.isLinked();
    this.backSince = null;
    if (state === 'PAIRING') {
      this.within(this.limits.sync, 'never-ready');
      return this.tell('linking');
    }
    if (!this.ready) return;
    this.offSince ??= Date.now();
    this.tell('degraded');
    if (Date.now() - this.offSince > this.limits.silence) this.end('silent');
  }

  /** Linked, and `ready` may never come: the library listens too late for it. */
  private isLinked(): void {
    this.offSince ??= Date.now();
    if (Date.now() - this.offSince > this.limits.sync) this.end('never-ready');
  }

  /** The library says `ready` where the chats were fetched anew; a line that was only lost for a moment comes back without a word. */
  private isBack(looked: boolean): void {
    if (this.offSince === null) return;
    this.backSince ??= Date.now();
    if (looked && Date.now() - this.backSince >= this.limits.look) this.isReady();
  }

  private tell(state: State): void {
    if (!this.isOver) this.events.state(state);
  }

  /** One deadline at a time: of whatever is waited for now. */
  private within(ms: number, why: Ending): void {
    clearTimeout(this.deadline);
    if (this.isOver) return;
    this.deadline = setTimeout(() => this.end(why), ms);
    this.deadline.unref();
  }

  private after(ms: number, then: () => void): void {
    const timer = setTimeout(then, ms);
    timer.unref();
    this.timers.add(timer);
  }
}

/** ms one call into the page may take; the library's own would be three minutes. */
const PROTOCOL = 60_000;
/** ms a browser may take to be launched, and between looks whether it is. */
const LAUNCH = 60_000;
const STEP = 20;
/** ms a browser has to close by itself. */
const CLOSING = 5_000;

/** Where the library keeps a session. */
const folderOf = (profile: string): string => path.resolve(path.dirname(profile), `session-${path.basename(profile)}`);

/** Whoever can read it is the number; a folder that was there before may be open to others. */
const closeFolder = (folder: string, { log }: WhatsAppOptions): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    chmodSync(folder, 0o700);
  } catch (error) {
    log.warn({ error: nameOf(error) }, 'the folder of a session could not be closed to others');
  }
};

/** A browser in a container has no sandbox of its own, no GPU, and nothing to say to its maker. */
const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-dev-shm-usage'],
  ...['--disable-component-update', '--disable-sync', '--disable-extensions', '--mute-audio'],
];
