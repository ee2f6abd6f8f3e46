/**
 * The turn: one item and the chat as it was in, the chat as it will be and everything that leaves with the commit out.
 * Pure but for the flow's reads: it may be thrown away and run again.
 */
import type { ChatState, Intent, Word } from './chat.ts';
import { Draft, noticeOf } from './draft.ts';
import type { Env } from './env.ts';
import type { Item } from './item.ts';
import type { Message } from './message.ts';
import { tx } from './message.ts';
import { fromPerson, wanted } from './person.ts';
import { release, takeResult } from './results.ts';
import { advance, end, goOn } from './runs.ts';
import { takeTalk, withoutButtons } from './talk.ts';
import { plain, reservedWord } from './words.ts';
import { clearShelf, dateShelf } from './shelf.ts';

/** Platform languages (BCP 47) whose speakers read Indonesian rather than English; `in` is its old code. */
const INDONESIAN = /^(id|in|ms|jv|su|min|ace|btk)\b/i;

export interface Turn {
  chat: ChatState;
  messages: Message[];
  intents: Intent[];
  /** Request keys whose intents go with this commit. */
  settled: string[];
}

export async function turn(chat: ChatState, item: Item, env: Env): Promise<Turn> {
  const draft = new Draft(chat, item, env);
  await take(draft, item);
  await release(draft);
  dateShelf(draft, item.on);
  return { chat: draft.chat, messages: draft.messages(), intents: draft.intents, settled: draft.settled };
}

async function take(draft: Draft, item: Item): Promise<void> {
  switch (item.kind) {
    case 'effect':
      return takeResult(draft, item);
    case 'notice':
      draft.notify(noticeOf(withoutButtons(draft, item) ? { ...item, buttons: [] } : item));
      return takeTalk(draft, item);
    case 'timer':
      if (item.which === 'slow') return takeSlow(draft, item.requestKey);
      return item.which === 'lapse' ? clearShelf(draft) : takeTimer(draft, item.askNo, item.which);
    case 'refused':
      return draft.say(tx(refusal(draft, item.why)));
    case 'office':
      return giveWay(draft, item.text);
    default:
      draft.chat.locale ??= INDONESIAN.test(item.language ?? 'id') ? 'id' : 'en';
      if (givesWay(draft, item)) return;
      return fromPerson(draft, item);
  }
}

/** Staff may work in a group, and hear how. */
const refusal = ({ chat, env }: Draft, why: keyof typeof REFUSED): string =>
  why === 'group' && env.shared && chat.side === 'members' ? 'engine.groupStaff' : REFUSED[why];

const REFUSED = {
  group: 'engine.group',
  'too-old': 'engine.tooOld',
  call: 'engine.call',
  hidden: 'engine.hidden',
  stranger: 'engine.stranger',
} as const;

/** Business ms after each word of the office in which the bot does not speak in between. */
const OFFICE = 15 * 60_000;

/** Business ms. */
const writtenOn = ({ on, ago = 0 }: Item): number => on - ago;

/** What the office says by hand is kept as its own; whoever is being answered by a person is not answered by the bot as well. */
function giveWay(draft: Draft, text: string): void {
  const { chat, item } = draft;
  const on = writtenOn(item);
  chat.officeUntil = Math.max(chat.officeUntil ?? 0, on + OFFICE);
  draft.want({ requestKey: `office/${item.id}`, command: 'desk.office', args: { text, on } });
}

const POLITE: ReadonlySet<Word | null> = new Set([null, 'greeting', 'thanks']);

/** Business ms after the office's last word from which a clear wish is meant for the bot: "A-1001" before may answer an officer. */
const LULL = 3 * 60_000;
/** Words of a wish that says nothing besides. */
const WISH = 4;

/**
 * A reserved word calls the bot back at once, and so do a card of ours that is quoted and a life in danger: whoever held the handset may
 * have left it. A greeting and thanks are for the person.
 */
function givesWay(draft: Draft, item: Item): boolean {
  const { chat } = draft;
  if (chat.officeUntil === null) return false;
  const left = chat.officeUntil - writtenOn(item);
  if (left > 0 && !(item.kind === 'text' && calls(draft, item, OFFICE - left))) return true;
  chat.officeUntil = null;
  return false;
}

/** `silent`: business ms since the office's last word. */
function calls(draft: Draft, { text, card }: Item & { kind: 'text' }, silent: number): boolean {
  if (!POLITE.has(reservedWord(text)) || card?.sure || draft.env.book.isUrgent?.(text)) return true;
  return silent >= LULL && plain(text).split(' ').length <= WISH && wanted(draft, text) !== null;
}

/** Nobody has heard anything since the confirmation; whoever wrote meanwhile has, and what is over needs no word. */
function takeSlow(draft: Draft, requestKey: string): void {
  const { run } = draft.chat;
  if (run?.pending?.requestKey === requestKey && !run.held.length && !run.cancel) draft.say(tx('engine.slow'));
}

/** A timer carries the number of its question: one of an older question does nothing. */
async function takeTimer(draft: Draft, askNo: number, which: 'remind' | 'expire'): Promise<void> {
  const { chat, env } = draft;
  const { run, wait } = chat;
  if (!run || wait?.askNo !== askNo) return;
  if (which === 'expire') {
    draft.say(tx('engine.expired', { title: env.book.entry(run.flow)?.title ?? tx('engine.form') }));
    return end(draft);
  }
  draft.say(tx('engine.remind'));
  // The flow runs again, since what it offered a day ago may be gone; a question of the engine's own stays as it is.
  if (wait.aside) await goOn(draft);
  else await advance(draft, { kind: 'none' });
  if (chat.run?.id === run.id && chat.wait) draft.reminded();
}
