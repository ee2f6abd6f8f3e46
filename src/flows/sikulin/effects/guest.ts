/** What guests do with their own bookings: answer a proposal, move, cancel, change the head count, send the letter later. */
import type { Visit } from '#models/visit.ts';
import { OPEN_STATUS } from '#models/visit.ts';
import { tx } from '#flows/engine/message.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import type { SentFiles } from '#flows/prompts/sent-file.ts';
import { done, refused } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { tellIfClosed } from '#flows/holidays/tell-guests.ts';
import { setting } from '#services/council.ts';
import { awaiting, deskTime, letterBy, startOf } from '../schedule.ts';
import { holds, spread } from '../rooms.ts';
import { stampOf } from '../rules.ts';
import type { MoveVisit, PlacedGroup } from '../rules.ts';
import { changeVisit, crowded, eventOf } from './change.ts';
import type { Change } from './change.ts';
import { fetchLetter } from './letter.ts';
import { freeCode, sendPapers, templateFile, withdrawCalendar } from './papers.ts';
import { bookerOf, twiceAtOnce } from './same-group.ts';
import { freeSeats, seatsOrAsk, wantedOf } from './seats.ts';
import { tellDesk } from './card.ts';
import { asFile, letterButton, tellGuest, tellStaff } from './tell.ts';

const isOpen = (visit: Visit): boolean => OPEN_STATUS.includes(visit.status);
/** A booking belongs to the chat that made it. */
const foreign = (visit: Visit, chat: string): boolean => visit.chat !== chat;
type Stop = 'foreign' | 'over' | 'same' | 'often';
const sum = (groups: readonly PlacedGroup[]): number => groups.reduce((all, { people }) => all + people, 0);

const hasBegun = ({ council, clock }: Services, when: { date: string; time: string }): boolean =>
  startOf(council, when).getTime() <= clock.now();

/** Another day has another last day for the letter. */
const letterAnew = (
  { council, clock }: Services,
  visit: Visit,
  date: string,
): Pick<Visit, 'letterBy' | 'letterFrom'> => ({
  letterBy: visit.letterBy === null ? null : letterBy(council, date, clock.now()),
  letterFrom: new Date(clock.now()),
});

/** The desk begins anew; no day was promised to the guest. */
const toDesk = ({ council, clock }: Services, visit: Visit): Partial<Visit> => ({
  ...{ status: 'menunggu', proposal: null, level: 0, answerBy: null },
  ...awaiting(council, 'jam', { ...visit, level: 0 }, clock.now()),
});

/** Yes or no to the office's other time. */
export const answerProposal: Command<{ number: string; take: boolean; seen: string }> = async (
  { requestKey, args, chat },
  services,
) => {
  const code = args.take ? await freeCode(services, args.number) : null;
  const change = await changeVisit<Stop>(services, args.number, requestKey, (visit) => {
    if (foreign(visit, chat)) return { stop: 'foreign' };
    if (visit.status !== 'diusulkan' || !visit.proposal) return { stop: 'over' };
    // The buttons of an earlier proposal answer nothing.
    if (stampOf(visit.proposal) !== args.seen) return { stop: 'over' };
    if (args.take && hasBegun(services, visit.proposal)) return { stop: 'over' };
    const { date, time, seat, groups = [] } = visit.proposal;
    return args.take
      ? {
          set: {
            status: 'disetujui',
            date,
            time,
            seat,
            groups,
            proposal: null,
            ...letterAnew(services, visit, date),
            code,
            decideBy: null,
            peopleAgreed: visit.people,
          },
          event: { what: 'disetujui' },
        }
      : { set: { status: 'batal', decideBy: null }, event: { what: 'batal' } };
  });
  if (!change || 'stop' in change) return outcome(change);
  const { visit, now } = change;
  if (args.take && now.status === 'disetujui' && stampOf(now) === stampOf(visit))
    await sendPapers(services, now, requestKey);
  if (!args.take) await withdrawCalendar(services, now, requestKey);
  await tellStaff(services, visit, requestKey, args.take ? 'sikulin.desk-taken' : 'sikulin.desk-left');
  if (args.take) await tellIfClosed(services, now);
  return outcome(change);
};

export const cancelVisit: Command<{ number: string }> = async ({ requestKey, args, chat }, services) => {
  const change = await changeVisit<Stop>(services, args.number, requestKey, (visit) => {
    if (foreign(visit, chat)) return { stop: 'foreign' };
    return isOpen(visit) ? { set: { status: 'batal', decideBy: null }, event: { what: 'batal' } } : { stop: 'over' };
  });
  if (!change || 'stop' in change) return outcome(change);
  await withdrawCalendar(services, change.now, requestKey);
  await tellStaff(services, change.visit, requestKey, 'sikulin.desk-cancelled');
  return outcome(change);
};

/** Another time: the new seat first, then the visit, then what it held before; it needs a new decision. */
export const moveVisit: Command<MoveVisit> = async ({ requestKey, args, chat }, services) => {
  const before = await services.models.Visit.findOne({ _id: args.number }).lean<Visit>();
  const open = before && !foreign(before, chat) && isOpen(before) && !eventOf(before, requestKey);
  const twice =
    open && (await twiceAtOnce(services, await bookerOf(services, before), { ...before, ...args }, args.number));
  if (twice) return twice;
  const people = args.people ?? before?.people ?? 0;
  const groups = open ? await seatsOrAsk(services, wantedOf({ ...args, people }), requestKey) : [];
  if (!Array.isArray(groups)) return groups;
  const { date, time } = args;
  const change = await changeVisit<Stop>(services, args.number, requestKey, (visit) => {
    if (foreign(visit, chat)) return { stop: 'foreign' };
    if (!isOpen(visit) || !open) return { stop: 'over' };
    if (crowded(visit)) return { stop: 'often' };
    return {
      set: {
        ...{ date, time, groups, seat: requestKey, code: null, people: sum(groups) },
        ...toDesk(services, visit),
        ...letterAnew(services, visit, date),
      },
      event: { what: 'pindah', note: `${visit.date} ${visit.time}` },
    };
  });
  if (!change || 'stop' in change) {
    await freeSeats(services, requestKey);
    return outcome(change);
  }
  await withdrawCalendar(services, change.now, requestKey);
  await tellDesk(services, change.now, requestKey, tx('sikulin.desk-moved'));
  await tellIfClosed(services, change.now);
  return outcome(change);
};

