/** What the clock does to visits. Each duty is done once: its words are keyed by the visit's version, which then moves on. */
import type { Visit, VisitEvent } from '#models/visit.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { DESK_LEVELS } from '../roles.ts';
import { SCORES } from '../rules.ts';
import { decideBy, nextDue, startOf } from '../schedule.ts';
import type { DueKind } from '../schedule.ts';
import { freeSeats } from './decide.ts';
import { factsOf, letterButton, tellDesk, tellGuest, tellStaff } from './tell.ts';

/** Visits handled in one sweep; the next takes the rest. */
const BATCH = 50;

export async function visitsDue(services: Services): Promise<number> {
  const { models, clock } = services;
  const due = await models.Visit.find({ dueAt: { $lte: new Date(clock.now()), $type: 'date' } })
    .sort({ dueAt: 1 })
    .limit(BATCH)
    .lean<Visit[]>();
  const faults: unknown[] = [];
  // One broken visit must not keep the reminders of the others.
  for (const visit of due) await carryOut(services, visit).catch((error: unknown) => faults.push(error));
  if (faults.length) throw new AggregateError(faults, `${faults.length} of ${due.length} visits failed`);
  return due.length;
}

type Outcome = { set: Partial<Visit>; event: Omit<VisitEvent, 'at'> };

async function carryOut(services: Services, visit: Visit): Promise<void> {
  const { models, council, clock } = services;
  const key = `due/${visit._id}/${visit.dueVersion}`;
  const what = visit.dueWhat as DueKind;
  const { set, event } = await DUTIES[what](services, visit, key);
  const due = nextDue(council, { ...visit, ...set }, visit.dueAt?.getTime() ?? 0, what);
  await models.Visit.updateOne(
    { _id: visit._id, dueVersion: visit.dueVersion },
    {
      $set: { ...set, dueAt: due?.at ?? null, dueWhat: due?.what ?? null },
      $inc: { dueVersion: 1 },
      $push: { history: { ...event, at: new Date(clock.now()) } },
    },
  );
}

/** A reminder that comes after the visit has begun helps nobody. */
const begun = ({ council, clock }: Services, visit: Visit): boolean => startOf(council, visit).getTime() <= clock.now();

const DUTIES: Record<DueKind, (services: Services, visit: Visit, key: string) => Promise<Outcome>> = {
  async naik(services, visit, key) {
    const level = Math.min(visit.level + 1, 2);
    const by = decideBy(services.council, level, services.clock.now());
    await tellDesk(services, { ...visit, level }, key, tx('sikulin.desk-silent'));
    await tellGuest(services, visit, {
      key,
      text: tx('sikulin.stillWaiting', { ...factsOf(visit), by: by.toISOString() }),
    });
    return { set: { level, decideBy: by }, event: { what: 'naik', note: String(level) } };
  },
  async 'tak-diputuskan'(services, visit, key) {
    await freeSeats(services, visit);
    await tellGuest(services, visit, { key, text: tx('sikulin.notDecided', factsOf(visit)) });
    const roles = DESK_LEVELS.flat();
    await services.notices.toRoles(roles, { key, text: tx('sikulin.desk-notDecided', factsOf(visit)) });
    return { set: { status: 'batal', decideBy: null }, event: { what: 'batal', note: 'tidak diputuskan' } };
  },
  async surat(services, visit, key) {
    await tellGuest(services, visit, {
      key,
      text: tx('sikulin.letterDue', { ...factsOf(visit), by: visit.letterBy }),
      buttons: letterButton(visit),
    });
    return { set: {}, event: { what: 'diingatkan', note: 'surat' } };
  },
  async usulan(services, visit, key) {
    await freeSeats(services, visit);
    await tellGuest(services, visit, { key, text: tx('sikulin.proposalOver', factsOf(visit)) });
    await tellStaff(services, visit, key, 'sikulin.desk-proposalOver');
    return { set: { status: 'batal', decideBy: null }, event: { what: 'batal', note: 'tidak dijawab' } };
  },
  async 'ingat-hari'(services, visit, key) {
    if (!begun(services, visit))
      await tellGuest(services, visit, {
        key,
        text: tx('sikulin.reminder', { ...factsOf(visit), code: visit.code ?? '-' }),
      });
    return { set: {}, event: { what: 'diingatkan', note: 'sehari' } };
  },
  async 'ingat-jam'(services, visit, key) {
    if (!begun(services, visit))
      await tellGuest(services, visit, {
        key,
        text: tx('sikulin.reminderSoon', { ...factsOf(visit), code: visit.code ?? '-' }),
      });
    return { set: {}, event: { what: 'diingatkan', note: 'dua jam' } };
  },
  async 'tidak-hadir'(services, visit, key) {
    await services.notices.toRoles(['staf', 'admin'], { key, text: tx('sikulin.desk-noShow', factsOf(visit)) });
    await tellGuest(services, visit, { key, text: tx('sikulin.noShow', factsOf(visit)) });
    return { set: { status: 'tidak-hadir' }, event: { what: 'tidak-hadir' } };
  },
  async 'lewat-waktu'(services, visit, key) {
    await services.notices.toRoles(['staf', 'admin'], {
      key,
      text: tx('sikulin.desk-overrun', factsOf(visit)),
      buttons: [{ label: tx('sikulin.leftNow'), flow: 'sikulin-pulang', arg: visit._id }],
    });
    return { set: {}, event: { what: 'lewat-waktu' } };
  },
  async 'terima-kasih'(services, visit, key) {
    await tellGuest(services, visit, {
      key,
      text: tx('sikulin.thanks', factsOf(visit)),
      buttons: SCORES.map((score) => ({
        label: tx(`sikulin.score-${score}`),
        flow: 'sikulin-nilai',
        arg: `${score}.${visit._id}`,
      })),
    });
    return { set: {}, event: { what: 'terima-kasih' } };
  },
};
