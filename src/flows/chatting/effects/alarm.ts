/** A life may be at stake: emergency numbers for who asks, and people at once, whatever the hour and whoever has it. */
import type { Obrolan } from '#models/obrolan.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { isDanger } from '#flows/tindak-lanjut/listening.ts';
import { masked } from '#flows/tindak-lanjut/masking.ts';
import { offer } from './offer.ts';
import { toAsker, toHolder } from './tell.ts';

export const ALARM = 'darurat';
/** ms in which further words of the same need alarm nobody again. */
const QUIET = 15 * 60_000;

/** The event to note with these words; none where people were called just now. */
export function alarmIn({ history }: Pick<Obrolan, 'history'>, text: string, now: number): { what: string } | null {
  const last = history.findLast(({ what }) => what === ALARM);
  return isDanger(text) && (!last || now - last.at.getTime() >= QUIET) ? { what: ALARM } : null;
}

export const alarmedBy = ({ history }: Pick<Obrolan, 'history'>, requestKey: string): boolean =>
  history.some((one) => one.what === ALARM && one.requestKey === requestKey);

/** Whoever has it, and in any case all who can be asked and those above. Safe to run again under the same key. */
export async function alarm(services: Services, talk: Obrolan, key: string, text: string): Promise<void> {
  await toAsker(services, talk, { key: `${key}/darurat`, text: tx('chatting.danger'), set: 'on' });
  await toHolder(services, talk, {
    key: `${key}/darurat-petugas`,
    text: tx('chatting.dangerHolder', { number: talk._id, text: masked(text) }),
    reply: true,
  });
  await callAll(services, talk, `${key}/darurat-kartu`, text);
}

export const callAll = (services: Services, talk: Obrolan, key: string, text: string): Promise<number> =>
  offer(services, { ...talk, level: 1 }, key, 'cardDanger', { all: true, text });
