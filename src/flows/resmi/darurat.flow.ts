/** "Nomor damkar?": whoever asks for help that cannot wait gets the numbers at once. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';

export const emergency: Flow<null, void> = {
  name: 'nomor-darurat',
  version: 1,
  run: async (t) => t.say(tx('resmi.emergency')),
};
