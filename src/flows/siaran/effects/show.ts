/** An announcement as it will look, and the card under it. */
import { WHOLE_CITY } from '#models/broadcast.ts';
import type { Broadcast } from '#models/broadcast.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { fileOf, wordsOf } from '#services/broadcast/message.ts';
import { quietUntil } from '#services/broadcast/quiet.ts';
import { reachOf } from '#services/broadcast/reach.ts';
import type { Reach } from '#services/broadcast/reach.ts';
import type { Services } from '#services/commands.ts';
import { whomOf } from '../queries.ts';
import { audienceText, buttonArg } from '../rules.ts';

/** In each of its languages; without the button that leaves: whoever looks at it is not asked to. */
export async function preview({ notices }: Services, chat: string, key: string, broadcast: Broadcast): Promise<void> {
  const file = fileOf(broadcast);
  await notices.toChat(chat, { key: `${key}/id`, text: wordsOf(broadcast, 'id'), ...(file && { file }) });
  if (broadcast.text.en !== null)
    await notices.toChat(chat, { key: `${key}/en`, text: wordsOf(broadcast, 'en'), ...(file && { file }) });
}

/** In quiet hours it waits for their end, whatever was asked for: nobody should plan with an hour at which nothing leaves. */
export function whenText({ council, clock }: Services, at: Date | null): TextRef {
  if (at && at.getTime() < clock.now()) return tx('siaran.whenPast', { at: at.toISOString() });
  const until = quietUntil(council, Math.max(clock.now(), at?.getTime() ?? 0));
  const args = { ...(at && { at: at.toISOString() }), ...(until !== null && { until: new Date(until).toISOString() }) };
  return tx(`siaran.when${at ? 'At' : 'Now'}${until === null ? '' : 'Quiet'}`, args);
}

/** What a card says, looked up once for all who get it. */
export interface CardWords {
  args: Record<string, unknown>;
  /** Some follow the whole city, and are not among its receivers. */
  withoutCity: boolean;
}

export async function cardOf(services: Services, broadcast: Broadcast): Promise<CardWords> {
  const { _id: number, audience, at, author } = broadcast;
  const reach = reachText(await reachOf(services.models, broadcast));
  const rest = await cityWithout(services, broadcast);
  const args = {
    number,
    reach: rest ? tx('siaran.reachWithoutCity', { reach, rest }) : reach,
    when: whenText(services, at),
    author: author.name,
    to: audienceText(audience, whomOf(services)),
  };
  return { args, withoutCity: rest !== null };
}

const reachText = ({ count, about }: Reach): TextRef => tx(about ? 'siaran.reachAbout' : 'siaran.reach', { count });

/** How many follow the whole city, where that is left out: somebody who writes to a kecamatan may think that they read it too. */
export async function cityWithout(
  { models }: Pick<Services, 'models'>,
  { audience, except }: Pick<Broadcast, 'audience' | 'except'>,
): Promise<TextRef | null> {
  if (audience.by !== 'kecamatan' || audience.values.includes(WHOLE_CITY)) return null;
  const rest = await reachOf(models, { audience: { by: 'kecamatan', values: [WHOLE_CITY] }, except });
  return rest.count ? reachText(rest) : null;
}

export async function showDraft(services: Services, chat: string, key: string, broadcast: Broadcast): Promise<void> {
  const { _id: number, version } = broadcast;
  const { args, withoutCity } = await cardOf(services, broadcast);
  const arg = buttonArg(number, version);
  const buttons = [
    { label: tx('siaran.handIn'), flow: 'siaran-ajukan', arg },
    { label: tx('siaran.step-ubah'), flow: 'siaran-ubah', arg: number },
    ...(withoutCity ? [{ label: tx('siaran.addCity'), flow: 'siaran-sekota', arg }] : []),
  ];
  await preview(services, chat, key, broadcast);
  await services.notices.toChat(chat, { key: `${key}/kartu`, text: tx('siaran.draftCard', args), buttons });
}
