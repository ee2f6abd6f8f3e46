/** What a reporter adds to a report that is there: words, pictures, a voice note or a pin. */
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { account } from '../prompts/account.ts';
import type { Account } from '../prompts/account.ts';
import { choice } from '../prompts/choice.ts';
import { normalise } from '../prompts/normalise.ts';
import type { Acted, Heard, Recent } from './rules.ts';
import { sayTo } from './say-to.ts';

/** What goes to `aduan.pelapor`; `asked`: the question that the files answer. */
export interface Added {
  note: string;
  files?: Account['files'];
  asked?: string;
}

/** Asked for; `question`: a text with `number`. In a form of the release before the answer is the words alone. */
export async function askMore(t: Handle, asked: string, question: string, number: string): Promise<Added> {
  const said: Account | string = await t.ask(asked, account({ text: tx(question, { number }) }));
  return addedBy(t, asked, typeof said === 'string' ? { text: said, files: [] } : said);
}

/** A pin is put in words, which are what the office reads; far from all that is known it is where it is. */
async function addedBy(t: Handle, asked: string, said: Account): Promise<Added> {
  const { lat, lon } = said;
  const heard = lat === undefined ? null : await t.read<Heard>(`dengar-${asked}`, 'aduan.dengar', { account: said });
  const pin = heard && (heard.place ?? `${lat?.toFixed(5)}, ${lon?.toFixed(5)}`);
  const note = [said.text, pin].filter(Boolean).join('. ');
  return { note, ...(said.files.length > 0 && { files: said.files, asked }) };
}

/**
 * Who sends a report and then its picture, or where it was, means that report: they are asked, unless what they say is about
 * something else. True: it was added, and they were told so.
 */
export async function belongsToRecent(t: Handle, said: Account, heard: Heard): Promise<boolean> {
  const { recent, danger, asks, kind } = heard;
  if (!recent || danger || asks || kind === 'informasi' || isElse(heard, recent)) return false;
  const { number } = recent;
  if ((await t.ask('milik', whether(number))) === 'baru') return false;
  const acted: Acted | null = await sayTo(t, 'tambah-laporan', {
    number,
    action: 'lengkapi',
    ...(await addedBy(t, 'cerita', said)),
  });
  // Closed meanwhile, it takes nothing more: what was said becomes a report of its own.
  if (acted?.outcome !== 'done') return acted === null;
  t.say(tx('tindak-lanjut.completed', { number }));
  return true;
}

/** It names another topic, or the same one at another place. */
function isElse({ topic, place }: Heard, recent: Recent): boolean {
  if (topic === null) return false;
  if (topic.code !== recent.topic) return true;
  if (place === null || recent.place === null) return false;
  const [here, there] = [normalise(place), normalise(recent.place)];
  return !here.includes(there) && !there.includes(here);
}

const whether = (number: string): Prompt<'tambah' | 'baru'> =>
  choice({
    text: tx('tindak-lanjut.askRecent', { number }),
    choices: [
      {
        id: 'tambah',
        label: tx('tindak-lanjut.recentAdd'),
        synonyms: ['ya', 'iya', 'tambah', 'tambahkan', 'yes', 'add'],
      },
      {
        id: 'baru',
        label: tx('tindak-lanjut.recentNew'),
        synonyms: ['tidak', 'bukan', 'baru', 'laporan lain', 'no', 'new'],
      },
    ],
  });
