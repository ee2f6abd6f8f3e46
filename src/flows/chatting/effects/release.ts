/** A conversation goes back to those who may take it: its holder is silent, off duty or no longer of the desk. */
import type { Obrolan } from '#models/obrolan.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { change, eventOf, told } from './change.ts';
import { offer } from './offer.ts';
import { toAsker, toSender } from './tell.ts';

/** Who lets go of it; its holder hears of it but where they do by other words. */
export type Letting = 'clock' | 'holder' | 'desk';

/**
 * Safe to run again under the same key. `owing`: only while its holder owes a word; who has just answered keeps it. So does, from the
 * clock, who has said something since they were reminded. False where it was not released.
 */
export async function release(
  services: Services,
  { _id, holder, holderChat }: Obrolan,
  key: string,
  { owing = false, by }: { owing?: boolean; by: Letting },
): Promise<boolean> {
  const changed = await change(services, _id, key, (talk) =>
    talk.state !== 'ditangani' ||
    talk.holder !== holder ||
    (owing && talk.lastBy !== 'penanya') ||
    (by === 'clock' && !talk.nudged)
      ? null
      : {
          set: { state: 'menunggu', level: 1, holder: null, holderChat: null, since: new Date(services.clock.now()) },
          event: {
            what: 'lepas',
            ...(by !== 'clock' && holder && { by: holder }),
            ...(by !== 'desk' && holderChat && { note: holderChat }),
          },
          hold: true,
        },
  );
  if (!changed?.done) return false;
  await tellReleased(services, changed.talk, key);
  await told(services, changed.talk, key);
  return true;
}

/** What is true of it by now: somebody may have it again. */
export async function tellReleased(services: Services, talk: Obrolan, key: string): Promise<void> {
  const number = talk._id;
  const { by, note: chat } = eventOf(talk, key) ?? {};
  if (chat !== undefined && chat !== talk.holderChat)
    await toSender(
      services,
      chat,
      { number, as: 'answers' },
      { key: `${key}/petugas`, text: tx(`chatting.${by ? 'handedBack' : 'tookAway'}`, { number }), set: 'off' },
    );
  if (talk.state !== 'menunggu') return;
  await toAsker(services, talk, { key, text: tx('chatting.lookingOther', { number }) });
  await offer(services, { ...talk, level: 1 }, `${key}/kartu`, 'cardReleased');
}
