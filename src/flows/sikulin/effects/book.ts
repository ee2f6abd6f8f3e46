/** A booking: seat, contact, visit, and the card to the desk. */
import { nextNumber } from '#models/counter.ts';
import { isDuplicate } from '#models/database.ts';
import type { Visit, VisitLetter } from '#models/visit.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import { tellIfClosed } from '#flows/holidays/tell-guests.ts';
import { done, refused } from '#services/commands.ts';
import type { Command, Request, Services } from '#services/commands.ts';
import { whenAnswered } from '../calendar.ts';
import { awaiting, letterBy, letterDay, nextDue } from '../schedule.ts';
import type { BookVisit, PlacedGroup } from '../rules.ts';
import { fetchLetter } from './letter.ts';
import { limitReached } from './limit.ts';
import { twiceAtOnce } from './same-group.ts';
import { freeSeats, seatsOrAsk, wantedOf } from './seats.ts';
import { tellDesk } from './card.ts';

export const book: Command<BookVisit> = async (request, services) => {
  const { requestKey } = request;
  const made = (await bookedFor(request, services)) ?? (await make(request, services));
  if ('_id' in made) return tell(request, services, made);
  // Another worker may have carried it out meanwhile: what stands against it is then its own visit, and the seat is that visit's.
  const kept = await bookedFor(request, services);
  if (kept) return tell(request, services, kept);
  // A try that died may have taken a seat when nothing stood against it yet.
  await freeSeats(services, requestKey);
  return made;
};

const bookedFor = ({ requestKey }: Request<BookVisit>, { models }: Services): Promise<Visit | null> =>
  models.Visit.findOne({ requestKey }).lean<Visit>();

async function tell({ requestKey }: Request<BookVisit>, services: Services, visit: Visit): Promise<EffectResult> {
  const { clock } = services;
  await tellDesk(services, visit, requestKey);
  await tellIfClosed(services, visit);
  return {
    ...done({
      number: visit._id,
      answerBy: clock.instant((visit.answerBy ?? whenAnswered(services.council, clock.now())).getTime()),
      letterBy: visit.letter ? null : visit.letterBy,
    }),
    notice: tx('sikulin.bookedLate', { number: visit._id, date: visit.date, time: visit.time }),
  };
}

async function make(request: Request<BookVisit>, services: Services): Promise<Visit | EffectResult> {
  const { requestKey, args, chat } = request;
  const most = await limitReached(services, chat, args.kind);
  if (most !== null) return done({ number: null, most });
  // The form lay open until there was no time left for it to follow.
  if (!args.letter && args.kind !== 'warga' && letterDay(services.council, args.date, services.clock.now()) === null)
    return refused('surat', 'sikulin.letterNeeded');
  const letter = args.letter ? await fetchLetter(services, chat, args.letter, requestKey) : null;
  if (letter && 'why' in letter) return { refused: { key: 'surat', why: letter.why } };
  const booker = { chat, phoneHash: services.hash.phone(args.phone), name: args.name };
  const twice = await twiceAtOnce(services, booker, args);
  if (twice) return twice;
  const groups = await seatsOrAsk(services, wantedOf(args), requestKey);
  return Array.isArray(groups) ? keep(services, request, letter, groups) : groups;
}

async function keep(
  services: Services,
  { requestKey, args, chat, locale }: Request<BookVisit>,
  letter: VisitLetter | null,
  groups: PlacedGroup[],
): Promise<Visit> {
  const { models, clock, hash, council } = services;
  const now = clock.now();
  const { name, phone } = args;
  await models.Contact.updateOne(
    { _id: requestKey },
    { $setOnInsert: { _id: requestKey, schemaVersion: 1, name, phone, phoneHash: hash.phone(phone), chat } },
    { upsert: true },
  );
  const draft = {
    requestKey,
    kind: args.kind,
    institution: args.institution,
    purpose: args.purpose,
    meet: args.meet,
    needs: args.needs,
    date: args.date,
    time: args.time,
    people: args.people,
    peopleAgreed: args.people,
    groups,
    seat: requestKey,
    contact: requestKey,
    locale,
    status: 'menunggu' as const,
    chat,
    letter,
    letterBy: args.kind === 'warga' ? null : letterBy(council, args.date, now),
    letterFrom: new Date(now),
    answerBy: whenAnswered(council, now),
    calendar: council.calendar,
    level: 0,
    proposal: null,
    arrivedAt: null,
    leftAt: null,
    photo: null,
    rating: null,
    dueWhat: null,
    history: [{ at: new Date(now), what: 'menunggu', requestKey }],
  };
  const waits = { ...draft, ...awaiting(council, 'jam', draft, now) };
  const due = nextDue(council, waits, now);
  const number = `K-${await nextNumber(models.Counter, 'kunjungan')}`;
  await models.Visit.create({ ...waits, _id: number, dueAt: due?.at ?? null, dueWhat: due?.what ?? null }).catch(
    (error: unknown) => {
      if (!isDuplicate(error)) throw error;
    },
  );
  // Two workers may have carried this out at once: the one that was first has the number.
  const kept = await models.Visit.findOne({ requestKey }).lean<Visit>();
  if (!kept) throw new Error('a visit was not kept');
  return kept;
}
