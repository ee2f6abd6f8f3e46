/** What a person sends: reserved words before the engine's own questions before the flow's; the menu where nothing runs. */
import { answerAside, asAnswer, standsOver } from './asides.ts';
import { CAPS } from './caps.ts';
import type { Aside, PersonContent, Wait, Word } from './chat.ts';
import type { Draft } from './draft.ts';
import { isEnglish } from './english.ts';
import type { Item } from './item.ts';
import { askLeave, interrupt, leaveNews } from './leave.ts';
import { greet, openMenu, RESUME } from './menu.ts';
import { tx } from './message.ts';
import { obey } from './obey.ts';
import { isOwnChoice, type Answer } from './prompt.ts';
import { changeable, reopen } from './run.ts';
import { advance, begin, cancel, goOn, offer, ownChoice, park, sayCancelled, takeUp } from './runs.ts';
import { sayLapsed } from './shelf.ts';
import { handsOn } from './talk.ts';
import {
  greetingAnswer,
  greetingBefore,
  isCall,
  isNo,
  isPraise,
  isYesOrNo,
  notUnderstood,
  plain,
  reservedWord,
  thanksAnswer,
} from './words.ts';

export type PersonItem = PersonContent & Item;
type TextItem = Item & { kind: 'text' };

export async function fromPerson(draft: Draft, item: PersonItem): Promise<void> {
  sayLapsed(draft);
  if (await handsOn(draft, item)) return;
  // Not even for an effect that is under way does somebody wait who wants no more news.
  if (item.kind === 'start' && item.flow !== '' && item.flow === draft.env.book.leave?.flow) return leaveNews(draft);
  const pending = draft.chat.run?.pending;
  if (pending && !(item.kind === 'text' && reservedWord(item.text) === 'person')) return hold(draft, item);
  switch (item.kind) {
    case 'start':
      return start(draft, item.flow, item.arg);
    case 'press':
      return press(draft, item);
    case 'edit':
      return edited(draft, item);
    case 'text':
      return text(draft, item);
    case 'other':
      // It is gone once it was seen, and no linked device sees it: nobody must think that the office has it.
      return item.what === 'view_once' ? goOn(draft, tx('engine.viewOnce')) : answer(draft, null);
    case 'contact':
      return answer(draft, { kind: 'contact', phone: item.phone, own: item.own });
    case 'location':
      return answer(draft, { kind: 'location', lat: item.lat, lon: item.lon });
    default: {
      const { kind, file, caption, more } = item;
      return answer(draft, { kind, file, ...(caption !== undefined && { caption }), ...(more && { more }) });
    }
  }
}

/** While an effect is pending everything is kept and answered; *cancel* acts after the result. */
function hold(draft: Draft, item: PersonItem): void {
  const run = draft.chat.run;
  if (!run) return;
  if (item.kind === 'text' && reservedWord(item.text) === 'cancel') {
    run.cancel = true;
    return draft.say(tx('engine.cancelAfter'));
  }
  if (run.held.length >= CAPS.held) return draft.say(tx('engine.holdFull'));
  run.held.push(item);
  draft.say(tx('engine.processing'));
}

async function start(draft: Draft, flow: string, arg: string): Promise<void> {
  const { chat, env } = draft;
  if (flow) {
    chat.greeted = true;
    return interrupt(draft, flow, arg);
  }
  const target = arg ? env.book.byPayload(arg, chat) : null;
  // A clerk who scans twelve tickets is not welcomed twelve times.
  if (!chat.greeted || !(chat.run || target)) greet(draft);
  if (target) return interrupt(draft, target.flow, target.arg);
  if (arg) draft.say(tx('engine.unknownLink'));
  return chat.run ? askLeave(draft, null, '') : openMenu(draft);
}

async function press(draft: Draft, item: Item & { kind: 'press' }): Promise<void> {
  const { wait } = draft.chat;
  const choice = wait?.askNo === item.askNo ? wait.choices[item.choice] : undefined;
  if (wait && choice) return choose(draft, wait, choice.id);
  return goOn(draft, tx('engine.stalePress'));
}

