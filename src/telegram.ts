/** The two Telegram bots with what they need of the house. */
import type { ChatStore } from '#models/chat.store.ts';
import { isOutage } from '#models/database.ts';
import type { SharedBudgets } from '#bots/shared-budget.ts';
import type { TelegramChannel, TelegramOptions } from '#bots/telegram/options.ts';
import { createTelegramMembers } from '#bots/telegram-members/index.ts';
import { createTelegramPublic } from '#bots/telegram-public/index.ts';
import type { Config } from '#config';
import { faultIntent, newReference } from '#services/deadletter.ts';
import type { Files } from '#services/files.ts';
import { chatId } from '#services/outbox.ts';
import { AWAY } from '#services/stuck-kinds.ts';
import type { Texts } from '#services/texts.ts';
import type { Topics } from '#services/topics.ts';

interface Parts extends Pick<TelegramOptions, 'token' | 'lease' | 'log' | 'onPoison'> {
  config: Config;
  apiRoot: string | undefined;
  texts: Texts;
  store: ChatStore;
  files: Files;
  budgets: SharedBudgets | null;
  topics: Topics;
}

export function createTelegram(name: 'public' | 'members', parts: Parts): TelegramChannel {
  const { token, lease, log, onPoison, config, apiRoot, texts, store, files, budgets, topics } = parts;
  const { telegram } = config;
  const chat = (address: string): string => chatId(`telegram-${name}`, address);
  return (name === 'public' ? createTelegramPublic : createTelegramMembers)({
    ...{ token, lease, log, texts, onPoison, outage: isOutage },
    ...(apiRoot !== undefined && { apiRoot }),
    onReachable: (address, reachable) =>
      reachable ? store.reachable(chat(address)) : store.unreachable(chat(address), faultIntent(newReference(), AWAY)),
    async onMoved(from, to) {
      await store.moved(chat(from), to);
      if (name === 'members') await topics.moved(from, to);
    },
    // Only the members' bot works in groups.
    ...(name === 'members' && { topics }),
    files: { read: async (id) => (await files.read(id))?.bytes ?? null },
    fileTimeout: config.fileTimeoutMs,
    paced: config.paced,
    ...(budgets && { budget: budgets.of(`telegram-${name}`) }),
    sendTimeout: config.sendTimeoutMs,
    ...(telegram.webhookUrl !== undefined && {
      webhook: { url: `${telegram.webhookUrl}/webhooks/telegram/${name}`, secret: telegram.webhookSecret ?? '' },
    }),
  });
}
