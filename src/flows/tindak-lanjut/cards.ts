/** A report as its reporter, its handler and their colleagues see it: each no more than is theirs. */
import type { Aduan, AduanEvent } from '#models/aduan.ts';
import type { AduanRoute } from '#models/aduan-route.ts';
import type { Person } from '#models/person.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { byHand } from '#services/by-hand.ts';
import type { Services } from '#services/commands.ts';
import type { Council } from '#services/council.ts';
import { basisOf } from '#services/council.ts';
import { areaOf, forOthers, shownReason } from './for-others.ts';
import { masked } from './masking.ts';
import { noObjection } from './objection.ts';
import type { Both, Fixed, ReportCard, ReportRow, Waits } from './rules.ts';
import { BY_HAND } from './rules.ts';
import { answerSetting } from './schedule.ts';
import type { Outcome, State } from './states.ts';
import { waitingText, wasTold } from './waiting.ts';

const DAY = 86_400_000;
/** What a reporter sees of a history: the office's inner ways are not theirs. */
const SHOWN = new Set(
  'diterima triase tanya lengkapi teruskan jawab tutup benar-beres belum-beres diam gabung pisah perpanjang keberatan tarik'.split(
    ' ',
  ),
);

const FOR_STAFF = new Set([...SHOWN, 'koreksi', 'naik', 'kabar', 'nomor-luar', 'terima-jawaban']);

/** What was said with a step, between the reporter and the office. */
const SAID = new Set(
  'lengkapi belum-beres keberatan tarik tanya triase teruskan terima-jawaban jawab perpanjang tutup'.split(' '),
);
const NONE: ReadonlySet<string> = new Set();

const stepsOf = (
  services: Services,
  { history }: Pick<Aduan, 'history'>,
  shown: ReadonlySet<string>,
  said: ReadonlySet<string> = NONE,
): ReportCard['steps'] =>
  history
    .filter(({ what }) => shown.has(what))
    .map(({ at, what, note, fixed }) => ({
      ...{ at: services.clock.instant(at.getTime()), what },
      ...(note && said.has(what) && { said: note }),
      ...(fixed && { changes: fixedTexts(services.council, fixed as Fixed[], shownReason(note ?? '')) }),
    }));

/** Of how it was sorted anew its reporter sees only that they wait longer. */
const asReporterSees = (event: AduanEvent): AduanEvent =>
  event.fixed?.some(({ field }) => field === 'tenggat') ? { at: event.at, what: 'perpanjang' } : event;

/** Who had it stands in no history that others read. */
const fixedTexts = (council: Council, fixed: readonly Fixed[], why: string | TextRef): TextRef[] =>
  fixed.flatMap(({ field, from, to }) =>
    field === 'petugas'
      ? []
      : [
          tx(`tindak-lanjut.fixed-${field}`, {
            ...{ from: named(council, field, from), to: named(council, field, to) },
            ...(field === 'tenggat' && { why }),
          }),
        ],
  );

function named(council: Council, field: Fixed['field'], code: string | null): TextRef | Both | string {
  if (field === 'tenggat' && code !== null) return code;
  if (code === null) return tx('tindak-lanjut.none');
  const known = (all: readonly { code: string; name: Both }[]): Both | TextRef => {
    const found = all.find((one) => one.code === code);
    return found ? { ...found.name } : tx('tindak-lanjut.none');
  };
  if (field === 'topik') return known(council.topics);
  if (field === 'bagian') return known(council.units);
  return tx(`tindak-lanjut.${WORDS[field] ?? field}-${code}`);
}
const WORDS: Partial<Record<Fixed['field'], string>> = {
  jenis: 'kind',
  meja: 'desk',
  segera: 'urgent',
  menyangkut: 'accused',
};

export function rowOf(services: Services, report: Aduan): ReportRow {
  const { number, topic, state, waits } = toCard(services, report);
  return { number, topic, state, waits: waits ?? null };
}

/** To its reporter: of a report that follows another, the state is that other's. */
export async function ownCard(services: Services, report: Aduan): Promise<ReportCard> {
  const objection = noObjection(services.council, report, services.clock.date(services.clock.now()));
  const card = { ...toCard(services, report), news: newsOf(services, report), objection };
  const head = await headOf(services, report);
  if (head === report) return card;
  const waits = waitsFor(services, head);
  return {
    ...{ ...card, state: head.state as State, answer: head.answer },
    waits: waits && waits.office === null ? { ...waits, other: true } : waits,
    // What its own reporter was asked is theirs.
    news: head.state === 'ditanyakan' ? null : newsOf(services, { ...head, _id: report._id }),
  };
}

