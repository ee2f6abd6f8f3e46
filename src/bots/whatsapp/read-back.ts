/** Messages that came while nobody listened: the library announces none of them, read or unread. */
import type { Client, LibraryMessage } from './library.ts';
import { concernsUs, isTooOld } from './to-arrival.ts';
import { idOf, isPersonal } from './people.ts';

/** Messages asked for at first, and the most of one chat. */
const FIRST = 50;
const MOST = 800;

/** @param since seconds @param now machine ms @returns in the order in which they were sent; of those that are too old only the last of a chat, to be told once */
export const readBack = async (client: Client, since: number, now: number): Promise<LibraryMessage[]> => {
  const chats = (await client.getChats()).filter(({ id, timestamp }) => isPersonal(idOf(id)) && timestamp >= since);
  const missed: LibraryMessage[] = [];
  for (const chat of chats) {
    const said = (await newerThan(chat, since)).filter((message) => concernsUs(message));
    const old = said.filter((message) => isTooOld(message, now));
    missed.push(...old.slice(-1), ...said.filter((message) => !old.includes(message)));
  }
  return missed.toSorted((a, b) => a.timestamp - b.timestamp);
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
