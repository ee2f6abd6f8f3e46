/** Joining with the proof of consent, and leaving at once. */
import { isDuplicate } from '#models/models.ts';
import type { Subscription } from '#models/subscription.ts';
import { tx } from '#flows/engine/message.ts';
import { Deliveries } from '#services/broadcast/deliveries.ts';
import { done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { topicsOf } from '../queries.ts';

export const subscribe: Command<{ topics: string[]; district: string | null }> = async (
  { args, chat, locale },
  services,
) => {
  const { council, clock } = services;
  const known = topicsOf(services).map(({ code }) => code);
  const consent = { text: 'siaran.consent', council: council.version, at: new Date(clock.now()) };
  const topics = args.topics.filter((code) => known.includes(code));
  await put(services, chat, { status: 'aktif', topics, district: args.district, consent, locale, leftAt: null });
  return done();
};

/** The subscription first: who sends looks at it after taking a row, so that no row slips through between. */
export const leave: Command = async ({ chat }, services) => {
  await put(services, chat, { status: 'berhenti', topics: [], leftAt: new Date(services.clock.now()) });
  await new Deliveries(services.models).leave(chat);
  return { done: null, notice: tx('siaran.left') };
};

async function put({ models }: Services, chat: string, set: Partial<Subscription>): Promise<void> {
  const write = () => models.Subscription.updateOne({ _id: chat }, { $set: set }, { upsert: true });
  // Two at once both find none: the second finds the first's.
  await write().catch(async (error: unknown) => {
    if (!isDuplicate(error)) throw error;
    await write();
  });
}
