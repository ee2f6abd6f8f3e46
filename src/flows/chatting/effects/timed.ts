/**
 * What is told of a step of the clock behind it. By whoever carried it out the talk is as it left it; by whoever comes behind their death
 * it may have gone on, and nobody is told what is not so any more.
 */
import type { Obrolan } from '#models/obrolan.ts';
import { tx } from '#flows/engine/message.ts';
import { nextOpening } from '#services/calendar.ts';
import type { Services } from '#services/commands.ts';
import { deskOf } from '../schedule.ts';
import { offer } from './offer.ts';
import { toAsker, toHolder, toRoom, toSender, unitOf } from './tell.ts';

export type Tell = (
  services: Services,
  talk: Obrolan,
  key: string,
  event: Obrolan['history'][number],
) => Promise<unknown>;

export const TELLS: Record<'cari' | 'atasan' | 'tutup' | 'buka' | 'ingatkan', Tell> = {
  async cari(services, talk, key) {
    if (talk.state !== 'menunggu') return;
    await toAsker(services, talk, { key, text: tx('chatting.stillLooking', { number: talk._id }) });
    await offer(services, talk, `${key}/kartu`, 'cardWaits');
  },
  async atasan(services, talk, key) {
    if (talk.state === 'menunggu') await offer(services, talk, `${key}/kartu`, 'cardAbove');
  },
  async tutup(services, talk, key, { at, note: holder }) {
    const number = talk._id;
    const opens = nextOpening(deskOf(services.council), at.getTime());
    const word = { key: `${key}/petugas`, text: tx('chatting.closingHolder', { number, opens }), set: 'off' as const };
    if (talk.state === 'tertunda') {
      await toAsker(services, talk, { key, text: tx('chatting.closing', { number, opens }), set: 'off' });
      await toRoom(services, talk, word);
    }
    if (holder !== undefined && holder !== talk.holderChat && holder !== talk.room)
      await toSender(services, holder, { number, as: 'answers' }, word);
  },
  async buka(services, talk, key) {
    if (talk.state === 'menunggu') await offer(services, talk, `${key}/kartu`, 'cardKept');
  },
  async ingatkan(services, talk, key) {
    // Said something meanwhile, they owe nothing.
    if (talk.state !== 'ditangani' || !talk.nudged) return;
    const number = talk._id;
    const isService = talk.kind === 'layanan';
    await toHolder(services, talk, {
      key,
      text: tx(`chatting.owes${isService ? 'Service' : ''}`, { number }),
      reply: true,
    });
    if (!isService) return;
    const unit = unitOf(services.council, talk);
    await toAsker(services, talk, { key: `${key}/penanya`, text: tx('chatting.stillServing', { number, unit }) });
  },
};
