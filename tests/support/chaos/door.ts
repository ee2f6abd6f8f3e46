/**
 * Stands before two replicas as a balancer does, and is a bad one: an update goes to any of them, late, once more behind newer
 * ones, or its answer is lost and the platform brings it again.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as listen } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Door {
  url: string;
  /** Where the replicas must listen. */
  ports: readonly number[];
  /** Everything goes to this replica, by its place, as long as it is set. */
  only: number | null;
  counts: { passed: number; late: number; again: number; lost: number; refused: number };
  close(): void;
}

/** Chances, and the longest wait in ms. */
const LATE = { chance: 0.1, ms: 300 };
const AGAIN = { chance: 0.1, ms: 2000 };
const LOST = 0.05;

export async function openDoor(replicas: number): Promise<Door> {
  const ports = await Promise.all(Array.from({ length: replicas }, freePort));
  const counts = { passed: 0, late: 0, again: 0, lost: 0, refused: 0 };
  const server = createServer((request, response) => {
    pass(request, response).catch(() => {
      counts.refused += 1;
      response.writeHead(503).end();
    });
  });

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const forward = async (): Promise<number> => {
      const port = ports[door.only ?? Math.floor(Math.random() * ports.length)];
      const secret = String(request.headers['x-telegram-bot-api-secret-token']);
      const answer = await fetch(`http://127.0.0.1:${port}${request.url}`, {
        ...{ method: 'POST', body, signal: AbortSignal.timeout(10_000) },
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      });
      await answer.arrayBuffer();
      return answer.status;
    };
    if (Math.random() < LATE.chance) {
      counts.late += 1;
      await sleep(Math.random() * LATE.ms);
    }
    const status = await forward();
    counts.passed += 1;
    if (Math.random() < AGAIN.chance) {
      counts.again += 1;
      setTimeout(() => void forward().catch(() => {}), Math.random() * AGAIN.ms).unref();
    }
    if (Math.random() < LOST) {
      counts.lost += 1;
      response.destroy();
    } else response.writeHead(status).end();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const door: Door = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ports,
    only: null,
    counts,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return door;
}

/** Free now; a replica that dies leaves its port to the next. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = listen().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
