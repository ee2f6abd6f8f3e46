/** The reports of one's own desks as a table for the office: what, where, when and what became of it; no words, no reporter. */
import type { Aduan } from '#models/aduan.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { mayHandle } from '../about.ts';
import { DESK_PEOPLE, desksOf } from '../desks.ts';
import { stateOf } from '../rules.ts';
import type { Both } from '../rules.ts';
import type { Outcome, State } from '../states.ts';

/** The newest; a table for people, no copy of the database. */
const MOST = 5000;
const ENDED = new Set(['selesai', 'digabung']);

type Cell = string | TextRef;

/** By the title's name in the texts. */
const COLUMNS: readonly (readonly [
  title: string,
  of: (report: Aduan, house: Pick<Services, 'clock' | 'council'>) => Cell,
])[] = [
  ['number', ({ _id }) => _id],
  ['kind', ({ kind }) => tx(`tindak-lanjut.kind-${kind}`)],
  ['topic', ({ topic }, { council }) => topicCell(council.topics.find(({ code }) => code === topic))],
  ['kecamatan', ({ place }) => place?.kecamatan ?? ''],
  ['kelurahan', ({ place }) => place?.kelurahan ?? ''],
  ['received', ({ receivedAt }, { clock }) => clock.date(receivedAt.getTime())],
  ['source', ({ source }) => tx(`tindak-lanjut.source-${source}`)],
  ['state', ({ state }) => stateOf(state as State)],
  ['office', ({ office }, { council }) => council.offices.find(({ code }) => code === office)?.short ?? ''],
  ['external', ({ externalNumber }) => externalNumber ?? ''],
  ['triageBy', ({ triageBy }) => triageBy],
  ['answerBy', ({ answerBy }) => answerBy],
  ['late', (report, { clock }) => (isLate(report, clock.date(clock.now())) ? tx('tindak-lanjut.yes') : '')],
  ['closed', ({ closedAt }, { clock }) => (closedAt ? clock.date(closedAt.getTime()) : '')],
  ['outcome', ({ outcome }) => (outcome ? tx(`tindak-lanjut.outcome-${outcome as Outcome}`) : '')],
];

const topicCell = (topic: { name: Both } | undefined): Cell =>
  topic ? tx('tindak-lanjut.topic', { name: { ...topic.name } }) : '';

const isLate = ({ state, answerBy }: Aduan, today: string): boolean => !ENDED.has(state) && answerBy < today;

/** Cells are text by type: what looks like a formula or a long number stays what it is. */
export async function table(
  reports: readonly Aduan[],
  house: Pick<Services, 'clock' | 'council' | 'say'>,
  locale: Locale,
): Promise<Buffer> {
  const cell = (value: Cell) => ({ value: typeof value === 'string' ? value : house.say(locale, value), type: String });
  const head = COLUMNS.map(([title]) => ({
    ...cell(tx(`tindak-lanjut.column-${title}`)),
    fontWeight: 'bold' as const,
  }));
  const rows = reports.map((report) => COLUMNS.map(([, of]) => cell(of(report, house))));
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  return writeXlsxFile([head, ...rows]).toBuffer();
}

export const exportReports: Command<object> = async ({ requestKey, who, chat, locale }, services) => {
  if (!allowed(who, DESK_PEOPLE)) return done({ count: 0 });
  const { models, clock, files, notices } = services;
  const found = await models.Aduan.find({ desk: { $in: desksOf(who.roles) } })
    .sort({ receivedAt: -1 })
    .limit(MOST)
    .lean<Aduan[]>();
  const reports = found.filter((report) => mayHandle(report, who));
  if (!reports.length) return done({ count: 0 });
  const date = clock.date(clock.now());
  const bytes = await table(reports, services, locale);
  const name = services.say(locale, tx('tindak-lanjut.exportFile', { date }));
  const kept = await files.keep({ bytes, name, owner: `ekspor/${requestKey}` });
  await notices.toChat(chat, {
    key: `${requestKey}/berkas`,
    text: tx('tindak-lanjut.exported', { count: reports.length, date }),
    file: { id: kept.id, as: 'document', name: kept.name, mime: kept.mime, size: kept.size },
  });
  return done({ count: reports.length });
};
