/**
 * What the clock does to conversations. Each step is written first, and only as long as nothing has happened since it was looked at;
 * what was written is told behind it, each word by a key of its own, so that whoever dies in between is followed by another.
 */
import type { Obrolan } from '#models/obrolan.ts';
import type { Services } from '#services/commands.ts';
import { eachDue } from '#services/each-due.ts';
import { nextStep } from '../schedule.ts';
import type { Step } from '../schedule.ts';
import { change, eventOf, told } from './change.ts';
import { end, tellEnded } from './end.ts';
import { release, tellReleased } from './release.ts';
import { TELLS } from './timed.ts';
import type { Tell } from './timed.ts';

export const talksDue = (services: Services): Promise<number> =>
  eachDue(services.models.Obrolan, services.clock.now(), (talk) => carryOut(services, talk));

async function carryOut(services: Services, talk: Obrolan): Promise<void> {
  if (talk.untold !== null) return tellOf(services, talk, talk.untold);
  const next = nextStep(services.council, talk);
  // A holiday was added or taken away since: the moment is another one now.
  if (!next || next.at > services.clock.now()) return reschedule(services, talk, next?.at ?? null);
  const key = `${talk._id}/${next.what}/${talk.version}`;
  if (next.what === 'lepas') await release(services, talk, key, { by: 'clock' });
  else if (next.what === 'diam') await end(services, talk, key, 'clock');
  else await step(services, talk, key, next.what);
}

async function reschedule({ models }: Services, { _id, version }: Obrolan, at: number | null): Promise<void> {
  await models.Obrolan.updateOne({ _id, version }, { $set: { dueAt: at === null ? null : new Date(at) } });
}

type Written = Exclude<Step, 'lepas' | 'diam'>;

const WRITES: Record<Written, (since: Date) => Partial<Obrolan>> = {
  cari: () => ({ level: 1 }),
  atasan: () => ({ level: 2 }),
  tutup: (since) => ({ state: 'tertunda', level: 0, holder: null, holderChat: null, since }),
  buka: (since) => ({ state: 'menunggu', level: 0, since }),
  ingatkan: () => ({ nudged: true }),
};

async function step(services: Services, talk: Obrolan, key: string, what: Written): Promise<void> {
  const { version, holderChat } = talk;
  // Who had it hears of it when it is theirs no more.
  const event = { what, ...(what === 'tutup' && holderChat !== null && { note: holderChat }) };
  const set = WRITES[what](new Date(services.clock.now()));
  const changed = await change(services, talk._id, key, (now) =>
    now.version === version ? { set, event, hold: true } : null,
  );
  if (changed?.done) await tellOf(services, changed.talk, key);
}

const TOLD: Record<string, Tell> = {
  ...TELLS,
  lepas: tellReleased,
  diam: (services, talk, key) => tellEnded(services, talk, key),
};

/** What was done under this key, to everybody who must hear of it. */
async function tellOf(services: Services, talk: Obrolan, key: string): Promise<void> {
  const event = eventOf(talk, key);
  if (event) await TOLD[event.what]?.(services, talk, key, event);
  await told(services, talk, key);
}
