/** Stands between the system and its database and tells every command that passes: the honest count of round trips. */
import { createServer, connect as dial } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { mongo } from 'mongoose';

export interface Command {
  /** `findAndModify`, `find`, … */
  name: string;
  collection: string;
  /** What an `update` or a `findAndModify` would change: a document, or the stages of a pipeline. */
  changes: mongo.Document[];
}

export interface Wire {
  /** The database's URI through this wire. */
  uri: string;
  commands: Command[];
  close(): void;
}

const HEADER = 16;
const FLAGS = 4;

/** `uri` must name one host. */
export async function openWire(uri: string): Promise<Wire> {
  const target = new URL(uri.replace(/^mongodb:/, 'http:'));
  const commands: Command[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = dial(Number(target.port), target.hostname);
    let pending = Buffer.alloc(0);
    client.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      for (let size = sizeOf(pending); size && pending.length >= size; size = sizeOf(pending)) {
        commands.push(...read(pending.subarray(0, size)));
        pending = pending.subarray(size);
      }
      database.write(chunk);
    });
    database.pipe(client);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => (client.destroy(), database.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(target);
  through.port = String((server.address() as AddressInfo).port);
  return {
    uri: through.href.replace(/^http:/, 'mongodb:'),
    commands,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const sizeOf = (bytes: Buffer): number => (bytes.length >= 4 ? bytes.readInt32LE(0) : 0);

/** The command in an OP_MSG; other messages are the driver's greeting. */
function read(message: Buffer): Command[] {
  const OP_MSG = 2013;
  if (message.readInt32LE(12) !== OP_MSG || message[HEADER + FLAGS] !== 0) return [];
  const rest = message.subarray(HEADER + FLAGS + 1);
  const size = sizeOf(rest);
  const document = mongo.BSON.deserialize(rest.subarray(0, size));
  const [name, collection] = Object.entries(document)[0] ?? ['', ''];
  if (typeof collection !== 'string') return [];
  const many = [...((document['updates'] ?? []) as mongo.Document[]), ...sequence(rest.subarray(size))];
  const one = name === 'findAndModify' && (document['update'] as mongo.Document | undefined);
  const changes = one ? [one] : name === 'update' ? many.map(({ u }) => u as mongo.Document) : [];
  return [{ name, collection, changes }];
}

/** The many documents of a bulk write stand in a section of their own: its kind, its size, its name, one behind the other. */
function sequence(section: Buffer): mongo.Document[] {
  if (section[0] !== 1) return [];
  const end = 1 + sizeOf(section.subarray(1));
  const documents: mongo.Document[] = [];
  for (let at = section.indexOf(0, 5) + 1; at < end; at += sizeOf(section.subarray(at)))
    documents.push(mongo.BSON.deserialize(section.subarray(at, at + sizeOf(section.subarray(at)))));
  return documents;
}
