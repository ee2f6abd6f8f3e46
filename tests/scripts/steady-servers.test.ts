/** Servers of a test's own that are killed and started again under a running system. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { OwnServers } from '#tests/support/crash/servers.ts';
import { startTestSystem } from '#tests/support/system.ts';

test('they come back where they were, or say within seconds that they cannot; whoever uses them ends all the same', async (t) => {
  const servers = new OwnServers();
  t.after(() => servers.stop());
  const addresses = await servers.start();
  const ports = Object.values(addresses).map((address) => Number(new URL(address).port));
  assert.ok(
    ports.every((port) => port >= 20_000 && port < 30_000),
    'none that an outgoing connection may be given',
  );
  await servers.kill();
  assert.deepEqual(await servers.start(), addresses);

  const hooks: (() => Promise<void>)[] = [];
  const { talk } = await startTestSystem(
    { after: (hook) => void hooks.push(hook as () => Promise<void>) },
    { env: addresses },
  );
  await talk('telegram-public', 'rina').start().sees('Ada yang bisa kami bantu').done;
  await servers.kill();
  const other = createServer().listen({ port: ports[0]!, host: '127.0.0.1' });
  t.after(() => other.close());
  await assert.rejects(servers.start(), new RegExp(`taken its port ${ports[0]}`));
  // The database that it would drop is gone: its end is a fault, but it comes.
  for (const hook of hooks) await hook().catch(() => {});
});
