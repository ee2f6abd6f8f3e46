/**
 * What the holder of a number does beside carrying messages: writes down where it stands, shows its code to whoever wants to link it
 * and takes it back, and goes the way to another number step by step. Whoever holds the number next goes on where this one died.
 */
import type { WhatsAppNumber } from '#models/whatsapp-number.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { tx } from '#flows/engine/message.ts';
import type { NumberBook, NumberName } from './number-book.ts';

/** What it needs of the channel. */
export interface Held {
  readonly state: string;
  readonly number: string | null;
  pair(digits: string): Promise<void>;
  /** Resolves once the old session is gone for good. */
  relink(): Promise<void>;
}

/** Where codes are shown: a picture or a word that can be taken back. Each may reject. */
export interface Screen {
  qr(chat: string, text: string, caption: TextRef): Promise<string>;
  code(chat: string, caption: TextRef): Promise<string>;
  erase(chat: string, message: string): Promise<void>;
}

export interface HolderParts {
  name: NumberName;
  book: NumberBook;
  screen: Screen | null;
  held(): boolean;
  log: { warn(fields: object, text: string): void };
  /** Says so to every administrator, once for each key. */
  tellAdmins(key: string, text: TextRef): Promise<void>;
  /** Says so to everybody who talked by this number and is known elsewhere; returns how many. */
  tellPeople(key: string, text: TextRef): Promise<number>;
}

type Sign = { qr: string } | { code: string };

/** ms between looks at what others want. */
const BEAT = 2_000;
/** ms a code works, at the most. */
const QR = 75_000;
const CODE = 180_000;
/** ms before a code to type is asked for again that WhatsApp refused: it gives few, and fewer to who insists. */
const REFUSED = 60_000;

export class Holder {
  private readonly parts: HolderParts;
  private readonly channel: Held;
  private why: string | null = null;
  private state = '';
  private since = new Date();
  private sign: WhatsAppNumber['sign'] = null;
  /** The code and chat that were shown last. */
  private last = '';
  private pairedWith: string | null = null;
  private refusedUntil = 0;
  /** The sign of the loss of which people were told by this process. */
  private toldLost = '';
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(channel: Held, parts: HolderParts) {
    this.channel = channel;
    this.parts = parts;
  }

  start(): void {
    this.timer = setInterval(() => this.kick(), BEAT);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.working;
  }

  onState(state: string, why: string | null): void {
    if (state !== this.state) this.since = new Date();
    this.state = state;
    this.why = state === 'ready' ? null : why;
    if (!['unlinked', 'starting', 'idle'].includes(state)) this.sign = null;
    if (state !== 'unlinked') this.pairedWith = null;
    this.kick();
  }

  onLink(sign: Sign): void {
    const qr = 'qr' in sign;
    const until = new Date(Date.now() + (qr ? QR : CODE));
    this.sign = { kind: qr ? 'qr' : 'code', text: qr ? sign.qr : sign.code, until };
    this.kick();
  }

  /** One after the other; what fails is done at the next look. */
  kick(): void {
    if (this.stopped) return;
    this.working = this.working
      .then(() => this.look())
      .catch((error: unknown) =>
        this.parts.log.warn({ number: this.parts.name, err: error }, 'what a number has to tell was not told yet'),
      );
  }

  private async look(): Promise<void> {
    const { name, book, held } = this.parts;
    if (this.stopped || !held() || this.state === '') return;
    const { state, why, since, sign } = this;
    const doc = await book.beat(name, { state, why, since, sign });
    if (!doc) return;
    await this.lostOrFound(doc);
    await this.goOn(doc);
    await this.show(doc);
  }

  private async lostOrFound(doc: WhatsAppNumber): Promise<void> {
    const { name, book, tellPeople } = this.parts;
    const { state } = this;
    if (state === 'ready' && doc.lost !== null) await book.set(name, { lost: null });
    if (state === 'ready' && this.channel.number !== null && this.channel.number !== doc.number)
      await book.set(name, { number: this.channel.number });
    if (state !== 'banned') return;
    const lost = await book.lose(name);
    if (lost === this.toldLost) return;
    await tellPeople(`hilang:${lost}`, tx('whatsapp.lost', { number: tx(`whatsapp.number-${sideOf(name)}`) }));
    this.toldLost = lost;
  }

