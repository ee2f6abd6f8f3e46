/**
 * The page of phones: plain files, no build. It stands on the same origin as `people/routes.ts`, so that the browser needs no
 * other address and no permission to cross.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyPluginAsync } from 'fastify';

export interface PageOptions {
  /** Folder with a folder for each language, `phones.json` in it. */
  locales: string;
  /** Folder of recorded conversations, one JSON file each. */
  gallery: string;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Nothing from elsewhere; pictures and sounds also from what the person just picked or recorded. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

const app = path.join(import.meta.dirname, 'app');
const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const namesIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.json'));

/** `GET /` the page · `/phones/<file>` its parts · `/phones/texts` and `/phones/gallery` its data. */
export const pageRoutes =
  ({ locales, gallery }: PageOptions): FastifyPluginAsync =>
  async (server) => {
    // The list is made once: no name that a browser sends ever reaches the file system.
    const files = new Set(readdirSync(app).filter((name) => path.extname(name) in TYPES));
    const send = (name: string): string => readFileSync(path.join(app, name), 'utf8');
    server.addHook('onRequest', async (_request, reply) => void reply.headers(HEADERS));

    server.get('/', async (_request, reply) => reply.type(TYPES['.html']!).send(send('index.html')));
    server.get<{ Params: { file: string } }>('/phones/:file', async ({ params: { file } }, reply) => {
      if (!files.has(file)) return reply.code(404).send({ error: 'No such file.' });
      return reply.type(TYPES[path.extname(file)]!).send(send(file));
    });
    server.get('/phones/texts', async () =>
      Object.fromEntries(['id', 'en'].map((language) => [language, json(path.join(locales, language, 'phones.json'))])),
    );
    server.get('/phones/gallery', async () =>
      namesIn(gallery)
        .sort()
        .map((name) => ({ name: path.basename(name, '.json'), ...(json(path.join(gallery, name)) as object) })),
    );
  };
