/**
 * A mending of MongoDB's driver (7.8 and 7.9). A command that is written to a socket which has just closed waits for the socket's
 * `drain`, which never comes: neither the close nor any of the driver's own time limits ends that wait. The database is restarted,
 * and once in some ten times one bot waits for ever for its answer, and everybody's messages behind it. Here the wait ends with the
 * socket, as a lost connection.
 */
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { mongo } from 'mongoose';

type Write = (this: Wire, ...given: unknown[]) => Promise<void>;

/** What is used of the driver's own connection; it is not among what the driver exports. */
interface Wire {
  socket: Socket;
  error: Error | null;
  writeCommand: Write;
}

/** The driver of mongoose: another part of the project may bring another version. */
const driver = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const { Connection } = driver('mongodb/lib/cmap/connection.js') as { Connection: { prototype: Wire } };

function endWithSocket(write: Write): Write {
  return async function (...given) {
    const { socket } = this;
    const lost = (): Error =>
      this.error ?? new mongo.MongoNetworkError('the connection closed before the command was written');
    if (socket.destroyed) throw lost();
    let close = (): void => {};
    const closed = new Promise<never>((_, reject) => socket.once('close', (close = () => reject(lost()))));
    try {
      await Promise.race([write.apply(this, given), closed]);
    } finally {
      socket.off('close', close);
    }
  };
}

let mended = false;

/** Once a process, before the first connection. */
export function mendDriver(): void {
  if (mended) return;
  mended = true;
  Connection.prototype.writeCommand = endWithSocket(Connection.prototype.writeCommand);
}
