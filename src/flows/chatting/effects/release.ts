/** A conversation goes back to those who may take it: its holder is silent, off duty or no longer of the desk. */
import type { Obrolan } from '#models/obrolan.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { change, told } from './change.ts';
import { offer } from './offer.ts';
import { toAsker, toSender } from './tell.ts';

/**
 * Safe to run again under the same key. `owing`: only while its holder owes a word; who has just answered keeps it. `clock`: by the
 * clock, which finds it again and tells the holder; else whoever releases does. False where it was not released.
 */
export async function release(
  services: Services,
  { _id, holder, holderChat }: Obrolan,
  key: string,
  { owing = false, clock = false } = {},
): Promise<boolean> {
  const changed = await change(services, _id, key, (talk) =>
    talk.state !== 'ditangani' || talk.holder !== holder || (owing && talk.lastBy !== 'penanya')
      ? null
      : {
          set: { state: 'menunggu', level: 1, holder: null, holderChat: null, since: new Date(services.clock.now()) },
          event: { what: 'lepas', ...(holder && { by: holder }), ...(clock && holderChat && { note: holderChat }) },
          hold: clock,
        },
  );
  if (!changed?.done) return false;
  await tellReleased(services, changed.talk, key);
  if (clock) await told(services, changed.talk);
  return true;
}

export async function tellReleased(services: Services, talk: Obrolan, key: string): Promise<void> {
  const number = talk._id;
  const last = talk.history.findLast(({ what }) => what === 'lepas');
  if (last?.note)
    await toSender(
      services,
      last.note,
      { number, as: 'answers' },
      { key: `${key}/petugas`, text: tx('chatting.tookAway', { number }), set: 'off' },
    );
  await toAsker(services, talk, { key, text: tx('chatting.lookingOther', { number: talk._id }) });
  await offer(services, { ...talk, level: 1 }, `${key}/kartu`, 'cardReleased');
}
