/** What the clock does to conversations; each step by a key of its own, so that whoever dies behind it tells nobody twice. */
import type { Obrolan } from '#models/obrolan.ts';
import { tx } from '#flows/engine/message.ts';
import { nextOpening } from '#services/calendar.ts';
import type { Services } from '#services/commands.ts';
import { eachDue } from '#services/each-due.ts';
import { deskOf, nextStep } from '../schedule.ts';
import type { Step } from '../schedule.ts';
import { change, told } from './change.ts';
import { end, tellEnded } from './end.ts';
import { offer } from './offer.ts';
import { release, tellReleased } from './release.ts';
import { toAsker, toHolder, toOffice } from './tell.ts';

export const talksDue = (services: Services): Promise<number> =>
  eachDue(services.models.Obrolan, services.clock.now(), (talk) => carryOut(services, talk));

async function carryOut(services: Services, talk: Obrolan): Promise<void> {
  if (talk.untold !== null) return tellAgain(services, talk, talk.untold);
  const next = nextStep(services.council, talk);
  // A holiday was added or taken away since: the moment is another one now.
  if (!next || next.at > services.clock.now()) return reschedule(services, talk, next?.at ?? null);
  await STEPS[next.what](services, talk, `${talk._id}/${next.what}/${talk.version}`);
}

/** What was ended or released, told by whoever died half-way: the same words under the same key. */
async function tellAgain(services: Services, talk: Obrolan, key: string): Promise<void> {
  if (talk.state === 'selesai') await tellEnded(services, talk, key);
  else await tellReleased(services, talk, key);
  await told(services, talk);
}

async function reschedule({ models }: Services, { _id, version }: Obrolan, at: number | null): Promise<void> {
  await models.Obrolan.updateOne({ _id, version }, { $set: { dueAt: at === null ? null : new Date(at) } });
}

/** Told first: whoever dies behind it is followed by another, who tells nobody twice under the same key. */
const STEPS: Record<Step, (services: Services, talk: Obrolan, key: string) => Promise<void>> = {
  async cari(services, talk, key) {
    await toAsker(services, talk, { key, text: tx('chatting.stillLooking', { number: talk._id }) });
    await offer(services, { ...talk, level: 1 }, `${key}/kartu`, 'cardWaits');
    await step(services, talk, key, { level: 1 });
  },
  async atasan(services, talk, key) {
    await offer(services, { ...talk, level: 2 }, `${key}/kartu`, 'cardAbove');
    await step(services, talk, key, { level: 2 });
  },
  async tutup(services, talk, key) {
    const opens = nextOpening(deskOf(services.council), services.clock.now());
    await toAsker(services, talk, {
      key,
      text: tx('chatting.closing', { number: talk._id, opens }),
      set: 'off',
    });
    await toOffice(services, talk, {
      key: `${key}/petugas`,
      text: tx('chatting.closingHolder', { number: talk._id, opens }),
      set: 'off',
    });
    await step(services, talk, key, {
      state: 'tertunda',
      level: 0,
      holder: null,
      holderChat: null,
      since: new Date(services.clock.now()),
    });
  },
  async buka(services, talk, key) {
    await offer(services, { ...talk, level: 0 }, `${key}/kartu`, 'cardKept');
    await step(services, talk, key, { state: 'menunggu', level: 0, since: new Date(services.clock.now()) });
  },
  async ingatkan(services, talk, key) {
    await toHolder(services, talk, {
      key,
      text: tx('chatting.owes', { number: talk._id }),
      reply: true,
    });
    await step(services, talk, key, { nudged: true });
  },
  async lepas(services, talk, key) {
    await release(services, talk, key, { owing: true, clock: true });
  },
  async diam(services, talk, key) {
    await end(services, talk, key, 'clock');
  },
};

/** Only as long as nothing has happened since the clock looked. */
async function step(services: Services, talk: Obrolan, key: string, set: Partial<Obrolan>): Promise<void> {
  await change(services, talk._id, key, ({ version }) =>
    version === talk.version ? { set, event: { what: key.split('/')[1] ?? '' } } : null,
  );
}
