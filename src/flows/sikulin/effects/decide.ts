/** The office's decision: approve, decline with a reason, or propose another time. Two press at once: one wins. */
import type { Visit } from '#models/visit.ts';
import { howButton } from '#flows/deadlines/rules.ts';
import { tx } from '#flows/engine/message.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command } from '#services/commands.ts';
import { VISIT_ROLES } from '../roles.ts';
import { awaiting, letterBy } from '../schedule.ts';
import { seatedIn } from '../rooms.ts';
import { letterMark, stampOf, stampWithLetter } from '../rules.ts';
import type { DecideVisit, ProposeVisit, ReturnLetter } from '../rules.ts';
import { changeVisit, eventOf } from './change.ts';
import type { Made } from './change.ts';
import { freeSeats, seatsOrAsk, wantedOf } from './seats.ts';
import { tellProposal } from './proposal.ts';
import { awayGuest, factsOf, letterButton, tellGuest } from './tell.ts';
import { freeCode, sendPapers, withdrawCalendar } from './papers.ts';

type Stop = { outcome: 'already'; status: string; by: string } | { outcome: 'changed' };
const already = (visit: Visit): { stop: Stop } => ({
  stop: { outcome: 'already', status: visit.status, by: visit.decidedBy?.name ?? '-' },
});

export const decide: Command<DecideVisit> = async ({ requestKey, args, who }, services) => {
  if (!allowed(who, VISIT_ROLES)) return done({ outcome: 'forbidden' });
  const approve = args.decision === 'setuju';
  const code = approve ? await freeCode(services, args.number) : null;
  const change = await changeVisit<Stop>(services, args.number, requestKey, (visit) => {
    if (visit.status !== 'menunggu') return already(visit);
    // The guests moved it, or come with more, while the clerk looked at the card.
    if (stampOf(visit) !== args.seen) return { stop: { outcome: 'changed' } };
    return {
      set: {
        status: approve ? 'disetujui' : 'ditolak',
        decidedBy: { requestKey, person: who._id, name: who.name },
        decideBy: null,
        peopleAgreed: visit.people,
        ...(approve && { code }),
      },
      event: {
        what: approve ? 'disetujui' : 'ditolak',
        by: who._id,
        ...(args.note !== null && { note: args.note }),
      },
    };
  });
  if (!change || 'stop' in change) return answer(change);
  const { visit, now } = change;
  const news = overtaken(change) ?? `sikulin.news-${visit.status}`;
  const facts = { ...factsOf(visit), reason: args.note ?? '-', code: visit.code ?? '-', ...standing(now) };
  const rooms = seatedIn(services.council, visit);
  await tellGuest(services, visit, { key: requestKey, text: tx(news, { ...facts, rooms }) });
  // Told late, the visit may have another time by now, or none.
  if (now.status === 'disetujui' && stampOf(now) === stampOf(visit)) await sendPapers(services, now, requestKey);
  // More guests than agreed were asked for, and declined: the first approval had put it into their calendar.
  if (visit.status === 'ditolak') await withdrawCalendar(services, now, requestKey);
  return done(await awayGuest(services, visit));
};

/** Told late, good news may be none any more: the guests cancelled or moved the visit since. */
const overtaken = ({ visit, now }: Made): string | null =>
  visit.status === 'disetujui' && (!HOLDS.includes(now.status) || stampOf(now) !== stampOf(visit))
    ? 'sikulin.news-overtaken'
    : null;
const HOLDS: readonly string[] = ['disetujui', 'hadir', 'selesai', 'tidak-hadir'];
const standing = ({ date, time, status }: Visit): Record<string, unknown> => ({
  ...{ nowDate: date, nowTime: time, nowStatus: tx(`sikulin.status-${status}`) },
});

/** Another time, whose seat is held until the guest has answered. */
export const propose: Command<ProposeVisit> = async ({ requestKey, args, who }, services) => {
  if (!allowed(who, VISIT_ROLES)) return done({ outcome: 'forbidden' });
  const before = await services.models.Visit.findOne({ _id: args.number }).lean<Visit>();
  const open = before?.status === 'menunggu' && stampOf(before) === args.seen && !eventOf(before, requestKey);
  const groups = open ? await seatsOrAsk(services, wantedOf({ ...args, people: before.people }), requestKey) : [];
  if (!Array.isArray(groups)) return groups;
  const { date, time } = args;
  const change = await changeVisit<Stop>(services, args.number, requestKey, (visit) => {
    if (visit.status !== 'menunggu') return already(visit);
    // It was none of the desk's when the seat was to be taken, or is not what the desk has looked at.
    if (!open || stampOf(visit) !== args.seen) return { stop: { outcome: 'changed' } };
    const proposal = { date, time, seat: requestKey, groups };
    return {
      set: {
        status: 'diusulkan',
        proposal,
        decidedBy: { requestKey, person: who._id, name: who.name },
        ...awaiting(services.council, 'usulan', { ...visit, proposal }, services.clock.now()),
      },
      event: { what: 'diusulkan', by: who._id, ...(args.note !== null && { note: args.note }) },
    };
  });
  if (!change || 'stop' in change) {
    await freeSeats(services, requestKey);
    return answer(change);
  }
  const { visit, now } = change;
  // Told late, it may be withdrawn by now.
  if (now.proposal?.seat === requestKey) await tellProposal(services, visit, now, requestKey);
  return done(await awayGuest(services, visit));
};

/** The letter is none, or not the right one: the guest is asked for another, and the clock waits for it. */
export const returnLetter: Command<ReturnLetter> = async ({ requestKey, args, who }, services) => {
  if (!allowed(who, VISIT_ROLES)) return done({ outcome: 'forbidden' });
  const { council, clock } = services;
  const change = await changeVisit<Stop>(services, args.number, requestKey, (visit) => {
    if (visit.status !== 'menunggu' || !visit.letter) return already(visit);
    // Another letter came while the clerk wrote what this one lacks.
    if (stampWithLetter(visit, letterMark(visit.letter)) !== args.seen) return { stop: { outcome: 'changed' } };
    const now = clock.now();
    const asked = { letter: null, letterBy: letterBy(council, visit.date, now), letterFrom: new Date(now) };
    return {
      set: { ...asked, ...awaiting(council, 'surat', { ...visit, ...asked }, now), answerBy: null },
      event: { what: 'surat-diminta', by: who._id, note: args.note },
    };
  });
  if (!change || 'stop' in change) return answer(change);
  const { visit, now } = change;
  if (now.letter) return done({ outcome: 'done' });
  await tellGuest(services, visit, {
    key: requestKey,
    text: tx('sikulin.letterReturned', { ...factsOf(visit), reason: args.note, by: visit.letterBy }),
    buttons: [...letterButton(visit), howButton(visit._id)],
  });
  return done(await awayGuest(services, visit));
};

function answer(change: { stop: Stop } | null): EffectResult {
  return done(change ? change.stop : { outcome: 'unknown' });
}