/** Within a share of what was agreed the count just changes; beyond it the office decides anew. */
export const changePeople: Command<{ number: string; people: number }> = async (
  { requestKey, args, chat },
  services,
) => {
  const share = (visit: Visit): number => setting(services.council, 'sikulin.changeShare', visit.date);
  const small = (visit: Visit): boolean =>
    Math.abs(args.people - visit.peopleAgreed) <= Math.max(1, Math.floor((visit.peopleAgreed * share(visit)) / 100));
  const change = await changeVisit<Stop | 'full'>(services, args.number, requestKey, (visit) => {
    if (foreign(visit, chat)) return { stop: 'foreign' };
    if (!isOpen(visit)) return { stop: 'over' };
    if (crowded(visit)) return { stop: 'often' };
    if (args.people > holds(services.council, visit.date, visit.groups)) return { stop: 'full' };
    const anew = visit.status !== 'menunggu' && !small(visit);
    return {
      set: {
        people: args.people,
        groups: spread(services.council, visit.date, visit.groups, args.people),
        ...(anew && toDesk(services, visit)),
        ...(visit.status === 'menunggu' && { peopleAgreed: args.people }),
      },
      event: { what: anew ? 'jumlah-baru' : 'jumlah', note: `${visit.people} → ${args.people}` },
    };
  });
  if (change && 'stop' in change && change.stop === 'full') return refused('jumlah', 'sikulin.roomFull');
  if (!change || 'stop' in change) return outcome(change as Change<Stop>);
  const { visit, now, what } = change;
  if (visit.status === 'menunggu') await tellDesk(services, now, requestKey, tx('sikulin.desk-people'));
  else await tellStaff(services, visit, requestKey, 'sikulin.desk-peopleSmall');
  return done({ outcome: 'done', anew: what === 'jumlah-baru' });
};

/** The office waits no longer for a letter that is here. */
function soonerDecided({ council, clock }: Services, visit: Visit): Partial<Visit> {
  if (visit.status !== 'menunggu' || !visit.decideBy) return {};
  const anew = awaiting(council, deskTime(visit), visit, clock.now());
  return anew.decideBy && anew.decideBy < visit.decideBy ? anew : {};
}

/** The letter that was to follow, or a better copy. */
export const sendLetter: Command<{ number: string; letter: SentFiles }> = async (
  { requestKey, args, chat },
  services,
) => {
  const not = (visit: Visit | null): Stop | null =>
    !visit || foreign(visit, chat) ? 'foreign' : !isOpen(visit) ? 'over' : crowded(visit) ? 'often' : null;
  const before = await services.models.Visit.findOne({ _id: args.number }).lean<Visit>();
  const again = before !== null && eventOf(before, requestKey) !== undefined;
  // Nothing is fetched, and kept, for a visit that it cannot belong to.
  const stop = again ? null : not(before);
  if (stop) return outcome({ stop });
  const letter = again ? before.letter : await fetchLetter(services, chat, args.letter, args.number);
  if (letter && 'why' in letter) return { refused: { key: 'surat', why: letter.why } };
  const change = await changeVisit<Stop>(services, args.number, requestKey, (visit) => {
    const late = not(visit);
    if (late) return { stop: late };
    return { set: { letter, ...soonerDecided(services, visit) }, event: { what: 'surat' } };
  });
  if (!change || 'stop' in change) return outcome(change);
  const { visit, now } = change;
  if (visit.status === 'menunggu') await tellDesk(services, now, requestKey, tx('sikulin.desk-letter'));
  else await tellStaff(services, visit, requestKey, 'sikulin.desk-letterFor', letter && asFile(letter));
  return outcome(change);
};

/** A letter of request to fill in, print and sign. */
export const sendTemplate: Command<{ number: string }> = async ({ requestKey, args, chat }, services) => {
  const visit = await services.models.Visit.findOne({ _id: args.number, chat }).lean<Visit>();
  if (!visit) return done({ outcome: 'foreign' });
  await tellGuest(services, visit, {
    key: requestKey,
    text: tx('sikulin.paper-contoh', { number: visit._id }),
    file: await templateFile(services, visit),
    buttons: letterButton(visit),
  });
  return done({ outcome: 'done' });
};

/** Ticket, letter and calendar entry once more. */
export const papersAgain: Command<{ number: string }> = async ({ requestKey, args, chat }, services) => {
  const visit = await services.models.Visit.findOne({ _id: args.number, chat }).lean<Visit>();
  if (!visit) return done({ outcome: 'foreign' });
  if (visit.status !== 'disetujui') return done({ outcome: 'over' });
  await sendPapers(services, visit, requestKey);
  return done({ outcome: 'done' });
};

const outcome = (change: Change<Stop>): EffectResult =>
  done({ outcome: change === null ? 'foreign' : 'stop' in change ? change.stop : 'done' });
