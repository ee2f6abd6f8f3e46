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

/** The pair of WhatsApp numbers beside them, in a block of numbers that nobody has. */
export const demoNumbers = {
  public: {
    token: '620000000011:public-number-of-the-local-stand-in',
    username: 'menyapa_whatsapp',
    name: 'Menyapa DPRD Kota Medan (WhatsApp)',
    channel: 'whatsapp-public',
  },
  members: {
    token: '620000000012:members-number-of-the-local-stand-in',
    username: 'menyapa_whatsapp_anggota',
    name: 'Menyapa Anggota dan Staf (WhatsApp)',
    channel: 'whatsapp-members',
  },
} satisfies Record<string, BotSpec>;
