/**
 * `/admin/queues`: Bull Board, to read only; `/admin/whatsapp`: the numbers and their codes. There at all only where a secret is set for it, and from this machine only unless the
 * environment says otherwise. Signing in gives a random sign that this process alone remembers; a chat stands there as its tag.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import type { Queue } from 'bullmq';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { localOnly } from './local-only.ts';
import { whatsAppPage } from './whatsapp-page.ts';
import type { NumberShown } from './whatsapp-page.ts';

export interface AdminOptions {
  password: string;
  /** Also from other machines: a proxy with a certificate stands before it. */
  anywhere: boolean;
  queues(): Queue[];
  /** How the WhatsApp numbers stand, with what links them now. */
  numbers(): Promise<readonly NumberShown[]>;
  /** Stands for a chat's id, which nobody can turn back. */
  tag(id: string): string;
}

/** ms that one signing in lasts. */
const SESSION = 8 * 3_600_000;
const SESSIONS = 20;
const TRIES = { max: 5, timeWindow: 60_000 };
const COOKIE = 'menyapa_admin';
const BOARD = '/admin/queues';
const NUMBERS = '/admin/whatsapp';
const LOGIN = '/admin/login';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const form = (wrong: boolean): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Menyapa</title><form method="post" action="${LOGIN}">${
    wrong ? '<p>That is not the password.</p>' : ''
  }<label>Password <input type="password" name="password" autofocus required></label> <button>Sign in</button></form></html>`;

export const admin: FastifyPluginAsync<AdminOptions> = async (app, { password, anywhere, queues, numbers, tag }) => {
  /** Until when each holds, machine ms; by digest, so that a look-up tells nothing by its time. */
  const sessions = new Map<string, number>();
  const secure = anywhere;
  const signedIn = ({ cookies }: FastifyRequest): boolean =>
    Date.now() < (sessions.get(digest(cookies[COOKIE] ?? '').toString('hex')) ?? 0);
  const open = (): string => {
    const token = randomBytes(32).toString('base64url');
    sessions.set(digest(token).toString('hex'), Date.now() + SESSION);
    for (const oldest of [...sessions.keys()].slice(0, -SESSIONS)) sessions.delete(oldest);
    return token;
  };

  if (!anywhere) app.addHook('onRequest', localOnly);
  await app.register(cookie);
  await app.register(formbody);
  await app.register(rateLimit, { global: false });
  app.get(LOGIN, async (_request, reply) => reply.type('text/html').send(form(false)));
  app.post<{ Body: { password?: unknown } | undefined }>(
    LOGIN,
    { config: { rateLimit: TRIES }, bodyLimit: 2048 },
    async ({ body }, reply) => {
      const given = typeof body?.password === 'string' ? body.password : '';
      // Digests have one length, so that neither length nor place of the first difference shows in the time.
      if (!timingSafeEqual(digest(given), digest(password))) return reply.code(401).type('text/html').send(form(true));
      return reply
        .setCookie(COOKIE, open(), {
          path: '/admin',
          httpOnly: true,
          sameSite: 'strict',
          secure,
          maxAge: SESSION / 1000,
        })
        .redirect(BOARD);
    },
  );

  const board = new FastifyAdapter();
  board.setBasePath(BOARD);
  const adapters = queues().map((queue) => {
    const adapter = new BullMQAdapter(queue, { readOnlyMode: true });
    adapter.setFormatter('data', (data: { chat?: string } | null) => ({ chat: tag(data?.chat ?? '') }));
    return adapter;
  });
  createBullBoard({ queues: adapters, serverAdapter: board });
  await app.register(async (behind) => {
    behind.addHook('onRequest', async (request, reply) => {
      if (!signedIn(request)) await reply.redirect(LOGIN);
    });
    behind.get(NUMBERS, async (_request, reply) =>
      reply
        .header('cache-control', 'no-store')
        .type('text/html')
        .send(await whatsAppPage(await numbers())),
    );
    await behind.register(board.registerPlugin(), { prefix: BOARD });
  });
};
