/** What the flows of reports read. One's own are found by the chat alone; the office's by role, desk by desk. */
import type { Aduan } from '#models/aduan.ts';
import { asking, onlyFor } from '#services/authority.ts';
import type { Services } from '#services/commands.ts';
import type { Account } from '../prompts/account.ts';
import { mayHandle } from './about.ts';
import { cardFor, wholeCard } from './cards.ts';
import { putOff } from './correcting.ts';
import { DESK_PEOPLE, desksOf } from './desks.ts';
import { deskQueue } from './desk-queue.ts';
import { hear } from './hearing.ts';
import { nearby, similar as similarNearby } from './nearby.ts';
import { openPage } from './open-reports.ts';
import { ownReport, ownReports, recentReport } from './own-reports.ts';
import type { Heard, ReportCard, Sorting } from './rules.ts';
import { OPEN } from './states.ts';

const LIST = 10;

const heard = async ({ account }: { account: Account }, services: Services, chat: string): Promise<Heard> => ({
  ...hear(services.council, account),
  recent: await recentReport(services, chat),
});

async function one({ number }: { number: string }, services: Services, chat: string): Promise<ReportCard | null> {
  const who = await asking(services, chat);
  const desk = { $in: desksOf(who?.roles ?? []) };
  const found = await services.models.Aduan.findOne({ _id: number, desk }).lean<Aduan>();
  return found && mayHandle(found, who) ? wholeCard(services, found, who) : null;
}

/** Older open reports of the same topic, the same kelurahan first: what this one may be merged into. */
async function similar({ number }: { number: string }, services: Services, chat: string): Promise<ReportCard[]> {
  const { models } = services;
  const who = await asking(services, chat);
  const desk = { $in: desksOf(who?.roles ?? []) };
  const report = await models.Aduan.findOne({ _id: number, desk }).lean<Aduan>();
  if (!report || !mayHandle(report, who)) return [];
  const found = await models.Aduan.find({
    ...{ desk: report.desk, topic: report.topic, mergedInto: null, state: { $in: [...OPEN, 'dijawab'] } },
    receivedAt: { $lte: report.receivedAt },
  })
    .sort({ receivedAt: -1 })
    .limit(10 * LIST)
    .lean<Aduan[]>();
  const near = (one: Aduan): number => Number(one.place?.kelurahan !== report.place?.kelurahan);
  const older = found.filter((one) => Number(one._id.slice(2)) < Number(number.slice(2)) && mayHandle(one, who));
  const best = older.toSorted((a, b) => near(a) - near(b)).slice(0, LIST - 1);
  return Promise.all(best.map((one) => cardFor(services, one, who)));
}

const offices = async (_args: unknown, { council }: Services) =>
  council.offices.map(({ code, short }) => ({ code, short }));

/** What a report can be sorted into. */
const sorting = async (_args: unknown, { council }: Services): Promise<Sorting> => ({
  topics: council.topics.map(({ code, name }) => ({ code, name: { ...name } })),
  units: council.units
    .filter(({ parent }) => parent !== undefined)
    .map(({ code, name }) => ({ code, name: { ...name } })),
});

export const reportQueries = {
  'aduan.dengar': heard,
  'aduan.milik': ownReports,
  'aduan.milik-satu': ownReport,
  'aduan.serupa': similarNearby,
  'aduan.sekitar': nearby,
  'aduan.antrean': onlyFor(DESK_PEOPLE, openPage),
  'aduan.satu': onlyFor(DESK_PEOPLE, one),
  'aduan.meja': onlyFor(DESK_PEOPLE, deskQueue),
  'aduan.mirip': onlyFor(DESK_PEOPLE, similar),
  'aduan.pilahan': onlyFor(DESK_PEOPLE, sorting),
  'aduan.mundur': onlyFor(DESK_PEOPLE, putOff),
  'aduan.kantor': onlyFor(DESK_PEOPLE, offices),
};
