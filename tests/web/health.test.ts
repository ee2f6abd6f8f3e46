/** Alive and ready are two questions; the answers name each part and nothing that is secret. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Readiness } from '#services/health.ts';
import { startTestSystem } from '#tests/support/system.ts';

interface Answer {
  code: number;
  text: string;
  body: Readiness;
}

async function ask(address: string): Promise<Answer> {
  const response = await fetch(address);
  const text = await response.text();
  return { code: response.status, text, body: JSON.parse(text) as Readiness };
}

test('ready with everything there, not ready without a step of the database, alive in both', async (t) => {
  const { system, env } = await startTestSystem(t);
  const good = await ask(`${system.web}/readyz`);
  assert.equal(good.code, 200);
  assert.deepEqual(good.body, {
    ready: true,
    parts: {
      database: { ok: true, state: 'reachable' },
      migrations: { ok: true, state: 'done' },
      valkey: { ok: true, state: 'reachable' },
      leases: { 'poll-telegram-public': 'held', 'poll-telegram-members': 'held' },
      process: { ok: true, state: 'running' },
      whatsapp: {},
    },
  });
  for (const secret of [env.MONGODB_URI, env.REDIS_URL, env.IDENTITY_KEY]) assert.ok(!good.text.includes(secret!));

  const migrations = system.services.models.Visit.db.collection<{ _id: string }>('migrations');
  await migrations.deleteOne({ _id: '001-indexes' });
  const bad = await ask(`${system.web}/readyz`);
  assert.equal(bad.code, 503);
  assert.deepEqual(bad.body.parts.migrations, { ok: false, state: 'pending' });
  assert.equal((await ask(`${system.web}/healthz`)).code, 200);
});

test('without Valkey it is ready; without the database it is alive', async (t) => {
  const { system } = await startTestSystem(t, { env: { REDIS_URL: 'redis://127.0.0.1:1' } });
  const { code, body } = await ask(`${system.web}/readyz`);
  assert.equal(code, 200);
  assert.deepEqual(body.parts.valkey, { ok: false, state: 'away' });

  await system.services.models.Visit.db.close();
  const away = await ask(`${system.web}/readyz`);
  assert.equal(away.code, 503);
  assert.deepEqual(away.body.parts.database, { ok: false, state: 'away' });
  assert.equal((await ask(`${system.web}/healthz`)).code, 200);
});
