/** Messages that came while nobody listened: the library announces none of them, read or unread. */
import type { Client, LibraryMessage } from './library.ts';
import { isTooOld } from './to-arrival.ts';
import { isPersonal } from './people.ts';

/** Messages asked for at first, and the most of one chat. */
const FIRST = 50;
const MOST = 800;

export interface ReadBack {
  /** In the order in which they were sent, ours too; of people's that are too old only the last of a chat, to be told once. */
  messages: LibraryMessage[];
  /** False where a chat could not be read: the others are not held up by it. */
  whole: boolean;
}

/** @param since seconds @param now machine ms. Rejects where the page does not say which chats there are. */
export const readBack = async (client: Client, since: number, now: number): Promise<ReadBack> => {
  const missed: LibraryMessage[] = [];
  let whole = true;
  for (const id of await chatsSince(client, since)) {
    const newer = await client
      .getChatById(id)
      .then((chat) => newerThan(chat, since))
      .catch(() => null);
    whole &&= newer !== null;
    const old = (newer ?? []).filter((message) => !message.fromMe && isTooOld(message, now)).slice(0, -1);
    missed.push(...(newer ?? []).filter((message) => !old.includes(message)));
  }
  return { messages: missed.toSorted((a, b) => a.timestamp - b.timestamp), whole };
};

/** Asked of the page itself: the library's own list fetches the members of every group anew, and fails where one of them cannot be had. */
const chatsSince = async (client: Client, since: number): Promise<string[]> => {
  const all = `window.require('WAWebCollections').Chat.getModelsArray()`;
  const ids = await client.pupPage?.evaluate(`${all}.filter(({ t }) => t >= ${since}).map(({ id }) => id._serialized)`);
  return (ids as string[]).filter(isPersonal);
};

const newerThan = async (
  chat: Awaited<ReturnType<Client['getChats']>>[number],
  since: number,
): Promise<LibraryMessage[]> => {
  for (let limit = FIRST; ; limit *= 4) {
    const messages = await chat.fetchMessages({ limit });
    const newer = messages.filter(({ timestamp }) => timestamp >= since);
    if (newer.length < messages.length || messages.length < limit || limit > MOST) return newer;
  }
};