async function text(draft: Draft, given: TextItem): Promise<void> {
  const { wait, greeted, run } = draft.chat;
  const { card } = given;
  if (!run && !card && !given.forwarded && !draft.chat.chose && draft.locale !== 'en' && isEnglish(given.text)) {
    draft.chat.locale = 'en';
    draft.say(tx('engine.inEnglish'));
  }
  if (card && (card.sure || !answersOpen(draft, given.text))) return start(draft, card.flow, card.arg);
  const item = answerGreeting(draft, given);
  if (await tellsOfDanger(draft, item)) return;
  const word = wordOf(draft, item.text);
  if (!greeted && !run && !wait) return firstWords(draft, item, word);
  const insisted = word ? null : insistedOn(draft, item.text);
  if (insisted) {
    const { flow, arg } = insisted;
    return wait?.aside || arg ? interrupt(draft, flow, arg) : askLeave(draft, flow, '');
  }
  if (wait?.aside) return asideText(draft, item, wait, word);
  const said: Answer = { kind: 'text', text: item.text };
  if (!word || namesChoice(draft, item.text)) return answer(draft, said, item.message);
  if (couldBeAnswer(draft, item.text, word)) return askWord(draft, word, item);
  // "Pagi" is a time of day where a time is asked, else a greeting; "oke" is a yes where one is asked for, else a nod.
  if ((word === 'greeting' || word === 'thanks') && wait?.kind === 'ask' && !wait.freeText)
    return answer(draft, said, item.message, () => obey(draft, word, item.text));
  return obey(draft, word, item.text);
}

/**
 * The open question could not take it: what runs is set aside, and goes on afterwards. Where it takes words of one's own, its flow hears
 * what they say.
 */
async function tellsOfDanger(draft: Draft, { text: said, forwarded }: TextItem): Promise<boolean> {
  const { chat, env } = draft;
  if (!chat.run || forwarded || answersOpen(draft, said) || !env.book.isUrgent?.(said)) return false;
  const teller = env.book.byTelling(chat);
  if (!teller) return false;
  if (!park(draft)) {
    sayCancelled(draft);
    chat.run = null;
    draft.close();
  }
  return offer(draft, teller.flow, teller.key, { kind: 'text', text: said });
}

/**
 * "Baik" is a nod, but an answer where somebody is asked for words of their own; so is "ada orang?" where they are asked what to tell the
 * person whom they called.
 */
function wordOf({ chat: { run, wait }, env }: Draft, said: string): Word | null {
  const word = reservedWord(said);
  if (run?.flow === env.book.person && wait?.kind === 'ask' && isCall(said)) return null;
  return word === 'thanks' && wait?.kind === 'ask' && wait.freeText && isPraise(said) ? null : word;
}

/** A right of theirs, asked for in the middle of another form: a question that takes any words would take these too. */
function insistedOn({ chat, env }: Draft, said: string): { flow: string; arg: string } | null {
  const found = chat.run ? (env.book.insisted?.(said, chat) ?? null) : null;
  return found?.flow === chat.run?.flow ? null : found;
}

/** Whether the open question could take it: a word that stands on a card as well is its answer then. */
function answersOpen({ chat: { wait }, env, locale }: Draft, said: string): boolean {
  return wait !== null && (Boolean(wait.freeText) || env.match(said, wait.choices, locale) !== null);
}

/**
 * A greeting before a wish or an answer is answered, and the message goes on without it. What somebody writes in their own
 * words stays as they wrote it.
 */
function answerGreeting(draft: Draft, item: TextItem): TextItem {
  const { run, wait } = draft.chat;
  const found = wait?.aside ? null : greetingBefore(item.text, run !== null);
  if (!found?.rest) return item;
  draft.say(tx(greetingAnswer(found.greeting)));
  return run && wait?.freeText ? item : { ...item, text: found.rest };
}

