/** Who is behind a chat, as far as it is known: who is in several chats gets an announcement in one of them, and leaves them all. */
import type { Models } from '#models/models.ts';
import type { Person } from '#models/person.ts';
import type { WhatsAppMerge } from '#models/whatsapp-merge.ts';
import { chatsOfPerson } from '../authority.ts';
import { chatsOfFamily, familyOf, provedFrom } from '../telephones.ts';

type Bound = Pick<Person, '_id' | 'phoneHash' | 'identities'>;
type Key = Pick<Person, '_id' | 'phoneHash'>;

/** Staff and members only: a city's council has some hundreds. */
const bound = ({ Person }: Models): Promise<Bound[]> =>
  Person.find({ active: true }, { phoneHash: 1, identities: 1 }).lean<Bound[]>();

/** Who is bound twice, with two codes, has one telephone. */
export const personKey = ({ _id, phoneHash }: Key): string => phoneHash ?? _id;

export const samePerson = (a: Key, b: Key): boolean => personKey(a) === personKey(b);

/** From chats to those who are behind them; their keys hold no telephone that could be read. */
export class Receivers {
  private readonly models: Models;
  /** Read once for all pages. */
  private known: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(models: Models) {
    this.models = models;
  }

  /** A citizen is known by the telephone they proved, else by their address at a platform. `others`: more chats of the same people. */
  async behind(chats: readonly string[]): Promise<{ keyOf: (chat: string) => string; others: string[] }> {
    const known = await (this.known ??= knownKeys(this.models));
    const proved = await provedFrom(this.models, chats);
    const here = new Set(chats);
    const keyOf = (family: string): string => known.get(family) ?? proved.get(family) ?? family;
    return {
      keyOf: (chat) => keyOf(familyOf(chat)),
      others: [...proved.keys()].flatMap(chatsOfFamily).filter((chat) => !here.has(chat)),
    };
  }
}

/** Of staff and members, and of two addresses at WhatsApp that are one person's and on their way to be one. */
async function knownKeys(models: Models): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>();
  for (const person of await bound(models))
    for (const chat of chatsOfPerson(person)) keys.set(familyOf(chat), personKey(person));
  for (const { _id, into } of await models.WhatsAppMerge.find({ doneAt: null }, { into: 1 }).lean<WhatsAppMerge[]>()) {
    const family = `whatsapp:${into}`;
    keys.set(`whatsapp:${_id}`, keys.get(family) ?? family);
  }
  return keys;
}

/** The chats of whoever is in `chat`, that one first. */
export async function chatsOf(models: Models, chat: string): Promise<string[]> {
  const { keyOf, others } = await new Receivers(models).behind([chat]);
  const twins = chatsOfFamily(familyOf(chat));
  const same = (await bound(models)).flatMap(chatsOfPerson).filter((other) => keyOf(other) === keyOf(chat));
  return [...new Set([chat, ...twins, ...others, ...same])];
}
