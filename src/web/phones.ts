/** Everything that the page of phones needs from the web side. Only where the platforms are played, and never in production. */
import type { FastifyPluginAsync } from 'fastify';
import { devChats } from './dev-chats.ts';
import type { DevChatsOptions } from './dev-chats.ts';
import { devInvites } from './dev-invites.ts';
import type { DevInvitesOptions } from './dev-invites.ts';
import { localOnly } from './local-only.ts';

export interface PhonesOptions {
  /** The page and the people behind it: routes of the simulator, which the web side does not know. */
  standIn: FastifyPluginAsync;
  chats: DevChatsOptions;
  invites: DevInvitesOptions;
}

export const phones: FastifyPluginAsync<PhonesOptions> = async (app, { standIn, chats, invites }) => {
  app.addHook('onRequest', localOnly);
  await app.register(standIn);
  await app.register(devChats, chats);
  await app.register(devInvites, invites);
};
