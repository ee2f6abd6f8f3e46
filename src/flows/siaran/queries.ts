/** What the flows of announcements read. */
import { DateTime } from 'luxon';
import type { Broadcast } from '#models/broadcast.ts';
import { onlyFor } from '#services/authority.ts';
import { Deliveries } from '#services/broadcast/deliveries.ts';
import { Pages } from '#services/broadcast/pages.ts';
import { quietUntil } from '#services/broadcast/quiet.ts';
import type { Services } from '#services/commands.ts';
import { setting } from '#services/council.ts';
import { SIARAN_ROLES } from './roles.ts';
import { LIST } from './rules.ts';
import type { Card, Whom } from './rules.ts';

/** Days ahead that one can be scheduled. */
const AHEAD = 90;

export const topicsOf = ({ council, clock }: Pick<Services, 'council' | 'clock'>): Whom['topics'] =>
  setting(council, 'siaran.topics', clock.date(clock.now())).map(({ code, name }) => ({ code, name }));

export function whomOf(services: Pick<Services, 'council' | 'clock'>): Whom {
  const { council, clock } = services;
  const until = DateTime.fromISO(clock.date(clock.now()), { zone: 'utc' }).plus({ days: AHEAD });
  return {
    topics: topicsOf(services),
    districts: council.districts.flatMap(({ subdistricts }) => subdistricts).toSorted(),
    roles: council.roles.filter(({ code }) => !PUBLIC.has(code)).map(({ code, name }) => ({ code, name })),
    until: until.toFormat('yyyy-MM-dd'),
  };
}

/** Roles that nobody is bound to. */
const PUBLIC = new Set(['warga', 'tamu']);

const offers = async (_args: unknown, services: Services) => {
  const { topics, districts } = whomOf(services);
  return { topics, districts };
};

/** One more than a page, the newest first: those before `before`. */
async function list({ before = '' }: { before?: string }, services: Services): Promise<Card[]> {
  const older = before === '' ? {} : { serial: { $lt: Number(before.slice(2)) } };
  const { Broadcast } = services.models;
  const found = await Broadcast.find(older)
    .sort({ serial: -1 })
    .limit(LIST + 1)
    .lean<Broadcast[]>();
  return found.map((broadcast) => toCard(broadcast, services));
}

async function one({ number }: { number: string }, services: Services): Promise<Card | null> {
  const found = await services.models.Broadcast.findOne({ _id: number }).lean<Broadcast>();
  if (!found) return null;
  const { models } = services;
  const tally = await new Pages(models, new Deliveries(models)).tally(found);
  return toCard({ ...found, tally }, services);
}

function toCard(broadcast: Broadcast, { council, clock }: Services): Card {
  const { _id: number, status, version, text, audience, author, approver, at, total, tally, gathered } = broadcast;
  const trouble = broadcast.trouble && clock.instant(broadcast.trouble.since.getTime());
  const quiet = quietUntil(council, Math.max(clock.now(), at?.getTime() ?? 0));
  return {
    ...{ number, status, version, text: text.id, audience, total, tally, gathered },
    ...{ author: author.name, approver: approver?.name ?? null },
    at: at && clock.instant(at.getTime()),
    ...(trouble && { trouble }),
    quietUntil: quiet === null ? null : clock.instant(quiet),
  };
}

export const siaranQueries = {
  'siaran.whom': onlyFor(SIARAN_ROLES, async (_args: unknown, services: Services) => whomOf(services)),
  'siaran.offers': offers,
  'siaran.list': onlyFor(SIARAN_ROLES, list),
  'siaran.one': onlyFor(SIARAN_ROLES, one),
};
