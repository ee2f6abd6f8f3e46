/** The desk page for those who work at a computer: a link that is good once, for whoever asks in their own chat. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';

/** Answer of `meja.tautan`. */
export type DeskLink = { outcome: 'done'; url: string; minutes: number } | { outcome: 'forbidden' | 'nowhere' };

export const desk: Flow<null, void> = {
  name: 'meja',
  version: 1,
  async run(t) {
    const link = await t.effect<DeskLink>('tautan', 'meja.tautan', {});
    if (link.outcome === 'done') return t.say(tx('meja.link', { url: link.url, minutes: link.minutes }));
    t.say(link.outcome === 'forbidden' ? tx('engine.notForYou') : tx('meja.nowhere'));
  },
};
