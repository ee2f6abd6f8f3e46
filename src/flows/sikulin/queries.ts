/** What SIKULIN's flows read. */
import type { Visit } from '#models/visit.ts';
import type { Seat } from '#models/seat.ts';
import type { Services } from '#services/commands.ts';
import { seatDay, slotsOf, visitDates, visitSettings } from './calendar.ts';
import { freeSlots } from './effects.ts';
import type { VisitCard, VisitorKind, VisitRules } from './rules.ts';

/** Most visits a list of choices can show. */
const LIST = 8;
/** Dates offered beside free text. */
const OFFERS = 3;

async function rules(_args: unknown, services: Services): Promise<VisitRules> {
  const { council, clock, models } = services;
  const settings = visitSettings(council, clock.date(clock.now()));
  const { from, until, closed, open } = visitDates(council, clock.now());
  const taken = await models.Seat.find({ day: { $gte: seatDay(from), $lte: seatDay(until) } }).lean<Seat[]>();
  const count = Map.groupBy(taken, (seat) => seat.day);
  const free = open.filter((date) => {
    const places = slotsOf(council, date).reduce((sum, slot) => sum + slot.places, 0);
    return (count.get(seatDay(date))?.length ?? 0) < places;
  });
  return { dates: { from, until, closed, open: free, offers: free.slice(0, OFFERS) }, maxPeople: settings.maxPeople };
}

const slots = ({ date }: { date: string }, services: Services) => freeSlots(services, date);

async function visit({ number }: { number: string }, { models }: Services): Promise<VisitCard | null> {
  const found = await models.Visit.findOne({ _id: number }).lean<Visit>();
  return found && toCard(found);
}

async function waiting(_args: unknown, { models }: Services): Promise<VisitCard[]> {
  const found = await models.Visit.find({ status: 'menunggu' }).sort({ date: 1, time: 1 }).limit(LIST).lean<Visit[]>();
  return found.map(toCard);
}

const toCard = (visit: Visit): VisitCard => ({
  number: visit._id,
  kind: visit.kind as VisitorKind,
  institution: visit.institution,
  date: visit.date,
  time: visit.time,
  people: visit.people,
  status: visit.status,
  decidedBy: visit.decidedBy?.name ?? null,
});

export const sikulinQueries = {
  'sikulin.rules': rules,
  'sikulin.slots': slots,
  'sikulin.visit': visit,
  'sikulin.waiting': waiting,
};
