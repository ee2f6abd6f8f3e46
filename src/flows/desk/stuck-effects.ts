/** The list of what got stuck, and the two things that can be done about each: once, by somebody who may, and kept with their name. */
import type { Contact } from '#models/contact.ts';
import type { Person } from '#models/person.ts';
import type { Report } from '#models/report.ts';
import { OPEN_STATUS } from '#models/visit.ts';
import type { Visit } from '#models/visit.ts';
import { onlyFor } from '#services/authority.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { AWAY, HELD } from '#services/stuck-kinds.ts';
import { DESK_ROLES } from './roles.ts';
import type { Handled, StuckArgs, StuckCard, StuckKinds, StuckList } from './stuck.ts';

/** Most that a list of choices can show. */
const LIST = 8;

/** By a field of its own: the index that holds the open ones together has no room for what was written about the others. */
const OPEN = { kind: 'gangguan', 'closed.at': null } as const;

/**
 * The oldest first, but behind all others those whom nothing reaches: somebody blocks the bot every day, and a page full of them would
 * hide what can be mended.
 */
async function pageOf({ Report }: Services['models'], after?: string): Promise<Report[]> {
  const last = after === undefined ? null : await Report.findById(after).lean<Report>();
  const found = async (note: unknown, from: Report | null, limit: number): Promise<Report[]> => {
    const behind = from && { $or: [{ at: { $gt: from.at } }, { at: from.at, _id: { $gt: from._id } }] };
    const wanted = { ...OPEN, note, ...behind } as object;
    return limit > 0 ? Report.find(wanted).sort({ at: 1, _id: 1 }).limit(limit).lean<Report[]>() : [];
  };
  const others = last?.note === AWAY ? [] : await found({ $ne: AWAY }, last, LIST + 1);
  return [...others, ...(await found(AWAY, last?.note === AWAY ? last : null, LIST + 1 - others.length))];
}

/** Nothing of what anybody wrote stands in it. */
async function list({ number, after }: StuckArgs, { models, stuck }: Services): Promise<StuckList> {
  const page = number
    ? await models.Report.find({ ...OPEN, _id: number }).lean<Report[]>()
    : await pageOf(models, after);
  const reports = page.slice(0, LIST);
  const chats = reports.map(({ chat }) => chat);
  const { references, missed } = await stuck.store.of(chats);
  const open = { chat: { $in: chats }, status: { $in: [...OPEN_STATUS] } };
  const visits = await models.Visit.find(open, { chat: 1, contact: 1 }).lean<
    Pick<Visit, '_id' | 'chat' | 'contact'>[]
  >();
  const contacts = await models.Contact.find({ _id: { $in: visits.map(({ contact }) => contact) } }).lean<Contact[]>();
  const reach = ({ _id, contact }: (typeof visits)[number]) => {
    const { name, phone } = contacts.find((one) => one._id === contact) ?? {};
    return phone ? [{ number: _id, name: name ?? '-', phone }] : [];
  };
  const cards = reports.map((report): StuckCard => {
    const what = report.note ?? '';
    const again = what === HELD || (what === AWAY ? missed.has(report.chat) : references.has(report._id));
    const own = visits.filter(({ chat }) => chat === report.chat).flatMap(reach);
    return {
      ...{ number: report._id, at: report.at.toISOString(), what, missed: missed.get(report.chat) ?? 0, again },
      ...(report.answered && { answered: true }),
      ...(own.length && { visits: own }),
    };
  });
  const [count, away] = [await models.Report.countDocuments(OPEN), await stuck.store.unreachable()];
  return { cards, count, away, ...(page.length > LIST && { more: true }) };
}

/** The most frequent first. */
async function kinds(_args: object, { models, clock }: Services): Promise<StuckKinds> {
  const until = new Date(clock.now()).toISOString();
  const counted = await models.Report.aggregate<{ _id: string | null; count: number }>([
    { $match: OPEN },
    { $group: { _id: '$note', count: { $sum: 1 } } },
  ]);
  const kinds = counted.map(({ _id, count }) => ({ kind: _id ?? '', count }));
  return { kinds: kinds.toSorted((a, b) => b.count - a.count || a.kind.localeCompare(b.kind)).slice(0, LIST), until };
}

type Close = NonNullable<Report['closed']>;

const close =
  (how: Close['how']): Command<{ number: string; note?: string | null }> =>
  async ({ requestKey, args, who }, services) => {
    if (!allowed(who, DESK_ROLES)) return told({ outcome: 'forbidden' });
    const { models, clock, stuck } = services;
    const closed: Close = { requestKey, person: who._id, at: new Date(clock.now()), how, note: args.note ?? null };
    // Of two who press at once one gets it, and whoever comes again with the same request finds their own.
    const won = await models.Report.findOneAndUpdate(
      { _id: args.number, kind: OPEN.kind, $or: [{ closed: null }, { 'closed.requestKey': requestKey }] },
      { $set: { closed } },
      { returnDocument: 'after' },
    ).lean<Report>();
    if (!won) return told(await another(services, args.number));
    if (how === 'coba-lagi') return told({ outcome: (await stuck.retry(won)) ? 'retried' : 'gone' });
    await stuck.store.drop(won.chat, won._id);
    return told({ outcome: 'closed' });
  };

/** All of one kind that were open when they were counted. What comes to light meanwhile stays; a colleague's stays theirs. */
const closeAll: Command<{ kind: string; until: string; note: string }> = async (
  { requestKey, args, who },
  services,
) => {
  if (!allowed(who, DESK_ROLES)) return done({ outcome: 'forbidden', count: 0 });
  const { models, clock, stuck } = services;
  const { kind, until, note } = args;
  const closed: Close = { requestKey, person: who._id, at: new Date(clock.now()), how: 'tutup', note };
  await models.Report.updateMany({ ...OPEN, note: kind, at: { $lte: new Date(until) } }, { $set: { closed } });
  // Whoever runs again behind a death drops what is left of its own.
  const own = await models.Report.find({ kind: OPEN.kind, 'closed.requestKey': requestKey }, { chat: 1 }).lean<
    Report[]
  >();
  if (kind !== AWAY) for (const { _id, chat } of own) await stuck.store.drop(chat, _id);
  return done({ outcome: 'closed', count: own.length });
};

const told = (handled: Handled) => done(handled);

async function another({ models }: Services, number: string): Promise<Handled> {
  const report = await models.Report.findById(number).lean<Report>();
  if (!report?.closed) return { outcome: 'unknown' };
  const person = await models.Person.findById(report.closed.person).lean<Person>();
  return { outcome: 'already', who: person?.name ?? '-' };
}

/** The person writes again: nobody needs to look after them. */
const reached: Command = async ({ requestKey, chat }, { models, clock }) => {
  const closed: Close = { requestKey, person: null, at: new Date(clock.now()), how: 'kembali', note: null };
  await models.Report.updateMany({ ...OPEN, chat, note: AWAY }, { $set: { closed } });
  return done();
};

export const stuckCommands = {
  'desk.retry': close('coba-lagi') as Command,
  'desk.close': close('tutup') as Command,
  'desk.close-all': closeAll as Command,
  'desk.reached': reached,
};

export const stuckQueries = {
  'desk.stuck': onlyFor(DESK_ROLES, list),
  'desk.stuck-kinds': onlyFor(DESK_ROLES, kinds),
};
