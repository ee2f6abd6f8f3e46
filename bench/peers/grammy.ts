/** The visit on grammY with its conversations plugin and its MongoDB storage, as their pages show it. */
import { conversations, createConversation } from '@grammyjs/conversations';
import type { Conversation, ConversationFlavor } from '@grammyjs/conversations';
import { MongoDBAdapter } from '@grammyjs/storage-mongodb';
import { Bot, webhookCallback } from 'grammy';
import type { Context } from 'grammy';
import { botInfo, connect, serve, settings } from './settings.ts';
import { ASK, readDate, readKind, readPeople, readYes, summary, thanks } from './words.ts';

type Outer = ConversationFlavor<Context>;
const html = { parse_mode: 'HTML' } as const;

async function ask<T>(
  talk: Conversation<Outer>,
  ctx: Context,
  text: string,
  read: (said: string) => T | null,
): Promise<T> {
  await ctx.reply(text, html);
  for (;;) {
    const answer = await talk.waitFor('message:text');
    const value = read(answer.message.text);
    if (value !== null) return value;
    await answer.reply(text, html);
  }
}

async function visit(talk: Conversation<Outer>, ctx: Context): Promise<void> {
  const kind = await ask(talk, ctx, ASK.kind, readKind);
  const today = await talk.now();
  const date = await ask(talk, ctx, ASK.date, (said) => readDate(said, today));
  const people = await ask(talk, ctx, ASK.people, readPeople);
  await ask(talk, ctx, summary({ kind, date, people }), readYes);
  await ctx.reply(thanks({ kind, date, people }), html);
}

const client = await connect();
const collection = client.db().collection('grammy');
await collection.createIndex({ key: 1 }, { unique: true });
const bot = new Bot<Outer>(settings.token, { botInfo: botInfo as never, client: { apiRoot: settings.apiRoot } });
bot.use(conversations({ storage: new MongoDBAdapter<never>({ collection: collection as never }) }));
bot.use(createConversation(visit));
bot.hears('kunjungan', (ctx) => ctx.conversation.enter('visit'));
const handle = webhookCallback(bot, 'http', { timeoutMilliseconds: 60_000 });
serve((request, response) => void handle(request, response));
