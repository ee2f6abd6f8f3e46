/** At seven on each working day the front desk gets the day's guests as a PDF: it is printed before power or network can fail. */
import type { Visit } from '#models/visit.ts';
import { tx } from '#flows/engine/message.ts';
import { isWorkingDay } from '#services/calendar.ts';
import type { Services } from '#services/commands.ts';
import { daily } from '#services/daily.ts';
import { documentOf, keep } from './papers.ts';

const AT = '07:00';
const READERS = ['staf', 'admin'] as const;

/** Returns 1 where it was sent now. */
export async function dayListDue(services: Services): Promise<number> {
  const { clock, council } = services;
  const date = clock.date(clock.now());
  if (clock.time(clock.now()) < AT || !isWorkingDay(council, date)) return 0;
  return daily(services, 'daftar-tamu', date, () => send(services, date));
}

async function send(services: Services, date: string): Promise<number> {
  const { models, notices, documents } = services;
  const visits = await models.Visit.find({ date, status: { $in: ['disetujui', 'hadir'] } })
    .sort({ time: 1 })
    .lean<Visit[]>();
  if (!visits.length) return 0;
  const rows = await Promise.all(visits.map(async (v) => ({ ...(await documentOf(services, v)), code: v.code })));
  const bytes = await documents.dayList(rows, date);
  const file = await keep(services, { _id: `daftar/${date}` }, bytes, `Daftar tamu ${date}`, 'document');
  await notices.toRoles(READERS, {
    key: `daftar/${date}`,
    text: tx('sikulin.dayList', { date, count: visits.length }),
    file,
  });
  return 1;
}
