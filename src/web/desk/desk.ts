/**
 * `/desk`: the complaints officers' page. Signing in by the bot's one-time link; then the same queries and commands as in chat, on
 * behalf of the chat that asked for the link, so that rules and authority are looked at in one place, at each press.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import type { CommandRunner, Services } from '#services/commands.ts';
import { atDesk, leaveDesk, useLink } from '#services/desk-pass.ts';
import type { AtDesk } from '#services/desk-pass.ts';
import { deskApi } from './api.ts';
import { Changes } from './changes.ts';
import type { PageTexts } from './page-texts.ts';

export interface DeskOptions {
  services: Services;
  /** A command, kept until its words are on their way. */
  atOnce: CommandRunner['atOnce'];
  /** Without tags: the page shows text as text. */
  say(locale: Locale, ref: TextRef): string;
  /** The page's own texts, by name, in both languages. */
  texts: Record<Locale, PageTexts>;
}

declare module 'fastify' {
  interface FastifyRequest {
    desk?: AtDesk;
  }
}

const COOKIE = 'menyapa_desk';
/** Guesses of links by one address in a minute. */
const TRIES = { max: 20, timeWindow: 60_000 };
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  // The link's token stays out of every other server's log.
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

const page = path.join(import.meta.dirname, 'page');
/** Made once: no name that a browser sends reaches the file system. */
const FILES = new Map(
  readdirSync(page).map((name) => [
    name,
    { type: TYPES[path.extname(name)] ?? '', text: readFileSync(path.join(page, name), 'utf8') },
  ]),
);

export const desk: FastifyPluginAsync<DeskOptions> = async (app, { services, atOnce, say, texts }) => {
  await app.register(cookie);
  await app.register(formbody);
  await app.register(rateLimit, { global: false });
  app.addHook('onRequest', async (_request, reply) => void reply.headers(HEADERS));

  const html = (name: string): string => FILES.get(name)?.text ?? '';
  app.get('/desk', async (_request, reply) => reply.type(TYPES['.html']!).send(html('desk.html')));
  app.get('/desk/texts', async () => texts);
  app.get<{ Params: { file: string } }>('/desk/page/:file', async ({ params: { file } }, reply) => {
    const found = FILES.get(file);
    return found ? reply.type(found.type).send(found.text) : reply.code(404).send({ error: 'No such file.' });
  });

  // Chat apps look at links that pass through them: only the press on the button uses it up.
  app.get('/desk/masuk/:token', async (_request, reply) => reply.type(TYPES['.html']!).send(html('enter.html')));
  app.post<{ Params: { token: string } }>(
    '/desk/masuk/:token',
    { config: { rateLimit: TRIES }, bodyLimit: 1024 },
    async ({ params: { token }, protocol }, reply) => {
      const session = await useLink(services, token);
      if (session === null) return reply.redirect('/desk/masuk/-?used', 303);
      return reply
        .setCookie(COOKIE, session, { path: '/desk', httpOnly: true, sameSite: 'strict', secure: protocol === 'https' })
        .redirect('/desk', 303);
    },
  );
  app.post('/desk/keluar', async ({ cookies }, reply) => {
    await leaveDesk(services, cookies[COOKIE] ?? '');
    return reply.clearCookie(COOKIE, { path: '/desk' }).send({});
  });

  const changes = new Changes(services);
  app.addHook('onClose', async () => changes.stop());
  await app.register(async (behind) => {
    behind.addHook('onRequest', async (request: FastifyRequest, reply) => {
      const found = await atDesk(services, request.cookies[COOKIE] ?? '');
      if (found) request.desk = found;
      else await reply.code(401).send({ error: 'signed-out' });
    });
    await behind.register(deskApi, { services, atOnce, say, changes });
  });
};
