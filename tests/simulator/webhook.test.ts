import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import type { Update } from '@grammyjs/types';
import { lab, refusal } from './support.ts';

interface Hit {
  update: Update;
  secret: string | undefined;
}

async function bodyOf(request: IncomingMessage): Promise<Update> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as Update;
}

/** A bot's web server that answers by a list of codes, then 200, and tells what it got. */
async function hook(codes: number[] = [], answer = '') {
  const hits: Hit[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((update) => {
      hits.push({ update, secret: request.headers['x-telegram-bot-api-secret-token'] as string | undefined });
      response.writeHead(codes.shift() ?? 200, { 'content-type': 'application/json' }).end(answer);
      server.emit('hit');
    });
  }).listen(0, '127.0.0.1');
  after(() => server.close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const until = async (count: number) => {
    while (hits.length < count) await once(server, 'hit');
    return hits;
  };
  return { url, until };
}

test('updates are posted with the secret, failures are tried again, in order within a chat', async () => {
  const { api, people } = await lab({ retry: { first: 5, longest: 20 } });
  const { url, until } = await hook([503, 500]);
  const phone = people.phone('warga-1', 'first_bot');
  phone.start();
  await api.setWebhook(url, { secret_token: 'rahasia_1' });
  phone.text('dua');
  const hits = await until(4);
  assert.deepEqual(
    hits.map(({ update }) => update.message!.text),
    ['/start', '/start', '/start', 'dua'],
  );
  assert.ok(hits.every(({ secret }) => secret === 'rahasia_1'));
  const info = await api.getWebhookInfo();
  assert.equal(info.url, url);
  assert.match(info.last_error_message!, /^Wrong response from the webhook: 500/);
});

test('one failing chat does not hold another', async () => {
  const { api, people } = await lab({ retry: { first: 60_000, longest: 60_000 } });
  const { url, until } = await hook([503]);
  await api.setWebhook(url);
  people.phone('warga-1', 'first_bot').start();
  await until(1);
  people.phone('warga-2', 'first_bot').start();
  const [first, second] = await until(2);
  assert.notEqual(first!.update.message!.chat.id, second!.update.message!.chat.id);
});

test('polling and a webhook exclude each other', async () => {
  const { api } = await lab();
  const { url } = await hook();
  const poll = refusal(api.getUpdates({ timeout: 30 }));
  await api.getMe();
  await api.setWebhook(url);
  assert.equal(await poll, 'Conflict: terminated by setWebhook request');
  assert.match(await refusal(api.getUpdates()), /^Conflict: can't use getUpdates method while webhook is active/);
  await api.deleteWebhook();
  assert.deepEqual(await api.getUpdates(), []);
});

test('a method in the answer is carried out, and a doubled update comes twice', async () => {
  const { api, people, world } = await lab();
  const chat = world.person('warga-1').user.id;
  const { url, until } = await hook([], JSON.stringify({ method: 'sendMessage', chat_id: chat, text: 'dari jawaban' }));
  await api.setWebhook(url);
  const phone = people.phone('warga-1', 'first_bot');
  phone.start(undefined, { twice: true });
  const [first, second] = await until(2);
  assert.deepEqual(first!.update, second!.update);
  assert.equal((await phone.next(0)).text, 'dari jawaban');
});

test('setWebhook refuses what Telegram refuses', async () => {
  const { api } = await lab();
  assert.equal(await refusal(api.setWebhook('bukan alamat')), 'Bad Request: invalid webhook URL specified');
  assert.match(await refusal(api.setWebhook('http://127.0.0.1:9/', { secret_token: 'a b' })), /unallowed characters$/);
});
