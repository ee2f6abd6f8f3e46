/** Who gets an announcement: read page by page in the order of ids, so that a million take no more memory than a thousand. */
import type { Audience, Broadcast, Except } from '#models/broadcast.ts';
import { deliveryId } from '#models/delivery.ts';
import type { Models } from '#models/models.ts';
import type { Person } from '#models/person.ts';
import type { Subscription } from '#models/subscription.ts';
import { chatId } from '../outbox.ts';

export interface AudiencePage {
  chats: string[];
  /** Where the next page begins; null: this was the last. */
  after: string | null;
}

/** Where an announcement begins: below every id. */
export const START = '';

type Whom = Pick<Broadcast, 'audience' | 'except'>;

/**
 * Of subscribers those who want it; of staff and members everybody with the role, of a list whoever booked the visit, but nobody
 * who has left. All of them have written to the bot: the chats come from what they did there.
 */
export async function audiencePage(models: Models, whom: Whom, after: string, size: number): Promise<AudiencePage> {
  const { chats, last, full } = await SOURCES[whom.audience.by](models, whom, after, size);
  return { chats: await withoutReceivers(models, whom.except, chats), after: full ? last : null };
}

/** How many it would reach now; exact but for those who are left out by another announcement. */
export async function audienceSize(models: Models, whom: Whom): Promise<number> {
  if (!whom.except.broadcasts.length && isSubscribed(whom.audience))
    return models.Subscription.countDocuments(wanting(whom));
  let [count, after]: [number, string | null] = [0, START];
  while (after !== null) {
    const page: AudiencePage = await audiencePage(models, whom, after, 1000);
    count += page.chats.length;
    after = page.after;
  }
  return count;
}

interface Found {
  chats: string[];
  last: string;
  full: boolean;
}
type Source = (models: Models, whom: Whom, after: string, size: number) => Promise<Found>;

const subscribers: Source = async ({ Subscription }, whom, after, size) => {
  const found = await Subscription.find({ $and: [wanting(whom), { _id: { $gt: after } }] }, { _id: 1 })
    .sort({ _id: 1 })
    .limit(size)
    .lean<{ _id: string }[]>();
  const chats = found.map(({ _id }) => _id);
  return { chats, last: chats.at(-1) ?? after, full: chats.length === size };
};

const withRole: Source = async (models, { audience }, after, size) => {
  const people = await models.Person.find({ _id: { $gt: after }, roles: { $in: audience.values }, active: true })
    .sort({ _id: 1 })
    .limit(size)
    .lean<Person[]>();
  const chats = people.flatMap(({ identities }) => identities.map((i) => chatId(i.channel, i.address)));
  return {
    chats: await withoutLeavers(models, chats),
    last: people.at(-1)?._id ?? after,
    full: people.length === size,
  };
};

const ofList: Source = async (models, { audience }) => {
  const visits = await models.Visit.find({ _id: { $in: audience.values } }, { chat: 1 }).lean<{ chat: string }[]>();
  const chats = [...new Set(visits.map(({ chat }) => chat))];
  return { chats: await withoutLeavers(models, chats), last: START, full: false };
};

const SOURCES: Record<Audience['by'], Source> = {
  topik: subscribers,
  kecamatan: subscribers,
  kanal: subscribers,
  peran: withRole,
  daftar: ofList,
};

const isSubscribed = ({ by }: Audience): boolean => SOURCES[by] === subscribers;

function wanting({ audience: { by, values }, except }: Whom): Record<string, unknown> {
  const active = { status: 'aktif', ...(except.districts.length && { district: { $nin: except.districts } }) };
  if (by === 'topik') return { ...active, topics: { $in: values } };
  // Both may name kecamatan.
  if (by === 'kecamatan') return { $and: [active, { district: { $in: values } }] };
  return { ...active, $or: values.map((channel) => ({ _id: { $gte: `${channel}:`, $lt: `${channel};` } })) };
}

async function withoutLeavers({ Subscription }: Models, chats: string[]): Promise<string[]> {
  const left = await Subscription.find({ _id: { $in: chats }, status: 'berhenti' }, { _id: 1 }).lean<Subscription[]>();
  const gone = new Set(left.map(({ _id }) => _id));
  return chats.filter((chat) => !gone.has(chat));
}

async function withoutReceivers({ Delivery }: Models, { broadcasts }: Except, chats: string[]): Promise<string[]> {
  if (!broadcasts.length || !chats.length) return chats;
  const ids = broadcasts.flatMap((broadcast) => chats.map((chat) => deliveryId(broadcast, chat)));
  const rows = await Delivery.find({ _id: { $in: ids } }, { chat: 1 }).lean<{ chat: string }[]>();
  const had = new Set(rows.map(({ chat }) => chat));
  return chats.filter((chat) => !had.has(chat));
}
