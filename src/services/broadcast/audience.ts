/**
 * Who gets an announcement, page by page, so that a million take no more memory than a thousand. Subscribers come by ranges of the order
 * in which they joined: an index bounds a page on both sides, on every database, wherever in the collection it lies.
 */
import { WHOLE_CITY } from '#models/broadcast.ts';
import type { Audience, Broadcast } from '#models/broadcast.ts';
import { ChatUpkeep } from '#models/chat-upkeep.ts';
import { database } from '#models/database.ts';
import { SUBSCRIBERS } from '#models/subscription.ts';
import { deliveryId } from '#models/delivery.ts';
import type { Models } from '#models/models.ts';
import type { Person } from '#models/person.ts';
import type { Subscription } from '#models/subscription.ts';
import { NOBODY } from '#models/visit.ts';
import { chatsOfPerson } from '../authority.ts';
import { channelOf } from '../outbox.ts';
import { personKey, Receivers } from './receivers.ts';

export interface Receiver {
  /** Who it is, for the row's id. */
  key: string;
  /** Where they are to be found, the best first. */
  chats: string[];
}

export interface AudiencePage {
  receivers: Receiver[];
  /** Where the next page begins; null: this was the last. */
  after: string | null;
}

/** Where an announcement begins: below every id and every number. */
export const START = '';

export type Whom = Pick<Broadcast, 'audience' | 'except'>;

/** Only who has written to a bot gets anything: subscribers who want it, staff and members with a role, who booked the visits of a list. */
export class AudienceReader {
  private readonly models: Models;
  private readonly whom: Whom;
  private readonly receivers: Receivers;

  constructor(models: Models, whom: Whom) {
    this.models = models;
    this.receivers = new Receivers(models);
    this.whom = whom;
  }

  /** At most `size`. */
  async page(after: string, size: number): Promise<AudiencePage> {
    const { models, whom, receivers } = this;
    const { chats, next } = await SOURCES[whom.audience.by](models, whom, after, size);
    const { keyOf, others } = await receivers.behind(chats);
    const more = ofSubscribers(whom.audience) && others.length ? await this.wantingToo(others) : [];
    const byKey = Map.groupBy([...chats, ...more.map(({ _id }) => _id)], keyOf);
    // Whoever joined with another of their chats before has a row already.
    for (const { _id, seq } of more) if (seq <= Number(after)) byKey.delete(keyOf(_id));
    const found = await bestFirst(
      models,
      [...byKey].map(([key, all]) => ({ key, chats: all })),
    );
    return { receivers: await this.withoutHad(found), after: next };
  }

  private async wantingToo(chats: readonly string[]): Promise<Pick<Subscription, '_id' | 'seq'>[]> {
    const { models, whom } = this;
    const found = await models.Subscription.find({ _id: { $in: [...chats] }, ...wanting(whom) }, { seq: 1 }).lean<
      Pick<Subscription, '_id' | 'seq'>[]
    >();
    return found.filter(({ _id }) => onChannel(whom, _id));
  }

  private async withoutHad(receivers: Receiver[]): Promise<Receiver[]> {
    const { broadcasts } = this.whom.except;
    if (!broadcasts.length || !receivers.length) return receivers;
    const ids = broadcasts.flatMap((number) => receivers.map(({ key }) => deliveryId(number, key)));
    const rows = await this.models.Delivery.find({ _id: { $in: ids } }, { _id: 1 }).lean<{ _id: string }[]>();
    const had = new Set(rows.map(({ _id }) => _id.slice(_id.indexOf('/') + 1)));
    return receivers.filter(({ key }) => !had.has(key));
  }
}

interface Found {
  chats: string[];
  next: string | null;
}
type Source = (models: Models, whom: Whom, after: string, size: number) => Promise<Found>;

/** Numbers given so far: the end of the last page. */
export const lastSubscriber = async ({ Counter }: Models): Promise<number> =>
  (await Counter.findOne({ _id: SUBSCRIBERS }).lean<{ value: number }>())?.value ?? 0;

