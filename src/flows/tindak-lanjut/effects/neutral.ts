/** A phone that several people use: notices say only that there is news, from now on and of every report of this chat. */
import type { Models } from '#models/models.ts';
import { done } from '#services/commands.ts';
import type { Command } from '#services/commands.ts';

export const setNeutral: Command<{ neutral: boolean }> = async ({ requestKey, args, chat }, { models, clock }) => {
  const { AduanRoute, HpBersama } = models;
  const $setOnInsert = { _id: requestKey, schemaVersion: 1, at: new Date(clock.now()) };
  // For reports to come first: whoever dies behind it carries this out again.
  if (args.neutral) await HpBersama.updateOne({ chat }, { $setOnInsert }, { upsert: true });
  else await HpBersama.deleteMany({ chat });
  const found = await AduanRoute.updateMany({ chat }, { $set: { neutral: args.neutral } });
  return done({ count: found.matchedCount });
};

/** Of the release before only the routes know. */
export const isShared = async ({ HpBersama, AduanRoute }: Models, chat: string): Promise<boolean> =>
  ((await HpBersama.exists({ chat })) ?? (await AduanRoute.exists({ chat, neutral: true }))) !== null;
