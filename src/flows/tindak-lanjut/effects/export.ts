/** The reports of one's own desks as a table for the office: what, where, when and what became of it; no words, no reporter. */
import writeXlsxFile from 'write-excel-file/node';
import type { Aduan } from '#models/aduan.ts';
import { tx } from '#flows/engine/message.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { DESK_PEOPLE, desksOf } from '../desks.ts';

/** The newest; a table for people, no copy of the database. */
const MOST = 5000;
const ENDED = new Set(['selesai', 'digabung']);

const COLUMNS: readonly (readonly [
  title: string,
  of: (report: Aduan, house: Pick<Services, 'clock' | 'council'>) => string,
])[] = [
  ['Nomor', ({ _id }) => _id],
  ['Jenis', ({ kind }) => kind],
  ['Topik', ({ topic }, { council }) => council.topics.find(({ code }) => code === topic)?.name.id ?? ''],
  ['Kecamatan', ({ place }) => place?.kecamatan ?? ''],
  ['Kelurahan', ({ place }) => place?.kelurahan ?? ''],
  ['Diterima', ({ receivedAt }, { clock }) => clock.date(receivedAt.getTime())],
  ['Lewat', ({ source }) => source],
  ['Status', ({ state }) => state],
  ['Kantor', ({ office }, { council }) => council.offices.find(({ code }) => code === office)?.short ?? ''],
  ['Nomor luar', ({ externalNumber }) => externalNumber ?? ''],
  ['Batas periksa', ({ triageBy }) => triageBy],
  ['Batas jawaban', ({ answerBy }) => answerBy],
  [
    'Terlambat',
    ({ state, answerBy }, { clock }) => (!ENDED.has(state) && answerBy < clock.date(clock.now()) ? 'ya' : ''),
  ],
  ['Ditutup', ({ closedAt }, { clock }) => (closedAt ? clock.date(closedAt.getTime()) : '')],
  ['Hasil', ({ outcome }) => outcome ?? ''],
];

/** Cells are text by type: what looks like a formula or a long number stays what it is. */
export async function table(reports: readonly Aduan[], house: Pick<Services, 'clock' | 'council'>): Promise<Buffer> {
  const cell = (value: string) => ({ value, type: String });
  const head = COLUMNS.map(([title]) => ({ ...cell(title), fontWeight: 'bold' as const }));
  const rows = reports.map((report) => COLUMNS.map(([, of]) => cell(of(report, house))));
  return writeXlsxFile([head, ...rows]).toBuffer();
}

export const exportReports: Command<object> = async ({ requestKey, who, chat }, services) => {
  if (!allowed(who, DESK_PEOPLE)) return done({ count: 0 });
  const { models, clock, files, notices } = services;
  const reports = await models.Aduan.find({ desk: { $in: desksOf(who.roles) } })
    .sort({ receivedAt: -1 })
    .limit(MOST)
    .lean<Aduan[]>();
  if (!reports.length) return done({ count: 0 });
  const date = clock.date(clock.now());
  const bytes = await table(reports, services);
  const kept = await files.keep({ bytes, name: `Pengaduan ${date}`, owner: `ekspor/${requestKey}` });
  await notices.toChat(chat, {
    key: `${requestKey}/berkas`,
    text: tx('tindak-lanjut.exported', { count: reports.length, date }),
    file: { id: kept.id, as: 'document', name: kept.name, mime: kept.mime, size: kept.size },
  });
  return done({ count: reports.length });
};
