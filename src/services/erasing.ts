/**
 * Erases once a day what its time in `retention.ts` is up for: in batches, oldest first, a bounded number a day, so that a
 * database of years is not held up by one night. Each step may be cut off anywhere and goes on the next day.
 */
import { DateTime } from 'luxon';
import type { Model } from 'mongoose';
import { ChatUpkeep } from '#models/chat-upkeep.ts';
import type { Aduan } from '#models/aduan.ts';
import { database } from '#models/database.ts';
import { anyDate } from '#models/partial.ts';
import type { Person } from '#models/person.ts';
import { OPEN_STATUS } from '#models/visit.ts';
import { chatsOfPerson } from './authority.ts';
import type { Services } from './commands.ts';
import { setting } from './council.ts';
import { daily } from './daily.ts';
import { addressOf } from './outbox.ts';
import { chatsOfFamily, familyOf } from './telephones.ts';
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

const reports: Erase = (services, { date }) =>
  inBatches(async () => {
    const old = await services.models.Aduan.find(
      { closedAt: { ...anyDate, $lt: new Date(`${date}T00:00:00Z`) } },
      { requestKey: 1 },
    )
      .limit(BATCH)
      .lean<Report[]>();
    let erased = 0;
    for (const report of old) erased += await withFollowers(services, report);
    return { found: old.length, erased };
  });

type Report = Pick<Aduan, '_id' | 'requestKey'>;

/**
 * What follows a report has no end of its own: it goes with it, and before it. Files and the way to the reporter first: whoever dies in
 * between finds the report again.
 */
async function withFollowers(services: Services, { _id, requestKey }: Report): Promise<number> {
  const { models, files } = services;
  const followers = { mergedInto: _id, state: 'digabung' } as const;
  let erased = 1;
  for (const follower of await models.Aduan.find(followers, { requestKey: 1 }).lean<Report[]>())
    erased += await withFollowers(services, follower);
  await files.removeOf(requestKey);
  await models.AduanRoute.deleteOne({ _id });
  await models.Aduan.deleteOne({ _id });
  return erased;
}

/** Files first, as with reports. */
export async function eraseTalk(
  { models, files }: Pick<Services, 'models' | 'files'>,
  { _id, requestKey }: { _id: string; requestKey: string },
): Promise<void> {
  await files.removeOf(requestKey);
  await files.removeOf(_id);
  await models.Topik.deleteMany({ talk: _id });
  await models.Obrolan.deleteOne({ _id });
}

const conversations: Erase = ({ models, files }, { date }) =>
  inBatches(async () => {
    const old = await models.Obrolan.find({ closedAt: { ...anyDate, $lt: new Date(`${date}T00:00:00Z`) } })
      .limit(BATCH)
      .lean<{ _id: string; requestKey: string }[]>();
    for (const talk of old) await eraseTalk({ models, files }, talk);
    return { found: old.length, erased: old.length };
  });

/** Who is bound stays, however long nothing was said. Who blocked us long ago gets no news any more. */
const chats: Erase = ({ models }, { machine }) =>
  upkeep(models).eraseIdle(machine, BATCH, (blocked) => models.Subscription.deleteMany({ _id: { $in: blocked } }));

const isGone = { $or: [{ active: false }, { 'roles.0': { $exists: false } }] };

/** Nobody writes down when somebody leaves: the first night that finds them gone does. Whoever still has work of theirs stays. */
const persons: Erase = async ({ models, clock }, { date }) => {
  const { Person, Piket } = models;
  await Person.updateMany({ active: true, 'roles.0': { $exists: true }, leftAt: { $ne: null } }, { leftAt: null });
  await Person.updateMany({ leftAt: null, ...isGone }, { leftAt: new Date(clock.now()) });
  const before = new Date(`${date}T00:00:00Z`);
  let erased = 0;
  for (const person of await Person.find({ leftAt: { $lt: before }, ...isGone }).lean<Person[]>()) {
    if (await hasOpen(models, person)) continue;
    await upkeep(models).unbind(chatsOfPerson(person));
    await Piket.deleteOne({ _id: person._id });
    erased += (await Person.deleteOne({ _id: person._id, leftAt: person.leftAt, ...isGone })).deletedCount;
  }
  return erased;
};

/** Something is under way that they handle, or that came from one of their chats. */
async function hasOpen({ Aduan, AduanRoute, Obrolan, Visit }: Services['models'], person: Person): Promise<boolean> {
  const chat = { $in: chatsOfPerson(person) };
  const own = (await AduanRoute.find({ chat }, { _id: 1 }).lean()).map(({ _id }) => _id);
  const open = await Promise.all([
    // What follows another has no end of its own.
    Aduan.exists({ handler: person._id, closedAt: null, state: { $ne: 'digabung' } }),
    Aduan.exists({ _id: { $in: own }, closedAt: null, state: { $ne: 'digabung' } }),
    Obrolan.exists({ holder: person._id, closedAt: null }),
    Obrolan.exists({ chat, closedAt: null }),
    Visit.exists({ chat, status: { $in: [...OPEN_STATUS] } }),
  ]);
  return open.some((found) => found !== null);
}

