/** What a number has sent, as it remembers it over restarts: here in memory. */
import type { Memory } from '#bots/whatsapp/options.ts';

export const remembered = (): Pick<Memory, 'keepOwn' | 'mayBeOwn'> => {
  const kept: { text: string; at: number }[] = [];
  return {
    keepOwn: async (text, at) => void kept.push({ text, at }),
    mayBeOwn: async (text, at, within) =>
      at < (kept[0]?.at ?? Infinity) || kept.some((one) => one.text === text && Math.abs(one.at - at) <= within),
  };
};
