/** What SIKULIN's flows read. A query that lists somebody's own things is given the chat, never a name in its arguments. */
import type { Contact } from '#models/contact.ts';
import { during, OPEN_STATUS } from '#models/visit.ts';
import type { Visit } from '#models/visit.ts';
import { onlyFor } from '#services/authority.ts';
import type { Services } from '#services/commands.ts';
import { isTicketToken, readTicketToken } from '#services/ticket-token.ts';
import { setting } from '#services/council.ts';
import { seatDay, slotsOf, visitDates } from './calendar.ts';
import { checkedLetter } from './checked-letter.ts';
import { limitReached } from './effects/limit.ts';
import { freeDays, freeSlots, seatKeys, seatsTaken } from './effects/seats.ts';
import { bodiesOf, findMembers } from './hosts.ts';
import { DESK_ROLES, VISIT_ROLES } from './roles.ts';
import { anyRoomHolds, holds, plansFor, seatedIn } from './rooms.ts';
import { letterMark } from './rules.ts';
import { letterDay } from './schedule.ts';
import type {
  BookingLimit,
  FitWish,
  KindFigures,
  LetterLast,
  MonthFigures,
  RoomFit,
  VisitCard,
  VisitorKind,
  VisitRules,
} from './rules.ts';

/** Most visits a list of choices can show. */
const LIST = 8;
/** An aide has all of theirs within reach; more than that nobody may have open. */
const MOST_OWN = 30;
/** Dates offered beside free text. */
const OFFERS = 3;

async function rules(_args: unknown, services: Services, chat: string): Promise<VisitRules> {
  const { council, clock, models } = services;
  const today = clock.date(clock.now());
  const { from, until, closed, open } = visitDates(council, clock.now());
  const taken = await seatsTaken(services, from, until);
  const free = open.filter((date) => {
    const places = slotsOf(council, date).reduce((sum, slot) => sum + slot.places, 0);
    return (taken.get(seatDay(date)) ?? 0) < places;
  });
  const contact = await models.Contact.findOne({ chat, phone: { $ne: null } })
    .sort({ at: -1 })
    .lean<Contact>();
  return {
    dates: { from, until, closed, open: free, offers: free.slice(0, OFFERS) },
    maxPeople: setting(council, 'sikulin.maxPeople', today),
    anyRoom: Math.min(anyRoomHolds(council, from), anyRoomHolds(council, until)),
    bodies: bodiesOf(council),
    knownPhone: contact?.phone ?? null,
  };
}

/** Told at the start; the booking itself decides. */
async function limit({ kind }: { kind: string }, services: Services, chat: string): Promise<BookingLimit> {
  return { most: await limitReached(services, chat, kind) };
}

/** The last day for a letter that follows a visit on `date`; null where it must come with the booking. */
const letterLast = async ({ date }: { date: string }, { council, clock }: Services): Promise<LetterLast> => ({
  by: letterDay(council, date, clock.now()),
});

const slots = ({ date }: { date: string }, services: Services) => freeSlots(services, date);

/** Days behind the one that was wished for that are looked at for a large group. */
const DAYS_ON = 5;

/** `number`: a visit of this chat that grows, whose own places count as free. */
async function fit(args: FitWish, services: Services, chat: string): Promise<RoomFit> {
  const { models, council, clock } = services;
  const { date, time, people, number } = args;
  const own = number === undefined ? null : await models.Visit.findOne({ _id: number, chat }).lean<Visit>();
  if (own && people <= holds(council, own.date, own.groups)) return { fits: true, plans: [], names: {} };
  const next = visitDates(council, clock.now()).open.filter((day) => day > date);
  const days = await freeDays(services, [date, ...next.slice(0, DAYS_ON)], own ? seatKeys(own.seat, own.groups) : []);
  const plans = plansFor(days, { time, people });
  const [group] = plans[0]?.groups ?? [];
  const here = plans[0]?.date === date && plans[0].time === time && plans[0].groups.length === 1;
  const halls = setting(council, 'sikulin.rooms', date).filter(({ large }) => large);
  if (!own && here && !halls.some(({ room }) => room === group?.room)) return { fits: true, plans: [], names: {} };
  const names = Object.fromEntries(council.rooms.map(({ code, name }) => [code, { ...name }]));
  return { fits: false, plans, names };
}

async function visit({ number }: { number: string }, { models }: Services): Promise<VisitCard | null> {
  const found = await models.Visit.findOne({ _id: number }).lean<Visit>();
  return found && toCard(found);
}

async function waiting(_args: unknown, { models }: Services): Promise<VisitCard[]> {
  const found = await models.Visit.find({ status: 'menunggu' }).sort({ date: 1, time: 1 }).limit(LIST).lean<Visit[]>();
  return found.map(toCard);
}

async function mine(_args: unknown, { models, clock }: Services, chat: string): Promise<VisitCard[]> {
  const today = clock.date(clock.now());
  const found = await models.Visit.find({ chat, status: { $in: OPEN_STATUS }, date: { $gte: today } })
    .sort({ date: 1, time: 1 })
    .limit(MOST_OWN)
    .lean<Visit[]>();
  return found.map(toCard);
}

