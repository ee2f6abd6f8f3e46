/** One group books one slot once: two seats for it are a mistake of somebody who sent the form again. */
import { OPEN_STATUS } from '#models/visit.ts';
import type { Visit } from '#models/visit.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import { refused } from '#services/commands.ts';
import type { Services } from '#services/commands.ts';

type Wanted = Pick<Visit, 'date' | 'time' | 'institution'>;

/** "SD 5, Medan" is "sd 5 medan". Citizens have no institution: the chat is the person. */
const plainName = (institution: string | null): string =>
  (institution ?? '')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean)
    .join(' ');

/** The question of the time again, where this chat has a booking for the same group then; `except` is the one that moves. */
export async function twiceAtOnce(
  { models }: Services,
  chat: string,
  { date, time, institution }: Wanted,
  except?: string,
): Promise<EffectResult | null> {
  const there = await models.Visit.find({ chat, date, time, status: { $in: OPEN_STATUS } }).lean<Visit[]>();
  const name = plainName(institution);
  const twin = there.find((v) => v._id !== except && plainName(v.institution) === name);
  return twin ? refused('jam', 'sikulin.sameSlot', { date, time, number: twin._id }) : null;
}
