/** Every change of a conversation passes here: a compare-and-set on its version, with its history and what is due next. */
import { changeOne } from '#models/change-one.ts';
import type { Obrolan, ObrolanLine } from '#models/obrolan.ts';
import type { Services } from '#services/commands.ts';
import type { Council } from '#services/council.ts';
import { nextStep } from '../schedule.ts';
import type { Waiting } from '../schedule.ts';

export interface Change {
  set?: Partial<Obrolan>;
  event?: { what: string; by?: string; note?: string };
  line?: Omit<ObrolanLine, 'requestKey' | 'at'>;
  /** Others are told of it behind it: where whoever does so dies, the clock does, a moment later. `told` ends that. */
  hold?: boolean;
}

/** `again`: this very request had done it before. */
export type Changed = { talk: Obrolan; done: boolean; again: boolean } | null;

const TRIES = 10;
/** Business ms in which whoever made a change tells it: the clock that came sooner would say it beside them. */
const TELLING = 60_000;
/** Lines that are kept of one conversation; it is seldom a tenth. */
const LINES = 400;

/** `decide` says what becomes of it as it is now, or null where nothing may. Null: there is no such conversation. */
export async function change(
  services: Services,
  number: string,
  requestKey: string,
  decide: (talk: Obrolan) => Change | null,
): Promise<Changed> {
  const { models, clock, council } = services;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const talk = await models.Obrolan.findById(number).lean<Obrolan>();
    if (!talk) return null;
    const made = [...talk.history, ...talk.lines];
    if (made.some((one) => one.requestKey === requestKey)) return { talk, done: true, again: true };
    const wish = decide(talk);
    if (!wish) return { talk, done: false, again: false };
    const { set = {}, event, line, hold } = wish;
    const at = new Date(clock.now());
    // What was not told yet stays due, whatever happens meanwhile.
    const dueAt = hold
      ? new Date(at.getTime() + TELLING)
      : talk.untold === null
        ? dueOf(council, { ...talk, ...set })
        : talk.dueAt;
    const changed = await changeOne(
      models.Obrolan,
      { _id: number, version: talk.version },
      {
        $set: { ...set, ...(hold && { untold: requestKey }), dueAt },
        $inc: { version: 1 },
        $push: {
          ...(event && { history: { ...event, at, requestKey } }),
          ...(line && { lines: { $each: [{ ...line, at, requestKey }], $slice: -LINES } }),
        },
      },
    );
    if (changed) return { talk: changed, done: true, again: false };
  }
  throw new Error('a conversation changed under every try');
}

/** What was done under a key. */
export const eventOf = ({ history }: Obrolan, key: string): Obrolan['history'][number] | undefined =>
  history.find(({ requestKey }) => requestKey === key);

/** All were told of what was done under this key. */
export async function told({ models, council, clock }: Services, talk: Obrolan, key: string): Promise<void> {
  const { _id, version } = talk;
  const free = { untold: null, dueAt: dueOf(council, talk) };
  const freed = await models.Obrolan.updateOne({ _id, version, untold: key }, { $set: free });
  if (freed.matchedCount) return;
  // Something happened meanwhile: the clock sees when that is due.
  await models.Obrolan.updateOne({ _id, untold: key }, { $set: { untold: null, dueAt: new Date(clock.now()) } });
}

function dueOf(council: Council, talk: Waiting): Date | null {
  const next = nextStep(council, talk);
  return next && new Date(next.at);
}
