/** Joining with the proof of consent, and leaving at once. */
import { nextNumber } from '#models/counter.ts';
import { isDuplicate } from '#models/database.ts';
import { SUBSCRIBERS } from '#models/subscription.ts';
import type { Subscription } from '#models/subscription.ts';
import { tx } from '#flows/engine/message.ts';
import { Deliveries } from '#services/broadcast/deliveries.ts';
import { chatsOf } from '#services/broadcast/receivers.ts';
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

/**
 * Whoever leaves in one of their chats has left in all. The subscription first: who sends looks at it after taking a row, so that no
 * row slips through between.
 */
export const leave: Command = async ({ chat }, services) => {
  const { models, clock } = services;
  const [here = chat, ...others] = await chatsOf(models, chat);
  const left = { status: 'berhenti' as const, topics: [], leftAt: new Date(clock.now()) };
  await put(services, here, left);
  for (const other of others) if (await models.Subscription.exists({ _id: other })) await put(services, other, left);
  for (const each of [here, ...others]) await new Deliveries(models).leave(each);
  return { done: null, notice: tx('siaran.left') };
};

async function put({ models }: Services, chat: string, set: Partial<Subscription>): Promise<void> {
  const known = await models.Subscription.exists({ _id: chat });
  const seq = known ? 0 : await nextNumber(models.Counter, SUBSCRIBERS);
  const write = () =>
    models.Subscription.updateOne({ _id: chat }, { $set: set, $setOnInsert: { seq } }, { upsert: true });
  // Two at once both find none: the second finds the first's.
  await write().catch(async (error: unknown) => {
    if (!isDuplicate(error)) throw error;
    await write();
  });
}
