import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fastify from 'fastify';
import { createTelegramChannel } from '#bots/telegram/channel.ts';
import { webhooks, type WebhookOptions } from '#web/webhooks.ts';
import { gate, settle, until } from '../support.ts';
import { Away, BOT, house, LIBRARIES, type Create, type House } from './house.ts';

const secret = 'Rahasia_Kantor-1';

for (const [library, create] of LIBRARIES) {
  const withHouse = async (run: (at: House) => Promise<void>): Promise<void> => {
    const at = await house(create);
    try {
      await run(at);
    } finally {
      await at.close();
    }
  };

  describe(`a bot on ${library} starts`, () => {
    it('by shaking hands: name, way of updates, commands and descriptions in both languages', () =>
      withHouse(async (at) => {
        await at.bot().start(at.accept);
        await until(() => at.faults.counts.calls['setMyDescription'] === 2);
        const { calls, answers } = at.faults.counts;
        assert.deepEqual([calls['getMe'], calls['deleteWebhook']], [1, 1]);
        const shown = Object.fromEntries(at.world.bot(BOT)!.commands);
        const groups =
          create.name === 'createTelegramMembers' ? ['all_chat_administrators', 'all_chat_administrators en'] : [];
        assert.deepEqual(Object.keys(shown).sort(), [...groups, 'all_private_chats', 'all_private_chats en']);
        for (const group of groups)
          assert.deepEqual(
            shown[group]?.map(({ command }) => command),
            ['hubungkan', 'lepaskan'],
          );
        assert.equal(answers['400'], undefined);
        assert.deepEqual(at.said, []);
      }));

    for (const token of ['7000000001:AAWrong', 'no-token-at-all'])
      it(`never with the wrong token ${token}`, () =>
        withHouse(async (at) => {
          await assert.rejects(at.bot({ token }).start(at.accept), (error: Error & { code: string; bot: string }) => {
            assert.deepEqual(
              [error.code, error.bot],
              ['wrong-token', create.name === 'createTelegramPublic' ? 'telegram-public' : 'telegram-members'],
            );
            assert.doesNotMatch(error.message, /AAWrong|no-token/);
            return true;
          });
        }));

    it('later by itself when Telegram cannot be reached today', () =>
      withHouse(async (at) => {
        at.faults.add({ method: 'getMe', fault: { kind: 'refuse' } });
        at.faults.add({ method: 'deleteWebhook', fault: { kind: 'answer', code: 502 } });
        at.sari.start();
        await at.bot().start(at.accept);
        assert.equal(at.said.length, 1);
        await until(() => at.arrivals.length === 1);
        assert.doesNotMatch(JSON.stringify(at.said), /AAFake/);
      }));

    it('not after it was stopped', () =>
      withHouse(async (at) => {
        at.faults.add({ method: 'getMe', fault: { kind: 'refuse' }, times: 9 });
        at.sari.start();
        const bot = at.bot();
        await bot.start(at.accept);
        await bot.stop();
        const starting = at.bot();
        at.faults.clear();
        await Promise.all([starting.start(at.accept), starting.stop()]);
        await settle();
        assert.equal(at.faults.counts.calls['getUpdates'], undefined);
      }));

    it('also with a slash at the end of the root', () =>
      withHouse(async (at) => {
        at.sari.start();
        await at.bot({ apiRoot: `${at.url}/` }).start(at.accept);
        await until(() => at.arrivals.length === 1);
      }));

    it('without a profile when that is refused', () =>
      withHouse(async (at) => {
        at.faults.add({ method: 'setMyCommands', fault: { kind: 'answer', code: 429, retryAfter: 60 }, times: 2 });
        at.sari.start();
        await at.bot().start(at.accept);
        await until(() => at.arrivals.length === 1 && at.faults.counts.calls['setMyDescription'] === 2);
      }));
  });

  describe(`a webhook of a bot on ${library}`, () => {
    const withWebhook = async (run: (at: Hooked) => Promise<void>): Promise<void> => {
      const at = await hooked(create);
      try {
        await run(at);
      } finally {
        await at.close();
      }
    };

    it('takes updates in order, each once', () =>
      withWebhook(async ({ sari, contents, kept, faults }) => {
        sari.start();
        for (let n = 0; n < 5; n += 1) sari.text(`kata ${n}`);
        await until(() => contents().length === 6 && kept() === 0);
        assert.deepEqual(
          contents()
            .slice(1)
            .map((one) => 'text' in one && one.text),
          [0, 1, 2, 3, 4].map((n) => `kata ${n}`),
        );
        assert.equal(faults.counts.calls['getUpdates'], undefined);
      }));

    it('says 200 only when the update is durable', () =>
      withWebhook(async ({ sari, store, kept, arrivals }) => {
        const durable = gate();
        store.before = () => durable.promise;
        sari.start();
        await until(() => store.tries === 1);
        await settle();
        assert.equal(kept(), 1);
        durable.resolve();
        await until(() => kept() === 0);
        assert.equal(arrivals.length, 1);
      }));

    it('says 503 while the database is away, and gets the update again', () =>
      withWebhook(async ({ sari, store, arrivals, codes, poisoned }) => {
        store.before = async () => Promise.reject(new Away());
        sari.start();
        await until(() => codes.length > 6);
        assert.ok(codes.every((code) => code === 503));
        store.before = async () => {};
        await until(() => arrivals.length === 1);
        assert.deepEqual(poisoned, []);
      }));

    it('says 503 while too many turns run', () =>
      withWebhook(async (at) => {
        at.load.full = true;
        at.sari.start();
        await until(() => at.codes.length > 1);
        assert.deepEqual([at.store.tries, at.codes[0]], [0, 503]);
        at.load.full = false;
        await until(() => at.arrivals.length === 1);
      }));

    it('says 503 before the bot started and after it stopped', async () => {
      const at = await hooked(create, false);
      assert.equal(await at.post(), 503);
      await at.channel.start(at.accept);
      assert.equal(await at.post(), 200);
      await at.channel.stop();
      assert.equal(await at.post(), 503);
      await at.close();
    });

    it('sets a poison update aside after some tries', () =>
      withWebhook(async ({ sari, store, kept, poisoned, codes }) => {
        store.before = async () => Promise.reject(new TypeError('bug'));
        sari.start();
        await until(() => kept() === 0);
        assert.deepEqual([poisoned.length, codes], [1, [503, 503, 503, 503, 200]]);
      }));

    it('stops only when what it took is stored', () =>
      withWebhook(async ({ sari, store, arrivals, channel }) => {
        const durable = gate();
        store.before = () => durable.promise;
        sari.start();
        await until(() => store.tries === 1);
        const stopping = channel.stop();
        await settle();
        assert.equal(arrivals.length, 0);
        durable.resolve();
        await stopping;
        assert.equal(arrivals.length, 1);
      }));

    const doors: [string, Parameters<Hooked['post']>[0], number][] = [
      ['the right secret', {}, 200],
      ['no secret', { secret: null }, 401],
      ['a wrong secret', { secret: 'Rahasia_Kantor-2' }, 401],
      ['a secret that only begins right', { secret: secret.slice(0, 5) }, 401],
      ['a bot that is not here', { bot: 'members' }, 404],
      ['a bot of no name', { bot: '__proto__' }, 404],
      ['no update', { body: '[]' }, 400],
      ['an update without a number', { body: '{"update_id":"x"}' }, 400],
      ['broken JSON', { body: '{' }, 400],
    ];
    it('opens to Telegram alone', () =>
      withWebhook(async ({ post }) => {
        for (const [what, request, code] of doors) assert.equal(await post(request), code, what);
      }));

    it('that Telegram will not call is a fault told at start', () =>
      withHouse(async (at) => {
        at.faults.add({
          method: 'setWebhook',
          fault: { kind: 'answer', code: 400, description: 'Bad Request: bad webhook' },
        });
        const bot = at.bot({ webhook: { url: 'http://127.0.0.1:1/', secret } });
        await assert.rejects(bot.start(at.accept), { code: 'bad-webhook' });
      }));
  });
}