const subscribers: Source = async (models, whom, after, size) => {
  const from = Number(after);
  const to = from + size;
  // The range first, and no $and about it: the development database takes the first clause that it has an index for.
  const found = await models.Subscription.find({ seq: { $gt: from, $lte: to }, ...wanting(whom) }, { _id: 1 }).lean<
    Pick<Subscription, '_id'>[]
  >();
  const chats = found.map(({ _id }) => _id).filter((chat) => onChannel(whom, chat));
  return { chats, next: to < (await lastSubscriber(models)) ? String(to) : null };
};

const onChannel = ({ audience: { by, values } }: Whom, chat: string): boolean =>
  by !== 'kanal' || values.includes(channelOf(chat));

const withRole: Source = async (models, { audience }, after, size) => {
  const people = await models.Person.find({ _id: { $gt: after }, roles: { $in: audience.values }, active: true })
    .sort({ _id: 1 })
    .limit(size)
    .lean<Person[]>();
  const left = await leavers(models, people.flatMap(chatsOfPerson));
  const gone = new Set(people.filter((one) => chatsOfPerson(one).some((chat) => left.has(chat))).map(personKey));
  const chats = people.filter((one) => !gone.has(personKey(one))).flatMap(chatsOfPerson);
  return { chats, next: people.length === size ? (people.at(-1)?._id ?? null) : null };
};

const ofList: Source = async (models, { audience }) => {
  const guests = { _id: { $in: audience.values }, chat: { $ne: NOBODY } };
  const visits = await models.Visit.find(guests, { chat: 1 }).lean<{ chat: string }[]>();
  const chats = [...new Set(visits.map(({ chat }) => chat))];
  const left = await leavers(models, chats);
  return { chats: chats.filter((chat) => !left.has(chat)), next: null };
};

const SOURCES: Record<Audience['by'], Source> = {
  topik: subscribers,
  kecamatan: subscribers,
  kanal: subscribers,
  peran: withRole,
  daftar: ofList,
};

/**
 * Of several chats of theirs those at the end where nothing reaches them, and before those the ones at WhatsApp, whose number may write to few
 * a day and slowly; else first where they were last.
 */
async function bestFirst(models: Models, receivers: Receiver[]): Promise<Receiver[]> {
  const several = receivers.filter(({ chats }) => chats.length > 1);
  if (!several.length) return receivers;
  const used = await new ChatUpkeep(database(models.Visit.db)).used(several.flatMap(({ chats }) => chats));
  const last = (chat: string): number => (used.get(chat)?.unreachable ? 2 : Number(chat.startsWith('whatsapp')));
  const at = (chat: string): number => used.get(chat)?.at ?? 0;
  for (const one of several) one.chats.sort((a, b) => last(a) - last(b) || at(b) - at(a));
  return receivers;
}

/** Is it read by the order of joining? */
export const ofSubscribers = ({ by }: Audience): boolean => SOURCES[by] === subscribers;

function wanting({ audience: { by, values }, except }: Whom): Record<string, unknown> {
  const left = except.districts;
  const district = {
    ...(by === 'kecamatan' && { $in: values.filter((value) => !left.includes(value)).map(districtOf) }),
    ...(by !== 'kecamatan' && left.length && { $nin: left }),
  };
  return {
    status: 'aktif',
    ...(by === 'topik' && { topics: { $in: values } }),
    ...(Object.keys(district).length && { district }),
  };
}

const districtOf = (value: string): string | null => (value === WHOLE_CITY ? null : value);

async function leavers({ Subscription }: Models, chats: string[]): Promise<Set<string>> {
  const left = await Subscription.find({ _id: { $in: chats }, status: 'berhenti' }, { _id: 1 }).lean<Subscription[]>();
  return new Set(left.map(({ _id }) => _id));
}
