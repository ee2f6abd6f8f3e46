/** What somebody wrote does not stay in their chat: not in messages that were sent, not in a form that is over or forgotten. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { ChatDoc } from '#models/chat-doc.ts';
import { until } from '#tests/support/crash/until.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { book, toPhone } from '#tests/support/visits.ts';

const DAY = 86_400_000;
const NAME = 'Nyonya Rahasia';

async function rinaIn(t: TestContext) {
  const { system, talk } = await startTestSystem(t);
  const chats = system.services.models.Visit.db.collection<ChatDoc>('chats');
  const holds = async (words: string): Promise<boolean> => JSON.stringify(await chats.find().toArray()).includes(words);
  return {
    system,
    rina: talk('telegram-public', 'rina'),
    holds,
    forgets: () => until(async () => !(await holds(NAME))),
  };
}

test('a booking that was told: its messages and its form are gone', async (t) => {
  const { rina, forgets } = await rinaIn(t);
  await book(rina, { kind: 'Warga', name: NAME }).done;
  await forgets();
});

test('a form that was cancelled', async (t) => {
  const { rina, holds, forgets } = await rinaIn(t);
  await toPhone(rina, { kind: 'Warga', name: NAME }).done;
  assert.ok(await holds(NAME));
  await rina.user('batal').sees('kami batalkan').done;
  await forgets();
});

test('a form that was set aside is forgotten after a week, and who returns hears so', async (t) => {
  const { system, rina, holds, forgets } = await rinaIn(t);
  await toPhone(rina, { kind: 'Warga', name: NAME }).user('menu').sees('belum selesai').tap('Simpan').done;
  await rina.sees('kami simpan').done;
  await system.services.clock.move(6 * DAY);
  system.sweeper.kick();
  assert.ok(await holds(NAME));
  await system.services.clock.move(DAY + 60_000);
  system.sweeper.kick();
  await forgets();
  await rina.user('halo').sees('simpan sudah kami hapus', 'Ada yang bisa kami bantu').done;
});
