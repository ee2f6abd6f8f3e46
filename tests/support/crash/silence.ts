/** A way to the database on which connections can fall silent: open at both ends, and nothing comes through any more. */
import { createServer, connect as dial } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface Silence {
  /** The database's URI by this way. */
  uri: string;
  /** Connections that exist now carry nothing any more, for ever; new ones do. */
  fall(): void;
  close(): void;
}

/** `uri` must name one host. */
export async function openSilence(uri: string): Promise<Silence> {
  const target = new URL(uri.replace(/^mongodb:/, 'http:'));
  const pairs = new Set<[Socket, Socket]>();
  const server = createServer((client) => {
    const database = dial(Number(target.port), target.hostname);
    client.pipe(database);
    database.pipe(client);
    const pair: [Socket, Socket] = [client, database];
    pairs.add(pair);
    for (const socket of pair)
      socket
        .on('error', () => {})
        .on('close', () => {
          for (const each of pair) each.destroy();
          pairs.delete(pair);
        });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(target);
  through.port = String((server.address() as AddressInfo).port);
  return {
    uri: through.href.replace(/^http:/, 'mongodb:'),
    fall() {
      for (const [client, database] of pairs) {
        client.unpipe(database);
        database.unpipe(client);
        // What is sent into it is taken and lost.
        for (const socket of [client, database]) socket.on('data', () => {});
      }
    },
    close() {
      server.close();
      for (const pair of pairs) for (const socket of pair) socket.destroy();
    },
  };
}
