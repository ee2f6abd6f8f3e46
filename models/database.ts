/** The one connection of the process: mongoose for domain documents, its driver for the hot path. */
import mongoose from 'mongoose';
import type { Connection, mongo } from 'mongoose';

/** Connects within `ms`, or rejects. Against a replica set, acknowledged means on the majority's disk. */
export async function connect(uri: string, ms = 5000): Promise<Connection> {
  const connection = mongoose.createConnection(uri, {
    serverSelectionTimeoutMS: ms,
    writeConcern: { w: 'majority', journal: true },
    autoIndex: false,
  });
  await connection.asPromise();
  return connection;
}

export function database(connection: Connection): mongo.Db {
  if (!connection.db) throw new Error('the database connection is closed');
  return connection.db as unknown as mongo.Db;
}