it('a bot that is stopped while its last greeting is answered never begins to poll', async () => {
  const at = await house(LIBRARIES[0][1]);
  const greeted = gate();
  const asked: string[] = [];
  const call = async (method: string): Promise<never> => {
    asked.push(method);
    if (method === 'deleteWebhook') await greeted.promise;
    return { id: 1, username: 'x' } as never;
  };
  const bot = createTelegramChannel('telegram-public', call, at.options);
  const starting = bot.start(at.accept);
  await until(() => asked.length === 2);
  const stopping = bot.stop();
  greeted.resolve();
  await Promise.all([starting, stopping]);
  await settle();
  assert.deepEqual(asked, ['getMe', 'deleteWebhook']);
  await at.close();
});

interface Post {
  bot?: string;
  secret?: string | null;
  body?: string;
}

/** The bot behind a real web server that the stand-in pushes to. */
const hooked = async (create: Create, start = true) => {
  const at = await house(create, { retry: { first: 5, longest: 20 } });
  const load = { full: false };
  const codes: number[] = [];
  const app = fastify({ forceCloseConnections: true });
  const bots: WebhookOptions['bots'] = { public: { secret, receive: (update) => channel.receive(update) } };
  await app.register(webhooks, { bots, saturated: () => load.full, onFault: () => {} });
  app.addHook('onResponse', async (_, reply) => void codes.push(reply.statusCode));
  const root = await app.listen({ host: '127.0.0.1', port: 0 });
  const channel = at.bot({ webhook: { url: `${root}/webhooks/telegram/public`, secret } });
  if (start) await channel.start(at.accept);
  return {
    ...at,
    load,
    codes,
    channel,
    async post({ bot = 'public', secret: given = secret, body = '{"update_id":1}' }: Post = {}): Promise<number> {
      const headers = {
        'content-type': 'application/json',
        ...(given !== null && { 'x-telegram-bot-api-secret-token': given }),
      };
      return (await fetch(`${root}/webhooks/telegram/${bot}`, { method: 'POST', headers, body })).status;
    },
    async close() {
      await at.close();
      await app.close();
    },
  };
};
type Hooked = Awaited<ReturnType<typeof hooked>>;
