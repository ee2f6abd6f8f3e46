/** The web side of a process: health, metrics, webhooks, and in development the business clock and the page of phones. */
import fastify from 'fastify';
import type { FastifyError, FastifyInstance } from 'fastify';
import type { Readiness } from '#services/health.ts';
import type { AdminOptions } from './admin.ts';
import { channels } from './channels.ts';
import type { ChannelsOptions } from './channels.ts';
import { devClock } from './dev-clock.ts';
import type { DevClockOptions } from './dev-clock.ts';
import { desk } from './desk/desk.ts';
import type { DeskOptions } from './desk/desk.ts';
import { health } from './health.ts';
import { phones } from './phones.ts';
import type { PhonesOptions } from './phones.ts';
import { webhooks } from './webhooks.ts';
import type { WebhookOptions } from './webhooks.ts';

export interface WebParts {
  host: string;
  port: number;
  readiness(): Promise<Readiness>;
  metrics(): Promise<string>;
  /** Told of a page that failed; who asked for it is told no more than that. */
  onFault(error: unknown): void;
  webhooks: WebhookOptions | null;
  /** The queues behind a login; absent where no secret is set for it. */
  admin?: AdminOptions;
  /** The council's own channels, for anybody; absent in a process without a web side. */
  channels?: ChannelsOptions;
  /** The complaints officers' page. */
  desk?: DeskOptions;
  /** Absent in production. */
  devClock: DevClockOptions | null;
  /** The page of phones; absent where the bots talk to the real platform. */
  phones: PhonesOptions | null;
}

/** Listens and returns the server; `address` is `http://host:port`. */
export async function createWeb(parts: WebParts): Promise<{ address: string; close(): Promise<void> }> {
  const app: FastifyInstance = fastify({ forceCloseConnections: true, bodyLimit: 1024 * 1024 });
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    if (error.statusCode !== undefined && error.statusCode < 500) throw error;
    parts.onFault(error);
    return reply.code(500).send({ error: 'fault' });
  });
  await app.register(health, parts);
  app.get('/metrics', async (_request, reply) => reply.type('text/plain; version=0.0.4').send(await parts.metrics()));
  if (parts.webhooks) await app.register(webhooks, parts.webhooks);
  // Bull Board takes as long to load as all else that is on this side.
  if (parts.admin) await app.register((await import('./admin.ts')).admin, parts.admin);
  if (parts.channels) await app.register(channels, parts.channels);
  if (parts.desk) await app.register(desk, parts.desk);
  if (parts.devClock) await app.register(devClock, parts.devClock);
  if (parts.phones) await app.register(phones, parts.phones);
  const address = await app.listen({ host: parts.host, port: parts.port });
  return { address, close: () => app.close() };
}
