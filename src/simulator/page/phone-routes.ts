/** The page of phones and the people in it, as one set of routes for another server: the page then has one origin. */
import path from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import type { People } from '../people.ts';
import { peopleRoutes } from '../people/routes.ts';
import { handsetRoutes } from '../whatsapp/handset-routes.ts';
import type { Handsets } from '../whatsapp/handset-routes.ts';
import { pageRoutes } from './routes.ts';

/** `root`: the project's folder. `handsets`: of the numbers at WhatsApp, where they are played. */
export const phoneRoutes =
  (people: People, root: string, handsets: Handsets = {}): FastifyPluginAsync =>
  async (app) => {
    await app.register(pageRoutes({ locales: path.join(root, 'locales'), gallery: path.join(root, 'docs/gallery') }));
    await app.register(peopleRoutes(people));
    await app.register(handsetRoutes(handsets));
  };
