/** Telephones that people have proved, and where else somebody is who has proved the same. */
import type { Models } from '#models/models.ts';
import type { Telephone } from '#models/telephone.ts';
import { addressOf, channelOf } from './outbox.ts';

/** Somebody has the same address at both bots, and at both numbers. */
export const familyOf = (chat: string): string => `${platformOf(channelOf(chat))}:${addressOf(chat)}`;

const platformOf = (channel: string): string => channel.replace(/-(public|members)$/, '');

/** The chats that an address may have. */
export const chatsOfFamily = (family: string): string[] =>
  ['public', 'members'].map((side) => `${channelOf(family)}-${side}:${addressOf(family)}`);

/** As a contact card or the platform itself writes it, with or without its plus. */
const e164 = (phone: string): string => `+${phone.replace(/\D/g, '').replace(/^0/, '62')}`;

interface Hash {
  phone(e164: string): string;
}

/** Whoever writes at `family` has this telephone. */
export async function proved(
  { Telephone }: Pick<Models, 'Telephone'>,
  hash: Hash,
  _id: string,
  phone: string,
): Promise<void> {
  const set = { phoneHash: hash.phone(e164(phone)), at: new Date() };
  await Telephone.updateOne({ _id }, { $set: set }, { upsert: true });
}

/** Telephones that were proved from these chats, by every address from which one of them was. */
export async function provedFrom(
  { Telephone }: Pick<Models, 'Telephone'>,
  chats: readonly string[],
): Promise<Map<string, string>> {
  const here = await Telephone.find({ _id: { $in: chats.map(familyOf) } }, { phoneHash: 1 }).lean<Telephone[]>();
  if (!here.length) return new Map();
  const phoneHash = { $in: here.map((one) => one.phoneHash) };
  const everywhere = await Telephone.find({ phoneHash }, { phoneHash: 1 }).lean<Telephone[]>();
  return new Map(everywhere.map((one) => [one._id, one.phoneHash]));
}