/** The first message of a chat: who we are, and at once what was asked for. */
async function firstWords(draft: Draft, item: TextItem, word: Word | null): Promise<void> {
  if (word === 'greeting') draft.say(tx(greetingAnswer(item.text)));
  greet(draft);
  if (word === 'greeting' || word === 'thanks') return goOn(draft);
  if (word) return obey(draft, word, item.text);
  if (await starts(draft, item.text)) return;
  sayComingLater(draft, item.text);
  return openMenu(draft);
}

/** Whoever asks for what is not built yet was understood, and hears so. False: they ask for no such thing. */
function sayComingLater(draft: Draft, said: string): boolean {
  const { book } = draft.env;
  const name = book.comingLater(said, draft.chat);
  const secret = name !== null && book.isSecretLater?.(said, draft.chat);
  if (name !== null) draft.say(tx(secret ? 'engine.secretLater' : 'engine.comingLater', { name }));
  return name !== null;
}

function byWords({ chat, env: { book } }: Draft, said: string): { flow: string; arg: string } | null {
  const argued = book.withArgument(said, chat);
  if (argued) return argued;
  const flow = book.byWords(said, chat);
  return flow === null ? null : { flow, arg: '' };
}

/** The flow that a text asks for, by its words or by a code. */
export function wanted(draft: Draft, said: string): { flow: string; arg: string } | null {
  const { chat, env } = draft;
  return byWords(draft, said) ?? env.book.byPayload(said.trim(), chat);
}

/** Begins what a text asks for, or tells. False: it starts nothing. */
async function starts(draft: Draft, said: string): Promise<boolean> {
  const target = wanted(draft, said);
  // What others wrote is not yet the person's own account.
  const forwarded = draft.item.kind === 'text' && draft.item.forwarded;
  const teller = forwarded ? null : draft.env.book.byTelling(draft.chat);
  const tells = teller && (!target || target.flow === teller.before);
  if (tells && (await offer(draft, teller.flow, teller.key, { kind: 'text', text: said }))) return true;
  const within = target ? null : draft.env.book.byStory(said, draft.chat);
  if (within !== null) await begin(draft, within, '');
  if (target) await begin(draft, target.flow, target.arg);
  return target !== null || within !== null;
}

async function asideText(draft: Draft, item: TextItem, wait: Wait, word: Word | null): Promise<void> {
  const { aside } = wait;
  if (!aside) return;
  if (word === 'cancel' && asksOfCancel(aside)) return draft.askAgain(tx('engine.pickOne'));
  if (word === 'cancel' && draft.chat.run) return cancel(draft);
  const id = draft.env.match(item.text, wait.choices, draft.locale);
  if (id !== null) return tooEarly(draft, wait) ? draft.askAgain() : answerAside(draft, aside, id);
  // The only reading left is not meant: the question is open again.
  if (aside.kind === 'which' && aside.values.length === 1 && isNo(item.text)) {
    draft.chat.wait = null;
    return goOn(draft);
  }
  if (word === 'thanks') {
    draft.say(tx(thanksAnswer(item.text)));
    return draft.askAgain();
  }
  if (word) {
    draft.chat.wait = null;
    return word === 'back' || word === 'repeat' ? goOn(draft) : obey(draft, word, item.text);
  }
  // An invitation's code, a case's number: what else is wanted is clear, and what is open is kept for later.
  const other = aside.kind === 'leave' ? wanted(draft, item.text) : null;
  if (other) return interrupt(draft, other.flow, other.arg);
  // "10 November" after "which 10?" says it all; so does the answer itself after "was that your answer?"
  const confirms = aside.kind === 'which' && aside.confirms;
  if (standsOver(aside) && !confirms && !isYesOrNo(item.text))
    return asAnswer(draft, from(aside, item.message), item.text);
  return draft.askAgain(tx('engine.pickOne'));
}

