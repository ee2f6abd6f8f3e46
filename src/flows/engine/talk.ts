/**
 * A person talks with a person: what either sends is handed on instead of being read by a flow, and the bot is silent. A form that
 * an open button began in between has the word until it is over; a reply that quotes the conversation always belongs to it.
 */
import type { PersonContent, Word } from './chat.ts';
import type { Draft } from './draft.ts';
import type { Item, NoticeContent } from './item.ts';
import { openMenu } from './menu.ts';
import { tx } from './message.ts';
import { obey } from './obey.ts';
import { begin, takeUp } from './runs.ts';
import { isCall, namedLanguage, plain, reservedWord } from './words.ts';

/** The conversation that a chat is in. `asks`: they came with a question; `answers`: they are of the office. */
export interface Talk {
  number: string;
  as: 'asks' | 'answers';
}

/** What a word from the conversation does to the chat that it comes to. Without `set` it only belongs there. */
export interface TalkNews extends Talk {
  set?: 'on' | 'off';
  /** Its buttons lead into the conversation: whoever is in it already needs none. */
  reply?: true;
  /** Whoever leaves by *menu* gets it. */
  menu?: true;
}

/** Arguments of the book's `talk.speak`. `quotes`: the words that were replied to. */
export interface Spoken {
  number: string;
  said: PersonContent;
  quotes?: string;
}

/** Arguments of the book's `talk.end`. `menu`: what comes last opens it. */
export interface Leaving {
  number: string;
  menu: boolean;
}

/** Requests of this kind have nobody in the chat who waits for their result. */
export const TALK = 'talk/';

/** Input, not text: whoever reads English may type "selesai". */
const ENDS = new Set(['selesai', 'sudah selesai', 'akhiri', 'tutup percakapan', 'done', 'finish', 'end chat']);

/** From the office: meant for the bot, but an answer as well where somebody asks whether the counter is open. */
const MAY_END = new Set(['tutup', 'tutup aja', 'tutup saja', 'ditutup', 'close', 'closed']);

type PersonItem = PersonContent & Item;

/** True where the item was the conversation's. */
export async function handsOn(draft: Draft, item: PersonItem): Promise<boolean> {
  const { chat, env } = draft;
  const { talk: book } = env.book;
  if (!book) return false;
  if (env.shared) return env.shared === 'topic' ? inTopic(draft, item) : item.kind !== 'start';
  const card = item.kind === 'text' ? item.card : undefined;
  if (card?.sure) return false;
  const quoted = quotedIn(draft, item);
  if (quoted !== null) {
    hand(draft, item, quoted);
    return true;
  }
  const { talk, run } = chat;
  if (!talk || run) return false;
  // The office works by its cards. In the mouth of who asks "sudah" is more likely an answer to the person they talk with.
  if (card && talk.as === 'answers') return false;
  if (item.kind === 'start' && (item.flow !== '' || item.arg !== '')) return false;
  if (item.kind === 'start' || item.kind === 'press') stay(draft, talk);
  else if (item.kind === 'other') draft.say(tx('engine.talkCannot', { number: talk.number }));
  else if (item.kind === 'text') await said(draft, item, talk);
  else hand(draft, item, talk.number);
  return true;
}

/**
 * A topic belongs to its conversation for good: whoever writes there speaks in it, but for the questions of a form that they began
 * themselves. Where nothing was ever said to be talked about, nothing is handed on.
 */
async function inTopic(draft: Draft, item: PersonItem): Promise<boolean> {
  const { talk, run } = draft.chat;
  if (!talk) return true;
  if (item.kind === 'start' && item.flow !== '') return false;
  if (item.kind === 'press' && run && !run.pending) return false;
  if (run && !run.pending && run.by === item.by && item.kind !== 'start' && item.kind !== 'edit') return false;
  if (item.kind === 'start' || item.kind === 'press') stay(draft, talk);
  else if (item.kind === 'other') draft.say(tx('engine.talkCannot', { number: talk.number }));
  else if (item.kind !== 'text') hand(draft, item, talk.number);
  else if (ENDS.has(plain(item.text))) end(draft, talk);
  else if (MAY_END.has(plain(item.text))) draft.say(tx('engine.talkClose', { number: talk.number }));
  else if (STAYS.has(reservedWord(item.text))) stay(draft, talk);
  else hand(draft, item, talk.number);
  return true;
}

