/** A conversation goes back to those who may take it: its holder is silent, off duty or no longer of the desk. */
import type { Obrolan } from '#models/obrolan.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { change, told } from './change.ts';
import { offer } from './offer.ts';
import { toAsker } from './tell.ts';

/** The holder is told by whoever releases. Safe to run again under the same key; `clock`: by the clock, which finds it again. */
export async function release(services: Services, { _id, holder }: Obrolan, key: string, clock = false): Promise<void> {
  const changed = await change(services, _id, key, (talk) =>
    talk.state !== 'ditangani' || talk.holder !== holder
      ? null
      : {
          set: { state: 'menunggu', level: 1, holder: null, holderChat: null, since: new Date(services.clock.now()) },
          event: { what: 'lepas', ...(holder && { by: holder }) },
          hold: clock,
        },
  );
  if (!changed?.done) return;
  await tellReleased(services, changed.talk, key);
  if (clock) await told(services, changed.talk);
}

export async function tellReleased(services: Services, talk: Obrolan, key: string): Promise<void> {
  await toAsker(services, talk, { key, text: tx('chatting.lookingOther', { number: talk._id }) });
  await offer(services, { ...talk, level: 1 }, `${key}/kartu`, 'cardReleased');
}
