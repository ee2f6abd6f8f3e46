/**
 * Erases once a day what its time in `retention.ts` is up for: in batches, oldest first, a bounded number a day, so that a
 * database of years is not held up by one night. Each step may be cut off anywhere and goes on the next day.
 */
import { DateTime } from 'luxon';
import type { Model } from 'mongoose';
import { ChatUpkeep } from '#models/chat-upkeep.ts';
import { database } from '#models/database.ts';
import type { Services } from './commands.ts';
import { setting } from './council.ts';
import { daily } from './daily.ts';
import { RETENTION } from './retention.ts';
import type { RetentionKey } from './retention.ts';

const DAY = 86_400_000;
const MONTH = 30 * DAY;
const BATCH = 200;
/** Batches a day and collection. */
const MOST = 100;

/** What is older may go: the day by business time, and machine ms. */
export interface Limit {
  date: string;
  machine: number;
}

type Erase = (services: Services, limit: Limit) => Promise<number>;

const upkeep = (models: Services['models']): ChatUpkeep => new ChatUpkeep(database(models.Visit.db));

/** What was set aside of what people wrote is looked at within a month, then gone. @param before machine ms */
export const forgetDead = ({ models }: Services, before: number): Promise<number> =>
  upkeep(models).forgetDead(before - MONTH);

/** Batch after batch until one is not full. */
async function inBatches(batch: () => Promise<{ found: number; erased: number }>): Promise<number> {
  let all = 0;
  for (let n = 0; n < MOST; n += 1) {
    const { found, erased } = await batch();
    all += erased;
    if (found < BATCH) break;
  }
  return all;
}

/** Documents of one model by a filter that what was erased fits no more. */
const byFilter =
  <T>(model: (services: Services) => Model<T>, filter: (limit: Limit) => object): Erase =>
  (services, limit) =>
    inBatches(async () => {
      const old = await model(services).find(filter(limit), { _id: 1 }).limit(BATCH).lean<{ _id: string }[]>();
      const { deletedCount } = await model(services).deleteMany({ _id: { $in: old.map(({ _id }) => _id) } } as object);
      return { found: old.length, erased: deletedCount };
    });

/** Files first: whoever dies in between finds the visit again, and its files by it. */
const visits: Erase = ({ models, files }, { date }) =>
  inBatches(async () => {
    const old = await models.Visit.find({ date: { $lt: date } }, { _id: 1 })
      .sort({ date: 1 })
      .limit(BATCH)
      .lean<{ _id: string }[]>();
    for (const { _id } of old) {
      await files.removeOf(_id);
      await models.Visit.deleteOne({ _id });
    }
    return { found: old.length, erased: old.length };
  });

/** By the visits they were given for, since a contact is used again; one that no visit ever had goes after a day. */
const contacts: Erase = async ({ models }, { date }) => {
  let last = '';
  return inBatches(async () => {
    const some = await models.Contact.find({ _id: { $gt: last } }, { _id: 1, at: 1 })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean<{ _id: string; at?: Date }[]>();
    last = some.at(-1)?._id ?? last;
    const ids = some.map(({ _id }) => _id);
    const given = await models.Visit.find({ contact: { $in: ids } }, { contact: 1, date: 1 }).lean<
      { contact: string; date: string }[]
    >();
    const newest = new Map<string, string>();
    for (const { contact, date: day } of given) if (day > (newest.get(contact) ?? '')) newest.set(contact, day);
    const over = ({ _id, at }: { _id: string; at?: Date }): boolean => {
      const day = newest.get(_id);
      return day === undefined ? (at?.getTime() ?? 0) < Date.now() - DAY : day < date;
    };
    const gone = await models.Contact.deleteMany({ _id: { $in: some.filter(over).map(({ _id }) => _id) } });
    return { found: some.length, erased: gone.deletedCount };
  });
};

/** Files and the way to the reporter first: whoever dies in between finds the report again. */
const reports: Erase = ({ models, files }, { date }) =>
  inBatches(async () => {
    const old = await models.Aduan.find({ closedAt: { $lt: new Date(`${date}T00:00:00Z`), $type: 'date' } })
      .limit(BATCH)
      .lean<{ _id: string; requestKey: string }[]>();
    for (const { _id, requestKey } of old) {
      await files.removeOf(requestKey);
      await models.AduanRoute.deleteOne({ _id });
      await models.Aduan.deleteOne({ _id });
    }
    return { found: old.length, erased: old.length };
  });

