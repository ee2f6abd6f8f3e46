/** Open pages hear of every change, and of nothing else; what is looked at is what was written lately. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Services } from '#services/commands.ts';
import { asking, complaint, doneOf, reportHouse, word } from '#tests/support/reports.ts';
import type { ReportHouse } from '#tests/support/reports.ts';
import { Changes } from '#web/desk/changes.ts';

const CITIZEN = 'telegram-public:1';

/** Whether a page was told anything since the last question. */
async function watching({ services }: ReportHouse): Promise<{ heard(): Promise<boolean>; stop(): void }> {
  const changes = new Changes(services);
  let told = false;
  await changes.watch(() => void (told = true));
  return {
    async heard() {
      told = false;
      // Another page that opens makes it look at once.
      (await changes.watch(() => {}))();
      return told;
    },
    stop: () => changes.stop(),
  };
}

test('each change of a report or a conversation is told, a look of the clock alone is not', async (t) => {
  const house = await reportHouse(t, {}, '2026-11-04T09:00');
  const { run, services } = house;
  const minta = (key: string) => run('chatting.minta', asking('Mau tanya'), { chat: CITIZEN, key });
  const { number } = doneOf(await minta('satu'));
  const page = await watching(house);
  t.after(() => page.stop());
  assert.equal(await page.heard(), false);
  const sent = doneOf(await run('aduan.kirim', complaint('parit sumbat'), { chat: CITIZEN, key: 'kirim' }));
  assert.equal(await page.heard(), true);
  // One is over and another begins, of the same version: any sum of them stays what it was.
  await run('chatting.akhiri', { number, menu: false }, { chat: CITIZEN, key: 'akhiri' });
  await minta('dua');
  assert.equal(await page.heard(), true);
  await run('chatting.kata', word('C-1002', 'Halo?'), { chat: CITIZEN, key: 'kata' });
  await services.models.Aduan.updateOne({ _id: sent.number }, { $inc: { version: 1 } });
  assert.equal(await page.heard(), true);
  await services.models.Aduan.updateOne({ _id: sent.number }, { $set: { dueAt: null } });
  assert.equal(await page.heard(), false);
});

test('of a thousand reports it asks for the one that was written', async (t) => {
  const house = await reportHouse(t, {}, '2026-11-04T09:00');
  const { models } = house.services;
  const { number } = doneOf(await house.run('aduan.kirim', complaint('parit sumbat'), { chat: CITIZEN, key: 'kirim' }));
  const { _id, requestKey: _requestKey, touchedAt, ...rest } = (await models.Aduan.findById(number).lean())!;
  const old = Array.from({ length: 1000 }, (_, n) => ({ ...rest, _id: `A-${9000 + n}`, requestKey: `lama-${n}` }));
  await models.Aduan.collection.insertMany(old as never);
  const asked: number[] = [];
  const counting = new Proxy(models.Aduan, {
    get: (model, name) =>
      name === 'find'
        ? (...args: Parameters<typeof model.find>) => ({
            lean: async () => {
              const found = await model.find(...args).lean();
              asked.push(found.length);
              return found;
            },
          })
        : Reflect.get(model, name),
  });
  const changes = new Changes({ ...house.services, models: { ...models, Aduan: counting } } as Services);
  t.after(() => changes.stop());
  await changes.watch(() => {});
  assert.deepEqual([asked, _id, touchedAt instanceof Date], [[1], number, true]);
});
