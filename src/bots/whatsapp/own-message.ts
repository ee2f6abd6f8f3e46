/** Finds a message of ours in a chat: the only witness of a send that nobody answered. */
import type { Client } from './library.ts';

/** ms the look may take; a page that hangs has no witness. */
const LIMIT = 4_000;
const LOOKED_AT = 10;

/** What is looked for: sent at `since` (seconds) or later, and none of those that are known to have gone. */
interface Lost {
  text: string;
  since: number;
  known: ReadonlySet<string>;
}

/** The id of our newest message with this text that WhatsApp has taken; null where there is none. */
export const ownMessage = async (client: Client, to: string, lost: Lost): Promise<string | null> => {
  const look = async (): Promise<string | null> => {
    const chat = await client.getChatById(to);
    const own = await chat.fetchMessages({ limit: LOOKED_AT, fromMe: true });
    const found = own.findLast(
      ({ body, timestamp, ack, id }) =>
        body === lost.text && timestamp >= lost.since - 1 && ack >= 1 && !lost.known.has(id.id),
    );
    return found?.id.id ?? null;
  };
  const late = new Promise<null>((resolve) => setTimeout(resolve, LIMIT, null).unref());
  return Promise.race([look(), late]);
};
