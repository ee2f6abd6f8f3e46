/** A member or person of staff is bound to this chat: a one-time code from the secretariat and their own shared contact. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { phone } from '#flows/prompts/phone.ts';

export type Bound = { name: string } | { name: null; why: string };

export const bind: Flow<{ code: string }, void> = {
  name: 'ikat',
  version: 1,
  async run(t, { code }) {
    // Nobody shares a number for a code that opens nothing. Whether it still does is decided when it is used.
    if (!(await t.read<boolean>('undangan', 'identity.invited', { code }))) return t.say(tx('identity.badCode'));
    const number = await t.ask('kontak', phone({ text: tx('identity.askContact'), ownOnly: true }));
    const bound = await t.effect<Bound>('ikat', 'identity.bind', { code, phone: number });
    t.say(bound.name === null ? tx(bound.why) : tx('identity.bound', { name: bound.name }));
  },
};
