/** Serves the page to the bot's Chromium over HTTPS on loopback, and carries commands to it and its words back. */
import { EventEmitter, once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import https from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Account, Said } from './account.ts';
import { makeCertificate } from './certificate.ts';

/** What the page plays wrong; `sends` strikes one send each: `hang`, `silent`, `slow`, or an error's text. */
export interface PageFaults {
  noDebug?: boolean;
  neverSync?: boolean;
  syncBeforeListener?: boolean;
  sendSeen?: string | null;
  sends?: string[];
  upload?: string | null;
  /** As `sends`, of files that are fetched. */
  downloads?: string[];
  mediaStage?: string | null;
  noLidFor?: string[];
  /** Why no code to type is given. */
  pairing?: string | null;
  unregistered?: string[];
  /** Phone id to the lid that the service names for it. */
  lids?: Record<string, string>;
}

const VERSION = '2.3000.9999999999';
const app = path.join(import.meta.dirname, 'page');
const scripts = new Set(readdirSync(app));

/** Emits `sent`, `seen`, `page`, `gone`, `told` (everything else the page tells). */
export class PageServer extends EventEmitter {
  readonly faults: PageFaults = {};
  private readonly account: Account;
  private readonly server: https.Server;
  private readonly fingerprint: string;
  private line: ServerResponse | null = null;
  private lineLinked = false;
  private commands = 0;

  constructor(account: Account) {
    super();
    this.setMaxListeners(0);
    this.account = account;
    const { key, cert, fingerprint } = makeCertificate();
    this.fingerprint = fingerprint;
    this.server = https.createServer({ key, cert }, (request, response) => {
      this.answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
  }

  async listen(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  /** For the bot's Chromium: only WhatsApp's name resolves, to here, so that nothing can leave the machine. */
  get browserArgs(): string[] {
    const { port } = this.server.address() as AddressInfo;
    return [
      `--host-resolver-rules=MAP web.whatsapp.com:443 127.0.0.1:${port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
      `--ignore-certificate-errors-spki-list=${this.fingerprint}`,
    ];
  }

  /** The page is there and its device linked: it gets messages as they come. */
  get linked(): boolean {
    return this.line !== null && this.lineLinked;
  }

  /** A page is there, linked or not. */
  get open(): boolean {
    return this.line !== null;
  }

  /** The handset scans the code that the page shows; the page gets the chats as they are. */
  async link(): Promise<void> {
    const session = this.account.link();
    this.lineLinked = true;
    await this.command('linked', { session, me: this.account.me, history: this.account.history() });
  }

  /** The handset throws the device out. */
  async unlink(): Promise<void> {
    this.account.unlinkAll();
    this.lineLinked = false;
    await this.command('unlinked');
  }

  /** Has the page do something; rejects where it cannot, or where there is none within 10 s. */
  async command<T = unknown>(command: string, argument?: unknown): Promise<T> {
    const signal = AbortSignal.timeout(10_000);
    if (!this.line) await once(this, 'page', { signal });
    const number = (this.commands += 1);
    const answered = once(this, `result ${number}`, { signal });
    this.line?.write(`data: ${JSON.stringify({ number, command, argument })}\n\n`);
    const [{ result, error }] = (await answered) as [{ result: T; error?: string }];
    if (error !== undefined) throw new Error(error);
    return result;
  }

  async play(faults: PageFaults): Promise<void> {
    Object.assign(this.faults, faults);
    if (this.line) await this.command('faults', faults);
  }

  async close(): Promise<void> {
    this.line?.end();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'https://web.whatsapp.com');
    if (url.pathname === '/') return void response.setHeader('content-type', 'text/html').end(this.page());
    if (url.pathname === '/stand-in/to-page') return this.openLine(response, url.searchParams.get('session') ?? '');
    if (url.pathname === '/stand-in/from-page') {
      const { kind, data } = JSON.parse((await bodyOf(request)).toString()) as { kind: string; data: unknown };
      response.end('{}');
      return this.hear(kind, data);
    }
    if (url.pathname === '/stand-in/upload') {
      const directPath = this.account.addFile(await bodyOf(request), request.headers['content-type'] ?? '');
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify({ directPath }));
    }
    const file = this.account.file(url.pathname);
    if (file) return void response.setHeader('content-type', file.mime).end(file.bytes);
    const script = path.basename(url.pathname);
    if (url.pathname !== `/page/${script}` || !scripts.has(script)) return void response.writeHead(404).end();
    response.setHeader('content-type', 'text/javascript').end(readFileSync(path.join(app, script)));
  }

  private page(): string {
    const { me } = this.account;
    const setting = JSON.stringify({ version: VERSION, me, faults: this.faults }).replaceAll('<', '\\u003c');
    return `<!doctype html><title>WhatsApp</title><link rel="icon" href="data:,"><script>window.STAND_IN=${setting}</script><script type="module" src="/page/main.js"></script>`;
  }

  private openLine(response: ServerResponse, session: string): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const linked = this.account.isLinked(session);
    const history = linked ? this.account.history() : [];
    response.write(`event: hello\ndata: ${JSON.stringify({ linked, ref: this.account.newRef(), history })}\n\n`);
    this.line = response;
    this.lineLinked = linked;
    response.on('close', () => {
      if (this.line !== response) return;
      this.line = null;
      this.emit('gone');
    });
    this.emit('page', linked);
  }

  private hear(kind: string, data: unknown): void {
    if (kind === 'result') return void this.emit(`result ${(data as { number: number }).number}`, data);
    if (kind === 'seen') this.account.see(data as string);
    if (kind === 'logout') this.account.unlinkAll();
    if (kind === 'refreshQR') this.command('qr', this.account.newRef()).catch(() => undefined);
    if (kind === 'sent' || kind === 'seen') this.emit(kind, data);
    else this.emit('told', kind, data);
  }
}

/** A message of the bot as the page had it. */
export interface PageMessage {
  id: { _serialized: string; id: string };
  to: { _serialized: string };
  t: number;
  type: string;
  body?: string;
  caption?: string;
  directPath?: string;
  filename?: string;
  mimetype?: string;
  [attribute: string]: unknown;
}

/** As it is kept in the history. */
export const asSaid = ({
  id,
  to,
  from,
  ack: _ack,
  ...rest
}: PageMessage & { from?: { _serialized: string } }): Said => ({
  // Once it is here the service has taken it, whatever the page knew of that.
  ...rest,
  id: id.id,
  from: from?._serialized ?? '',
  to: to._serialized,
  fromMe: true,
});

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};
