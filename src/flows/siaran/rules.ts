/** What an announcement is made of, as flows, queries and commands hand it to each other. Pure. */
import { WHOLE_CITY } from '#models/broadcast.ts';
import type { Audience, BroadcastStatus, Except, Tally } from '#models/broadcast.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { numbered } from '#flows/prompts/listed.ts';
import type { Moment } from '#flows/prompts/moment.ts';
import type { SentFiles } from '#flows/prompts/sent-file.ts';

/** Characters: with a file the text is its caption, and what stands under it needs some room of the 1,024. */
export const LONGEST = 850;

/** Announcements on a page of the list. */
export const LIST = 8;

/** `s1001`, "no. S 1001", "1001"; null: it is no number of an announcement. */
export const siaranNumber = numbered('S', 4, 6);

interface Named {
  code: string;
  name: { id: string; en: string };
}

/** What a writer can choose from. */
export interface Whom {
  topics: Named[];
  districts: string[];
  roles: Named[];
  /** Last day that can be chosen. */
  until: string;
}

export interface Draft {
  audience: Audience;
  except: Except;
  text: string;
  english: string | null;
  file: SentFiles | null;
  at: Moment | null;
}

/** What of an announcement can be changed. */
export const PARTS = ['isi', 'inggris', 'berkas', 'kepada', 'kapan'] as const;
export type Part = (typeof PARTS)[number];

export type Steer = 'jeda' | 'lanjut' | 'henti' | 'coba';

/** How it stands, for lists and buttons. */
export interface Card {
  number: string;
  status: BroadcastStatus;
  version: number;
  text: string;
  audience: Audience;
  author: string;
  approver: string | null;
  /** ISO instants. `quietUntil`: the end of the quiet hours in which it is, or would begin. */
  at: string | null;
  quietUntil: string | null;
  /** It fails, since when (ISO instant); absent where all is well. */
  trouble?: string;
  total: number;
  tally: Tally;
  gathered: boolean;
}

export type Outcome =
  | { outcome: 'done'; when?: TextRef }
  | { outcome: 'unknown' | 'forbidden' | 'own' | 'changed' | 'nobody' | 'empty' | 'past' }
  | { outcome: 'already'; status: BroadcastStatus };

/** Its hour has passed: whoever approves says when it goes. ISO instants; `until`: the end of the quiet hours that it is in now. */
export interface Late {
  outcome: 'late';
  at: string;
  until: string | null;
}

/** An announcement as somebody looked at it. */
export interface Seen {
  number: string;
  version: number;
}

/** `<word>.<number>.<version>`, or without the word. */
export const buttonArg = (...parts: (string | number)[]): string => parts.join('.');

export function readButton(arg: string): { word: string; number: string; version: number } {
  const [word = '', number = '', version = ''] = arg.split('.');
  return { word, number, version: Number(version) || 0 };
}

const BAR = 10;
/** For a figure that a person reads at a glance; its words stand beside it. */
export function barOf({ sent, left, failed, unknown }: Tally, total: number): { bar: string; percent: number } {
  const share = total ? Math.min(1, (sent + left + failed + unknown) / total) : 0;
  const full = Math.floor(share * BAR);
  return { bar: '▓'.repeat(full) + '░'.repeat(BAR - full), percent: Math.floor(share * 100) };
}

/** What can be done with it now. */
export function stepsOf({ status, trouble }: Pick<Card, 'status' | 'trouble'>): (Steer | 'ubah')[] {
  if (status === 'berjalan') return [...(trouble ? (['coba'] as const) : []), 'jeda', 'henti'];
  if (status === 'dijeda') return ['lanjut', 'henti'];
  return status === 'draf' || status === 'menunggu' || status === 'terjadwal' ? ['ubah', 'henti'] : [];
}

export const named = (name: string | { id: string; en: string }): TextRef => tx('siaran.named', { name });

export function audienceText({ by, values }: Audience, whom: Pick<Whom, 'topics' | 'roles'>): TextRef {
  const known: readonly Named[] = by === 'topik' ? whom.topics : by === 'peran' ? whom.roles : [];
  const names = values
    .filter((value) => value !== WHOLE_CITY)
    .map((value) =>
      by === 'kanal' ? tx(`siaran.channel-${value}`) : named(known.find(({ code }) => code === value)?.name ?? value),
    );
  if (!values.includes(WHOLE_CITY)) return tx(`siaran.to-${by}`, { names });
  return names.length ? tx('siaran.to-kecamatanAndCity', { names }) : tx('siaran.to-city');
}
