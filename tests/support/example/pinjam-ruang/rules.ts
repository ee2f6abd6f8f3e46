/** What the flow and its handlers agree on. Pure. */
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { DateOptions } from '#flows/prompts/date.ts';

export const ROOMS = ['aula', 'komisi'] as const;
export type Room = (typeof ROOMS)[number];

export const roomName = (room: Room): TextRef => tx(`pinjam-ruang.room-${room}`);

/** Answer of `pinjam-ruang.days`. */
export type FreeDays = Pick<DateOptions, 'until' | 'closed' | 'open'>;

/** Arguments of `pinjam-ruang.lend`. `day` is `yyyy-MM-dd` in the council's zone. */
export interface Loan {
  room: Room;
  day: string;
  purpose: string;
}
