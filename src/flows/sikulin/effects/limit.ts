/** How many bookings a chat may have open. Groups are counted apart: an aide books for many. */
import { OPEN_STATUS } from '#models/visit.ts';
import type { Services } from '#services/commands.ts';
import { setting } from '#services/council.ts';

/** The limit where the chat has that many open bookings of such guests already, else null. */
export async function limitReached(
  { models, clock, council }: Services,
  chat: string,
  kind: string,
): Promise<number | null> {
  const today = clock.date(clock.now());
  const { person, group } = setting(council, 'sikulin.openBookings', today);
  const own = kind === 'warga';
  const open = await models.Visit.countDocuments({
    chat,
    kind: own ? 'warga' : { $ne: 'warga' },
    status: { $in: OPEN_STATUS },
    date: { $gte: today },
  });
  const most = own ? person : group;
  return open >= most ? most : null;
}