/** *bantuan* and *stop* ask by themselves. */
const NO_ANSWER: ReadonlySet<Word> = new Set(['cancel', 'greeting', 'thanks', 'help', 'stop']);

/** "Batal" again, where the question is what was meant by it. */
const asksOfCancel = (aside: Aside): boolean =>
  aside.kind === 'which' && aside.answer.kind === 'text' && reservedWord(aside.answer.text) === 'cancel';

/** "Batal" where one of the choices is to cancel a visit: the choice has the word itself, and the flow asks before it acts. */
function namesChoice({ chat: { run, wait } }: Draft, said: string): boolean {
  if (!run || wait?.kind !== 'ask' || wait.confirms) return false;
  return wait.choices.some(({ synonyms }) => synonyms?.includes(plain(said)));
}

/** Cancel is otherwise never an answer; the others are asked about where the open question could take them. */
function couldBeAnswer(draft: Draft, said: string, word: Word): boolean {
  const { run, wait } = draft.chat;
  if (!run || wait?.kind !== 'ask' || NO_ANSWER.has(word)) return false;
  return Boolean(wait.freeText) || draft.env.match(said, wait.choices, draft.locale) !== null;
}

function askWord(draft: Draft, word: Word, { text: said, message }: TextItem): void {
  const aside: Aside = { kind: 'word', word, said, key: draft.chat.wait?.key ?? '' };
  draft.ask({
    kind: 'aside',
    aside: from(aside, message),
    texts: [tx('engine.whichWord', { said: said.trim() })],
    choices: [
      { id: 'answer', label: tx('engine.wordAnswer') },
      { id: 'word', label: tx(`engine.word-${word}`), synonyms: ['perintah', 'command'] },
    ],
  });
}

/** The aside is about this message: an edit of it is the answer then. */
const from = <A extends Aside>(aside: A, message: string | undefined): A =>
  message === undefined ? aside : { ...aside, message };

/**
 * An answer to the open question, or a wish where nothing is open. Null: a kind that no question takes. `otherwise`: what
 * it means where the question refuses it.
 */
async function answer(
  draft: Draft,
  given: Answer | null,
  message?: string,
  otherwise?: () => Promise<void> | void,
): Promise<void> {
  const { chat, env } = draft;
  const { wait } = chat;
  if (wait?.aside) return draft.askAgain(tx('engine.pickOne'));
  if (!chat.run) return wish(draft, given);
  if (wait?.kind !== 'ask' || wait.key === undefined) return goOn(draft);
  if (!given) return draft.askAgain(wait.expects);
  if (given.kind === 'text') {
    const id = env.match(given.text, wait.choices, draft.locale);
    if ((id !== null || wait.confirms) && tooEarly(draft, wait)) return draft.askAgain();
    if (id !== null) return choose(draft, wait, id, message);
    const other = wait.freeText ? wanted(draft, given.text) : byWords(draft, given.text);
    if (other && !isSameForm(draft, chat.run.flow, other.flow))
      otherwise ??= () => askLeave(draft, other.flow, other.arg);
    // The word that began this form, at its first question: the person is where they want to be.
    else if (other?.arg === '' && !chat.run.order.length) otherwise ??= () => onceMore(draft, other.flow);
  }
  const said = { answer: given, ...(message !== undefined && { message }) };
  await advance(draft, { kind: 'answer', key: wait.key, ...said }, otherwise);
}

/** What was looked up for the first question is looked up anew: whoever asks for a list again wants to see what has changed. */
function onceMore(draft: Draft, flow: string): Promise<void> | void {
  const { run } = draft.chat;
  const listed = run && run.reads.length > 0 && Object.keys(run.results).length === 0;
  return listed ? begin(draft, flow, '') : draft.askAgain();
}

/** A report that began by itself is the one that its word would begin: more of it is no other wish. */
function isSameForm({ env, chat }: Draft, running: string, wished: string): boolean {
  const teller = env.book.byTelling(chat);
  return running === wished || (teller?.flow === running && teller.before === wished);
}

