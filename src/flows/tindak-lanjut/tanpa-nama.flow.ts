/** "Bisa lapor tanpa nama?": yes, and how; where a handset shows the number, that too. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';

export const nameless: Flow<null, void> = {
  name: 'lapor-tanpa-nama',
  version: 1,
  run: async (t) => t.say(tx('tindak-lanjut.nameless')),
};
