/**
 * What is left undone, for the figures: read from the database and Valkey when somebody asks, at most every few seconds, by
 * queries that an index answers and that stop after so many.
 */
import type { ChatUpkeep } from '#models/chat-upkeep.ts';
import { withDue } from '#models/models.ts';
import type { Models } from '#models/models.ts';
import { anyDate } from '#models/partial.ts';

export interface Backlog {
  /** Seconds; 0 where nothing waits. */
  inboxAge: number;
  intents: number;
  /** By state. */
  outbox: Record<string, number>;
  /** By queue; age in seconds. */
  wakeUps: { waiting: Record<string, number>; age: Record<string, number> };
  /** By collection; counted up to `MOST`. */
  due: Record<string, number>;
}

export interface BacklogParts {
  chats: Pick<ChatUpkeep, 'undone'>;
  models: Models;
  /** Business ms. */
  now(): number;
  wakeUps(): Promise<Backlog['wakeUps']>;
}

/** ms that one reading serves everybody. */
const FRESH = 5000;
const MOST = 500;

export function createBacklog(parts: BacklogParts): () => Promise<Backlog> {
  let at = 0;
  let reading: Promise<Backlog> | undefined;
  return () => {
    if (reading && Date.now() - at < FRESH) return reading;
    at = Date.now();
    reading = read(parts);
    // A failure is told to whoever asked, and the next one asks anew.
    reading.catch(() => (reading = undefined));
    return reading;
  };
}

async function read({ chats: all, models, now, wakeUps }: BacklogParts): Promise<Backlog> {
  const [chats, due, queues] = await Promise.all([all.undone(MOST), overdue(models, now()), wakeUps()]);
  const times = chats.flatMap(({ inbox }) => inbox.map((item) => item.at));
  const outbox: Record<string, number> = { ready: 0, sending: 0 };
  for (const { state } of chats.flatMap((chat) => Object.values(chat.outbox)))
    if (state in outbox) outbox[state] = (outbox[state] ?? 0) + 1;
  return {
    inboxAge: times.length ? Math.max(0, Date.now() - Math.min(...times)) / 1000 : 0,
    intents: chats.reduce((sum, { intents }) => sum + Object.keys(intents).length, 0),
    outbox,
    wakeUps: queues,
    due,
  };
}

async function overdue(models: Models, now: number): Promise<Record<string, number>> {
  const past = { dueAt: { ...anyDate, $lte: new Date(now) } };
  const counts = withDue(models).map(
    async (model) =>
      [model.collection.name, await model.countDocuments(past as object, { limit: MOST })] satisfies [string, number],
  );
  return Object.fromEntries(await Promise.all(counts));
}
