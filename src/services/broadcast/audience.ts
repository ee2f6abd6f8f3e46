/**
 * Who gets an announcement, page by page, so that a million take no more memory than a thousand. Subscribers come by ranges of the order
 * in which they joined: an index bounds a page on both sides, on every database, wherever in the collection it lies.
 */
import type { Audience, Broadcast } from '#models/broadcast.ts';
import { SUBSCRIBERS } from '#models/subscription.ts';
import { deliveryId } from '#models/delivery.ts';
import type { Models } from '#models/models.ts';
import type { Person } from '#models/person.ts';
import type { Subscription } from '#models/subscription.ts';
import { chatsOfPerson } from '../authority.ts';
import { channelOf } from '../outbox.ts';
import { personKey, receiverOf } from './receivers.ts';

export interface Receiver {
  /** Who it is, for the row's id. */
  key: string;
  chat: string;
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
  private receiver: Promise<(chat: string) => string> | undefined;

  constructor(models: Models, whom: Whom) {
    this.models = models;
    this.whom = whom;
  }

  /** At most `size`. Who is behind each chat is read once for all pages. */
  async page(after: string, size: number): Promise<AudiencePage> {
    const { models, whom } = this;
    const { chats, next } = await SOURCES[whom.audience.by](models, whom, after, size);
    const keyOf = await (this.receiver ??= receiverOf(models));
    const byKey = Map.groupBy(chats, keyOf);
    const receivers = [...byKey].map(([key, [chat = '']]) => ({ key, chat }));
    return { receivers: await this.withoutHad(receivers), after: next };
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
  const { by, values } = whom.audience;
  const chats = found.map(({ _id }) => _id).filter((chat) => by !== 'kanal' || values.includes(channelOf(chat)));
  return { chats, next: to < (await lastSubscriber(models)) ? String(to) : null };
};

const withRole: Source = async (models, { audience }, after, size) => {
  const people = await models.Person.find({ _id: { $gt: after }, roles: { $in: audience.values }, active: true })
    .sort({ _id: 1 })
    .limit(size)
    .lean<Person[]>();
  const left = await leavers(models, people.flatMap(chatsOfPerson));
  const gone = new Set(people.filter((one) => chatsOfPerson(one).some((chat) => left.has(chat))).map(personKey));
  const chats = people.filter((one) => !gone.has(personKey(one))).flatMap((one) => chatsOfPerson(one).slice(0, 1));
  return { chats, next: people.length === size ? (people.at(-1)?._id ?? null) : null };
};

const ofList: Source = async (models, { audience }) => {
  const visits = await models.Visit.find({ _id: { $in: audience.values } }, { chat: 1 }).lean<{ chat: string }[]>();
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

/** Is it read by the order of joining? */
export const ofSubscribers = ({ by }: Audience): boolean => SOURCES[by] === subscribers;

function wanting({ audience: { by, values }, except }: Whom): Record<string, unknown> {
  const left = except.districts;
  const district = {
    ...(by === 'kecamatan' && { $in: values.filter((value) => !left.includes(value)) }),
    ...(by !== 'kecamatan' && left.length && { $nin: left }),
  };
  return {
    status: 'aktif',
    ...(by === 'topik' && { topics: { $in: values } }),
    ...(Object.keys(district).length && { district }),
  };
}

async function leavers({ Subscription }: Models, chats: string[]): Promise<Set<string>> {
  const left = await Subscription.find({ _id: { $in: chats }, status: 'berhenti' }, { _id: 1 }).lean<Subscription[]>();
  return new Set(left.map(({ _id }) => _id));
}
