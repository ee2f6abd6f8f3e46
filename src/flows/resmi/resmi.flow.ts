/** "Nomor resmi?": the only bots, numbers and pages that are ours, and what we never ask for. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Official } from './queries.ts';
import { officialLine } from './rules.ts';

export const official: Flow<null, void> = {
  name: 'nomor-resmi',
  version: 1,
  async run(t) {
    const { channels } = await t.read<Official>('resmi', 'resmi.saluran', {}, { maxAge: 60_000 });
    t.say(tx('resmi.official', { lines: channels.map(officialLine) }));
  },
};
