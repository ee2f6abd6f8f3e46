/** The front desk: guests arrive, walk in, leave. */
import { nextNumber } from '#models/counter.ts';
import { isDuplicate } from '#models/database.ts';
import type { Visit } from '#models/visit.ts';
import { tx } from '#flows/engine/message.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { DESK_ROLES } from '../roles.ts';
import type { Arrived, WalkIn } from '../rules.ts';
import { nextDue } from '../schedule.ts';
import { changeVisit } from './change.ts';
import type { Plan } from './change.ts';
import { visumFile } from './papers.ts';
import { factsOf } from './tell.ts';

type Stop = Exclude<Arrived, { outcome: 'unknown' | 'forbidden' }>;

/** Why nobody can come in with this visit now. What became of it is said before its date: a cancelled one has none any more. */
function notWelcome({ status, date, arrivedAt }: Visit, today: string): Stop | null {
  if (status === 'hadir' || status === 'selesai')
    return { outcome: date === today ? 'already' : 'over', at: arrivedAt?.toISOString() ?? '' };
  if (status === 'batal' || status === 'ditolak') return { outcome: status };
  if (status === 'menunggu' || status === 'diusulkan') return { outcome: 'not-approved' };
  if (date === today) return null;
  return { outcome: status === 'tidak-hadir' ? 'absent' : 'other-day' };
}

/** By the visit's number; the flow has found it by code, ticket or name. */
export const arrive: Command<{ number: string }> = async ({ requestKey, args, chat, who }, services) => {
  if (!allowed(who, DESK_ROLES)) return done({ outcome: 'forbidden' } satisfies Arrived);
  const { clock, notices } = services;
  const now = clock.now();
  const change = await changeVisit<Stop>(services, args.number, requestKey, (visit): Plan<Stop> => {
    const stop = notWelcome(visit, clock.date(now));
    if (stop) return { stop };
    return { set: { status: 'hadir', arrivedAt: new Date(now) }, event: { what: 'hadir', by: who._id } };
  });
  if (!change) return done({ outcome: 'unknown' } satisfies Arrived);
  if ('stop' in change) return done(change.stop);
  const { visit } = change;
  await notices.toChat(visit.chat, { key: requestKey, text: tx('sikulin.arrived', { number: visit._id }) });
  // Council guests have their travel papers stamped: the sheet comes ready to print.
  if (visit.kind === 'dprd')
    await notices.toChat(chat, {
      key: `${requestKey}/visum`,
      text: tx('sikulin.paper-visum', { number: visit._id }),
      file: await visumFile(services, visit),
    });
  return done({ outcome: 'done', at: (visit.arrivedAt ?? new Date(now)).toISOString() } satisfies Arrived);
};

export const leave: Command<{ number: string }> = async ({ requestKey, args, chat, who }, services) => {
  if (!allowed(who, DESK_ROLES)) return done({ outcome: 'forbidden' });
  const now = services.clock.now();
  const change = await changeVisit<'over'>(services, args.number, requestKey, (visit) =>
    visit.status === 'hadir'
      ? { set: { status: 'selesai', leftAt: new Date(now) }, event: { what: 'selesai', by: who._id } }
      : { stop: 'over' },
  );
  if (!change || 'stop' in change) return done({ outcome: change ? 'over' : 'unknown' });
  // A question would stand in the clerk's way while the next guests come: a button waits.
  if (change.visit.kind !== 'langsung')
    await services.notices.toChat(chat, {
      key: `${requestKey}/foto`,
      text: tx('sikulin.offerPhoto', factsOf(change.visit)),
      buttons: [{ label: tx('sikulin.sendPhoto'), flow: 'sikulin-foto-bersama', arg: args.number }],
    });
  return done({ outcome: 'done' });
};

/** A guest without a booking: name, whom to meet, what for. No identity card is asked for or photographed. */
export const walkIn: Command<WalkIn> = async ({ requestKey, args, chat, who }, services) => {
  if (!allowed(who, DESK_ROLES)) return done({ number: null });
  const visit = await keepWalkIn(services, requestKey, args, chat, who._id);
  return done({ number: visit._id });
};

async function keepWalkIn(
  services: Services,
  requestKey: string,
  args: WalkIn,
  chat: string,
  by: string,
): Promise<Visit> {
  const { models, clock, council } = services;
  const known = () => models.Visit.findOne({ requestKey }).lean<Visit>();
  const before = await known();
  if (before) return before;
  const now = new Date(clock.now());
  await models.Contact.updateOne(
    { _id: requestKey },
    { $setOnInsert: { _id: requestKey, schemaVersion: 1, name: args.name, phone: null, phoneHash: null, chat: null } },
    { upsert: true },
  );
  const draft = {
    ...{ requestKey, kind: 'langsung', institution: null, purpose: args.purpose, meet: args.meet, needs: [] },
    ...{ date: clock.date(clock.now()), time: clock.time(clock.now()), people: 1, peopleAgreed: 1, seat: requestKey },
    groups: [],
    ...{ contact: requestKey, locale: 'id', status: 'hadir' as const, chat, letter: null, letterBy: null, level: 0 },
    ...{ decideBy: null, proposal: null, arrivedAt: now, leftAt: null, photo: null, rating: null, dueWhat: null },
    history: [{ at: now, what: 'hadir', by, requestKey }],
  };
  const due = nextDue(council, draft, clock.now());
  const _id = `T-${await nextNumber(models.Counter, 'tamu')}`;
  await models.Visit.create({ ...draft, _id, dueAt: due?.at ?? null, dueWhat: due?.what ?? null }).catch(
    (error: unknown) => {
      if (!isDuplicate(error)) throw error;
    },
  );
  const kept = await known();
  if (!kept) throw new Error('a walk-in guest was not kept');
  return kept;
}
