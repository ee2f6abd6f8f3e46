/** Who is behind a chat, as far as it is known: who is in several chats gets an announcement in one of them, and leaves them all. */
import type { Models } from '#models/models.ts';
import type { Person } from '#models/person.ts';
import type { WhatsAppMerge } from '#models/whatsapp-merge.ts';
import { chatsOfPerson } from '../authority.ts';
import { addressOf, channelOf } from '../outbox.ts';

type Bound = Pick<Person, '_id' | 'phoneHash' | 'identities'>;
type Key = Pick<Person, '_id' | 'phoneHash'>;

/** Staff and members only: a city's council has some hundreds. */
const bound = ({ Person }: Models): Promise<Bound[]> =>
  Person.find({ active: true }, { phoneHash: 1, identities: 1 }).lean<Bound[]>();

/** Somebody has the same address at both bots, and at both numbers. */
const familyOf = (chat: string): string => `${channelOf(chat).replace(/-(public|members)$/, '')}:${addressOf(chat)}`;

/** Who is bound twice, with two codes, has one telephone. */
export const personKey = ({ _id, phoneHash }: Key): string => phoneHash ?? _id;

export const samePerson = (a: Key, b: Key): boolean => personKey(a) === personKey(b);

/** From a chat to the one who is behind it; their key holds no telephone that could be read. */
export async function receiverOf(models: Models): Promise<(chat: string) => string> {
  const keys = new Map<string, string>();
  for (const person of await bound(models))
    for (const chat of chatsOfPerson(person)) keys.set(familyOf(chat), personKey(person));
  // Two addresses of one person at WhatsApp, on their way to be one.
  for (const { _id, into } of await models.WhatsAppMerge.find({ doneAt: null }, { into: 1 }).lean<WhatsAppMerge[]>()) {
    const family = `whatsapp:${into}`;
    keys.set(`whatsapp:${_id}`, keys.get(family) ?? family);
  }
  return (chat) => keys.get(familyOf(chat)) ?? familyOf(chat);
}

/** The chats of whoever is in `chat`, that one first. */
export async function chatsOf(models: Models, chat: string): Promise<string[]> {
  const receiver = await receiverOf(models);
  const twins = ['public', 'members'].map((side) => chat.replace(/-(public|members):/, `-${side}:`));
  const others = (await bound(models)).flatMap(chatsOfPerson).filter((other) => receiver(other) === receiver(chat));
  return [...new Set([chat, ...twins, ...others])];
}
