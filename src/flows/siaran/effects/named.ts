/** Numbers that an announcement names are looked up before it is kept: one that is mistyped would leave nobody out, and reach nobody. */
import type { Audience, Broadcast, Except } from '#models/broadcast.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import { refused } from '#services/commands.ts';
import type { Services } from '#services/commands.ts';

/** Null: all of them are there. Else the question that is asked again, and why. */
export async function unknownIn(
  { models }: Services,
  { audience, except }: { audience?: Audience | undefined; except?: Except | undefined },
): Promise<EffectResult | null> {
  const visits = audience?.by === 'daftar' ? audience.values : [];
  const booked = await models.Visit.find({ _id: { $in: visits } }, { _id: 1 }).lean<{ _id: string }[]>();
  const noVisit = without(visits, booked);
  if (noVisit.length) return refused('kepada-daftar', 'siaran.visitsUnknown', { numbers: noVisit });
  const numbers = except?.broadcasts ?? [];
  const found = await models.Broadcast.find({ _id: { $in: numbers } }, { finishedAt: 1, total: 1 }).lean<Ended[]>();
  const noNews = without(numbers, found);
  if (noNews.length) return refused('kecuali', 'siaran.exceptUnknown', { numbers: noNews });
  const forgotten: string[] = [];
  for (const one of found) if (await isForgotten(models, one)) forgotten.push(one._id);
  return forgotten.length ? refused('kecuali', 'siaran.exceptForgotten', { numbers: forgotten }) : null;
}

type Ended = Pick<Broadcast, '_id' | 'finishedAt' | 'total'>;

/** Its rows went with their time: who had it is no longer known. */
const isForgotten = async ({ Delivery }: Services['models'], { _id, finishedAt, total }: Ended): Promise<boolean> =>
  finishedAt !== null && total > 0 && (await Delivery.exists({ broadcast: _id })) === null;

const without = (numbers: readonly string[], found: readonly { _id: string }[]): string[] =>
  numbers.filter((number) => !found.some(({ _id }) => _id === number));
