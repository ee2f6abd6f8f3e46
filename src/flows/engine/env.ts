/** What a turn is given. The engine reaches the rest of the world only through this. */
import type { ChatState, Role, Side } from './chat.ts';
import type { Flow } from './flow.ts';
import type { Choice, TextRef } from './message.ts';
import type { Answer, Locale } from './prompt.ts';
import type { Query } from './sprint.ts';

/** What the registry says of a flow; see `flows/registry.ts`. */
export interface Entry {
  flow: Flow<never>;
  /** Name for "shall we go on with …?" and the menu; at most 24 characters. */
  title: TextRef;
  /** Who may start it; `warga` is anybody. Looked at again by each command when it is carried out. */
  who: readonly Role[];
  sides: readonly Side[];
  /** The run's arguments from a button's or link's argument. */
  args?(arg: string): unknown;
  /** Its question `key` only shows how something stands: where something else is wanted it is dropped, and never put again from before. */
  passing?(key: string): boolean;
  /** What is told here may be meant for nobody else: where the channel shows who writes, the person hears so first. */
  confidential?: boolean;
}

/** A flow that takes what came unasked, and its question that it answers. */
export interface Taker {
  flow: string;
  key: string;
}

export interface Teller extends Taker {
  /** The flow before whose words it is tried: "jalan rusak di Gg. Mawar" says more than that it wants to report. */
  before: string;
}

export interface FlowBook {
  entry(name: string): Entry | undefined;
  /** The flow that a whole message or a clear phrase asks for. */
  byWords(text: string, chat: ChatState): string | null;
  /** The flow that a whole message asks for even where its words could answer the open question; with an argument it is not asked first. */
  insisted?(text: string, chat: ChatState): { flow: string; arg: string } | null;
  /** The flow that a message asks for by its words with the argument behind them: "tamu datang 052785". */
  withArgument(text: string, chat: ChatState): { flow: string; arg: string } | null;
  /** Flows that may know what a file or a place is for that nobody asked for, in the order to try them. */
  byFile(sent: Answer, chat: ChatState): readonly Taker[];
  /** The flow that may know what a sentence tells that starts nothing. */
  byTelling(chat: ChatState): Teller | null;
  /** The flow that an account asks for by the way: tried where the sentence starts nothing and tells nothing by itself. */
  byStory(text: string, chat: ChatState): string | null;
  /** A life may be at stake in what is said: a question that takes no words of one's own is no reason not to hear it. */
  isUrgent?(said: string): boolean;
  /** The flow that says what to make of a message which somebody forwards, and its question for it. */
  byForward(chat: ChatState): Taker | null;
  /** Name of the service that a message asks for and that is not built yet; only of those that are for this chat. */
  comingLater(text: string, chat: ChatState): string | null;
  /** What is asked for there will hold secrets: not every channel will carry it. */
  isSecretLater?(text: string, chat: ChatState): boolean;
  /** The flow of a start payload (deep link, one-time code). */
  byPayload(payload: string, chat: ChatState): { flow: string; arg: string } | null;
  /** Flows shown in the menu of this chat, in order. */
  menu(chat: ChatState): { flow: string; label: TextRef; synonyms?: readonly string[] }[];
  /** The flow behind the word *petugas*. */
  person: string;
  /**
   * Where people talk with people: the commands that carry on what is said (arguments `Spoken`) and that end it (`Leaving`), the
   * conversation that a message of ours names at its head, and the flow that a whole message means even there.
   */
  talk?: {
    speak: string;
    end: string;
    named(said: string): string | null;
    anytime(said: string, chat: ChatState): string | null;
  };
  /** Behind *stop*, where the house has news: the command that ends them, and the flow that the buttons under them name. */
  leave?: { flow: string; command: string };
}

export interface Env {
  book: FlowBook;
  query(name: string): Query;
  say(locale: Locale, ref: TextRef): string;
  /**
   * Several write here: a group, or a topic of one that belongs to one conversation. Nobody is offered anything, and only who began a form
   * answers its questions.
   */
  shared?: 'group' | 'topic';
  /** Said before a confidential flow, where others can see who writes in this chat. */
  seen?: TextRef;
  /** What stands before buttons where they are words to type. */
  lead?: TextRef;
  /** Which choice a text means: by number, label, synonym or a clear near-miss. */
  match(text: string, choices: readonly Choice[], locale: Locale): string | null;
  /** Eight signs, new each time. */
  newId(): string;
  zone: string;
  /** Version of the council's data. */
  council: string;
  /** Business date (`yyyy-MM-dd`) and instant (ISO 8601 with offset) in the council's zone. */
  dateOf(ms: number): string;
  instantOf(ms: number): string;
  /** ms of machine time. */
  readLimit: number;
  /** An open question is reminded of, and given up, this long after it was put; ms of business time. */
  remindAfter: number;
  expireAfter: number;
}
