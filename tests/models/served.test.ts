/** Every question that is put to a collection which grows for years has an index that answers it; the database here does not tell how it searched. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IndexDefinition, IndexOptions } from 'mongoose';
import { createTopicBook } from '#flows/chatting/topic-book.ts';
import { digestDue } from '#flows/tindak-lanjut/effects/digest.ts';
import { QUERIES } from '#flows/handlers.ts';
import { eraseDue } from '#services/erasing.ts';
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

/** Its first fields are asked for, and what is behind them is in the order that is wanted. */
function serves({ filter, sort }: Asked, keys: IndexDefinition, options: IndexOptions): boolean {
  const partial = Object.entries((options.partialFilterExpression ?? {}) as Record<string, { $type: string }>);
  if (partial.some(([field, { $type }]) => (filter[field] as { $type?: string } | undefined)?.$type !== $type))
    return false;
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
  await house.sweep();
  await eraseDue(house.services).catch(() => {});
  assert.ok(growing.every(({ collection }) => asked.filter(({ of }) => of === collection.name).length > 5));
  for (const one of asked) {
    const model = growing.find(({ collection }) => collection.name === one.of)!;
    const own = '_id' in one.filter && isEqual(one.filter['_id']);
    const found = own || model.schema.indexes().some(([keys, options]) => serves(one, keys, options));
    assert.ok(found, `nothing serves ${JSON.stringify(one)}`);
  }
});
