import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Message } from '#flows/engine/message.ts';
import type { SendOutcome } from '#bots/channel.ts';
import { createPace } from '#bots/pace.ts';
import { renderTelegram } from '#bots/render/telegram.ts';
import { grammyCall } from '#bots/telegram-public/index.ts';
import { telegrafCall } from '#bots/telegram-members/index.ts';
import { failureOf } from '#bots/telegram/failure.ts';
import { createOutFiles } from '#bots/telegram/out-files.ts';
import { sendCalls } from '#bots/telegram/send.ts';
import { until } from '../support.ts';
import { closedPort, rudeServer, type Answer } from './rude-server.ts';

const token = '7000000001:AAFakeTokenForTestsOnly';
const hello: Message = { class: 'reply', text: 'Nomor <b>A-1</b> &amp; lain' };
const long: Message = { class: 'reply', text: 'kata '.repeat(1000) };
const alive = new AbortController().signal;
const files = createOutFiles({ outage: () => false });
const bad = (description: string, code = 400, parameters?: object): Answer => ({
  code,
  description: `${description}`,
  ...(parameters && { parameters }),
});

// node-fetch 2 under Telegraf forgets its 500 s timer when an answer breaks off, and that would keep this process.
const timer = globalThis.setTimeout;
globalThis.setTimeout = ((run: () => void, ms?: number) =>
  ms === 500_000 ? timer(run, ms).unref() : timer(run, ms)) as unknown as typeof timer;