/** Who left is known as long as an announcement could reach them otherwise: by a role, or by a visit of theirs. */
const subscriptions: Erase = async ({ models }, { date }) => {
  const { Person, Subscription, Visit } = models;
  let last = '';
  return inBatches(async () => {
    const left = { status: 'berhenti' as const, leftAt: { $lt: new Date(`${date}T00:00:00Z`) } };
    const some = await Subscription.find({ _id: { $gt: last }, ...left }, { _id: 1 })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean<{ _id: string }[]>();
    const ids = some.map(({ _id }) => _id);
    last = ids.at(-1) ?? last;
    const bound = await Person.find({ 'identities.address': { $in: ids.map(addressOf) } }).lean<Person[]>();
    const guests = await Visit.find({ chat: { $in: ids } }, { chat: 1 }).lean<{ chat: string }[]>();
    const stay = new Set([...bound.flatMap(chatsOfPerson), ...guests.map(({ chat }) => chat)]);
    const gone = await Subscription.deleteMany({ _id: { $in: ids.filter((id) => !stay.has(id)) }, ...left });
    return { found: some.length, erased: gone.deletedCount };
  });
};

/** As long as they may get news, or write, both their apps are known as theirs. */
const telephones: Erase = async ({ models }, { machine }) => {
  let last = '';
  return inBatches(async () => {
    const old = { at: { $lt: new Date(machine) } };
    const some = await models.Telephone.find({ _id: { $gt: last }, ...old }, { _id: 1 })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean<{ _id: string }[]>();
    last = some.at(-1)?._id ?? last;
    const chats = some.flatMap(({ _id }) => chatsOfFamily(_id));
    const wanting = await models.Subscription.find({ _id: { $in: chats } }, { _id: 1 }).lean<{ _id: string }[]>();
    const stay = new Set(
      [...wanting.map(({ _id }) => _id), ...(await upkeep(models).used(chats)).keys()].map(familyOf),
    );
    const gone = some.map(({ _id }) => _id).filter((id) => !stay.has(id));
    const { deletedCount } = await models.Telephone.deleteMany({ _id: { $in: gone }, ...old });
    return { found: some.length, erased: deletedCount };
  });
};

/** As long as somebody may report from it. */
const sharedPhones: Erase = async ({ models }, { date }) => {
  let last = '';
  return inBatches(async () => {
    const old = { at: { $lt: new Date(`${date}T00:00:00Z`) } };
    const some = await models.HpBersama.find({ _id: { $gt: last }, ...old }, { chat: 1 })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean<{ _id: string; chat: string }[]>();
    last = some.at(-1)?._id ?? last;
    const there = await upkeep(models).used(some.map(({ chat }) => chat));
    const gone = some.filter(({ chat }) => !there.has(chat)).map(({ _id }) => _id);
    const { deletedCount } = await models.HpBersama.deleteMany({ _id: { $in: gone }, ...old });
    return { found: some.length, erased: deletedCount };
  });
};

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

/** A draft, or one that was paused, that nobody has touched since: it would never end, and what it holds never go. */
async function endForgotten({ models: { Broadcast }, clock }: Services, before: Date): Promise<void> {
  const untouched = { 'history.0': { $exists: true }, history: { $not: { $elemMatch: { at: { $gte: before } } } } };
  const open = { status: { $in: ['draf', 'menunggu', 'dijeda'] as const }, ...untouched };
  const ends = { status: 'dihentikan' as const };
  const finishedAt = new Date(clock.now());
  await Broadcast.updateMany({ ...open, startedAt: null }, { $set: { ...ends, finishedAt }, $inc: { rev: 1 } });
  // Its rows are closed, and its author told, by whoever sends.
  await Broadcast.updateMany({ ...open, startedAt: { $ne: null } }, { $set: ends, $inc: { rev: 1 } });
}

/** Rows of announcements that ended before, a page at a time, since one may have a million; the last may be one half made. */
const deliveries: Erase = async (services, { date }) => {
  const { models } = services;
  await endForgotten(services, new Date(`${date}T00:00:00Z`));
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

/** In this order: a contact goes by its visits, a person and who left by what is still there of them, and rows by their announcement, which must still be there. */
const ERASE = {
  Contact: contacts,
  Visit: visits,
  Aduan: reports,
  Obrolan: conversations,
  Person: persons,
  Subscription: subscriptions,
  chats,
  Telephone: telephones,
  HpBersama: sharedPhones,
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

/** What was to be erased before `today` (`yyyy-MM-dd`); returns how many documents went. */
export async function eraseOld(services: Services, today: string): Promise<number> {
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