/** Nothing runs: a number of the menu, a word that starts a flow, or a friendly "I did not follow". */
async function wish(draft: Draft, given: Answer | null): Promise<void> {
  const { chat, env } = draft;
  const { wait } = chat;
  if (!chat.greeted) greet(draft);
  if (given?.kind === 'text') {
    const id = wait?.kind === 'menu' ? env.match(given.text, wait.choices, draft.locale) : null;
    // Words mean the same whenever they were written; a number means the menu that was seen.
    if (id === null || wanted(draft, given.text)) {
      if (await starts(draft, given.text)) return;
    } else if (wait) return tooEarly(draft, wait) ? draft.askAgain() : choose(draft, wait, id);
  }
  if (given && (await offerForward(draft, given))) return;
  if (given && given.kind !== 'text' && (await offerFile(draft, given))) return;
  // Who is not bound yet hears only how to be.
  const open = env.book.menu(chat).length > 0;
  if (open && given?.kind === 'text' && sayComingLater(draft, given.text)) return openMenu(draft);
  // What was kept during an effect was answered then: no "I did not follow" for the second tap of an impatient thumb.
  if (draft.held) return;
  if (open) draft.say(tx(given?.kind === 'text' ? notUnderstood(given.text) : 'engine.notNow'));
  openMenu(draft);
}

/** What somebody else wrote, and nothing more: whether it is to be trusted. */
async function offerForward(draft: Draft, given: Answer): Promise<boolean> {
  const { item, env, chat } = draft;
  const taker = item.kind === 'text' && item.forwarded ? env.book.byForward(chat) : null;
  return taker !== null && offer(draft, taker.flow, taker.key, given);
}

/** What nobody asked for may be what somebody waits for, or the start of a report. False: it is neither. */
async function offerFile(draft: Draft, given: Answer): Promise<boolean> {
  for (const { flow, key } of draft.env.book.byFile(given, draft.chat))
    if (await offer(draft, flow, key, given)) return true;
  return false;
}

/** A choice of the open question, by press, number or word. */
async function choose(draft: Draft, wait: Wait, id: string, message?: string): Promise<void> {
  if (wait.aside) return answerAside(draft, wait.aside, id);
  // What the menu offered to go on with may have been given up since.
  if (wait.kind === 'menu' && id === RESUME) return draft.chat.parked.length ? takeUp(draft) : openMenu(draft);
  if (wait.kind === 'menu') return begin(draft, id, '');
  if (wait.confirms && isOwnChoice(id)) return ownChoice(draft, id);
  if (wait.key === undefined) return goOn(draft);
  const picked: Answer = { kind: 'choice', id };
  await advance(draft, { kind: 'answer', key: wait.key, answer: picked, ...(message !== undefined && { message }) });
}

/**
 * An edited message: of an answer in the form, it changes that answer; of one that was refused or is being asked about, it
 * is the answer now. Anything older was acted on already, and says so.
 */
async function edited(draft: Draft, item: Item & { kind: 'edit' }): Promise<void> {
  const { run, wait } = draft.chat;
  const { message } = item;
  if (run && wait?.refused === message) return text(draft, { ...item, kind: 'text' });
  if (wait?.aside && standsOver(wait.aside) && wait.aside.message === message)
    return asAnswer(draft, wait.aside, item.text);
  const key = run?.order.find((k) => run.answers[k]?.message === message);
  if (!run || key === undefined || !changeable(run, key)) return goOn(draft, tx('engine.editTooLate'));
  draft.chat.run = reopen(run, key);
  draft.say(tx('engine.editTaken'));
  const answer = { kind: 'text', text: item.text } as const;
  await advance(draft, { kind: 'answer', key, answer, message, byLabel: true });
}

/** A text from before the question was sent cannot mean its choices: the person had not seen them. */
const tooEarly = ({ item }: Draft, { askedAt, askNo }: Wait): boolean =>
  (item.after ?? -1) < askNo && (askedAt === null || (item.before ?? 0) >= askNo);
