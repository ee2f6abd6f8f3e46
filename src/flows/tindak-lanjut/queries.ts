/** What the flows of reports read. One's own are found by the chat alone; the office's by role. */
import type { Aduan } from '#models/aduan.ts';
import type { AduanRoute } from '#models/aduan-route.ts';
import { onlyFor } from '#services/authority.ts';
import type { Services } from '#services/commands.ts';
import type { Account } from '../prompts/account.ts';
import { hear } from './hearing.ts';
import { OFFICERS } from './roles.ts';
import type { ReportCard } from './rules.ts';
import type { State } from './states.ts';

const LIST = 10;
const OPEN: readonly State[] = ['diterima', 'ditanyakan', 'ditangani', 'diteruskan'];
/** What a reporter sees of a history: the office's inner ways are not theirs. */
const SHOWN = new Set([
  'diterima',
  'triase',
  'tanya',
  'lengkapi',
  'teruskan',
  'jawab',
  'tutup',
  'benar-beres',
  'belum-beres',
  'diam',
]);

const heard = async ({ account }: { account: Account }, { council }: Services) => hear(council, account);

async function mine(_args: unknown, services: Services, chat: string): Promise<ReportCard[]> {
  const routes = await services.models.AduanRoute.find({ chat }).sort({ _id: -1 }).limit(LIST).lean<AduanRoute[]>();
  const found = await services.models.Aduan.find({ _id: { $in: routes.map(({ _id }) => _id) } })
    .sort({ receivedAt: -1 })
    .lean<Aduan[]>();
  return found.map((report) => toCard(services, report));
}

async function queue(_args: unknown, services: Services): Promise<ReportCard[]> {
  const found = await services.models.Aduan.find({ state: { $in: OPEN } })
    .sort({ answerBy: 1 })
    .limit(LIST)
    .lean<Aduan[]>();
  return found.map((report) => toCard(services, report));
}

async function one({ number }: { number: string }, services: Services): Promise<ReportCard | null> {
  const found = await services.models.Aduan.findOne({ _id: number }).lean<Aduan>();
  return found && toCard(services, found);
}

const offices = async (_args: unknown, { council }: Services) =>
  council.offices.map(({ code, short }) => ({ code, short }));

function toCard({ council, clock }: Services, report: Aduan): ReportCard {
  const topic = council.topics.find(({ code }) => code === report.topic);
  const office = council.offices.find(({ code }) => code === report.office);
  return {
    number: report._id,
    topic: topic ? { ...topic.name } : null,
    text: report.text,
    place: report.place?.said ?? null,
    state: report.state as State,
    office: office?.short ?? null,
    answer: report.answer,
    answerBy: report.answerBy,
    version: report.version,
    files: report.files.length,
    steps: report.history
      .filter(({ what }) => SHOWN.has(what))
      .map(({ at, what }) => ({ at: clock.instant(at.getTime()), what })),
  };
}

export const reportQueries = {
  'aduan.dengar': heard,
  'aduan.milik': mine,
  'aduan.antrean': onlyFor(OFFICERS, queue),
  'aduan.satu': onlyFor(OFFICERS, one),
  'aduan.kantor': onlyFor(OFFICERS, offices),
};
