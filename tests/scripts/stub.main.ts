/** Stands in for src/main.ts in the tests of the bootstrap: says what it was given, answers, ends when asked. */
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createConnection } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const { PORT, DATA_DIR, MONGODB_URI, REDIS_URL, ROLE, STUB_EXIT, STUB_DEAF } = process.env;
const runFile = path.join(DATA_DIR!, 'run.json');

const listens = (address: string) =>
  new Promise<boolean>((resolve) => {
    const { hostname: host, port } = new URL(address);
    const socket = createConnection({ host, port: Number(port) });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

const say = (line: string) => process.stdout.write(`${line}\n`);

if (STUB_EXIT) process.exit(Number(STUB_EXIT));

const server = createServer((_request, response) => response.end('here')).listen(Number(PORT), '127.0.0.1', () => {
  const web = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(runFile, JSON.stringify({ web, standIn: null, pid: process.pid }));
  say(`given: ${process.version} ${ROLE} ${MONGODB_URI} ${REDIS_URL}`);
  say(`ready: ${web}`);
});

process.once('SIGTERM', () => {
  if (STUB_DEAF) return;
  void Promise.all([listens(MONGODB_URI!), listens(REDIS_URL!)]).then((answers) => {
    say(`ended: servers ${answers.every(Boolean) ? 'still there' : 'gone before'}`);
    rmSync(runFile, { force: true });
    server.close();
  });
});