/** Own bookings whose letter has not come. */
async function letterless(_args: unknown, services: Services, chat: string): Promise<VisitCard[]> {
  const own = await mine(_args, services, chat);
  return own.filter(({ letter, letterBy }) => !letter && letterBy !== null).slice(0, LIST);
}

const members = async ({ said }: { said: string }, { council }: Services) => findMembers(council, said);

/** Today's guests, in the order of their times. */
async function today(_args: unknown, { models, clock, council }: Services): Promise<VisitCard[]> {
  const found = await models.Visit.find({
    date: clock.date(clock.now()),
    status: { $in: ['disetujui', 'hadir', 'tidak-hadir'] },
  })
    .sort({ time: 1 })
    .lean<Visit[]>();
  const contacts = await models.Contact.find({ _id: { $in: found.map((v) => v.contact) } }).lean<Contact[]>();
  const names = new Map(contacts.map((c) => [c._id, c.name ?? null]));
  return found.map((v) => ({
    ...toCard(v),
    name: names.get(v.contact) ?? null,
    rooms: seatedIn(council, v),
  }));
}

/** By ticket, six digits, number, or a part of the contact's or institution's name; today's only for names. */
async function find({ said }: { said: string }, services: Services): Promise<VisitCard[] | 'forged' | 'other-council'> {
  const { models, clock, council } = services;
  const text = said.trim();
  const token = isTicketToken(text) ? readTicketToken(text, council, services.hash) : null;
  if (token && 'wrong' in token) return token.wrong;
  const typed = /^[kt]-?\d{4,}$/i
    .exec(text)?.[0]
    .toUpperCase()
    .replace(/^([KT])-?/, '$1-');
  const number = token?.number ?? typed;
  if (number) return listed(await models.Visit.find({ _id: number }).lean<Visit[]>());
  const digits = text.replace(/\D/g, '');
  if (digits.length === 6) return listed(await models.Visit.find({ code: digits }).lean<Visit[]>());
  const days = await models.Visit.find({ date: clock.date(clock.now()) }).lean<Visit[]>();
  const contacts = await models.Contact.find({ _id: { $in: days.map((v) => v.contact) } }).lean<Contact[]>();
  const names = new Map(contacts.map((c) => [c._id, c.name ?? '']));
  const has = (name: string | null | undefined): boolean => Boolean(name?.toLowerCase().includes(text.toLowerCase()));
  return listed(days.filter((v) => has(v.institution) || has(names.get(v.contact))));
}

/** `month` is `yyyy-MM`. */
async function statistics({ month }: { month: string }, { models }: Services): Promise<KindFigures[]> {
  const visits = await models.Visit.find(during(month)).lean<Visit[]>();
  return [...Map.groupBy(visits, (v) => v.kind)].map(([kind, all]) => {
    const count = (has: (visit: Visit) => boolean): number => all.filter(has).length;
    const scores = all.flatMap((v) => v.rating?.score ?? []);
    return {
      kind,
      asked: all.length,
      approved: count((v) => v.history.some(({ what }) => what === 'disetujui')),
      declined: count((v) => v.status === 'ditolak'),
      cancelled: count((v) => v.status === 'batal'),
      come: count(came),
      absent: count((v) => v.status === 'tidak-hadir'),
      people: peopleOf(all),
      score: scores.length ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null,
    };
  });
}

async function year(args: { year: string }, { models }: Services): Promise<MonthFigures[]> {
  const visits = await models.Visit.find(during(args.year)).sort({ date: 1 }).lean<Visit[]>();
  return [...Map.groupBy(visits, (v) => v.date.slice(0, 7))].map(([month, all]) => ({
    month: `${month}-01`,
    asked: all.length,
    come: all.filter(came).length,
    people: peopleOf(all),
  }));
}

const came = (visit: Visit): boolean => visit.arrivedAt !== null;
const peopleOf = (visits: Visit[]): number => visits.filter(came).reduce((sum, v) => sum + v.people, 0);

const listed = (visits: Visit[]): VisitCard[] => visits.slice(0, LIST).map(toCard);

const toCard = (visit: Visit): VisitCard => ({
  number: visit._id,
  kind: visit.kind as VisitorKind,
  institution: visit.institution,
  purpose: visit.purpose,
  date: visit.date,
  time: visit.time,
  people: visit.people,
  status: visit.status,
  decidedBy: visit.decidedBy?.name ?? null,
  letter: visit.letter !== null,
  letterMark: letterMark(visit.letter),
  letterBy: visit.letterBy,
});

export const sikulinQueries = {
  'sikulin.rules': rules,
  'sikulin.slots': slots,
  'sikulin.fit': fit,
  'sikulin.limit': limit,
  'sikulin.letterless': letterless,
  'sikulin.check-letter': checkedLetter,
  'sikulin.letter-last': letterLast,
  'sikulin.members': members,
  'sikulin.visit': onlyFor(VISIT_ROLES, visit),
  'sikulin.waiting': onlyFor(VISIT_ROLES, waiting),
  'sikulin.mine': mine,
  'sikulin.today': onlyFor(DESK_ROLES, today),
  'sikulin.find': onlyFor(DESK_ROLES, find),
  'sikulin.statistics': onlyFor(DESK_ROLES, statistics),
  'sikulin.year': onlyFor(DESK_ROLES, year),
};
