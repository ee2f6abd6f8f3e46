/** What whoever writes from a chat may have erased at once, and what stays and why (UU 27/2022). Pure. */
import { tx } from '../engine/message.ts';
import type { TextRef } from '../engine/message.ts';

export const KINDS = ['laporan', 'kunjungan', 'kontak', 'obrolan', 'pesan', 'kabar', 'telepon'] as const;
export type Kind = (typeof KINDS)[number];

export type Stays =
  /** Still under way, by number. */
  | { what: 'terbuka'; numbers: string[] }
  /** An archive without whoever it came from; `until`: the last day of the last of them, `yyyy-MM-dd`. */
  | { what: 'laporan' | 'kunjungan'; count: number; until: string }
  /** The way back to this chat; of a member or staff who they are. `count`: days. */
  | { what: 'alamat' | 'jabatan'; count: number };

/** Answer of `data.milik`. */
export interface Mine {
  goes: Record<Kind, number>;
  stays: Stays[];
}

export const nothing = (): Mine['goes'] => Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Mine['goes'];

export const isEmpty = ({ goes }: Mine): boolean => KINDS.every((kind) => goes[kind] === 0);

export const goesLines = ({ goes }: Mine): TextRef[] =>
  KINDS.filter((kind) => goes[kind] > 0).map((kind) => tx(`data-saya.goes-${kind}`, { count: goes[kind] }));

export const staysLines = ({ stays }: Mine): TextRef[] =>
  stays.map(({ what, ...more }) => tx(`data-saya.stays-${what}`, more));

const DAY = 86_400_000;

/** The last day on which the last of them is kept. `days`: how long, from each of `since`, `yyyy-MM-dd`. */
export const keptUntil = (since: readonly string[], days: number): string =>
  new Date(Date.parse(since.toSorted().at(-1) ?? '') + days * DAY).toISOString().slice(0, 10);
