/** Who may reach the page and what stands behind it. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { createWeb } from '#web/server.ts';
import { startTestSystem } from '#tests/support/system.ts';

/** `fetch` does not let a caller say another Host. */
const ask = (address: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
    request(address, { headers }, (answer) => {
      answer.resume().on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
    })
      .on('error', reject)
      .end();
  });

test('the page and all behind it, only for this machine by its own name', async (t) => {
  const { system } = await startTestSystem(t);
  const web = system.web!;
  for (const path of ['/', '/phones/main.js', '/phones/texts', '/phones/gallery', '/people', '/dev/invites/roles']) {
    assert.equal((await ask(web + path)).status, 200, path);
    assert.equal((await ask(web + path, { host: 'evil.example:80' })).status, 403, path);
  }
  const page = await ask(`${web}/`);
  assert.match(String(page.headers['content-security-policy']), /default-src 'none'; script-src 'self'/);
  assert.equal(page.headers['x-content-type-options'], 'nosniff');
  for (const path of ['/phones/..%2Froutes.ts', '/phones/routes.ts', '/phones/package.json'])
    assert.equal((await ask(web + path)).status, 404, path);
  assert.equal((await ask(`${web}/dev/chats/telegram-public:1`)).status, 200);
  assert.equal((await ask(`${web}/dev/chats/telegram-public:1`, { host: 'evil.example' })).status, 403);
});

test('an invitation needs a role of the council; another site cannot ask for one', async (t) => {
  const { system } = await startTestSystem(t);
  const invite = (body: string, type = 'application/json') =>
    fetch(`${system.web!}/dev/invites`, { method: 'POST', headers: { 'content-type': type }, body });
  const made = await invite('{"role":"staf","name":"Sari"}');
  assert.match(((await made.json()) as { code: string }).code, /^\w{8}$/);
  assert.equal((await invite('{"role":"warga","name":"Sari"}')).status, 400);
  assert.equal((await invite('{"role":"staf","name":"Sari"}', 'text/plain')).status, 400);
  assert.equal(await system.services.models.Invite.countDocuments(), 1);
});

test('without a stand-in there is no page', async (t) => {
  const web = await createWeb({
    ...{
      host: '127.0.0.1',
      port: 0,
      readiness: () => Promise.reject(new Error('nobody asks')),
      metrics: async () => '',
    },
    ...{ webhooks: null, devClock: null, phones: null, onFault() {} },
  });
  t.after(() => web.close());
  for (const path of ['/', '/people', '/phones/main.js', '/dev/chats/x', '/dev/clock', '/dev/invites'])
    assert.equal((await ask(web.address + path)).status, 404, path);
});

test('business time tells what is due next', async (t) => {
  const { system, talk } = await startTestSystem(t);
  const clock = async () =>
    (await (await fetch(`${system.web!}/dev/clock`)).json()) as { now: string; zone: string; next: string | null };
  assert.equal((await clock()).next, null);
  await talk('telegram-public', 'budi').user('kunjungan').sees('Siapa').done;
  const { now, next, zone } = await clock();
  assert.ok(next !== null && Date.parse(next) > Date.parse(now));
  assert.equal(zone, 'Asia/Jakarta');
});
