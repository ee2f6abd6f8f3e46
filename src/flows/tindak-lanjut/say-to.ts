/** The reporter's words to a report that is there. Where a life may be at stake, emergency numbers come first and nothing is lost. */
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Account } from '../prompts/account.ts';
import { sendNow } from './lapor-parts.ts';
import { isDanger } from './listening.ts';
import type { Acted, Heard } from './rules.ts';
import type { Action } from './states.ts';

interface Words {
  number: string;
  action: Action;
  note: string;
  /** Sent with them, as the answer to the question `asked`. */
  files?: Account['files'];
  asked?: string;
}

/** Null: a life may be at stake, and all that is to be said of it was said. */
export async function sayTo(t: Handle, key: string, words: Words): Promise<Acted | null> {
  const { number, note, files = [] } = words;
  const danger = isDanger(note);
  if (danger) t.say(tx('tindak-lanjut.danger'));
  const acted = await t.effect<Acted>(key, 'aduan.pelapor', { ...words });
  if (!danger) return acted;
  // What is over calls nobody: such words become a report of their own.
  if (acted.outcome === 'done' && acted.state !== 'selesai') {
    t.say(tx('tindak-lanjut.sentDanger', { number }));
    return null;
  }
  const account = { text: note, files };
  await sendNow(t, account, await t.read<Heard>('dengar-bahaya', 'aduan.dengar', { account }));
  return acted.outcome === 'done' ? acted : null;
}
