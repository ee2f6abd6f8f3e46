import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GrammyError } from 'grammy';
import type { Rule } from '#simulator/faults.ts';
import { lab } from './support.ts';

async function started() {
  const all = await lab();
  const phone = all.people.phone('warga-1', 'first_bot');
  phone.start();
  const chat = all.world.person('warga-1').user.id;
  /** What became of one send: `ok`, the code of a refusal, or `no answer`. */
  const send = (text: string, ms = 1000) =>
    all.api.sendMessage(chat, text, {}, AbortSignal.timeout(ms) as never).then(
      () => 'ok',
      (error: GrammyError) => error.error_code ?? 'no answer',
    );
  return { ...all, phone, chat, send };
}

const texts = (messages: { text: string }[]) => messages.map(({ text }) => text);

test('errors on demand, for so many calls, without carrying them out', async () => {
  const { faults, phone, send } = await started();
  faults.add({ method: 'sendMessage', fault: { kind: 'answer', code: 429, retryAfter: 7 }, times: 2 });
  faults.add({ method: 'sendmessage', fault: { kind: 'answer', code: 403 } });
  faults.add({ method: '*', fault: { kind: 'answer', code: 500 } });
  assert.deepEqual(
    [await send('a'), await send('b'), await send('c'), await send('d'), await send('e')],
    [429, 429, 403, 500, 'ok'],
  );
  assert.deepEqual(texts(phone.messages()), ['e']);
  assert.deepEqual(faults.counts.answers, { '429': 2, '403': 1, '500': 1, '200': 1 });
});

test('429 names its wait, 502 is a proxy’s page', async () => {
  const { faults, api, telegram, people, chat } = await started();
  people.phone('warga-1', 'second_bot').start();
  faults.add({ method: 'sendMessage', bot: 'first_bot', fault: { kind: 'answer', code: 429, retryAfter: 7 } });
  faults.add({ method: 'sendMessage', fault: { kind: 'answer', code: 502 }, times: 2 });
  await assert.rejects(api.sendMessage(chat, 'x'), (error: GrammyError) => error.parameters.retry_after === 7);
  await assert.rejects(api.sendMessage(chat, 'x'), /Network request for 'sendMessage' failed/);
  await assert.rejects(telegram.sendMessage(chat, 'x'), /502: Bad Gateway/);
});

test('refused or hanging calls show nothing', async () => {
  const { faults, phone, send } = await started();
  faults.add({ method: 'sendMessage', fault: { kind: 'refuse' } });
  faults.add({ method: 'sendMessage', fault: { kind: 'hang' } });
  assert.deepEqual([await send('a'), await send('b', 100), await send('c')], ['no answer', 'no answer', 'ok']);
  assert.deepEqual(texts(phone.messages()), ['c']);
  assert.equal(faults.counts.shown, 1);
  assert.deepEqual(faults.counts.ambiguous, []);
});

test('cut, silent and late calls are carried out, and counted as ambiguous', async () => {
  const { faults, phone, send, chat } = await started();
  for (const fault of [{ kind: 'cut' }, { kind: 'silent' }, { kind: 'late', ms: 300 }] as const) {
    faults.add({ method: 'sendMessage', fault });
  }
  assert.deepEqual(
    [await send('a'), await send('b', 100), await send('c', 100)],
    ['no answer', 'no answer', 'no answer'],
  );
  assert.deepEqual(texts(phone.messages()), ['a', 'b', 'c']);
  const { ambiguous, shown } = faults.counts;
  assert.equal(shown, 3);
  assert.deepEqual(
    ambiguous.map(({ fault }) => fault),
    ['cut', 'silent', 'late'],
  );
  assert.deepEqual(ambiguous[0], {
    method: 'sendMessage',
    bot: 'first_bot',
    chat,
    messages: [phone.messages()[0]!.id],
    fault: 'cut',
  });
});

test('a rule may mean one chat only, and let some calls pass before', async () => {
  const { faults, people, api, world, phone, send } = await started();
  const other = people.phone('warga-2', 'first_bot');
  other.start();
  faults.add({
    method: 'sendMessage',
    chat: world.person('warga-1').user.id,
    skip: 1,
    fault: { kind: 'answer', code: 400, description: 'Bad Request: nope' },
  });
  await api.sendMessage(world.person('warga-2').user.id, 'x');
  assert.deepEqual([await send('a'), await send('b'), await send('c')], ['ok', 400, 'ok']);
  assert.deepEqual(texts(phone.messages()), ['a', 'c']);
});

test('faults also strike polling: a lost answer loses no update', async () => {
  const { faults, api } = await started();
  faults.add({ method: 'getUpdates', fault: { kind: 'cut' } });
  await assert.rejects(api.getUpdates());
  assert.equal((await api.getUpdates()).length, 1);
});

test('over HTTP: add, look, clear; nonsense is refused', async () => {
  const { url, send } = await started();
  const post = (body: unknown) =>
    fetch(`${url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const rules: Rule[] = [{ method: 'sendMessage', fault: { kind: 'answer', code: 403 } }];
  assert.equal((await post(rules)).status, 200);
  assert.equal(await send('a'), 403);
  const { counts, waiting } = (await (await fetch(`${url}/faults`)).json()) as {
    counts: { calls: object };
    waiting: Rule[];
  };
  assert.deepEqual([counts.calls, waiting], [{ sendMessage: 1 }, []]);
  assert.equal((await post({ method: 'x', fault: { kind: 'explode' } })).status, 400);
  await fetch(`${url}/faults`, { method: 'DELETE' });
  const cleared = (await (await fetch(`${url}/faults`)).json()) as { counts: { calls: object } };
  assert.deepEqual(cleared.counts.calls, {});
});
