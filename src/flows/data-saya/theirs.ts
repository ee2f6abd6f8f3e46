/** Everything of the house that leads to whoever writes from a chat of the public, sorted into what is under way and what is over. */
import type { Aduan } from '#models/aduan.ts';
import type { AduanRoute } from '#models/aduan-route.ts';
import type { Obrolan } from '#models/obrolan.ts';
import type { Report } from '#models/report.ts';
import { OPEN_STATUS } from '#models/visit.ts';
import type { Visit, VisitStatus } from '#models/visit.ts';
import { headOf } from '#flows/tindak-lanjut/cards.ts';
import type { Services } from '#services/commands.ts';
import { addressOf } from '#services/outbox.ts';
import { familyOf } from '#services/telephones.ts';

/** `on`: the day from which its time counts, `yyyy-MM-dd`. */
interface Over {
  _id: string;
  on: string;
}

export interface Theirs {
  /** Numbers of what is under way. */
  open: string[];
  reports: Over[];
  visits: Over[];
  talks: Pick<Obrolan, '_id' | 'requestKey'>[];
  /** Ids of what no visit needs any more. */
  contacts: string[];
  /** Numbers of words to the office that are answered. */
  words: string[];
  news: boolean;
  telephone: boolean;
}

export async function theirsOf(services: Services, chat: string): Promise<Theirs> {
  const { models } = services;
  const reports = await reportsOf(services, chat);
  const visits = await models.Visit.find({ chat }).lean<Visit[]>();
  const talks = await models.Obrolan.find({ chat }, { requestKey: 1, closedAt: 1 }).lean<Obrolan[]>();
  const words = await models.Report.find({ chat }).lean<Report[]>();
  const coming = visits.filter(({ status }) => isComing(status));
  const needed = coming.map(({ contact }) => contact);
  const contacts = await models.Contact.find({ chat, _id: { $nin: needed } }, { _id: 1 }).lean<{ _id: string }[]>();
  return {
    open: [
      ...reports.open,
      ...ids(coming),
      ...ids(talks.filter(({ closedAt }) => closedAt === null)),
      ...ids(words.filter(isWaiting)),
    ],
    reports: reports.over,
    visits: visits.filter(({ status }) => !isComing(status)).map(({ _id, date }) => ({ _id, on: date })),
    talks: talks.filter(({ closedAt }) => closedAt !== null),
    contacts: ids(contacts),
    words: ids(words.filter((one) => !isWaiting(one))),
    news: (await models.Subscription.exists({ _id: chat, status: 'aktif' })) !== null,
    telephone: await hasTelephone(services, chat),
  };
}

const ids = (all: readonly { _id: string }[]): string[] => all.map(({ _id }) => _id);

/** It is still to come, or they are here. */
export const COMING: readonly VisitStatus[] = [...OPEN_STATUS, 'hadir'];
const isComing = (status: VisitStatus): boolean => COMING.includes(status);

const isWaiting = ({ kind, answered, closed }: Report): boolean => kind !== 'kantor' && !answered && !closed;

/** A report that follows another is over with that. */
async function reportsOf(services: Services, chat: string): Promise<{ open: string[]; over: Over[] }> {
  const { models, clock } = services;
  const routes = await models.AduanRoute.find({ chat }, { _id: 1 }).lean<Pick<AduanRoute, '_id'>[]>();
  const found = await models.Aduan.find({ _id: { $in: ids(routes) } }).lean<Aduan[]>();
  const open: string[] = [];
  const over: Over[] = [];
  for (const report of found) {
    const { closedAt } = await headOf(services, report);
    if (closedAt) over.push({ _id: report._id, on: clock.date(closedAt.getTime()) });
    else open.push(report._id);
  }
  return { open, over };
}

/** Of who is bound at the same address the house needs it on the other side. */
async function hasTelephone({ models }: Services, chat: string): Promise<boolean> {
  if (await models.Person.exists({ 'identities.address': addressOf(chat), active: true })) return false;
  return (await models.Telephone.exists({ _id: familyOf(chat) })) !== null;
}
