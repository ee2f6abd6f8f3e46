/** A member or person of staff is bound to this chat: a one-time code from the secretariat and their own shared contact. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { code } from '#flows/prompts/code.ts';
import { phone } from '#flows/prompts/phone.ts';

export type Bound = { name: string } | { name: null; why: string };

export const bind: Flow<{ code: string }, void> = {
  name: 'ikat',
  version: 1,
  async run(t, args) {
    const given = args.code || (await t.ask('kode', code({ text: tx('identity.askCode') })));
    const number = await t.ask('kontak', phone({ text: tx('identity.askContact'), ownOnly: true }));
    const bound = await t.effect<Bound>('ikat', 'identity.bind', { code: given, phone: number, typed: !args.code });
    t.say(bound.name === null ? tx(bound.why) : tx('identity.bound', { name: bound.name }));
  },
};
