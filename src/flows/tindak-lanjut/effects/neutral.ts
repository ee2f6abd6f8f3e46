/** A phone that several people use: notices say only that there is news, from now on and of every report of this chat. */
import { done } from '#services/commands.ts';
import type { Command } from '#services/commands.ts';

export const setNeutral: Command<{ neutral: boolean }> = async ({ args, chat }, { models }) => {
  const found = await models.AduanRoute.updateMany({ chat }, { $set: { neutral: args.neutral } });
  return done({ count: found.matchedCount });
};
