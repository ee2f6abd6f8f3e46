/** Every change of an announcement passes here: a compare-and-set that also writes the history, once for a request. */
import type { Broadcast, BroadcastEvent } from '#models/broadcast.ts';
import { changeOne } from '#models/change-one.ts';
import type { Person } from '#models/person.ts';
import type { Services } from '#services/commands.ts';
import type { Late, Outcome } from '../rules.ts';

export type Plan = { set: Partial<Broadcast>; what: string; note?: string } | { stop: Outcome | Late };

export const [WRITTEN, CHANGED] = ['ditulis', 'diubah'];

/** Person ids of everybody who wrote any of it: none of them lets it out, or two could pass each other's off as their own. */
export const writersOf = ({ author, history }: Pick<Broadcast, 'author' | 'history'>): string[] => {
  const wrote = history.flatMap(({ what, by }) => (by !== null && (what === WRITTEN || what === CHANGED) ? [by] : []));
  return [...new Set([author.person, ...wrote])];
};

const TRIES = 10;

/** `plan` sees the announcement as it is and may run several times. `again`: this very request had changed it already. */
export async function changeBroadcast(
  { models, clock }: Services,
  { number, requestKey, who }: { number: string; requestKey: string; who: Person },
  plan: (broadcast: Broadcast) => Plan | Promise<Plan>,
): Promise<{ broadcast: Broadcast } | { stop: Outcome | Late }> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const broadcast = await models.Broadcast.findOne({ _id: number }).lean<Broadcast>();
    if (!broadcast) return { stop: { outcome: 'unknown' } };
    if (broadcast.history.some((event) => event.requestKey === requestKey)) return { broadcast };
    const planned = await plan(broadcast);
    if ('stop' in planned) return planned;
    const { set, what, note } = planned;
    const event: BroadcastEvent = { at: new Date(clock.now()), what, by: who._id, requestKey, ...(note && { note }) };
    const changed = await changeOne(
      models.Broadcast,
      { _id: number, rev: broadcast.rev, status: broadcast.status },
      { $set: set, $inc: { rev: 1 }, $push: { history: event } },
    );
    if (changed) return { broadcast: changed };
  }
  throw new Error('an announcement changed under every try');
}
