/** A browser without a window: keeps the cookie, and asks what the page asks. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { ReportCard } from '#flows/tindak-lanjut/rules.ts';
import type { System } from '#system';
import type { Talk } from '#tests/support/talk.ts';

export async function linkFrom(staff: Talk): Promise<string> {
  await staff.user('meja').sees('Silakan buka di komputer').done;
  const text = staff.phone.messages().at(-1)?.text ?? '';
  const url = /http\S+/.exec(text)?.[0];
  assert.ok(url, text);
  return url;
}

/** Whoever tells the next word to a chat of `channel` dies with it: what was changed before stands, and the press has no answer. */
export function dieTelling({ conversation }: System, channel: string): void {
  const accept = conversation.accept.bind(conversation);
  conversation.accept = async (chat, ...entering) => {
    if (!chat.startsWith(channel)) return accept(chat, ...entering);
    conversation.accept = accept;
    throw new Error('died');
  };
}

/** The next press of the page is carried out, and its answer is lost on the way. */
export async function loseAnswer(page: Page, what: string): Promise<void> {
  await page.route(
    `**/desk/api/${what}`,
    async (route) => {
      await route.fetch();
      await route.fulfill({ body: '' });
    },
    { times: 1 },
  );
}

export class Visitor {
  private readonly base: string;
  private cookie = '';

  constructor(base: string) {
    this.base = base;
  }

  /** Presses the button behind the link; resolves to where that leads. */
  async enter(url: string): Promise<string | null> {
    const answer = await fetch(url, { method: 'POST', redirect: 'manual' });
    this.cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return answer.headers.get('location');
  }

  get(what: string): Promise<Response> {
    return fetch(`${this.base}/desk/api/${what}`, { headers: { cookie: this.cookie } });
  }

  async queue(search = ''): Promise<ReportCard[]> {
    const { cases } = await this.post<{ cases: ReportCard[] }>('queue', { search });
    return cases;
  }

  asked(what: string, body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json', cookie: this.cookie };
    return fetch(`${this.base}/desk/api/${what}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  press(body: unknown): Promise<Response> {
    return this.asked('press', body);
  }

  async ended(body: unknown): Promise<{ number: string; done: boolean; text: string }[]> {
    const answer = await this.press(body);
    assert.equal(answer.status, 200);
    return (await answer.json()) as { number: string; done: boolean; text: string }[];
  }

  /** A press in a conversation. */
  async talk(body: object): Promise<{ done: boolean; text: string }> {
    return this.post('talk', body);
  }

  async post<T = { done: boolean; text: string; outcome: string }>(what: string, body: object): Promise<T> {
    const answer = await this.asked(what, body);
    assert.equal(answer.status, 200);
    return (await answer.json()) as T;
  }

  file(
    fields: Record<string, string>,
    bytes: Uint8Array<ArrayBuffer>,
    name: string,
    to = 'talk/file',
  ): Promise<Response> {
    const body = new FormData();
    for (const [field, value] of Object.entries(fields)) body.set(field, value);
    body.set('file', new File([bytes], name));
    return fetch(`${this.base}/desk/api/${to}`, { method: 'POST', headers: { cookie: this.cookie }, body });
  }

  async leave(): Promise<void> {
    await fetch(`${this.base}/desk/keluar`, { method: 'POST', headers: { cookie: this.cookie } });
  }

  /** One value a time that the page is told to look again, the first at once. */
  async *changes(): AsyncGenerator<number> {
    const stop = new AbortController();
    const headers = { cookie: this.cookie };
    const { body } = await fetch(`${this.base}/desk/api/events`, { headers, signal: stop.signal });
    const decoder = new TextDecoder();
    let [heard, told] = ['', 0];
    try {
      for await (const chunk of body!) {
        heard += decoder.decode(chunk as Uint8Array);
        while (heard.split('event: changed').length - 1 > told) yield (told += 1);
      }
    } finally {
      stop.abort();
    }
  }
}
