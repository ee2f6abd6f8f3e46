/** What a dead process left in a chat is taken up by whoever sweeps: an item, an effect, a message. No wake-up tells of it. */
import assert from 'node:assert/strict';
import { counted } from '#models/counted-chats.ts';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { readConfig } from '#config';
import { tx } from '#flows/engine/message.ts';
import { demoBots } from '#simulator/demo-bots.ts';
import { startSystem } from '#system';
import { stageOn } from '#tests/support/crash/stage.ts';
import { until } from '#tests/support/crash/until.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { toSummary } from '#tests/support/visits.ts';

/** Nothing listens there: every wake-up is lost. */
const NOWHERE = 'redis://127.0.0.1:1';
const LEASE = 1000;

/** A bots' process without a worker or Valkey, in front of which Rina confirmed her visit: its effect waits for somebody. */
async function confirmed(t: TestContext, more: Record<string, string> = {}) {
  const alone = { ROLE: 'bots', REDIS_URL: NOWHERE, ...more };
  const { system, standIn, env, talk } = await startTestSystem(t, { env: alone });
  const stage = await stageOn(t, standIn, env);
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').done;
  await toSummary(rina, { kind: 'Warga' }).tap('Ya, kirim').done;
  const id = stage.chatOf('rina', 'telegram-public');
  await until(async () => Object.keys((await stage.chats.load(id))?.intents ?? {}).length === 1);
  const chats = stage.models.Visit.db.collection<{ _id: string }>('chats');
  const write = async (set: object): Promise<void> => void (await chats.updateOne({ _id: id }, counted({ $set: set })));
  const worker = async (): Promise<void> => {
    const bots = { publicToken: demoBots.public.token, membersToken: demoBots.members.token, apiRoot: standIn.url };
    const other = await startSystem(readConfig({ ...env, ROLE: 'workers', PORT: '0' }), bots);
    t.after(() => other.stop());
  };
  return { system, stage, rina, id, write, worker };
}

test('an effect that nobody was told of is carried out', async (t) => {
  const { rina, worker } = await confirmed(t);
  await worker();
  await rina.sees(/Nomor: K-\d+/).done;
});

test('an effect whose worker died in the middle is carried out when its time is up', async (t) => {
  const { stage, rina, id, write, worker } = await confirmed(t);
  const [key] = Object.keys((await stage.chats.load(id))!.intents);
  await write({ [`intents.${key}.by`]: 'dead', [`intents.${key}.until`]: Date.now() + 3 * LEASE });
  await worker();
  await rina.sees(/Nomor: K-\d+/).done;
  assert.equal(await stage.models.Visit.countDocuments(), 1);
});

test('a chat in which something happens all the time does not keep its effect waiting', async (t) => {
  const { system, rina, id, worker } = await confirmed(t);
  let over = false;
  const traffic = async (): Promise<void> => {
    for (let n = 0; !over; n += 1) {
      await system.services.notices.toChat(id, { key: `traffic-${n}`, text: tx('engine.hello') });
      await new Promise((resolve) => setTimeout(resolve, LEASE / 10));
    }
  };
  const flowing = traffic();
  await worker();
  await rina.sees(/Nomor: K-\d+/).done.finally(() => (over = true));
  await flowing;
});

test('who waits for an effect is told once that it takes its time, and then what came of it', async (t) => {
  const { stage, rina, id, worker } = await confirmed(t, { PATIENCE_MS: '200', LEASE_MS: '500' });
  await rina.sees('Sedang diproses').done;
  const looked = async (): Promise<number> => (await stage.chats.load(id))?.sweepAt ?? 0;
  for (let looks = 0; looks < 3; looks += 1) {
    const before = await looked();
    await until(async () => (await looked()) > before);
  }
  await worker();
  await rina.sees(/Nomor: K-\d+/).done;
  const told = rina.phone.messages().filter(({ text }) => text.includes('Sedang diproses'));
  assert.equal(told.length, 1);
});

for (const [what, entry] of [
  ['that waited for its turn', { state: 'ready' }],
  ['whose sender died', { state: 'sending', by: 'dead', until: Date.now() + 3 * LEASE }],
] as const)
  test(`a message ${what} is sent`, async (t) => {
    const { rina, write } = await confirmed(t);
    const message = { class: 'notice', text: 'Kabar dari yang sudah tiada' };
    await write({ outbox: { m1: { message, ...entry } }, sweepAt: Date.now() });
    await rina.sees('sudah tiada').done;
  });

test('an item whose turn died is taken in', async (t) => {
  const { talk, system, standIn, env } = await startTestSystem(t);
  const stage = await stageOn(t, standIn, env);
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').done;
  const id = stage.chatOf('rina', 'telegram-public');
  await until(() => stage.chats.allQuiet(0));
  const at = Date.now() - LEASE;
  const item = { id: 'tg:dead', at, on: at, kind: 'text', text: 'kunjungan' };
  await system.services.models.Visit.db
    .collection<{ _id: string }>('chats')
    .updateOne({ _id: id }, counted({ $set: { inbox: [item], busyUntil: at, sweepAt: at } }));
  await rina.sees('Siapa yang akan datang').done;
});

test('a chat in which nothing can be read keeps nobody behind it waiting', async (t) => {
  const { stage, rina, worker } = await confirmed(t);
  const chats = stage.models.Visit.db.collection<{ _id: string; sweepAt: number }>('chats');
  await chats.insertOne({
    _id: 'telegram-public:1',
    rev: 0,
    sweepAt: 1,
    inbox: [],
    outbox: null,
    intents: null,
  } as never);
  await worker();
  await rina.sees(/Nomor: K-\d+/).done;
  assert.ok(((await chats.findOne({ _id: 'telegram-public:1' }))?.sweepAt ?? 0) > 1, 'it is looked at again later');
});
