/** A report as its reporter, its handler and their colleagues see it: each no more than is theirs. */
import type { Aduan } from '#models/aduan.ts';
import type { AduanRoute } from '#models/aduan-route.ts';
import type { Person } from '#models/person.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { basisOf } from '#services/council.ts';
import { masked } from './masking.ts';
import type { ReportCard } from './rules.ts';
import type { Outcome, State } from './states.ts';

/** What a reporter sees of a history: the office's inner ways are not theirs. */
const SHOWN = new Set(
  'diterima triase tanya lengkapi teruskan jawab tutup benar-beres belum-beres diam gabung perpanjang keberatan'.split(
    ' ',
  ),
);

/** To its reporter: of a report that follows another, the state is that other's. */
export async function ownCard(services: Services, report: Aduan): Promise<ReportCard> {
  const card = { ...toCard(services, report), news: newsOf(services, report) };
  let head = report;
  while (head.mergedInto !== null) {
    const next = await services.models.Aduan.findOne({ _id: head.mergedInto }).lean<Aduan>();
    if (!next) break;
    head = next;
  }
  return head === report ? card : { ...card, state: head.state as State, answer: head.answer };
}

/** To staff: whole for whoever handles it, with numbers that name a person masked for everybody else. */
export async function cardFor(services: Services, report: Aduan, who: Person | null): Promise<ReportCard> {
  const card = toCard(services, report);
  const handles = who !== null && report.handler === who._id;
  const showable = report.files.filter(({ safe }) => handles || safe).length;
  if (!handles) return { ...card, text: card.masked, showable };
  const route =
    report.identity === 'anonim'
      ? null
      : await services.models.AduanRoute.findOne({ _id: report._id }).lean<AduanRoute>();
  const reporter = [route?.name, route?.contact].filter(Boolean).join(', ') || null;
  return { ...card, handles, showable, reporter };
}

/** The last word of the office; nothing where it has said none yet. */
function newsOf({ council }: Services, report: Aduan): TextRef | null {
  const number = report._id;
  const last = report.history.findLast(({ by, what }) => by !== undefined && what === 'tanya');
  switch (report.state) {
    case 'ditanyakan':
      return tx('tindak-lanjut.asked', { number, note: last?.note ?? '-' });
    case 'diteruskan': {
      const office = council.offices.find(({ code }) => code === report.office);
      return tx('tindak-lanjut.forwarded', { number, office: office?.short ?? '-' });
    }
    case 'dijawab':
      return tx('tindak-lanjut.answeredNews', { number, note: report.answer ?? '-' });
    case 'selesai': {
      const outcome = tx(`tindak-lanjut.outcome-${(report.outcome ?? 'dijelaskan') as Outcome}`);
      return report.answer ? tx('tindak-lanjut.closedNews', { number, outcome, note: report.answer }) : null;
    }
    default:
      return null;
  }
}

function suggestionFor(council: Services['council'], report: Aduan, office: string | undefined): TextRef {
  if (office) return tx('tindak-lanjut.suggestOffice', { office });
  const unit = council.units.find(({ code }) => code === report.unit);
  return unit ? tx('tindak-lanjut.suggestUnit', { unit: { ...unit.name } }) : tx('tindak-lanjut.suggestNone');
}

function toCard({ council, clock }: Services, report: Aduan): ReportCard {
  const topic = council.topics.find(({ code }) => code === report.topic);
  const office = council.offices.find(({ code }) => code === report.office);
  const on = clock.date(report.receivedAt.getTime());
  return {
    number: report._id,
    kind: report.kind,
    topic: topic ? { ...topic.name } : null,
    text: report.text,
    masked: masked(report.text),
    place: report.place?.said ?? null,
    state: report.state as State,
    office: office?.short ?? null,
    suggestion: suggestionFor(council, report, office?.short),
    urgent: report.urgent,
    answer: report.answer,
    answerBy: report.answerBy,
    basis: basisOf(council, report.kind === 'informasi' ? 'aduan.informationDays' : 'aduan.answerDays', on),
    version: report.version,
    files: report.files.length,
    ...{ handles: false, showable: 0, reporter: null },
    externalNumber: report.externalNumber,
    outcome: report.outcome as Outcome | null,
    mergedInto: report.mergedInto,
    news: null,
    steps: report.history
      .filter(({ what }) => SHOWN.has(what))
      .map(({ at, what }) => ({ at: clock.instant(at.getTime()), what })),
  };
}
