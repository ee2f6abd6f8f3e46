/** "Alamat kantor?", "jam berapa buka?": where the office is, when it is open, and how it is reached. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';

export const office: Flow<null, void> = {
  name: 'info-kantor',
  version: 1,
  run: async (t) => t.say(tx('resmi.office')),
};
