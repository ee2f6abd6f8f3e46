/** Delivery by webhook: in order within a chat, chats side by side, again until the bot says 2xx. */
import type { Update, WebhookInfo } from '@grammyjs/types';
import type { Bot } from '../world/types.ts';

export interface Webhook {
  url: string;
  secret: string;
  /** Requests under way at once. */
  connections: number;
}

/** Carries out a method that a webhook's answer names. */
export type Execute = (bot: Bot, method: string, args: Record<string, unknown>) => Promise<unknown>;

/** Ms: the first wait after a failure doubles up to the longest. */
export interface Retry {
  first: number;
  longest: number;
}

const ANSWER_WITHIN = 60_000;

interface Line {
  webhook: Webhook;
  /** Chats with a request under way, or waiting after a failure. */
  busy: Set<string>;
  failures: Map<number, number>;
  lastError?: { date: number; message: string };
  stop: AbortController;
}

export class Webhooks {
  private lines = new Map<Bot, Line>();
  private watched = new Set<Bot>();
  private execute: Execute;
  private retry: Retry;

  constructor(execute: Execute, retry: Retry) {
    this.execute = execute;
    this.retry = retry;
  }

  of(bot: Bot): Webhook | undefined {
    return this.lines.get(bot)?.webhook;
  }

  set(bot: Bot, webhook: Webhook): void {
    this.remove(bot);
    this.lines.set(bot, { webhook, busy: new Set(), failures: new Map(), stop: new AbortController() });
    if (!this.watched.has(bot)) bot.updates.watch(() => this.pump(bot));
    this.watched.add(bot);
    this.pump(bot);
  }

  remove(bot: Bot): void {
    this.lines.get(bot)?.stop.abort();
    this.lines.delete(bot);
  }

  close(): void {
    for (const bot of this.lines.keys()) this.remove(bot);
  }

  info(bot: Bot): WebhookInfo {
    const line = this.lines.get(bot);
    return {
      url: line?.webhook.url ?? '',
      has_custom_certificate: false,
      pending_update_count: bot.updates.size,
      ...(line && { max_connections: line.webhook.connections }),
      ...(line?.lastError && { last_error_date: line.lastError.date, last_error_message: line.lastError.message }),
      ...(bot.updates.allowed.length > 0 && { allowed_updates: [...bot.updates.allowed] }),
    };
  }

  /** Starts a request for the first update of each chat that has none under way. */
  private pump(bot: Bot): void {
    const line = this.lines.get(bot);
    if (!line) return;
    for (const update of bot.updates.waiting()) {
      if (line.busy.size >= line.webhook.connections) return;
      const chat = chatOf(update);
      if (line.busy.has(chat)) continue;
      line.busy.add(chat);
      void this.deliver(bot, line, update, chat);
    }
  }

  private async deliver(bot: Bot, line: Line, update: Update, chat: string): Promise<void> {
    try {
      await this.post(bot, line, update);
      line.failures.delete(update.update_id);
      bot.updates.acknowledgeOne(update.update_id);
    } catch (error) {
      if (line.stop.signal.aborted) return;
      line.lastError = { date: Math.floor(Date.now() / 1000), message: (error as Error).message };
      await this.waitAfterFailure(line, update.update_id);
    }
    line.busy.delete(chat);
    this.pump(bot);
  }

  private async post(bot: Bot, { webhook, stop }: Line, update: Update): Promise<void> {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(webhook.secret && { 'x-telegram-bot-api-secret-token': webhook.secret }),
      },
      body: JSON.stringify(update),
      signal: AbortSignal.any([stop.signal, AbortSignal.timeout(ANSWER_WITHIN)]),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`Wrong response from the webhook: ${response.status} ${response.statusText}`);
    const { method, ...args } = jsonObject(answer);
    if (typeof method === 'string') await this.execute(bot, method, args).catch(() => {});
  }

  private async waitAfterFailure(line: Line, id: number): Promise<void> {
    const failures = (line.failures.get(id) ?? 0) + 1;
    line.failures.set(id, failures);
    const ms = Math.min(this.retry.longest, this.retry.first * 2 ** (failures - 1));
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    line.stop.signal.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    clearTimeout(timer);
  }
}

function chatOf(update: Update): string {
  const message = update.message ?? update.edited_message ?? update.callback_query?.message ?? update.my_chat_member;
  return String(message?.chat.id ?? update.update_id);
}

function jsonObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