  /** The way to another number: forgotten, linked, told. */
  private async goOn({ move, number }: WhatsAppNumber): Promise<void> {
    const { name, book, tellPeople, tellAdmins } = this.parts;
    const which = tx(`whatsapp.number-${sideOf(name)}`);
    if (move?.step === 'wanted') {
      await this.channel.relink();
      await book.set(name, { sign: null });
      await book.moved(name, move.id, 'wanted', 'forgotten');
    }
    if (move?.step === 'forgotten' && this.state === 'ready' && this.channel.number !== null)
      await book.moved(name, move.id, 'forgotten', 'linked');
    if (move?.step !== 'linked') return;
    const shown = `+${this.channel.number ?? number ?? ''}`;
    const told = await tellPeople(`pindah:${move.id}`, tx('whatsapp.moved', { number: which, shown }));
    await tellAdmins(`pindah:${move.id}`, tx('whatsapp.movedAdmin', { number: which, shown, told }));
    await book.moved(name, move.id, 'linked', 'told', told);
  }

  /** The newest code in the chat of whoever wants to link it, and no older one. */
  private async show(doc: WhatsAppNumber): Promise<void> {
    const { name, book, screen } = this.parts;
    if (!screen) return;
    const wanted = doc.link && doc.link.until.getTime() > Date.now() && this.state === 'unlinked' ? doc.link : null;
    if (wanted) await this.pair(wanted);
    const sign = wanted && this.signFor(wanted.phone);
    const now = wanted && sign ? `${wanted.chat} ${sign.text}` : '';
    if (now !== this.last || (now === '' && doc.shown.length > 0)) {
      const shown = wanted && sign ? [{ chat: wanted.chat, message: await this.put(screen, wanted.chat, sign) }] : [];
      // Both are written down before the old one goes: whoever dies in between leaves none that nobody knows of.
      if (shown.length > 0) await book.set(name, { shown: [...shown, ...doc.shown] });
      for (const old of doc.shown) await screen.erase(old.chat, old.message).catch(() => undefined);
      await book.set(name, { shown });
      this.last = now;
    }
    if (this.state === 'ready' && doc.link) await this.linked(doc.link.until);
  }

  private async linked(asked: Date): Promise<void> {
    const { name, book, tellAdmins } = this.parts;
    const shown = `+${this.channel.number ?? ''}`;
    const number = tx(`whatsapp.number-${sideOf(name)}`);
    await tellAdmins(`tertaut:${name}:${asked.getTime()}`, tx('whatsapp.linked', { number, shown }));
    await book.set(name, { link: null });
  }

  private async pair({ phone, until }: NonNullable<WhatsAppNumber['link']>): Promise<void> {
    if (phone === null || phone === this.pairedWith || Date.now() < this.refusedUntil) return;
    try {
      await this.channel.pair(phone);
      this.pairedWith = phone;
    } catch {
      this.refusedUntil = Date.now() + REFUSED;
      const { name, tellAdmins } = this.parts;
      const number = tx(`whatsapp.number-${sideOf(name)}`);
      await tellAdmins(`tolak:${name}:${until.getTime()}`, tx('whatsapp.noCode', { number }));
    }
  }

  /** The code that works now; who wants one to type is not shown one to scan meanwhile. */
  private signFor(phone: string | null): NonNullable<WhatsAppNumber['sign']> | null {
    const { sign } = this;
    if (!sign || sign.until.getTime() <= Date.now()) return null;
    return (phone === null) === (sign.kind === 'qr') ? sign : null;
  }

  private put(screen: Screen, chat: string, { kind, text }: NonNullable<WhatsAppNumber['sign']>): Promise<string> {
    const number = tx(`whatsapp.number-${sideOf(this.parts.name)}`);
    return kind === 'qr'
      ? screen.qr(chat, text, tx('whatsapp.scan', { number }))
      : screen.code(chat, tx('whatsapp.type', { number, code: text }));
  }
}

const sideOf = (name: NumberName): string => name.slice('whatsapp-'.length);
