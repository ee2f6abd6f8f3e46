/** A report in at most four messages: what was told first is kept, only what lacks of topic and place is asked. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import type { Account } from '../prompts/account.ts';
import { unlessOfRecent } from './adding.ts';
import { askWords, inWords, tell } from './lapor-parts.ts';
import { choice } from '../prompts/choice.ts';
import { officeOf } from './kantor.flow.ts';
import type { Heard } from './rules.ts';

export const story = (): Prompt<Account> =>
  inWords({
    text: tx('tindak-lanjut.askAccount'),
    label: tx('tindak-lanjut.account'),
    expects: tx('tindak-lanjut.expectsStory'),
  });

/** Whom to ask is the answer to a question; only who wants it reports besides. */
async function alsoReport(t: Handle, { topic }: Heard): Promise<boolean> {
  const choices = [
    { id: 'cukup', label: tx('tindak-lanjut.officeEnough') },
    { id: 'lapor', label: tx('tindak-lanjut.officeReport') },
  ];
  const said = topic && officeOf(topic, 'Asked');
  return said ? (await t.ask('lanjut', choice({ text: said, choices }))) === 'lapor' : true;
}

/** By its word or the menu. */
export const report: Flow<{ said: string }, void> = {
  name: 'lapor',
  version: 1,
  async run(t, { said }) {
    const account: Account = said ? { text: said, files: [] } : await askWords(t, 'cerita', story());
    await tell(t, account, await t.read<Heard>('dengar', 'aduan.dengar', { account }));
  },
};

/** Begun with what nobody asked for as the answer to `cerita`; it ends at once where that tells of nothing. */
export const told: Flow<null, void> = {
  name: 'lapor-langsung',
  version: 1,
  async run(t) {
    const account = await askWords(t, 'cerita', story());
    const heard = await t.read<Heard>('dengar', 'aduan.dengar', { account });
    // Heard only where an account that was good is changed into one that is not.
    if (!heard.matter) return t.say(tx('tindak-lanjut.nothingTold'));
    if (heard.asks && !(await alsoReport(t, heard))) return;
    const own = await unlessOfRecent(t, account, heard);
    if (own === null) return;
    const { whole, asked } = own;
    const all = whole === account ? heard : await t.read<Heard>('dengar-semua', 'aduan.dengar', { account: whole });
    await tell(t, whole, all, asked);
  },
};
