/** What becomes of reports that follow another where that one is no longer worked on. */
import type { Aduan } from '#models/aduan.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { changeReport } from './change.ts';
import { tellOfficers, tellReporter } from './tell.ts';

const serial = ({ _id }: Pick<Aduan, '_id'>): number => Number(_id.slice(2));

/**
 * Whoever reported it takes it back, or is silent: that says nothing about its followers, whose reports would end unseen. They follow
 * what it followed; else the oldest stands by itself again and the others follow that one. Told first, under a key of this event: whoever
 * dies behind it leaves a follower that the next one finds.
 */
export async function handOn(
  services: Services,
  { _id: number, mergedInto }: Pick<Aduan, '_id' | 'mergedInto'>,
  key: string,
): Promise<void> {
  const { Aduan } = services.models;
  const followers = await Aduan.find({ mergedInto: number }).lean<Aduan[]>();
  const [heir] = followers.toSorted((a, b) => serial(a) - serial(b));
  if (!heir) return;
  const to = mergedInto ?? heir._id;
  await Aduan.updateMany({ mergedInto: number, _id: { $ne: to } }, { $set: { mergedInto: to }, $inc: { version: 1 } });
  if (mergedInto === null) await standAlone(services, heir, `${key}/sendiri`);
}

async function standAlone(services: Services, heir: Aduan, key: string): Promise<void> {
  const number = heir._id;
  await tellOfficers(services, { ...heir, state: 'diterima' }, `${key}/meja`, tx('tindak-lanjut.cardAlone'));
  await tellReporter(services, number, key, { text: tx('tindak-lanjut.alone', { number }) });
  await changeReport(services, {
    ...{ number, action: 'pisah', actor: 'waktu', requestKey: key, seen: null, set: { mergedInto: null } },
  });
}
