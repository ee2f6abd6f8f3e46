/** Conversations for the desk page: those of whoever reads it, those that wait for their units, and those that wait for others. */
import type { Obrolan, ObrolanFile, ObrolanLine } from '#models/obrolan.ts';
import type { Person } from '#models/person.ts';
import type { Piket } from '#models/piket.ts';
import { allowed, asking } from '#services/authority.ts';
import type { Services } from '#services/commands.ts';
import { unitOf } from './effects/tell.ts';
import { openTalks, rowOf } from './open-talks.ts';
import { ANSWERING } from './roles.ts';
import type { DeskRow, DeskTalk } from './rules.ts';

/** More than one person can hold. */
const MOST = 100;

export async function deskTalks(_args: unknown, services: Services, chat: string): Promise<DeskRow[]> {
  const who = await asking(services, chat);
  const duty = await dutyOf(services, who);
  const talks = await openTalks(services, who, MOST);
  return Promise.all(talks.map((talk) => deskRow(services, talk, who, duty)));
}

/** What was said is for whoever has it; until then everybody sees what the card says. Null: there is none. */
export async function deskTalk(
  { number }: { number: string },
  services: Services,
  chat: string,
): Promise<DeskTalk | null> {
  const { models } = services;
  const who = await asking(services, chat);
  const talk = await models.Obrolan.findById(number).lean<Obrolan>();
  if (!talk || talk.asker === who?._id) return null;
  const row = await deskRow(services, talk, who, await dutyOf(services, who));
  const holder = talk.holder && (await models.Person.findById(talk.holder).lean<Person>());
  const waits = talk.state === 'menunggu' || talk.state === 'tertunda';
  const first = talk.lines.slice(0, waits ? 1 : 0).map((line) => ({ ...line, files: [] }));
  return {
    ...{ ...row, holder: holder ? holder.name : null },
    lines: await linesOf(services, row.mine ? talk.lines : first),
    hidden: row.mine ? 0 : talk.lines.flatMap(({ files }) => files).length,
  };
}

/** A file of it, for whoever has it. */
export async function fileOf(
  { models }: Services,
  who: Person,
  number: string,
  id: string,
): Promise<ObrolanFile | null> {
  const talk = allowed(who, ANSWERING)
    ? await models.Obrolan.findOne({ _id: number, holder: who._id }).lean<Obrolan>()
    : null;
  return talk?.lines.flatMap(({ files }) => files).find(({ file }) => file === id) ?? null;
}

const dutyOf = ({ models }: Services, who: Person | null): Promise<Piket | null> =>
  models.Piket.findOne({ _id: who?._id ?? '', on: true }).lean<Piket>();

async function deskRow(services: Services, talk: Obrolan, who: Person | null, duty: Piket | null): Promise<DeskRow> {
  const { state, level, team, locale } = talk;
  const mine = talk.holder !== null && talk.holder === who?._id;
  return {
    ...(await rowOf(services, talk)),
    ...{ mine, state, unit: unitOf(services.council, talk), language: locale === 'en' ? 'en' : 'id' },
    ours: duty === null || level > 0 || duty.teams.includes(team),
    since: services.clock.instant((mine ? talk.lastAt : talk.since).getTime()),
  };
}

async function linesOf({ models, clock }: Services, lines: readonly ObrolanLine[]): Promise<DeskTalk['lines']> {
  const ids = [...new Set(lines.flatMap(({ person }) => person ?? []))];
  const people = await models.Person.find({ _id: { $in: ids } }).lean<Person[]>();
  const nameOf = ({ person }: ObrolanLine): string | null => people.find(({ _id }) => _id === person)?.name ?? null;
  return lines.map((line) => ({
    ...{ at: clock.instant(line.at.getTime()), by: line.by, name: nameOf(line), text: line.text },
    edited: line.edited === true,
    files: line.files.map(({ file, as, name, mime }) => ({ id: file, as, name, mime })),
  }));
}
