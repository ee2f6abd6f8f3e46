/** What the flows and the handlers of conversations agree on. Pure. */
import { tx } from '#flows/engine/message.ts';
import type { Choice, TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import type { Account } from '../prompts/account.ts';

export type Both = { id: string; en: string };

/** Arguments of `chatting.minta`. `service`: its code, where a member asks for one. */
export interface Ask {
  account: Account;
  service?: string;
}

/** Answer of `chatting.minta`. `opens`: when the desk is there again, ISO 8601; null while it is. */
export interface Asked {
  number: string;
  opens: string | null;
}

/** What became of a press of staff. */
export type Handled =
  /** `about`: topic or service; `lines`: what was said last. */
  | { outcome: 'done'; about: Both | null; lines: Line[] }
  /** `who`: name of the colleague who has it. */
  | { outcome: 'taken'; who: string }
  /** In a topic, where everybody is told who has it. */
  | { outcome: 'here' }
  | { outcome: 'over' | 'unknown' | 'forbidden' | 'own' };

export interface Line {
  by: 'penanya' | 'petugas' | 'catatan';
  text: string;
  files: number;
  edited?: boolean;
}

/** Lines that whoever takes a conversation is shown: what it began with, and the last. */
export const SHOWN = 20;

export const shownOf = <T>(lines: readonly T[]): T[] =>
  lines.length > SHOWN ? [...lines.slice(0, 1), ...lines.slice(1 - SHOWN)] : [...lines];

/** Arguments of `chatting.nilai`. 4 is best. */
export interface Rate {
  number: string;
  score: number;
}
export const SCORES = [4, 3, 2, 1] as const;

export const linesOf = (lines: readonly Line[]): TextRef[] =>
  lines.map(({ by, text, files, edited }) => {
    const said = edited ? tx('chatting.editedLine', { text }) : text;
    return tx(`chatting.line-${by}`, { text: text ? said : tx('chatting.files', { count: files }) });
  });

/** The conversation that a message of ours names in its first line, where nobody's own words stand. */
export const namedIn = (said: string): string | null => /^[^\n]{0,80}?\b(C-\d{3,8})\b/.exec(said)?.[1] ?? null;

/** Two strokes before a word in a topic: it is for colleagues. Null: it is not. */
export const noteIn = (said: string): string | null => /^\s*\/\/\s*([^]*)$/.exec(said)?.[1] ?? null;

export const numberOf = (arg: string): string => arg.trim().toUpperCase().replace(/^C?-?/, 'C-');

/** What became of something that staff did with a conversation. `report`: number of the report it became. */
export interface Tooled {
  outcome: 'done' | 'over' | 'moved' | 'unknown' | 'forbidden' | 'not-yours';
  report?: string;
}

/** Why a conversation was not taken. */
export const refusalText = (handled: Exclude<Handled, { outcome: 'done' | 'here' }>, number: string): TextRef => {
  if (handled.outcome === 'taken') return tx('chatting.takenBy', { number, who: handled.who });
  return handled.outcome === 'forbidden' ? tx('engine.notForYou') : tx(`chatting.take-${handled.outcome}`, { number });
};

/** Null: what was sent is shown with to whom it went, what was closed as well. */
export function tooledText(tool: Tool, { outcome, report }: Tooled, number: string): TextRef | null {
  if (outcome !== 'done')
    return tx(outcome === 'forbidden' ? 'engine.notForYou' : `chatting.tool-no-${outcome}`, { number });
  return tool === 'siap' || tool === 'tutup' ? null : tx(`chatting.tooled-${tool}`, { number, report: report ?? '' });
}

export interface OnDuty {
  outcome: 'on' | 'off' | 'forbidden';
  /** Conversations that went back to the others. */
  released: number;
}

/** What became of binding a group or letting it go. `names`: the units that are meant, or that there are. */
export interface Bound {
  outcome: 'done' | 'none' | 'unknown' | 'forum' | 'rights' | 'forbidden';
  names: Both[];
}

export interface Option {
  id: string;
  name: Both;
}

export interface ServiceOption extends Option {
  words: string[];
  /** What the unit needs to know. */
  ask: Both;
}

/** A conversation as a list shows it. `owed`: it waits for an answer. */
export interface TalkRow {
  number: string;
  mine: boolean;
  owed: boolean;
  about: Both | null;
  who: TextRef | string;
  said: string;
  labels: Both[];
}

/** The same on the desk page. `ours`: it waits for a unit that its reader is on duty for, or for everybody. */
export interface DeskRow extends TalkRow {
  state: 'menunggu' | 'ditangani' | 'tertunda' | 'selesai';
  unit: Both | TextRef;
  language: Locale;
  ours: boolean;
  /** Since when it waits, or whose word came last; ISO 8601. */
  since: string;
}

export interface DeskFile {
  /** Id in the file store. */
  id: string;
  as: 'photo' | 'voice' | 'document';
  name: string;
  mime: string;
}

export interface DeskLine {
  at: string;
  by: Line['by'];
  /** Of a colleague. */
  name: string | null;
  text: string;
  edited: boolean;
  files: DeskFile[];
}

/** `lines`: everything that was said, for whoever has it; for others its beginning while it waits. `holder`: name of whoever has it. */
export interface DeskTalk extends DeskRow {
  holder: string | null;
  lines: DeskLine[];
  /** Files that only whoever has it sees. */
  hidden: number;
}

/** A conversation as who asked sees it. Instants are ISO 8601 with the council's offset. */
export interface TalkCard {
  number: string;
  state: 'menunggu' | 'ditangani' | 'tertunda' | 'selesai';
  about: Both | null;
  unit: Both | null;
  at: string;
  /** When the desk is there again, where it waits for that. */
  opens: string | null;
  /** What the office said last; empty where it said nothing yet. */
  answer: string;
}

/** What a list shows of it. */
export type OwnTalk = Pick<TalkCard, 'number' | 'about'>;

/** The last one of a page. */
export interface TalkPlace {
  at: string;
  number: string;
}

export const talkChoice = ({ number, about }: OwnTalk): Choice => ({
  id: number,
  label: tx('chatting.choiceCase', { number, about: about ?? tx('chatting.aboutOther') }),
  synonyms: [number.toLowerCase(), number.slice(2)],
});

export const talkStatus = (card: TalkCard): TextRef => {
  const { number, state, about, unit, at, opens, answer } = card;
  return tx('chatting.status', {
    ...{ number, at, about: about ?? tx('chatting.aboutOther') },
    state: tx(`chatting.status-${state}`, { opens, unit: unit ?? tx('chatting.office') }),
    answer: answer && tx('chatting.statusAnswer', { answer }),
    more: state === 'selesai' ? '' : tx('chatting.statusMore'),
  });
};

export interface ToolsOf {
  ready: Option[];
  labels: Option[];
  people: Option[];
  units: Option[];
}

export const TOOLS = ['siap', 'catat', 'label', 'oper', 'laporan', 'tutup'] as const;
export type Tool = (typeof TOOLS)[number];
