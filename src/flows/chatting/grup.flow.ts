/** A group at Telegram becomes the place where units talk with people, or is so no longer. Both begin with one word in the group. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Bound } from './rules.ts';

/** `units`: as they were typed behind the word; empty: all of them. */
export const bindGroup: Flow<{ units: string }, void> = {
  name: 'grup-hubungkan',
  version: 1,
  async run(t, args) {
    const { outcome, names } = await t.effect<Bound>('hubungkan', 'chatting.hubungkan', args);
    if (outcome === 'forbidden') return t.say(tx('engine.notForYou'));
    t.say(tx(`chatting.bind-${outcome === 'done' && !names.length ? 'all' : outcome}`, { names }));
  },
};

export const unbindGroup: Flow<null, void> = {
  name: 'grup-lepaskan',
  version: 1,
  async run(t) {
    const { outcome } = await t.effect<Bound>('lepaskan', 'chatting.lepaskan', {});
    t.say(outcome === 'forbidden' ? tx('engine.notForYou') : tx(`chatting.unbind-${outcome}`));
  },
};
