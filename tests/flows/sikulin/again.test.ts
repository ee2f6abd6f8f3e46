/** Handlers that died half-way and run again, late: after others did something, or on another day. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EffectResult } from '#flows/engine/item.ts';
import { freeOrphans } from '#flows/sikulin/effects/seat-orphans.ts';
import { CHAT, Desk } from '#tests/support/reruns.ts';

const DONE = { done: { outcome: 'done' } };

test('what a change leaves is freed by the run that follows a death', async (t) => {
  const desk = await Desk.open(t);
  const number = await desk.book('b');
  const move = { number, date: desk.open[1], time: '11:00' };
  await desk.diesFreeing('move', 'm', move);
  assert.deepEqual(await desk.seats(), ['b', 'm']);
  assert.deepEqual(await desk.run('move', 'm', move), DONE);
  assert.deepEqual(await desk.seats(), ['m'], 'the old seat of a moved visit');

  const offer = { number, date: desk.open[2], time: '14:00', note: null, seen: await desk.seen(number) };
  await desk.run('propose', 'p', offer);
  const people = { number, people: 50 };
  await desk.diesFreeing('people', 'n', people);
  assert.deepEqual(await desk.seats(), ['m', 'p']);
  await desk.run('people', 'n', people);
  assert.deepEqual(await desk.seats(), ['m'], 'the seat of a withdrawn proposal');

  const no = await desk.decision(number, 'tolak');
  await desk.diesFreeing('decide', 'd', no);
  await desk.run('decide', 'd', no);
  assert.deepEqual(await desk.seats(), [], 'the seat of a declined visit');
});

test('a second run on a day on which nothing of it could be asked for any more is no refusal', async (t) => {
  const desk = await Desk.open(t);
  const number = await desk.book('b', 15);
  const offer = { number, date: desk.open[0], time: '11:00', note: null, seen: await desk.seen(number) };
  await desk.diesTelling('propose', 'p', offer);
  const other = await desk.book('c', 14);
  const move = { number: other, date: desk.open[0], time: '14:00' };
  await desk.diesTelling('move', 'm', move);
  await desk.later(9);
  assert.deepEqual(await desk.run('propose', 'p', offer), DONE);
  assert.deepEqual(await desk.run('move', 'm', move), DONE);
  assert.deepEqual(await desk.seats(), ['b', 'm', 'p']);
});

test('a seat that was taken before a death, for a day that is gone when the booking is resumed, is free', async (t) => {
  const desk = await Desk.open(t);
  const { models } = desk.services;
  const Contact = new Proxy(models.Contact, {
    get: (target, key): unknown =>
      key === 'updateOne' ? () => Promise.reject(new Error('dead')) : Reflect.get(target, key),
  });
  await assert.rejects(
    desk.run('book', 'b', desk.wish(0, '09:00'), { ...desk.services, models: { ...models, Contact } }),
  );
  assert.deepEqual(await desk.seats(), ['b']);
  await desk.later(9);
  assert.ok('refused' in (await desk.run('book', 'b', desk.wish(0, '09:00'))));
  assert.deepEqual(await desk.seats(), []);
});

test('what is told late is what was done, not what came of it since', async (t) => {
  const desk = await Desk.open(t);
  const number = await desk.book('b');
  const yes = await desk.decision(number, 'setuju');
  await desk.diesTelling('decide', 'd', yes);
  await desk.run('move', 'm', { number, date: desk.open[1], time: '11:00' });
  desk.told.length = 0;
  assert.deepEqual(await desk.run('decide', 'd', yes), DONE);
  const [news, ...papers] = desk.told;
  assert.equal(news?.to, CHAT);
  assert.ok(news?.text.key === 'sikulin.news-overtaken', 'approved, but no good news any more');
  assert.deepEqual([news?.text.args?.['date'], news?.text.args?.['time']], [desk.open[0], '09:00']);
  assert.deepEqual([news?.text.args?.['nowDate'], news?.text.args?.['nowTime']], [desk.open[1], '11:00']);
  assert.deepEqual(papers, [], 'no ticket for a time that is none any more');

  const gone = await desk.book('c', 2);
  const agreed = await desk.decision(gone, 'setuju');
  await desk.diesTelling('decide', 'f', agreed);
  await desk.run('cancel', 'x', { number: gone });
  desk.told.length = 0;
  assert.deepEqual(await desk.run('decide', 'f', agreed), DONE);
  assert.deepEqual(
    desk.told.map(({ text }) => text.key),
    ['sikulin.news-overtaken'],
  );
  assert.deepEqual(desk.told[0]?.text.args?.['nowStatus'], { key: 'sikulin.status-batal' });

  const no = await desk.decision(number, 'tolak');
  await desk.diesTelling('decide', 'e', no);
  desk.told.length = 0;
  await desk.run('decide', 'e', no);
  assert.ok(desk.told[0]?.text.key === 'sikulin.news-ditolak');
});

test('seats that nobody has are freed after an hour, not the one whose booking is resumed, nor those of visits', async (t) => {
  const desk = await Desk.open(t);
  const { models } = desk.services;
  const number = await desk.book('b');
  await desk.run('propose', 'p', {
    ...{ number, date: desk.open[0], time: '14:00', note: null, seen: await desk.seen(number) },
  });
  const cancelled = await desk.book('c', 1);
  await desk.run('cancel', 'x', { number: cancelled });
  const old = new Date(Date.now() - 7_200_000);
  const day = `sikulin:${desk.open[0]}`;
  await models.Seat.create([
    { _id: `${day}T11:00#1`, requestKey: 'lost', day, time: '11:00' },
    { _id: `${day}T11:00#2`, requestKey: 'resumed', day, time: '11:00' },
  ]);
  await models.Seat.updateMany({}, { $set: { at: old } });
  // The booking comes back to life between the cleaning's look at the seats and its decision.
  const Visit = new Proxy(models.Visit, {
    get: (target, key): unknown =>
      key === 'find'
        ? (...args: Parameters<typeof target.find>) => ({
            lean: async () => {
              await models.Seat.updateOne({ requestKey: 'resumed' }, { $set: { at: new Date() } });
              return target.find(...args).lean();
            },
          })
        : Reflect.get(target, key),
  });
  const cleaning = { ...desk.services, models: { ...models, Visit } };
  assert.equal(await freeOrphans(cleaning, Date.now() - 3_600_000), 1);
  assert.deepEqual(await desk.seats(), ['b', 'p', 'resumed']);
});

test('a booking that is resumed after an hour claims its seat anew, or is told that it is gone', async (t) => {
  const desk = await Desk.open(t);
  const { models } = desk.services;
  const day = `sikulin:${desk.open[0]}`;
  const old = new Date(Date.now() - 7_200_000);
  const seat = { _id: `${day}T09:00#1`, requestKey: 'b', day, time: '09:00', at: old };
  await models.Seat.create(seat);
  const number = await desk.book('b');
  assert.ok(number);
  const kept = await models.Seat.findOne({ requestKey: 'b' }).lean();
  assert.ok(kept && kept.at > old, 'claimed anew');
  // Freed by the cleaning, and taken by others.
  for (const other of ['c', 'd']) await desk.book(other, 0, '11:00');
  const refused = await desk.run('book', 'e', desk.wish(0, '11:00'));
  assert.deepEqual(refused, {
    refused: { key: 'jam', why: { key: 'sikulin.slotGone', args: { date: desk.open[0], time: '11:00' } } },
  });
});

test('two workers who carry out one booking at once come to one answer, and its visit keeps its seat', async (t) => {
  const desk = await Desk.open(t);
  const { models } = desk.services;
  const wish = desk.wish(0, '09:00');
  let other: EffectResult | null = null;
  // The one found no visit and was held up there, until he was thought dead and the other had done it all.
  const Visit = new Proxy(models.Visit, {
    get: (target, key): unknown =>
      key === 'countDocuments'
        ? async (...args: never[]) => {
            other ??= await desk.run('book', 'b', wish);
            return target.countDocuments(...args);
          }
        : Reflect.get(target, key),
  });
  const held = await desk.run('book', 'b', wish, { ...desk.services, models: { ...models, Visit } });
  assert.deepEqual(held, other);
  assert.equal((held as { done: { number: string } }).done.number, 'K-1001');
  assert.deepEqual(await desk.seats(), ['b']);
});
