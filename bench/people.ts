/**
 * People who talk to a contestant. A turn begins when the update is posted and has ended when the reply has arrived and the
 * update was answered: then it is both told and kept. Ours answers the update early, since it keeps it early; the peers when
 * their handler has stored the session.
 */
import http from 'node:http';
import type { Contestant } from './contestant.ts';
import type { Platform } from './platform.ts';
import type { Line } from './script.ts';

interface Person {
  chat: number;
  next: number;
}

const TURN_LIMIT = 60_000;
const SECRET = 'a-secret-of-the-benchmark';

export class People {
  /** Of each turn, ms, in the order they ended. */
  times: number[] = [];
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 1024 });
  private readonly waiting = new Map<number, (text: string) => void>();
  private readonly idle: Person[];
  private readonly to: Contestant;
  private readonly script: readonly Line[];
  private updates: number;

  /** `count` people from chat `first` on; enough of them that nobody writes again before their last turn is cold. */
  constructor(platform: Platform, to: Contestant, script: readonly Line[], first: number, count: number) {
    this.to = to;
    this.script = script;
    this.updates = first * 1000;
    this.idle = Array.from({ length: count }, (_, n) => ({ chat: first + n, next: 0 }));
    platform.onMessage = (token, chat, text) => {
      if (token === to.token) this.waiting.get(chat)?.(text);
    };
  }

  /** For `ms`, `at` turns at once, each by whoever has been silent longest. Resolves to turns a second, the last ones' end included. */
  async closed(ms: number, at: number): Promise<number> {
    const since = performance.now();
    const before = this.times.length;
    const one = async (): Promise<void> => {
      while (performance.now() - since < ms) await this.turn();
    };
    await Promise.all(Array.from({ length: at }, one));
    return ((this.times.length - before) * 1000) / (performance.now() - since);
  }

  /** Everybody says the script from its first line to its last; `times` then holds turn after turn of all. */
  async whole(): Promise<void> {
    for (let n = this.script.length * this.idle.length; n > 0; n -= 1) await this.turn();
  }

  /** Turns that begin at `rate` a second whether or not those before have ended, for `ms`. */
  async open(rate: number, ms: number): Promise<void> {
    const begun: Promise<void>[] = [];
    const since = performance.now();
    // At random moments, as people are: independent of each other.
    for (let at = 0; at < ms; at += (-Math.log(1 - Math.random()) * 1000) / rate) {
      const wait = since + at - performance.now();
      if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
      if (this.idle.length) begun.push(this.turn());
    }
    await Promise.all(begun);
  }

  close(): void {
    this.agent.destroy();
  }

  private async turn(): Promise<void> {
    const person = this.idle.shift();
    if (!person) throw new Error('nobody is free to talk');
    const line = this.script[person.next % this.script.length]!;
    const since = performance.now();
    const [text] = await Promise.all([this.reply(person.chat), this.post(person.chat, line.says)]);
    this.times.push(performance.now() - since);
    if (!line.hears.test(text)) throw new Error(`${this.to.name} said "${text}" to "${line.says}"`);
    person.next += 1;
    this.idle.push(person);
  }

  private reply(chat: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${this.to.name} does not reply`)), TURN_LIMIT);
      this.waiting.set(chat, (text) => {
        clearTimeout(late);
        this.waiting.delete(chat);
        resolve(text);
      });
    });
  }

  private post(chat: number, text: string): Promise<void> {
    const from = { id: chat, is_bot: false, first_name: 'Warga', language_code: 'id' };
    const update_id = (this.updates += 1);
    const date = Math.floor(Date.now() / 1000);
    const message = {
      message_id: update_id,
      date,
      from,
      chat: { id: chat, type: 'private', first_name: 'Warga' },
      text,
    };
    const body = JSON.stringify({ update_id, message });
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-telegram-bot-api-secret-token': SECRET,
    };
    return new Promise((resolve, reject) => {
      http
        .request(this.to.webhook, { agent: this.agent, method: 'POST', headers }, (answer) => {
          if (answer.statusCode !== 200) reject(new Error(`${this.to.name} answered ${answer.statusCode}`));
          answer.resume().once('end', resolve);
        })
        .once('error', reject)
        .end(body);
    });
  }
}
