/** The queues' page: not there without a secret, closed without signing in, five tries a minute, to read only. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { NumberBook } from '#services/whatsapp/number-book.ts';
import { startTestSystem } from '#tests/support/system.ts';

const PASSWORD = 'correct horse battery';
const NUMBERS = '/admin/whatsapp';

test('without a secret there is no page', async (t) => {
  const { system } = await startTestSystem(t);
  for (const path of ['/admin/login', '/admin/queues', '/admin/queues/api/queues'])
    assert.equal((await fetch(system.web + path)).status, 404, path);
});

test('the queues, behind the login', async (t) => {
  const { system } = await startTestSystem(t, { env: { ADMIN_PASSWORD: PASSWORD } });
  const ask = (path: string, cookie = ''): Promise<Response> =>
    fetch(system.web + path, { redirect: 'manual', headers: { cookie } });
  const signIn = (password: string): Promise<Response> =>
    fetch(`${system.web}/admin/login`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ password }) },
    });
  const closed = async (cookie?: string): Promise<void> => {
    for (const path of [
      '/admin/queues',
      '/admin/queues/',
      '/admin/queues/api/queues',
      '/admin/queues/static/x.js',
      NUMBERS,
    ]) {
      const answer = await ask(path, cookie);
      assert.deepEqual([answer.status, answer.headers.get('location')], [302, '/admin/login'], path);
    }
  };
  await closed();
  await closed('menyapa_admin=guessed');
  const [right, wrong] = [await signIn(PASSWORD), await signIn(`${PASSWORD}!`)];
  assert.deepEqual([right.status, right.headers.get('location'), wrong.status], [302, '/admin/queues', 401]);
  assert.equal(wrong.headers.get('set-cookie'), null);
  const given = right.headers.get('set-cookie') ?? '';
  assert.match(given, /HttpOnly/);
  assert.match(given, /SameSite=Strict/);
  const cookie = given.split(';')[0]!;
  const list = await ask('/admin/queues/api/queues?page=1', cookie);
  assert.equal(list.status, 200);
  const { queues } = (await list.json()) as { queues: { name: string; readOnlyMode: boolean }[] };
  assert.ok(queues.some(({ name }) => name === 'effects'));
  assert.ok(queues.every(({ readOnlyMode }) => readOnlyMode));
  assert.equal((await ask('/admin/queues', cookie)).status, 200);

  const numbers = async (): Promise<string> => (await ask(NUMBERS, cookie)).text();
  assert.match(await numbers(), /No WhatsApp number/);
  const book = new NumberBook(system.services.models.WhatsAppNumber);
  const sign = { kind: 'qr', text: '2@<script>', until: new Date(Date.now() + 60_000) } as const;
  await book.beat('whatsapp-public', { state: 'unlinked', why: 'code-expired', since: new Date(), sign });
  assert.match(await numbers(), /whatsapp-public: unlinked.*code-expired.*<svg/s);
  await book.beat('whatsapp-public', { sign: { kind: 'code', text: 'ABCD1234', until: sign.until } });
  assert.match(await numbers(), /ABCD1234/);
  await book.beat('whatsapp-public', { sign: { ...sign, until: new Date(0) } });
  assert.doesNotMatch(await numbers(), /<svg|ABCD/, 'what works no longer is not shown');

  const codes: number[] = [];
  for (let n = 0; n < 6; n += 1) codes.push((await signIn('a guess')).status);
  assert.deepEqual(codes, [401, 401, 401, 429, 429, 429]);
  assert.equal((await signIn(PASSWORD)).status, 429, 'also for who knows it now');

  // A foreign name that was pointed at this machine.
  const { port } = new URL(system.web!);
  const foreign = await new Promise<number | undefined>((resolve, reject) =>
    request({ port, host: '127.0.0.1', path: '/admin/login', headers: { host: 'evil.example' } }, ({ statusCode }) =>
      resolve(statusCode),
    )
      .on('error', reject)
      .end(),
  );
  assert.equal(foreign, 403);
});
