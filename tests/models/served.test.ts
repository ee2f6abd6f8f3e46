/**
 * Every question that is put to a collection which grows for years has an index that answers it. What the database here tells of how
 * it searched leaves out an index where the question asks for more than its fields, so it is asked about partial indexes alone.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { IndexDefinition, IndexOptions } from 'mongoose';
import { createTopicBook } from '#flows/chatting/topic-book.ts';
import { deadlinesDue } from '#flows/deadlines/holders.ts';
import { digestDue } from '#flows/tindak-lanjut/effects/digest.ts';
import { followersOf } from '#flows/tindak-lanjut/effects/tell.ts';
import { QUERIES } from '#flows/handlers.ts';
import { eraseDue } from '#services/erasing.ts';
import { assertAsked } from '#tests/support/asked-index.ts';
import { asking, complaint, reportHouse } from '#tests/support/reports.ts';

type Fields = Record<string, unknown>;

interface Asked {
  of: string;
  method: string;
  filter: Fields;
  sort: Fields;
}

const LISTS = [
  ...['aduan.milik', 'aduan.antrean', 'aduan.meja', 'aduan.sekitar', 'aduan.serupa', 'aduan.mirip'],
  ...['chatting.milik', 'chatting.daftar', 'chatting.meja', 'deadlines.mine'],
];
const READS = ['find', 'findOne', 'countDocuments', 'updateOne', 'updateMany', 'deleteMany', 'findOneAndUpdate'];
const isRange = (value: unknown): boolean => /"\$(?:lte?|gte?)"/.test(JSON.stringify(value) ?? '');
const isEqual = (value: unknown): boolean => !/^\{"\$(?:ne|nin|not|type|lte?|gte?)"/.test(JSON.stringify(value) ?? '');

const conditions = (options: IndexOptions): [string, { $gte: unknown }][] =>
  Object.entries((options.partialFilterExpression ?? {}) as Record<string, { $gte: unknown }>);

/** A range says the bound, an equality needs none; of several values the database here does not see that they are within. */
const isWithin = (value: unknown, bound: { $gte: unknown }): boolean =>
  typeof value === 'object'
    ? isDeepStrictEqual((value as { $gte?: unknown } | null)?.$gte, bound.$gte)
    : typeof value === typeof bound.$gte;

/** Its first fields are asked for, and what is behind them is in the order that is wanted. */
function serves({ filter, sort }: Asked, keys: IndexDefinition, options: IndexOptions): boolean {
  if (!conditions(options).every(([field, bound]) => isWithin(filter[field], bound))) return false;
  const fields = Object.entries(keys);
  const equal = fields.findIndex(([field]) => !(field in filter) || !isEqual(filter[field]));
  const rest = equal < 0 ? [] : fields.slice(equal);
  const wanted = Object.entries(sort);
  if (!wanted.length) return equal !== 0 || isRange(filter[rest[0]?.[0] ?? '']);
  const ways = wanted.map(([field, way], n) => (rest[n]?.[0] === field ? Number(rest[n]?.[1]) * Number(way) : 0));
  return ways.every((way) => way === ways[0] && way !== 0);
}

test('reports, their routes and conversations', async (t) => {
  const house = await reportHouse(t, {}, '2026-12-21T08:00');
  const { models } = house.services;
  const { Aduan, AduanRoute, Obrolan, Person } = models;
  const growing = [Aduan, AduanRoute, Obrolan];
  const asked: Asked[] = [];
  Aduan.db.on('operation-start', ({ collectionName: of, method, params: [filter = {}, ...more] }) => {
    const sort = Object.assign({}, ...more.map((one: { sort?: Fields }) => one?.sort ?? {}));
    if (READS.includes(method) && growing.some(({ collection }) => collection.name === of))
      asked.push({ of, method, filter, sort });
  });
  const [citizen, officer] = ['telegram-public:1', 'telegram-members:sari'];
  const sari = await house.staff('sari');
  await house.staff('tono');
  await Person.updateOne({ _id: 'tono' }, { active: false, leftAt: new Date(0) });
  await house.run('aduan.kirim', complaint('parit sumbat'), { chat: citizen, key: 'a' });
  await house.run('chatting.minta', asking('surat saya'), { chat: citizen, key: 'c' });
  const args = {
    account: { text: 'parit', files: [] },
    said: 'Terjun',
    number: 'A-1001',
    search: 'parit',
    after: null,
  };
  for (const [name, query] of Object.entries(QUERIES).filter(([name]) => /^(?:aduan|chatting|deadlines)\./.test(name)))
    for (const [chat, what] of [
      [citizen, 'semua'],
      [citizen, 'tarik'],
      [officer, 'kabar'],
    ])
      await query({ ...args, topic: 'parit', place: 'gg mawar', what } as never, house.services, chat!).catch(
        // What wants other arguments lists nothing.
        ({ name: fault }: Error) => assert.ok(fault === 'Forbidden' || !LISTS.includes(name), name),
      );
  await house.run('aduan.ekspor', {}, { chat: officer, who: sari, key: 'e' }).catch(() => {});
  await digestDue(house.services);
  await createTopicBook(house.services).intend('G1001/C-1001', 'x');
  await followersOf(house.services, 'A-1001');
  await Aduan.updateOne({ _id: 'A-1001' }, { calendar: 0 });
  const newer = { council: { ...house.services.council, calendar: 1 }, holidays: { refresh: async () => false } };
  await deadlinesDue({ ...house.services, ...newer } as never);
  await house.sweep();
  await eraseDue(house.services).catch(() => {});
  assert.ok(growing.every(({ collection }) => asked.filter(({ of }) => of === collection.name).length > 5));
  const partial = new Set<string>();
  // A copy: what is asked below is heard as well.
  for (const one of [...asked]) {
    const model = growing.find(({ collection }) => collection.name === one.of)!;
    const own = '_id' in one.filter && isEqual(one.filter['_id']);
    const serving = model.schema.indexes().filter(([keys, options]) => serves(one, keys, options));
    assert.ok(own || serving.length, `nothing serves ${JSON.stringify(one)}`);
    if (own) continue;
    for (const [keys, options] of serving)
      for (const [field] of conditions(options)) {
        const name = Object.entries(keys).flat().join('_');
        await assertAsked(model.collection, { [field]: one.filter[field] }, name);
        partial.add(`${one.of}.${field}`);
      }
  }
  const every = growing.flatMap(({ collection, schema }) =>
    schema.indexes().flatMap(([, options]) => conditions(options).map(([field]) => `${collection.name}.${field}`)),
  );
  // Of one round there are so few that they are put in order behind it.
  assert.deepEqual([...partial].toSorted(), every.filter((name) => name !== 'aduan.moved.round').toSorted());
});
