/**
 * Reports as whoever sent them finds them, by the chat alone: a page at a time, the newest first, and any by its number. Who
 * reports for a whole neighbourhood has hundreds.
 */
import type { Aduan } from '#models/aduan.ts';
import type { AduanRoute } from '#models/aduan-route.ts';
import type { Services } from '#services/commands.ts';
import { ownCard, rowOf } from './cards.ts';
import type { Page, Recent, ReportCard, ReportRow, Wanted } from './rules.ts';
import { actionsFor, after, STATES } from './states.ts';
import type { State } from './states.ts';

const LIST = 10;
/** Reports that are looked through at once for those that are wanted, and times that this is done before it is told how far. */
const LOOK = 30;
const TIMES = 20;
/** ms behind its sending in which more is likely to belong to a report. */
const SOON = 30 * 60_000;

/** Nothing was said yet, but that it still waits. */
const SILENT: readonly State[] = ['diterima', 'ditangani'];

function wantedOf(what: Wanted): object {
  if (what === 'semua') return {};
  const said = { state: { $in: STATES.filter((one) => !SILENT.includes(one)) } };
  if (what === 'kabar') return { $or: [said, { 'history.what': 'kabar' }] };
  const state = { $in: STATES.filter((one) => actionsFor(one, 'pelapor').includes(what)) };
  return what === 'keberatan' ? { state, kind: 'informasi' } : { state };
}

/** Whether there is news of one that follows another, that other says. */
const isWanted = async (services: Services, report: Aduan, what: Wanted): Promise<boolean> =>
  what !== 'kabar' || (await ownCard(services, report)).news !== null;

/** `after`: serial of the last one that was seen. */
export const newestRoutes = (
  { models }: Pick<Services, 'models'>,
  chat: string,
  after: number | null = null,
): Promise<AduanRoute[]> =>
  models.AduanRoute.find({ chat, ...(after !== null && { serial: { $lt: after } }) })
    .sort({ serial: -1 })
    .limit(LOOK)
    .lean<AduanRoute[]>();

export async function ownReports(
  { what = 'semua', after }: { what?: Wanted; after: number | null },
  services: Services,
  chat: string,
): Promise<Page<ReportRow, number>> {
  const rows: ReportRow[] = [];
  let last = after;
  for (let times = 0; times < TIMES; times += 1) {
    const routes = await newestRoutes(services, chat, last);
    const ids = routes.map(({ _id }) => _id);
    const found = await services.models.Aduan.find({ _id: { $in: ids }, ...wantedOf(what) }).lean<Aduan[]>();
    for (const { _id, serial } of routes) {
      const report = found.find((one) => one._id === _id);
      if (report && (await isWanted(services, report, what))) {
        if (rows.length === LIST) return { rows, next: last };
        rows.push(rowOf(services, report));
      }
      last = serial;
    }
    if (routes.length < LOOK) return { rows, next: null };
  }
  return { rows, next: last };
}

/** What was sent from here in the last minutes and can still be added to; on a phone that several use nothing, since it may be another's. */
export async function recentReport(services: Services, chat: string): Promise<Recent | null> {
  const { models, clock } = services;
  const [route] = await newestRoutes(services, chat);
  if (!route || route.neutral) return null;
  const report = await models.Aduan.findOne({ _id: route._id }).lean<Aduan>();
  if (!report || report.receivedAt.getTime() < clock.now() - SOON) return null;
  if (after(report.state as State, 'lengkapi', 'pelapor') === null) return null;
  return { number: report._id, topic: report.topic, place: report.place?.said ?? null };
}

/** Null: it is not theirs, or not of those that are wanted. */
export async function ownReport(
  { number, what = 'semua' }: { number: string; what?: Wanted },
  services: Services,
  chat: string,
): Promise<ReportCard | null> {
  const _id = /^\d+$/.test(number) ? `A-${number}` : number;
  const isTheirs = await services.models.AduanRoute.exists({ _id, chat });
  const report = isTheirs && (await services.models.Aduan.findOne({ _id, ...wantedOf(what) }).lean<Aduan>());
  return report && (await isWanted(services, report, what)) ? ownCard(services, report) : null;
}
