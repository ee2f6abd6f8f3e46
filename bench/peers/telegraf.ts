/** The visit on Telegraf with a wizard scene and its MongoDB session store, as their pages show it. */
import http from 'node:http';
import { Mongo } from '@telegraf/session/mongodb';
import { Scenes, session, Telegraf } from 'telegraf';
import { botInfo, connect, serve, settings } from './settings.ts';
import { ASK, readDate, readKind, readPeople, readYes, summary, thanks } from './words.ts';
import type { Visit } from './words.ts';

type Context = Scenes.WizardContext;
const html = { parse_mode: 'HTML' } as const;

/** The answer, read; where it does not do the question is put again. */
async function answer<T>(ctx: Context, again: string, read: (said: string) => T | null): Promise<T | null> {
  const value = ctx.message && 'text' in ctx.message ? read(ctx.message.text) : null;
  if (value === null) await ctx.reply(again, html);
  return value;
}

const visit = new Scenes.WizardScene<Context>(
  'visit',
  async (ctx) => {
    await ctx.reply(ASK.kind, html);
    ctx.wizard.next();
  },
  async (ctx) => {
    const kind = await answer(ctx, ASK.kind, readKind);
    if (kind === null) return;
    Object.assign(ctx.wizard.state, { kind });
    await ctx.reply(ASK.date, html);
    ctx.wizard.next();
  },
  async (ctx) => {
    const date = await answer(ctx, ASK.date, (said) => readDate(said, Date.now()));
    if (date === null) return;
    Object.assign(ctx.wizard.state, { date });
    await ctx.reply(ASK.people, html);
    ctx.wizard.next();
  },
  async (ctx) => {
    const people = await answer(ctx, ASK.people, readPeople);
    if (people === null) return;
    Object.assign(ctx.wizard.state, { people });
    await ctx.reply(summary(ctx.wizard.state as Visit), html);
    ctx.wizard.next();
  },
  async (ctx) => {
    if ((await answer(ctx, summary(ctx.wizard.state as Visit), readYes)) === null) return;
    await ctx.reply(thanks(ctx.wizard.state as Visit), html);
    await ctx.scene.leave();
  },
);

const client = await connect();
const database = client.db().databaseName;
await client.db().collection('telegraf').createIndex({ key: 1 }, { unique: true });
const agent = new http.Agent({ keepAlive: true });
const bot = new Telegraf<Context>(settings.token, {
  telegram: { apiRoot: settings.apiRoot, agent: agent as never, webhookReply: false },
});
bot.botInfo = botInfo as never;
bot.use(session({ store: Mongo({ client: client as never, database, collection: 'telegraf' }) as never }));
bot.use(new Scenes.Stage<Context>([visit]).middleware());
bot.hears('kunjungan', (ctx) => ctx.scene.enter('visit'));
serve(bot.webhookCallback('/') as http.RequestListener);
