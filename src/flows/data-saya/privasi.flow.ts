/** "Privasi": what is kept, who reads it, and the way to have it erased; where a handset shows the number, that too. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';

export const privacy: Flow<null, void> = {
  name: 'privasi',
  version: 1,
  run: async (t) => t.say(tx('data-saya.privacy')),
};
