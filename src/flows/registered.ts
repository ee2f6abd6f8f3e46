/** What the registry says of a flow. */
import type { Side } from './engine/chat.ts';
import type { Entry } from './engine/env.ts';
import type { TextRef } from './engine/message.ts';
import type { Answer } from './engine/prompt.ts';

export interface Registered extends Entry {
  /** Code of the innovation in the council's data, which also has the words that start it; null for the house's own. */
  innovation: string | null;
  /** The innovation's words start this one of its flows (at most one a side). */
  main?: boolean;
  /** Further words that start it, lower case, any language. */
  words?: readonly string[];
  /** Those of them that people are told to type whenever they like: as a whole message they mean it even in a talk with a person. */
  anytime?: readonly string[];
  /** A right that people have at any time: as a whole message its words are no answer to any question. */
  insists?: true;
  /** Words that ask for it within an account too, where nothing else takes that: "laporan saya kemarin belum dijawab". */
  inStory?: readonly string[];
  /** What may stand behind its words as the argument: "tamu datang 052785". */
  behind?: RegExp;
  /** Key of its question that takes what nobody asked for, of these kinds. */
  files?: { key: string; kinds: readonly Answer['kind'][] };
  /** Key of its question that takes a sentence which nobody asked for, and the flow whose words it then stands before. */
  tells?: { key: string; before: string };
  /** Key of its question that takes a forwarded message of which nothing else is known (at most one flow a side). */
  forwarded?: string;
  /** Place in the menu of each side, from 1; absent: it is started by a button, link or word only. */
  menu?: Partial<Record<Side, { order: number; label: TextRef }>>;
}
