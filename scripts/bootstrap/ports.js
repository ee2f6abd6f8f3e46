/** Ports on loopback. */
import { createConnection, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves to `{ port }`, free now: `wanted`, or any for 0; or to `{ code }`, why it cannot be had. */
export function openPort(wanted, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }) => resolve({ code }));
    server.listen({ port: wanted, host, exclusive: true }, () => {
      const { port } = server.address();
      server.close(() => resolve({ port }));
    });
  });
}

/** Below the ports that systems give to outgoing connections: one that is let go here is nobody's by chance. */
const quiet = { from: 20_000, count: 10_000 };

/** Resolves to a free port that stays free while its server is away. */
export async function quietPort() {
  for (;;) {
    const { port } = await openPort(quiet.from + Math.floor(Math.random() * quiet.count));
    if (port) return port;
  }
}

/** Resolves to whether `port` is free, or becomes so within `patience` ms. */
export async function freeAgain(port, patience) {
  for (const until = Date.now() + patience; ; await sleep(50)) {
    if ((await openPort(port)).port) return true;
    if (Date.now() > until) return false;
  }
}

/** Whether something takes a connection at `port`. */
export function answers(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Resolves to true when something listens, to false after `patience` ms or when `gone()` says that nothing ever will. */
export async function listening(port, patience, gone, host = '127.0.0.1') {
  for (const until = Date.now() + patience; Date.now() < until; await sleep(25)) {
    if (await answers(port, host)) return true;
    if (gone()) return false;
  }
  return false;
}
