/** A database that takes its time: everybody is answered, each in their order, nothing piles up, and who asks is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSlow } from '#tests/support/crash/slow.ts';
import { until } from '#tests/support/crash/until.ts';
import { freshDatabase, startTestSystem } from '#tests/support/system.ts';

const PEOPLE = 6;
/** Written by each in one go, while every trip to the database takes so long. */
const BURST = 4;
const TRIP = 150;
/** Turns at once, here. */
const TURNS = 3;

test('a burst over a slow database: each is answered in their order and once; no more turns than there are places', async (t) => {
  const slow = await openSlow(freshDatabase());
  const { talk, system } = await startTestSystem(t, {
    env: { MONGODB_URI: slow.uri, MAX_TURNS: String(TURNS), LEASE_MS: '30000' },
  });
  t.after(() => slow.close());
  const people = Array.from({ length: PEOPLE }, (_, n) => talk('telegram-public', `warga-${n}`));
  for (const one of people) await one.start().sees('Ada yang bisa kami bantu').done;
  slow.by(TRIP);
  const numbers = Array.from({ length: BURST }, (_, n) => `A-${5001 + n}`);
  for (const number of numbers) for (const { phone } of people) phone.text(`cara hitung ${number}`);
  let most = 0;
  const answers = (place: number): string[] =>
    people[place]!.phone.messages().flatMap(({ text }) => /Nomor (A-5\d+) tidak ada/.exec(text)?.[1] ?? []);
  await until(() => {
    most = Math.max(most, system.conversation.turns);
    return people.every((_, place) => answers(place).length >= BURST);
  });
  slow.by(0);
  for (const [place] of people.entries()) assert.deepEqual(answers(place), numbers);
  assert.ok(most <= TURNS, `${most} turns at once`);
  await until(() => system.conversation.turns === 0 && system.conversation.turnsWaiting === 0);
});

test('too slow to work with is not ready, in time; quicker again it is', async (t) => {
  const slow = await openSlow(freshDatabase());
  const { system } = await startTestSystem(t, { env: { MONGODB_URI: slow.uri, LEASE_MS: '600000' } });
  t.after(() => slow.close());
  const ask = async (): Promise<[number, string]> => {
    const answer = await fetch(`${system.web}/readyz`, { signal: AbortSignal.timeout(6000) });
    const { parts } = (await answer.json()) as { parts: { database: { state: string } } };
    return [answer.status, parts.database.state];
  };
  assert.deepEqual(await ask(), [200, 'reachable']);
  slow.by(4000);
  assert.deepEqual(await ask(), [503, 'away']);
  slow.by(0);
  await until(async () => (await ask())[0] === 200);
});
