/** A way to the database on which everything takes longer, in its order. */
import { createServer, connect as dial } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Slow {
  /** The database's URI by this way. */
  uri: string;
  /** Whatever is asked from now on arrives so many ms later. */
  by(ms: number): void;
  close(): void;
}

/** `uri` must name one host. */
export async function openSlow(uri: string): Promise<Slow> {
  const target = new URL(uri.replace(/^mongodb:/, 'http:'));
  const sockets = new Set<Socket>();
  let delay = 0;
  const server = createServer((client) => {
    const database = dial(Number(target.port), target.hostname);
    let before: Promise<void> = Promise.resolve();
    client.on('data', (chunk) => {
      const wait = sleep(delay);
      before = before.then(() => wait).then(() => void database.write(chunk));
    });
    database.pipe(client);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket
        .on('error', () => {})
        .on('close', () => {
          for (const each of [client, database]) each.destroy();
          sockets.delete(socket);
        });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(target);
  through.port = String((server.address() as AddressInfo).port);
  return {
    uri: through.href.replace(/^http:/, 'mongodb:'),
    by: (ms) => void (delay = ms),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