/** Words for the bot, which has nothing to offer in a topic. */
const STAYS: ReadonlySet<Word | null> = new Set(['menu', 'cancel', 'stop', 'person', 'language', 'help', 'repeat']);

const quotedIn = ({ env }: Draft, item: PersonItem): string | null =>
  'quotes' in item && item.quotes?.ours ? (env.book.talk?.named(item.quotes.text) ?? null) : null;

async function said(draft: Draft, item: PersonItem & { kind: 'text' }, talk: Talk): Promise<void> {
  const { chat, env } = draft;
  const word = reservedWord(item.text);
  if (ENDS.has(plain(item.text))) return end(draft, talk);
  if (talk.as === 'answers' && MAY_END.has(plain(item.text)))
    return draft.say(tx('engine.talkClose', { number: talk.number }));
  if (word === 'language') return language(draft, item.text);
  if (word === 'person' && !isCall(item.text)) return stay(draft, talk);
  const wished = env.book.talk?.anytime(plain(item.text), chat) ?? null;
  if (wished !== null) return begin(draft, wished, '');
  if (word !== 'menu' && word !== 'cancel' && word !== 'stop') return hand(draft, item, talk.number);
  // Who came with a question leaves by these words; who answers only puts the conversation down.
  if (talk.as === 'asks') return end(draft, talk, word === 'menu');
  await layDown(draft, talk);
  openMenu(draft);
}

/** Told by words that can be typed: an open question would take the next "1" that is meant for the person. */
const language = (draft: Draft, said: string): Promise<void> | void =>
  namedLanguage(said) ? obey(draft, 'language', said) : draft.say(tx('engine.talkLanguage'));

function hand(draft: Draft, item: PersonItem, number: string): void {
  const { talk } = draft.env.book;
  const {
    id,
    at: _at,
    on: _on,
    before: _before,
    trace: _trace,
    notBefore: _notBefore,
    language: _language,
    by: _by,
    ...said
  } = item;
  const quotes = 'quotes' in said ? said.quotes : undefined;
  if ('quotes' in said) delete said.quotes;
  const args: Spoken = { number, said: said as PersonContent, ...(quotes && { quotes: quotes.text }) };
  if (talk) draft.want({ requestKey: `${TALK}${id}`, command: talk.speak, args });
}

function end(draft: Draft, { number }: Talk, menu = false): void {
  const { talk } = draft.env.book;
  if (talk) draft.want({ requestKey: `${TALK}${draft.item.id}`, command: talk.end, args: { number, menu } });
}

/** Still in it: whom they are talking with, and how to leave. */
export const stay = (draft: Draft, { number, as }: Talk): void =>
  draft.say(tx(`engine.talk-${draft.env.shared ?? as}`, { number }));

async function layDown(draft: Draft, { number }: Talk): Promise<void> {
  draft.chat.talk = null;
  draft.say(tx('engine.talkLaidDown', { number }));
  await takeUp(draft);
}

/** A word of a conversation: it may begin or end here. */
export async function takeTalk(draft: Draft, { talk }: NoticeContent): Promise<void> {
  const { chat } = draft;
  if (!talk) return;
  const { number, as, set, menu } = talk;
  const { shared } = draft.env;
  if (set === 'on' && (!chat.run || shared)) enter(draft, { number, as });
  if (set !== 'off') return;
  if (shared) return draft.drop();
  if (chat.talk?.number === number) chat.talk = null;
  if (!chat.run) await takeUp(draft);
  if (menu && !chat.run) openMenu(draft);
}

/** What runs is set aside without its timers; the menu's numbers mean nothing any more. */
export function enter(draft: Draft, talk: Talk): void {
  const { chat } = draft;
  chat.talk = { number: talk.number, as: talk.as };
  if (!chat.run) draft.close();
}

/** Whether its buttons lead where the person is already. */
export const withoutButtons = ({ chat }: Draft, { talk }: NoticeContent): boolean =>
  talk?.reply === true && chat.talk?.number === talk.number && !chat.run;
