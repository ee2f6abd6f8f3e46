/** The roles as processes of their own: what one accepts another carries out and a third sends. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { readConfig } from '#config';
import { demoBots } from '#simulator/demo-bots.ts';
import { createStandIn } from '#simulator/stand-in.ts';
import { startSystem } from '#system';
import type { System } from '#system';
import { dropDatabase, freshDatabase, invite } from '#tests/support/system.ts';
import { Talk } from '#tests/support/talk.ts';
import { book } from '#tests/support/visits.ts';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

for (const mode of ['polling', 'webhook'] as const)
  test(`bots, workers and web apart, by ${mode}`, async (t) => {
    const MONGODB_URI = freshDatabase();
    const standIn = await createStandIn({ bots: Object.values(demoBots), limits: null });
    const port = await freePort();
    const env = {
      MONGODB_URI,
      REDIS_URL: process.env.REDIS_URL ?? '',
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      LEASE_MS: '1000',
      SEND_PACE: 'off',
      PORT: String(port),
      IDENTITY_KEY: 'a key that only the tests have, 32 signs',
      ...(mode === 'webhook' && {
        TELEGRAM_WEBHOOK_URL: `http://127.0.0.1:${port}`,
        TELEGRAM_WEBHOOK_SECRET: 'a-secret-of-the-test',
      }),
    };
    const bots = { publicToken: demoBots.public.token, membersToken: demoBots.members.token, apiRoot: standIn.url };
    const systems: System[] = [];
    for (const ROLE of ['web', 'workers', 'bots']) systems.push(await startSystem(readConfig({ ...env, ROLE }), bots));
    t.after(async () => {
      for (const system of systems) await system.stop();
      await standIn.close();
      await dropDatabase(env.MONGODB_URI);
    });
    const talk = (channel: string, person: string): Talk => new Talk(standIn.people.phone(person, channel));
    const staff = talk('telegram-members', 'sari');
    await staff.binds(await invite(systems[0]!, 'Sari', 'staf')).done;
    const rina = talk('telegram-public', 'rina');
    await book(rina, { kind: 'Warga' }).done;
    await staff.sees('Permohonan kunjungan').tap('Setujui').sees('disetujui').done;
    await rina.sees('Kabar baik').done;
    assert.equal((await systems[0]!.services.models.Visit.findOne().lean())?.status, 'disetujui');
  });
