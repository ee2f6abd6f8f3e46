/** A turn in the making: the chat as it will be, and what will leave with the commit. */
import { CAPS } from './caps.ts';
import type { ChatState, Intent, Question } from './chat.ts';
import type { Env } from './env.ts';
import type { Item, NoticeButton, NoticeContent } from './item.ts';
import { tx } from './message.ts';
import type { Message, TextRef } from './message.ts';
import { plainCopy } from './plain-copy.ts';
import type { Locale } from './prompt.ts';

/** Longer than this, what is said goes ahead of the question as a message of its own. */
const ONE_MESSAGE = 1500;

/** A message without an open question, before its language is applied. */
type Notice = Omit<Message, 'text' | 'buttons'> & {
  text: TextRef;
  buttons?: NoticeButton[];
};

export const noticeOf = ({ class: sendClass, text, buttons, file }: NoticeContent): Notice => ({
  class: sendClass,
  text,
  ...(buttons?.length && { buttons }),
  ...(file && { file }),
});

export class Draft {
  readonly chat: ChatState;
  readonly env: Env;
  item: Item;
  /** The item was kept while an effect was pending: it has been answered once. */
  held = false;
  /** Messages kept while an effect was pending, whose turn has come. */
  readonly waiting: Item[] = [];
  readonly intents: Intent[] = [];
  /** Request keys whose results were taken in. */
  readonly settled: string[] = [];
  private readonly notices: Message[] = [];
  private readonly papers: Message[] = [];
  private readonly says: TextRef[] = [];
  private readonly buttons: NoticeButton[] = [];
  private question: Question | null = null;
  private reason: TextRef | undefined;

  constructor(chat: ChatState, item: Item, env: Env) {
    this.chat = plainCopy(chat);
    this.item = item;
    this.env = env;
  }

  get locale(): Locale {
    return this.chat.locale ?? 'id';
  }

  /** Nothing would leave with this turn, and nothing is under way. */
  get silent(): boolean {
    return !this.notices.length && !this.papers.length && !this.says.length && !this.question && !this.intents.length;
  }

  say(...texts: TextRef[]): void {
    this.says.push(...texts);
  }

  /** Under what is said; each once. */
  under(buttons: readonly NoticeButton[]): void {
    for (const one of buttons)
      if (!this.buttons.some(({ flow, arg }) => flow === one.flow && arg === one.arg)) this.buttons.push(one);
  }

  /** An effect to be carried out. */
  want({ requestKey, command, args }: Intent): void {
    const { by: actor } = this.item;
    this.intents.push({ requestKey, command, args, ...(actor !== undefined && { actor }) });
  }

  /** A message of its own that leaves the open question as it is. */
  notify(notice: Notice): void {
    this.notices.push(this.written(notice));
  }

  /** Behind what the flow says: whoever hears that it is done gets the paper next, not before. */
  handOver(notice: Notice): void {
    this.papers.push(this.written(notice));
  }

  private written({ text, buttons, ...rest }: Notice): Message {
    return { ...rest, text: this.resolve(text), ...this.shown(buttons) };
  }

  private shown(buttons: readonly NoticeButton[] = []): Pick<Message, 'buttons' | 'lead'> {
    if (!buttons.length) return {};
    return { buttons: buttons.map((one) => ({ ...one, label: this.resolve(one.label) })), ...this.lead() };
  }

  private lead(): Pick<Message, 'lead'> {
    const { lead } = this.env;
    return lead ? { lead: this.resolve(lead) } : {};
  }

  /**
   * Opens a question, `reason` before it: why the last answer did not do. The same question in the same words keeps its
   * number, so that buttons of its first copy still work; anything else gets the next, and everything older is stale.
   */
  ask(question: Question, reason?: TextRef): void {
    const { chat, item } = this;
    const before = chat.wait;
    const same = before !== null && sameQuestion(before, question);
    if (!same) {
      chat.askNo += 1;
      chat.reminded = false;
    }
    const misses = reason && same ? (before.misses ?? 0) + 1 : 0;
    chat.wait = {
      ...{ ...question, askNo: chat.askNo, askedAt: same ? before.askedAt : null },
      ...(misses && { misses }),
    };
    this.wake();
    if (reason && (item.kind === 'text' || item.kind === 'edit') && item.message !== undefined)
      chat.wait.refused = item.message;
    this.question = question;
    this.reason = reason;
  }

  /** The question is reminded of once, then given up, so long after it was last put. */
  private wake(): void {
    const { chat, env, item } = this;
    const after = chat.reminded ? env.expireAfter - env.remindAfter : env.remindAfter;
    chat.wakeAt = chat.run ? item.on + after : null;
  }

  /** The open question was reminded of. */
  reminded(): void {
    this.chat.reminded = true;
    this.wake();
  }

  /** The open question once more, as it stands. */
  askAgain(reason?: TextRef): void {
    const { wait } = this.chat;
    if (!wait) return;
    const { askNo: _askNo, askedAt: _askedAt, refused: _refused, misses: _misses, ...question } = wait;
    this.ask(question, reason);
  }

  /** Nothing is asked any more. */
  close(): void {
    this.chat.wait = null;
    this.chat.wakeAt = null;
    this.question = null;
  }

  /** A form that nobody has to come back to. */
  drop(): void {
    if (this.chat.run?.pending) return;
    this.chat.run = null;
    this.close();
  }

  /** The messages of the turn: notices, what is said, papers, and last the one open question, with what is said if short. */
  messages(): Message[] {
    const said = this.says.map((t) => this.resolve(t)).join('\n\n');
    const { buttons } = this;
    const question = this.question && this.put(this.question);
    const out = [...this.notices];
    // Buttons that start something else do not stand among the answers to a question.
    if (!question || this.papers.length || buttons.length) {
      const reply = said ? [{ class: 'reply' as const, text: said, ...this.shown(buttons) }] : [];
      return [...out, ...reply, ...this.papers, ...(question ? [question] : [])];
    }
    if (said.length + question.text.length <= ONE_MESSAGE)
      return [...out, { ...question, text: said ? `${said}\n\n${question.text}` : question.text }];
    return [...out, { class: 'reply', text: said }, question];
  }

  private put(question: Question): Message {
    // Whom the same words did not help twice is not helped by them a third time.
    const stuck = this.chat.run && (this.chat.wait?.misses ?? 0) >= CAPS.misses;
    const texts = [...(this.reason ? [this.reason] : []), ...(stuck ? [tx('engine.stuck')] : []), ...question.texts];
    return {
      class: 'question',
      text: texts.map((t) => this.resolve(t)).join('\n\n'),
      ask: { run: this.chat.run?.id ?? '-', askNo: this.chat.askNo },
      ...(question.choices.length && {
        choices: question.choices.map((c) => ({ id: c.id, label: this.resolve(c.label) })),
      }),
      ...(question.shareContact && { shareContact: this.resolve(question.shareContact), ...this.lead() }),
    };
  }

  private resolve(text: TextRef): string {
    return this.env.say(this.locale, text);
  }
}

/** Words count too: a *yes* to one summary is none to the next. */
const sameQuestion = (a: Question, b: Question): boolean => fingerprint(a) === fingerprint(b);

const fingerprint = ({ kind, key, aside, texts, choices }: Question): string =>
  JSON.stringify([kind, key, aside, texts, choices.map((c) => c.id)]);
