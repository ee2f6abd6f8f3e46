/**
 * Plays mongod as far as the bootstrap meets it: the flags it is given, hello, and a replica set that is made once, is
 * kept in its folder, and is no primary while its own address differs from the one it remembers.
 */
import { createRequire } from 'node:module';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Socket, createServer } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';

type Doc = Record<string, unknown>;
interface SetConfig {
  _id: string;
  version?: number;
  members: { host: string }[];
}
const require = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const { BSON } = require('mongodb') as {
  BSON: { serialize(doc: Doc): Uint8Array; deserialize(bytes: Uint8Array): Doc };
};

const { values } = parseArgs({
  options: {
    version: { type: 'boolean' },
    nounixsocket: { type: 'boolean' },
    ...Object.fromEntries(
      ['replSet', 'port', 'bind_ip', 'dbpath', 'wiredTigerCacheSizeGB'].map((n) => [n, { type: 'string' as const }]),
    ),
  },
}) as unknown as { values: Record<string, string> };
if (values['version']) process.exit(0);

const kept = path.join(values['dbpath']!, 'set.json');
const me = `${values['bind_ip']}:${values['port']}`;
const stored = (): SetConfig | undefined =>
  existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as SetConfig) : undefined;
const refusal = (code: number, codeName: string): Doc => ({ ok: 0, code, codeName, errmsg: codeName });

const commands: Record<string, (command: Doc) => Doc> = {
  replSetInitiate: ({ replSetInitiate: config }) => {
    if (stored()) return refusal(23, 'AlreadyInitialized');
    writeFileSync(kept, JSON.stringify({ ...(config as SetConfig), version: 1 }));
    return { ok: 1 };
  },
  replSetGetConfig: () => ({ ok: 1, config: stored() }),
  replSetReconfig: ({ replSetReconfig: config, force }) => {
    if (!force) return refusal(10107, 'NotWritablePrimary');
    writeFileSync(kept, JSON.stringify(config));
    return { ok: 1 };
  },
  ping: () => ({ ok: 1 }),
};

const hello = (): Doc => {
  const config = stored();
  const primary = config?.members[0]!.host === me;
  return {
    ok: 1,
    helloOk: true,
    maxWireVersion: 25,
    minWireVersion: 0,
    ...(primary
      ? { isWritablePrimary: true, ismaster: true, setName: config!._id, hosts: [me], me }
      : { isWritablePrimary: false, ismaster: false, isreplicaset: true }),
  };
};

/** One reply: an OP_REPLY to the driver's first OP_QUERY, an OP_MSG to the rest. */
function reply(socket: Socket, message: Buffer) {
  const id = message.readInt32LE(4);
  const query = message.readInt32LE(12) === 2004;
  const at = query ? message.indexOf(0, 20) + 9 : 21;
  const command = BSON.deserialize(message.subarray(at, at + message.readInt32LE(at)));
  const name = Object.keys(command)[0]!;
  const body = BSON.serialize(commands[name]?.(command) ?? hello());
  const before = Buffer.alloc(query ? 36 : 21);
  before.writeInt32LE(before.length + body.length, 0);
  before.writeInt32LE(id, 8);
  before.writeInt32LE(query ? 1 : 2013, 12);
  if (query) before.writeInt32LE(1, 32);
  socket.write(Buffer.concat([before, body]));
}

createServer((socket) => {
  let read = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    read = Buffer.concat([read, chunk]);
    for (let size; read.length >= 4 && read.length >= (size = read.readInt32LE(0)); read = read.subarray(size))
      reply(socket, read.subarray(0, size));
  });
}).listen(Number(values['port']), values['bind_ip']);
process.on('SIGTERM', () => process.exit(0));
