/** What a reporter adds to a report that is there: words, pictures, a voice note or a pin. */
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Choice } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { isNo, isYesOrNo } from '#flows/engine/words.ts';
import { account } from '../prompts/account.ts';
import type { Account } from '../prompts/account.ts';
import { choice } from '../prompts/choice.ts';
import { everydayWords } from '../prompts/everyday.ts';
import { joined } from './lapor-parts.ts';
import { COUNTS } from './place-words.ts';
import { withFiles } from './rules.ts';
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

/** What is to be reported; `asked`: the question that is asked again where a file cannot be kept, the last that was answered by one. */
interface Own {
  whole: Account;
  asked: string;
}

/**
 * Who sends a report and then its picture, or where it was, means that report: they are asked, unless what they say is about
 * something else. Null: it was added, and they were told so; else what is to be reported by itself, with all that came meanwhile.
 */
export async function unlessOfRecent(t: Handle, said: Account, heard: Heard): Promise<Own | null> {
  const { recent, danger, asks, kind } = heard;
  if (!recent || danger || asks || kind === 'informasi' || isElse(heard, recent))
    return { whole: said, asked: 'cerita' };
  const { number } = recent;
  const { adds, ...own } = await askWhether(t, number, said);
  if (!adds) return own;
  const acted: Acted | null = await sayTo(t, 'tambah-laporan', {
    number,
    action: 'lengkapi',
    ...(await addedBy(t, own.asked, own.whole)),
  });
  // Closed meanwhile, it takes nothing more: what was said becomes a report of its own.
  if (acted && acted.outcome !== 'done') return own;
  if (acted) t.say(tx('tindak-lanjut.completed', { number }));
  return null;
}

/** Pictures and words come one by one: those behind the first belong to it, whatever the answer is. */
async function askWhether(t: Handle, number: string, said: Account): Promise<Own & { adds: boolean }> {
  let [whole, asked] = [said, 'cerita'];
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? 'milik' : `milik:${n}`;
    const answer = await t.ask(key, whether(number, whole.files.length));
    if (typeof answer === 'string') return { whole, asked, adds: answer === 'tambah' };
    const { adds, ...more } = answer;
    whole = { ...more, ...joined(whole, more) };
    if (more.files.length > 0) asked = key;
    if (adds !== undefined) return { whole, asked, adds };
  }
}

/** It names another topic, or the same one at another place. */
function isElse({ topic, place }: Heard, recent: Recent): boolean {
  if (topic === null) return false;
  if (topic.code !== recent.topic) return true;
  if (place === null || recent.place === null) return false;
  const [here, there] = [wordsOfPlace(place), wordsOfPlace(recent.place)];
  return !here.every((word) => there.includes(word)) && !there.every((word) => here.includes(word));
}

/** "Jl gaperta" and "jalan Gaperta no. 12" are one place to whoever has just named it so. */
const wordsOfPlace = (place: string): string[] =>
  everydayWords(place)
    .map((word) => (word === 'gg' ? 'gang' : word))
    .filter((word) => !COUNTS.has(word) && !/^\d+\p{L}?$/u.test(word));

/** `adds`: the answer, where it stood before more words. */
type Whether = 'tambah' | 'baru' | (Account & { adds?: boolean });

function whether(number: string, files: number): Prompt<Whether> {
  const words = tx('tindak-lanjut.askRecent', { number });
  const text = withFiles(words, files > 1 ? files : 0);
  const asked = choice<'tambah' | 'baru'>({ text, choices: CHOICES });
  const more = account({ text });
  const parse: Prompt<Whether>['parse'] = (answer, context) => {
    if (answer.kind !== 'text' && answer.kind !== 'choice') return more.parse(answer, context);
    const picked = asked.parse(answer, context);
    if (!('refuse' in picked) || answer.kind !== 'text' || !TELLS.test(answer.text)) return picked;
    const [, said = '', rest = ''] = ANSWERED.exec(answer.text) ?? [];
    const adds = isNo(said) ? false : isYesOrNo(said) ? true : undefined;
    const told = more.parse({ kind: 'text', text: adds === undefined ? answer.text : rest }, context);
    return 'ok' in told && adds !== undefined ? { ok: { ...told.ok, adds } } : told;
  };
  return { ...asked, parse };
}

/** Three words say something. */
const TELLS = /\p{L}{2}\S*\s+\S*\p{L}{2}\S*\s+\S*\p{L}{2}/u;
/** "Bukan pak, ini di jalan lain": what is answered, and what is told behind it. */
const ANSWERED = /^([^,.;:!]{1,20})[,.;:!]\s*(\S.*)$/su;

const CHOICES: readonly (Choice & { id: 'tambah' | 'baru' })[] = [
  {
    id: 'tambah',
    label: tx('tindak-lanjut.recentAdd'),
    synonyms: ['ya', 'tambah', 'tambahkan', 'add'],
  },
  {
    id: 'baru',
    label: tx('tindak-lanjut.recentNew'),
    synonyms: ['tidak', 'baru', 'laporan baru', 'laporan lain', 'beda', 'new'],
  },
];
