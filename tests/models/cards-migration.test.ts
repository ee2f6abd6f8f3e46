/** Cards of the release before are erased when they would be now, by one index. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whatsAppCards } from '#models/migrations/020-whatsapp-cards.ts';
import type { WhatsAppCard } from '#models/whatsapp-card.ts';
import { freshModels } from '#tests/support/fresh-models.ts';

const DAY = 86_400_000;

test('an answered card goes three days after, another a fortnight after its sending', async (t) => {
  const { db, models } = await freshModels(t);
  const { collection } = models.WhatsAppCard;
  const at = new Date();
  const card = (_id: string, used: boolean) => ({ _id, used, at, chat: 'x:1', words: [], message: null });
  await collection.insertMany([card('open', false), card('used', true)] as never[]);
  await collection.createIndex({ at: 1 }, { expireAfterSeconds: 14 * 24 * 3600 });
  for (let times = 0; times < 2; times += 1) await whatsAppCards.run(db, models);
  const days = async (_id: string): Promise<number> =>
    ((await models.WhatsAppCard.findById(_id).lean<WhatsAppCard>())!.until.getTime() - at.getTime()) / DAY;
  assert.deepEqual([await days('open'), await days('used')], [14, 3]);
  const timed = (await collection.indexes()).filter((index) => 'expireAfterSeconds' in index);
  assert.deepEqual(
    timed.map(({ key }) => key),
    [{ until: 1 }],
  );
});
