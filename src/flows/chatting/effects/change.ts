/** Every change of a conversation passes here: a compare-and-set on its version, with its history and what is due next. */
import type { Obrolan, ObrolanLine } from '#models/obrolan.ts';
import type { Services } from '#services/commands.ts';
import { nextStep } from '../schedule.ts';

export interface Change {
  set?: Partial<Obrolan>;
  event?: { what: string; by?: string; note?: string };
  line?: Omit<ObrolanLine, 'requestKey' | 'at'>;
  /** By the clock, which looks again at once: whoever dies before all were told is followed by another. */
  hold?: boolean;
}

/** `again`: this very request had done it before. */
export type Changed = { talk: Obrolan; done: boolean; again: boolean } | null;

const TRIES = 10;
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
    const next = hold ? { at: at.getTime() } : nextStep(council, { ...talk, ...set });
    const changed = await models.Obrolan.findOneAndUpdate(
      { _id: number, version: talk.version },
      {
        $set: { ...set, ...(hold && { untold: requestKey }), dueAt: next && new Date(next.at) },
        $inc: { version: 1 },
        $push: {
          ...(event && { history: { ...event, at, requestKey } }),
          ...(line && { lines: { $each: [{ ...line, at, requestKey }], $slice: -LINES } }),
        },
      },
      { returnDocument: 'after' },
    ).lean<Obrolan>();
    if (changed) return { talk: changed, done: true, again: false };
  }
  throw new Error('a conversation changed under every try');
}

/** All were told. */
export async function told({ models, council }: Services, talk: Obrolan): Promise<void> {
  const next = nextStep(council, talk);
  await models.Obrolan.updateOne(
    { _id: talk._id, version: talk.version },
    { $set: { untold: null, dueAt: next && new Date(next.at) } },
  );
}
