/** The one connection of the process: mongoose for domain documents, its driver for the hot path. */
import mongoose, { mongo } from 'mongoose';
import type { Connection } from 'mongoose';
import { mendDriver } from './mended-driver.ts';

/** ms after which a connection that says nothing is given up. A middlebox may drop one without a word to either end. */
const SILENCE = 30_000;

/** Connects within `ms`, or rejects. Against a replica set, acknowledged means on the majority's disk. */
export async function connect(uri: string, ms = 5000): Promise<Connection> {
  mendDriver();
  const connection = mongoose.createConnection(uri, {
    serverSelectionTimeoutMS: ms,
    // Without it one lost answer would hold up a bot's updates for as long as the process lives.
    ...(!/[?&]socketTimeoutMS=/i.test(uri) && { socketTimeoutMS: SILENCE }),
    writeConcern: { w: 'majority', journal: true },
    autoIndex: false,
    // It would ask for thirty collections at every start, beside the first writes to them: the development database then waits for
    // itself for ever, the one that makes `calendars` for the one that writes to it, and all others behind the two.
    autoCreate: false,
  });
  await connection.asPromise();
  const db = database(connection);
  if ('secantusVersion' in (await db.command({ buildInfo: 1 }))) scanning.add(db);
  return connection;
}

export function database(connection: Connection): mongo.Db {
  if (!connection.db) throw new Error('the database connection is closed');
  return connection.db as unknown as mongo.Db;
}

/** Databases that read a whole collection to change and answer with one document. */
const scanning = new WeakSet<mongo.Db>();

/**
 * As the development database does for every findAndModify: 14 ms beside 20,000 chats, where a plain update and a read take
 * 1 ms beside any number.
 */
export const scansToAnswer = (db: mongo.Db): boolean => scanning.has(db);

/** The fault lies in the database or the way to it, not in what was to be written: worth any number of tries. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (
    /^Mongo(Network|NetworkTimeout|ServerSelection|NotConnected|ServerClosed|PoolCleared|PoolClosed|TopologyClosed|Expired|WaitQueue)/.test(
      error.name,
    )
  )
    return true;
  return (
    error instanceof mongo.MongoError &&
    (error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('TransientTransactionError'))
  );
}

/** A unique key is there already. */
export const isDuplicate = (error: unknown): boolean => (error as { code?: number }).code === 11000;

/** For a write that is good as well where another, or an earlier try, was first. */
export const unlessDuplicate = (error: unknown): void => {
  if (!isDuplicate(error)) throw error;
};
