/** What lies open on somebody's desks, what is urgent and then what is due first on top: the queue in chat and on the desk page. */
import type { Aduan } from '#models/aduan.ts';
import type { Person } from '#models/person.ts';
import { asking } from '#services/authority.ts';
import type { Services } from '#services/commands.ts';
import { mayHandle } from './about.ts';
import { rowOf } from './cards.ts';
import { desksOf } from './desks.ts';
import type { QueuePage, QueuePlace } from './rules.ts';
import { OPEN } from './states.ts';

/** Most that a list of choices can show. */
const LIST = 10;

const openOn = (who: Person | null) => ({ desk: { $in: desksOf(who?.roles ?? []) }, state: { $in: OPEN } });

/** In the order of the queue; whoever is handled meanwhile moves nobody out of the pages that follow. */
const behind = ({ urgent, answerBy, number }: QueuePlace): object => ({
  $or: [
    ...(urgent ? [{ urgent: false }] : []),
    { urgent, answerBy: { $gt: answerBy } },
    { urgent, answerBy, _id: { $gt: number } },
  ],
});

const queueOf = (
  { models }: Services,
  who: Person | null,
  most: number,
  after: QueuePlace | null = null,
): Promise<Aduan[]> =>
  models.Aduan.find({ ...openOn(who), ...(after && behind(after)) })
    .sort({ urgent: -1, answerBy: 1, _id: 1 })
    .limit(most)
    .lean<Aduan[]>();

/** But those that accuse whoever asks. */
export const openReports = async (services: Services, who: Person | null, most: number): Promise<Aduan[]> =>
  (await queueOf(services, who, most)).filter((report) => mayHandle(report, who));

export async function openPage(
  { after }: { after: QueuePlace | null },
  services: Services,
  chat: string,
): Promise<QueuePage> {
  const who = await asking(services, chat);
  const found = await queueOf(services, who, LIST + 1, after);
  const shown = found.slice(0, LIST);
  const last = shown.at(-1);
  const next = last && found.length > LIST ? { urgent: last.urgent, answerBy: last.answerBy, number: last._id } : null;
  const count = await services.models.Aduan.countDocuments(openOn(who));
  const theirs = shown.filter((report) => mayHandle(report, who));
  return { rows: theirs.map((report) => rowOf(services, report)), next, count };
}