/** The report that this one follows in the end; itself where it follows none. */
export async function headOf({ models }: Pick<Services, 'models'>, report: Aduan): Promise<Aduan> {
  const next = report.mergedInto === null ? null : await models.Aduan.findOne({ _id: report.mergedInto }).lean<Aduan>();
  return next ? headOf({ models }, next) : report;
}

/** To staff: whole for whoever handles it, and for everybody else what others may read. */
export async function cardFor(
  services: Services,
  report: Aduan,
  who: Person | null,
  more: ReportCard['steps'] = [],
): Promise<ReportCard> {
  const { topic, unit, confidential } = report;
  const card = {
    ...toCard(services, report),
    sorted: { topic, unit, confidential },
    steps: inOrder([...stepsOf(services, report, FOR_STAFF, SAID), ...more]),
  };
  const handles = who !== null && report.handler === who._id;
  const showable = report.files.filter(({ safe }) => handles || safe).length;
  if (!handles) return forOthers({ ...card, showable });
  const route =
    report.identity === 'anonim'
      ? null
      : await services.models.AduanRoute.findOne({ _id: report._id }).lean<AduanRoute>();
  const reporter = [route?.name, route?.contact].filter(Boolean).join(', ') || null;
  return { ...card, handles, showable, reporter };
}

const inOrder = (steps: ReportCard['steps']): ReportCard['steps'] =>
  steps.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));

/** One report by itself, with what the office wrote to its reporter by hand, with the language that its reporter is written to in, and which of its files may be seen. */
export async function wholeCard(services: Services, report: Aduan, who: Person | null): Promise<ReportCard> {
  const route = await services.models.AduanRoute.findOne({ _id: report._id }).lean<AduanRoute>();
  const language = route && route.chat !== null ? (route.locale === 'en' ? 'en' : 'id') : null;
  const written = (await byHand(services, report._id)).map(({ at, note }) => ({
    ...{ at: services.clock.instant(at.getTime()), what: BY_HAND },
    ...(note && { said: note }),
  }));
  const card = await cardFor(services, report, who, written);
  const shown = report.files.flatMap(({ as, mime, safe = false }, place) =>
    card.handles || safe ? [{ place, as, mime, safe }] : [],
  );
  return { ...card, language, shown };
}

/** The last word of the office; nothing where it has said none yet. */
function newsOf({ council, clock }: Services, report: Aduan): TextRef | null {
  const number = report._id;
  if (wasTold(report)) return waitingText(council, report, number, clock.date(clock.now()));
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

const WAITING: Partial<Record<State, string>> = { diteruskan: 'teruskan', ditanyakan: 'tanya' };

/** By the last thing that made it wait. */
function waitsFor({ council, clock }: Services, { state, office, history }: Aduan): Waits | null {
  const begun = history.findLast(({ what }) => what === WAITING[state as State]);
  if (!begun) return null;
  const day = (ms: number): number => Date.parse(clock.date(ms)) / DAY;
  const days = day(clock.now()) - day(begun.at.getTime());
  const found = council.offices.find(({ code }) => code === office);
  return { office: state === 'diteruskan' ? (found?.short ?? '-') : null, days };
}

function suggestionFor(council: Services['council'], report: Aduan, office: string | undefined): TextRef {
  if (office) return tx('tindak-lanjut.suggestOffice', { office });
  const unit = council.units.find(({ code }) => code === report.unit);
  return unit ? tx('tindak-lanjut.suggestUnit', { unit: { ...unit.name } }) : tx('tindak-lanjut.suggestNone');
}

function toCard(services: Services, report: Aduan): ReportCard {
  const { council, clock } = services;
  const topic = council.topics.find(({ code }) => code === report.topic);
  const office = council.offices.find(({ code }) => code === report.office);
  const on = clock.date(report.receivedAt.getTime());
  return {
    number: report._id,
    kind: report.kind,
    topic: topic ? { ...topic.name } : null,
    text: report.text,
    masked: masked(report.text),
    ...{ place: report.place?.said ?? null, area: areaOf(report.place) },
    state: report.state as State,
    waits: waitsFor(services, report),
    office: office?.short ?? null,
    suggestion: suggestionFor(council, report, office?.short),
    urgent: report.urgent,
    answer: report.answer,
    answerBy: report.answerBy,
    basis: basisOf(council, answerSetting(report), on) ?? '-',
    version: report.version,
    files: report.files.length,
    ...{ handles: false, showable: 0, reporter: null },
    externalNumber: report.externalNumber,
    outcome: report.outcome as Outcome | null,
    mergedInto: report.mergedInto,
    news: null,
    steps: stepsOf(services, { history: report.history.map(asReporterSees) }, SHOWN),
  };
}
