/** The pair of bots that a start without tokens talks to. The tokens open nothing but the local stand-in. */
import type { BotSpec } from './world/types.ts';

export const demoBots = {
  public: {
    token: '7000000001:public-bot-of-the-local-stand-in',
    username: 'menyapa_public_bot',
    name: 'Menyapa DPRD Kota Medan',
    channel: 'telegram-public',
  },
  members: {
    token: '7000000002:members-bot-of-the-local-stand-in',
    username: 'menyapa_members_bot',
    name: 'Menyapa Anggota dan Staf',
    channel: 'telegram-members',
  },
} satisfies Record<string, BotSpec>;
