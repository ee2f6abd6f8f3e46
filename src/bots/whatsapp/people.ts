/** Who writes: WhatsApp knows a person by a lid, by a phone id, or by both; an id's digits are a phone only where WhatsApp says so. */
import type { Client } from './library.ts';
import type { Identities } from './options.ts';

export interface Sender {
  address: string;
  /** Digits with country code, proven by WhatsApp; absent where it hides them. */
  phone?: string;
}

/** People kept; over that the oldest is asked for again. */
const KEPT = 5_000;

/** The whole id; the library gives it as text or as an object. */
export const idOf = (id: string | { _serialized: string }): string => (typeof id === 'string' ? id : id._serialized);

/** Digits of a phone id; null for every other kind of id. */
export const phoneOf = (id: string): string | null => /^(\d{6,15})@c\.us$/.exec(id)?.[1] ?? null;

/** A lid and a phone id are one person's own chat; groups, channels and status are none. */
export const isPersonal = (id: string): boolean => /@(?:c\.us|lid)$/.test(id);

export class People {
  private readonly identities: Identities;
  private readonly known = new Map<string, Sender>();

  constructor(identities: Identities) {
    this.identities = identities;
  }

  /** Rejects where the store is away. */
  async of(client: Client, id: string): Promise<Sender> {
    const known = this.known.get(id);
    if (known) return known;
    const ids = await both(client, id);
    const phone = ids?.map(phoneOf).find((one) => one !== null);
    const sender = { address: await this.identities.addressOf(ids ?? [id]), ...(phone && { phone }) };
    // What the page could not tell today it may tell with the next message; also the other id of who has one so far.
    if (ids && ids.length > 1) this.keep(id, sender);
    return sender;
  }

  /** Ids change hands, and addresses become one. */
  forget(): void {
    this.known.clear();
  }

  private keep(id: string, sender: Sender): void {
    this.known.set(id, sender);
    if (this.known.size > KEPT) this.known.delete(this.known.keys().next().value!);
  }
}

/** The number's own ids: how a group speaks to it. */
export const ownIds = async (client: Client): Promise<string[]> => {
  const id = idOf(client.info.wid);
  return (await both(client, id)) ?? [id];
};

/** The id itself first, then the other one that WhatsApp has for the same person. Null where the page does not answer. */
const both = async (client: Client, id: string): Promise<string[] | null> => {
  try {
    const [pair] = (await client.getContactLidAndPhone([id])) as { lid?: unknown; pn?: unknown }[];
    const others = [pair?.lid, pair?.pn]
      .filter((one) => one !== undefined && one !== null)
      .map((one) => idOf(one as string));
    return [...new Set([id, ...others.filter(isPersonal)])];
  } catch {
    return null;
  }
};
