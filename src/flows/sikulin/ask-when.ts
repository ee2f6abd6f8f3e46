/** Date and slot, asked the same way by whoever needs a time for a visit. Keys: `tanggal`, `jam`. */
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { date } from '#flows/prompts/date.ts';
import { slot } from '#flows/prompts/slot.ts';
import type { Slot } from '#flows/prompts/slot.ts';
import type { VisitRules } from './rules.ts';

/** Free seats are looked at again when older than this, ms. */
const FRESH = 60_000;

export async function askWhen(
  t: Handle,
  dates: VisitRules['dates'],
  question = 'sikulin.askDate',
): Promise<{ date: string; time: string }> {
  const day = await t.ask('tanggal', date({ text: tx(question), label: tx('sikulin.date'), ...dates }));
  const slots = await t.read<Slot[]>('jam', 'sikulin.slots', { date: day }, { maxAge: FRESH });
  const free = slots.some((s) => s.free > 0);
  const text = tx(free ? 'sikulin.askTime' : 'sikulin.dayFull', { date: day });
  return { date: day, time: await t.ask('jam', slot({ text, label: tx('sikulin.time'), slots, day })) };
}
