/** Booking and deciding visits. The seat's unique id decides who gets it; a decision is a compare-and-set on the visit. */
import { nextNumber } from '#models/counter.ts';
import { isDuplicate } from '#models/models.ts';
import type { Seat } from '#models/seat.ts';
import type { Contact } from '#models/contact.ts';
import type { Visit } from '#models/visit.ts';
import { tx } from '#flows/engine/message.ts';
import { allowed, done, refused } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { seatDay, slotsOf, visitSettings, whenAnswered, whenReminded } from './calendar.ts';
import { VISIT_ROLES } from './roles.ts';
import { decisionArg } from './rules.ts';
import type { BookVisit, DecideVisit, VisitorKind } from './rules.ts';

const book: Command<BookVisit> = async ({ requestKey, args, chat }, services) => {
  const { models, clock } = services;
  const before = await models.Visit.findOne({ requestKey }).lean<Visit>();
  if (!before) {
    const settings = visitSettings(services.council, clock.date(clock.now()));
    const open = await models.Visit.countDocuments({
      chat,
      status: { $in: ['menunggu', 'disetujui'] },
      date: { $gte: clock.date(clock.now()) },
    });
    if (open >= settings.openBookings) return done({ number: null, most: settings.openBookings });
    const seat = await takeSeat(services, args, requestKey);
    if (!seat) return refused(...(await nextQuestion(services, args)));
  }
  const visit = before ?? (await keep(services, { requestKey, args, chat }));
  await services.notices.toRoles(VISIT_ROLES, card(visit, args));
  return {
    ...done({ number: visit._id, answerBy: whenAnswered(services.council, clock.now()) }),
    notice: tx('sikulin.bookedLate', { number: visit._id, date: visit.date, time: visit.time }),
  };
};

/** One of the slot's places, the one this request already has, or null where all are taken. */
async function takeSeat(
  { models, council }: Services,
  { date, time }: BookVisit,
  requestKey: string,
): Promise<Seat | null> {
  const own = () => models.Seat.findOne({ requestKey }).lean<Seat>();
  const before = await own();
  if (before) return before;
  const places = slotsOf(council, date).find((s) => s.time === time)?.places ?? 0;
  for (let place = 1; place <= places; place += 1) {
    const seat = { _id: `${seatDay(date)}T${time}#${place}`, requestKey, day: seatDay(date), time };
    try {
      await models.Seat.create(seat);
      return { ...seat, schema: 1 };
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const mine = await own();
      if (mine) return mine;
    }
  }
  return null;
}

/** The seat is gone: another time of the day if there is one, else another day. */
async function nextQuestion(
  services: Services,
  { date, time }: BookVisit,
): Promise<[string, string, Record<string, unknown>]> {
  const free = (await freeSlots(services, date)).filter((s) => s.free > 0);
  return free.length ? ['jam', 'sikulin.slotGone', { date, time }] : ['tanggal', 'sikulin.dayGone', { date }];
}

async function keep(
  services: Services,
  { requestKey, args, chat }: { requestKey: string; args: BookVisit; chat: string },
): Promise<Visit> {
  const { models, clock, hash } = services;
  const contact: Omit<Contact, 'schema'> = {
    _id: requestKey,
    name: args.name,
    phone: args.phone,
    phoneHash: hash.phone(args.phone),
  };
  await models.Contact.updateOne({ _id: requestKey }, { $setOnInsert: contact }, { upsert: true });
  const visit: Omit<Visit, 'schema'> = {
    _id: `K-${await nextNumber(models.Counter, 'kunjungan')}`,
    requestKey,
    kind: args.kind,
    institution: args.institution,
    date: args.date,
    time: args.time,
    people: args.people,
    contact: requestKey,
    status: 'menunggu',
    chat,
    decidedBy: null,
    dueAt: null,
    dueVersion: 0,
    history: [{ at: new Date(clock.now()), what: 'menunggu' }],
  };
  await models.Visit.create(visit).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
  // Two workers may have carried this out at once: the one that was first has the number.
  const kept = await models.Visit.findOne({ requestKey }).lean<Visit>();
  if (!kept) throw new Error('a visit was not kept');
  return kept;
}

function card(visit: Visit, { name, phone, kind, institution }: BookVisit) {
  const { _id: number, date, time, people } = visit;
  const visitor =
    institution === null
      ? tx(`sikulin.kind-${kind}`)
      : tx('sikulin.line-from', { institution, kind: tx(`sikulin.kind-${kind}`) });
  return {
    key: visit.requestKey,
    text: tx('sikulin.card', { number, visitor, date, time, people, name, phone }),
    buttons: [
      { label: tx('sikulin.approve'), flow: 'sikulin-putuskan', arg: decisionArg('setuju', number) },
      { label: tx('sikulin.decline'), flow: 'sikulin-putuskan', arg: decisionArg('tolak', number) },
    ],
  };
}

const decide: Command<DecideVisit> = async ({ requestKey, args, who }, services) => {
  if (!allowed(who, VISIT_ROLES)) return done({ outcome: 'forbidden' });
  const { models, council, clock } = services;
  const now = new Date(clock.now());
  const status = args.decision === 'setuju' ? 'disetujui' : 'ditolak';
  const visit = await models.Visit.findOne({ _id: args.number }).lean<Visit>();
  if (!visit) return done({ outcome: 'unknown' });
  const won = await models.Visit.findOneAndUpdate(
    { _id: args.number, status: 'menunggu' },
    {
      $set: {
        status,
        decidedBy: { requestKey, person: who._id, name: who.name },
        dueAt: status === 'disetujui' ? whenReminded(council, visit, clock.now()) : null,
      },
      $inc: { dueVersion: 1 },
      $push: { history: { at: now, what: status, by: who._id, ...(args.note !== null && { note: args.note }) } },
    },
    { returnDocument: 'after' },
  ).lean<Visit>();
  const decided =
    won ?? (await models.Visit.findOne({ _id: args.number, 'decidedBy.requestKey': requestKey }).lean<Visit>());
  if (!decided) {
    const now = await models.Visit.findOne({ _id: args.number }).lean<Visit>();
    return done({ outcome: 'already', status: now?.status ?? visit.status, by: now?.decidedBy?.name ?? '-' });
  }
  if (decided.status === 'ditolak') await models.Seat.deleteOne({ requestKey: decided.requestKey });
  await services.notices.toChat(decided.chat, { key: requestKey, text: news(decided, args.note) });
  return done({ outcome: 'done' });
};

function news(visit: Visit, note: string | null) {
  const { _id: number, date, time, people } = visit;
  return tx(`sikulin.news-${visit.status}`, { number, date, time, people, reason: note ?? '-' });
}

/** Places left in each slot of a day. */
export async function freeSlots(
  { models, council }: Services,
  date: string,
): Promise<{ time: string; free: number }[]> {
  const taken = await models.Seat.find({ day: seatDay(date) }).lean<Seat[]>();
  return slotsOf(council, date).map(({ time, places }) => ({
    time,
    free: Math.max(0, places - taken.filter((s) => s.time === time).length),
  }));
}

export const sikulinCommands = { 'sikulin.book': book as Command, 'sikulin.decide': decide as Command };
export type { VisitorKind };
