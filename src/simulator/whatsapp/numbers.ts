/** Both numbers of the demonstration: linked by themselves when somebody first writes to them, so that a start opens no browser. */
import { demoNumbers } from '../demo-bots.ts';
import type { World } from '../world.ts';
import type { Handsets } from './handset-routes.ts';
import { createWhatsAppStandIn, type WhatsAppStandIn } from './stand-in.ts';

/** What the system is given for a number; see `src/whatsapp.ts`. */
interface PlayedNumber {
  browserArgs: readonly string[];
  wanted: Promise<void>;
  onLink(): void;
  limits: Waits;
}

/** Waits of a number, ms, where they are not the usual ones; see `bots/whatsapp/options.ts`. */
type Waits = Partial<Record<'start' | 'sync' | 'code' | 'look' | 'silence' | 'life', number>> & {
  backoff?: { from: number; to: number };
};

export interface PlayedNumbers {
  whatsapp: { public: PlayedNumber; members: PlayedNumber };
  standIns: { public: WhatsAppStandIn; members: WhatsAppStandIn };
  handsets: Handsets;
  close(): Promise<void>;
}

export async function openNumbers(world: World, limits: Waits = {}): Promise<PlayedNumbers> {
  const standIns = {
    public: await createWhatsAppStandIn(world, demoNumbers.public),
    members: await createWhatsAppStandIn(world, demoNumbers.members),
  };
  return {
    standIns,
    handsets: { public: standIns.public.handset, members: standIns.members.handset },
    whatsapp: { public: played(standIns.public, limits), members: played(standIns.members, limits) },
    close: async () => void (await Promise.all([standIns.public.close(), standIns.members.close()])),
  };
}

const played = (standIn: WhatsAppStandIn, limits: Waits): PlayedNumber => ({
  limits,
  browserArgs: standIn.browserArgs,
  wanted: standIn.bridge.wanted,
  onLink: () => standIn.handset.shown(),
});