/** Files first, as with reports. */
const conversations: Erase = ({ models, files }, { date }) =>
  inBatches(async () => {
    const old = await models.Obrolan.find({ closedAt: { $lt: new Date(`${date}T00:00:00Z`), $type: 'date' } })
      .limit(BATCH)
      .lean<{ _id: string; requestKey: string }[]>();
    for (const { _id, requestKey } of old) {
      await files.removeOf(requestKey);
      await files.removeOf(_id);
      await models.Topik.deleteMany({ talk: _id });
      await models.Obrolan.deleteOne({ _id });
    }
    return { found: old.length, erased: old.length };
  });

/** Who is bound stays, however long nothing was said. */
const chats: Erase = ({ models }, { machine }) => upkeep(models).eraseIdle(machine, BATCH);

const whatsAppIds: Erase = async ({ models }, { machine }) => {
  const people = await models.Person.find({ 'identities.channel': /^whatsapp-/ }, { identities: 1 }).lean();
  const bound = people.flatMap(({ identities }) => identities.map(({ address }) => address));
  const { deletedCount } = await models.WhatsAppId.deleteMany({ usedAt: { $lt: machine }, address: { $nin: bound } });
  return deletedCount;
};

const dailies: Erase = async ({ models }, { date }) => {
  const old = (await models.Daily.find({}, { _id: 1 }).lean()).filter(({ _id }) => _id.slice(-10) < date);
  return (await models.Daily.deleteMany({ _id: { $in: old.map(({ _id }) => _id) } })).deletedCount;
};

/** Rows of announcements that ended before, a page at a time, since one may have a million; the last may be one half made. */
const deliveries: Erase = async ({ models }, { date }) => {
  const over = await models.Broadcast.find(
    { finishedAt: { $lt: new Date(`${date}T00:00:00Z`) } },
    { cursor: 1 },
  ).lean();
  let all = 0;
  for (const { _id: broadcast, cursor } of over)
    for (let page = 0; page <= cursor.pages; page += 1)
      all += (await models.Delivery.deleteMany({ broadcast, page })).deletedCount;
  return all;
};

/** In this order: a contact goes by its visits, and rows by their announcement, which must still be there. */
const ERASE = {
  Contact: contacts,
  Visit: visits,
  Aduan: reports,
  Obrolan: conversations,
  chats,
  WhatsAppId: whatsAppIds,
  Report: byFilter(
    ({ models }) => models.Report,
    ({ date }) => ({ at: { $lt: new Date(`${date}T00:00:00Z`) } }),
  ),
  Seat: byFilter(
    ({ models }) => models.Seat,
    ({ machine }) => ({ at: { $lt: new Date(machine) } }),
  ),
  Daily: dailies,
  Delivery: deliveries,
  Broadcast: byFilter(
    ({ models }) => models.Broadcast,
    ({ date }) => ({ finishedAt: { $lt: new Date(`${date}T00:00:00Z`) } }),
  ),
} satisfies Partial<Record<keyof typeof RETENTION, Erase>>;

export const ERASED = Object.keys(ERASE) as readonly (keyof typeof ERASE)[];

/** Once a day, whoever sweeps; a collection that fails keeps no other from its turn. */
export const eraseDue = (services: Services): Promise<number> => {
  const { clock } = services;
  const today = clock.date(clock.now());
  return daily(services, 'retensi', today, () => eraseOld(services, today));
};

async function eraseOld(services: Services, today: string): Promise<number> {
  const faults: unknown[] = [];
  let all = 0;
  for (const name of ERASED) {
    const time = RETENTION[name].for as { days: RetentionKey };
    const days = setting(services.council, time.days, today);
    const date = DateTime.fromISO(today, { zone: 'utc' }).minus({ days }).toFormat('yyyy-MM-dd');
    await ERASE[name](services, { date, machine: Date.now() - days * DAY }).then(
      (erased) => (all += erased),
      (error: unknown) => faults.push(error),
    );
  }
  if (faults.length) throw new Error(`${faults.length} collections could not be cleaned`, { cause: faults[0] });
  return all;
}