for (const [library, client] of [
  ['grammY', grammyCall],
  ['Telegraf', telegrafCall],
] as const)
  describe(`sending with ${library}`, () => {
    let server: Awaited<ReturnType<typeof rudeServer>>;
    before(async () => void (server = await rudeServer()));
    after(() => server.close());

    const to = { address: '910', paceClass: 'reply' as const };
    const send = async (
      script: Answer[],
      message = hello,
      { root = server.root, timeout = 400, signal = alive, pace = createPace() } = {},
    ) => {
      server.script.splice(0, Infinity, ...script);
      server.requests.length = 0;
      return sendCalls(
        { call: client({ token, apiRoot: root }), pace, timeout, fileTimeout: timeout, files },
        to,
        renderTelegram(message),
        signal,
      );
    };
    const paused = async (outcome: Answer): Promise<number> => {
      const pace = createPace();
      await send([outcome], hello, { pace });
      return Math.ceil(pace.paused() / 1000);
    };

    it('says what Telegram calls the message', async () => {
      assert.deepEqual(await send([{ ok: { message_id: 42 } }]), { sent: '42' });
      const { method, body } = server.requests[0]!;
      assert.deepEqual(
        [method, body['chat_id'], body['text'], body['parse_mode']],
        ['sendMessage', '910', hello.text, 'HTML'],
      );
    });

    const table: [string, Answer, SendOutcome][] = [
      ['a limit', bad('Too Many Requests: retry after 7', 429, { retry_after: 7 }), { retryAfter: 7000, scope: 'bot' }],
      ['a limit without a figure', bad('Too Many Requests', 429), { retryAfter: 5000, scope: 'bot' }],
      ['blocked', bad('Forbidden: bot was blocked by the user', 403), { unreachable: '403' }],
      ['deactivated', bad('Forbidden: user is deactivated', 403), { unreachable: '403' }],
      ['no such chat', bad('Bad Request: chat not found'), { unreachable: '400' }],
      [
        'no right to write',
        bad('Bad Request: not enough rights to send text messages to the chat'),
        { unreachable: '400' },
      ],
      [
        'a group that moved',
        bad('Bad Request: group chat was upgraded to a supergroup chat', 400, { migrate_to_chat_id: -100999 }),
        { movedTo: '-100999' },
      ],
      ['too long', bad('Bad Request: message is too long'), { rejected: '400' }],
      ['a bad button', bad('Bad Request: BUTTON_DATA_INVALID'), { rejected: '400' }],
      ['too large', bad('Request Entity Too Large', 413), { rejected: '413' }],
      ['not modified', bad('Bad Request: message is not modified: specified new message content…'), { sent: '' }],
      ['a revoked token', bad('Unauthorized', 401), { retryAfter: 60_000, scope: 'bot' }],
      ['a server’s error', bad('Internal Server Error', 500), { ambiguous: '500' }],
      ['a bad gateway in JSON', bad('Bad Gateway', 502), { ambiguous: '502' }],
      ['a gateway’s time-out', bad('Gateway Timeout', 504), { ambiguous: '504' }],
    ];
    for (const [what, answer, outcome] of table) it(what, async () => assert.deepEqual(await send([answer]), outcome));

    for (const answer of [{ page: 502 }, { page: 504 }, { page: 200 }, 'hang', 'cut', 'half'] as const)
      it(`${JSON.stringify(answer)} may have arrived`, async () => {
        const outcome = await send([answer]);
        assert.deepEqual(Object.keys(outcome), ['ambiguous']);
        assert.doesNotMatch(JSON.stringify(outcome), /AAFake|127\.0/);
        assert.equal(server.requests.length, 1);
      });

    it('nobody listening surely did not arrive', async () =>
      assert.deepEqual(await send([], hello, { root: await closedPort() }), { retryAfter: 2000, scope: 'network' }));

    it('cut on a connection kept from before may have arrived', async () => {
      const call = client({ token, apiRoot: server.root });
      const sender = { call, pace: createPace(), timeout: 400, fileTimeout: 400, files };
      server.script.splice(0, Infinity, { ok: { message_id: 1 } }, 'cut');
      await sendCalls(sender, to, renderTelegram(hello), alive);
      assert.deepEqual(Object.keys(await sendCalls(sender, to, renderTelegram(hello), alive)), ['ambiguous']);
    });

    it('ended by its owner: before a request surely not, after one perhaps', async () => {
      assert.deepEqual(await send([], hello, { signal: AbortSignal.abort() }), { retryAfter: 2000, scope: 'network' });
      assert.equal(server.requests.length, 0);
      const ending = new AbortController();
      const sending = send(['hang'], hello, { signal: ending.signal, timeout: 20_000 });
      await until(() => server.requests.length === 1);
      ending.abort();
      assert.deepEqual(Object.keys(await sending), ['ambiguous']);
    });

    it('sends markup that is not understood once again as plain words', async () => {
      const unparsable = bad(`Bad Request: can't parse entities: Unsupported start tag "x" at byte offset 3`);
      assert.deepEqual(await send([unparsable, { ok: { message_id: 5 } }]), { sent: '5' });
      assert.deepEqual(
        server.requests.map(({ body }) => [body['text'], body['parse_mode']]),
        [
          [hello.text, 'HTML'],
          ['Nomor A-1 & lain', undefined],
        ],
      );
      assert.deepEqual(await send([unparsable, unparsable]), { rejected: 'unparsable' });
    });

    it('pauses the whole bot for a limit, and sends nothing in that time', async () => {
      assert.equal(await paused(bad('Too Many Requests', 429, { retry_after: 9 })), 9);
      assert.equal(await paused(bad('Forbidden', 403)), 0);
      const pace = createPace();
      pace.pause(60_000);
      const outcome = await send([], hello, { pace });
      assert.ok('retryAfter' in outcome && outcome.scope === 'bot' && outcome.retryAfter > 50_000);
      assert.equal(server.requests.length, 0);
    });

    describe('a message in parts', () => {
      it('is named by its last part', async () => {
        assert.deepEqual(await send([{ ok: { message_id: 1 } }, { ok: { message_id: 2 } }], long), { sent: '2' });
        assert.equal(server.requests.length, 2);
      });

      it('stops at a part that is lost', async () => {
        assert.deepEqual(await send([{ ok: { message_id: 1 } }, 'cut'], long).then(Object.keys), ['ambiguous']);
        assert.deepEqual(await send(['cut'], long).then(Object.keys), ['ambiguous']);
        assert.equal(server.requests.length, 1);
      });

      it('goes on with a part that was held back, without the first again', async () => {
        const held = bad('Too Many Requests', 429, { retry_after: 0 });
        assert.deepEqual(await send([{ ok: { message_id: 1 } }, held, { ok: { message_id: 3 } }], long), { sent: '3' });
        const texts = server.requests.map(({ body }) => body['text']);
        assert.equal(texts.length, 3);
        assert.equal(texts[1], texts[2]);
      });

      it('is half a message, not an unsent one, when its time ends between parts', async () => {
        const ending = new AbortController();
        const held = bad('Too Many Requests', 429, { retry_after: 60 });
        const pace = createPace();
        const sending = send([{ ok: { message_id: 1 } }, held], long, { signal: ending.signal, pace });
        await until(() => pace.paused() > 0);
        ending.abort();
        assert.deepEqual(await sending, { ambiguous: 'stopped before part 2 of 2' });
      });
    });
  });

describe('failures by their shape', () => {
  const network = (code: string) =>
    Object.assign(new Error(`request to https://x/bot${token}/m failed`), { name: 'FetchError', type: 'system', code });
  for (const code of [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
  ])
    it(`${code} was never written`, () => assert.deepEqual(failureOf(network(code)), { kind: 'unsent', what: code }));
  for (const code of ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE'])
    it(`${code} may have been carried out`, () =>
      assert.deepEqual(failureOf(network(code)), { kind: 'unknown', what: code }));
  for (const [what, thrown] of [
    ['undefined', undefined],
    ['string', 'no'],
    ['object', null],
    ['Error', new Error('x')],
    ['TypeError', { error: new TypeError('x') }],
  ] as const)
    it(`${what} may have been carried out`, () => assert.deepEqual(failureOf(thrown), { kind: 'unknown', what }));
});
