/** Makes the link to the desk page. */
import { allowed, done } from '#services/commands.ts';
import type { Command, Commands } from '#services/commands.ts';
import { LINK_MINUTES, issueLink } from '#services/desk-pass.ts';
import { DESK_PEOPLE } from '../tindak-lanjut/desks.ts';

const link: Command = async ({ requestKey, who, chat }, services) => {
  if (!allowed(who, DESK_PEOPLE)) return done({ outcome: 'forbidden' });
  const base = services.deskUrl();
  if (base === null) return done({ outcome: 'nowhere' });
  const token = await issueLink(services, { person: who._id, chat }, requestKey);
  return done({ outcome: 'done', url: `${base}/desk/masuk/${token}`, minutes: LINK_MINUTES });
};

export const mejaCommands: Commands = { 'meja.tautan': link };
