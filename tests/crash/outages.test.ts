/** The servers behind the system go away and come back under it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { visitDates } from '#flows/sikulin/calendar.ts';
import { loadCouncil } from '#services/council.ts';
import { audit } from '#tests/support/crash/audit.ts';
import { Robot } from '#tests/support/crash/robot.ts';
import type { Booked } from '#tests/support/crash/robot.ts';
import { OwnServers } from '#tests/support/crash/servers.ts';
import { openSilence } from '#tests/support/crash/silence.ts';
import { stageOn } from '#tests/support/crash/stage.ts';
import { book } from '#tests/support/visits.ts';
import { freshDatabase, startTestSystem } from '#tests/support/system.ts';

/** Nothing listens there. */
const NOWHERE = 'redis://127.0.0.1:1';

test('no Valkey at all: effects are carried out all the same', async (t) => {
  const { standIn, env, talk, staff } = await startTestSystem(t, { env: { REDIS_URL: NOWHERE } });
  const stage = await stageOn(t, standIn, env);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').done;
  await book(rina, { kind: 'Warga' }).done;
  await sari.sees('Permohonan kunjungan').tap('Setujui').sees('disetujui').done;
  await rina.sees('Kabar baik').done;
  assert.ok(await stage.chats.allQuiet(30_000), 'something is left undone');
});

test('connections to the database fall silent without an end: they are given up, and the bot goes on', async (t) => {
  const database = freshDatabase();
  const silence = await openSilence(`${database}${database.includes('?') ? '&' : '?'}socketTimeoutMS=1000`);
  const { talk } = await startTestSystem(t, { env: { MONGODB_URI: silence.uri } });
  t.after(() => silence.close());
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Ada yang bisa kami bantu').done;
  silence.fall();
  await rina.user('kunjungan').sees('Siapa').tap('Warga').sees('keperluannya').done;
});

const PEOPLE = 6;
const EACH = 3;

test('database and Valkey killed in the middle of bookings, and started again', async (t) => {
  const servers = new OwnServers();
  const addresses = await servers.start();
  try {
    await t.test('nothing is lost, nothing is booked twice', async (inner) => {
      const env = { ...addresses, SEND_TIMEOUT_MS: '1000', FILE_TIMEOUT_MS: '2000' };
      const { standIn, env: all } = await startTestSystem(inner, { env });
      const stage = await stageOn(inner, standIn, all);
      const { open } = visitDates(loadCouncil('medan'), Date.now());
      const robots = Array.from({ length: PEOPLE }, (_, place) => {
        const dayOf = (n: number): string => open[(place * 7 + n * 3) % open.length]!;
        return new Robot({ stage, who: `patient-${place}`, place, dayOf });
      });
      const booked: Booked[] = [];
      const live = async (robot: Robot): Promise<void> => {
        for (let n = 0; n < EACH; n += 1) booked.push(await robot.book());
      };
      const living = Promise.all(robots.map(live));
      living.catch(() => {});
      for (const wanted of [2, PEOPLE * 2]) {
        while (booked.length < wanted) await Promise.race([living, sleep(50)]);
        await servers.kill();
        await sleep(1500);
        assert.deepEqual(await servers.start(), addresses);
      }
      await living;
      assert.ok(await stage.chats.allQuiet(60_000), 'something is left undone');
      const { wrong, left, visits, doubtful, duplicates } = await audit(stage, { booked, clerks: [], phones: robots });
      assert.deepEqual(wrong, []);
      assert.deepEqual(left, { inbox: 0, intents: 0, unsent: 0, unknown: 0, deadletters: 0 });
      assert.equal(visits, PEOPLE * EACH);
      assert.ok(duplicates <= doubtful, `${duplicates} shown twice, ${doubtful} doubtful`);
    });
  } finally {
    await servers.stop();
  }
});
