/** A prepaid SIM that nobody tops up expires, and the number with it: administrators are asked to, every four weeks. */
import type { WhatsAppNumber } from '#models/whatsapp-number.ts';
import { tx } from '#flows/engine/message.ts';
import { isWorkingDay } from '#services/calendar.ts';
import type { Services } from '#services/commands.ts';
import { daily } from '#services/daily.ts';
import type { NumberName } from '#services/whatsapp/number-book.ts';
import { numberName, NUMBER_ROLES } from './rules.ts';

const AT = '08:00';
/** ms. The shortest term that the networks here give to a small top-up is thirty days. */
const EVERY = 28 * 86_400_000;

/** Returns for how many numbers it was asked now. */
export async function topUpDue(services: Services): Promise<number> {
  const { clock, council } = services;
  const now = clock.now();
  const date = clock.date(now);
  if (clock.time(now) < AT || !isWorkingDay(council, date)) return 0;
  return daily(services, 'pulsa', date, () => ask(services, now, date));
}

async function ask({ models, notices }: Services, now: number, date: string): Promise<number> {
  const numbers = await models.WhatsAppNumber.find({ state: { $ne: null } }).lean<WhatsAppNumber[]>();
  let asked = 0;
  for (const { _id, topUpAskedAt } of numbers) {
    const since = topUpAskedAt?.getTime();
    if (since !== undefined && now - since < EVERY) continue;
    // One that is new has just been given its SIM.
    if (since !== undefined) {
      const text = tx('whatsapp.topUp', { number: numberName({ name: _id as NumberName }) });
      await notices.toRoles(NUMBER_ROLES, { key: `pulsa:${_id}:${date}`, text });
      asked += 1;
    }
    await models.WhatsAppNumber.updateOne({ _id }, { $set: { topUpAskedAt: new Date(now) } });
  }
  return asked;
}
