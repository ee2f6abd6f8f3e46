/** What people do and must see, as data: the same lists are played in one process, with doubled delivery, and under kills. */
import type { Bot } from '#tests/support/crash/stage.ts';
import type { Action } from '#simulator/people/actions.ts';

export type Deed =
  | Action
  /** Presses the button that begins so, on the message seen last if it has one. */
  | { do: 'tap'; label: string }
  /** Types the one-time code that the runner has made for this person. */
  | { do: 'code' };

export interface Step {
  who: string;
  bot: Bot;
  /** Absent: the person only waits for a message. */
  does?: Deed;
  /** Never done again, though the bot should repeat itself: a person would read it twice. */
  once?: true;
  /** Parts of one message that must come after it; capital letters or small. */
  sees: readonly string[];
}

export interface Transcript {
  name: string;
  /** `day` is a day of this transcript's own that can be booked, as people write it: `12/8/2027`. */
  steps(day: string): readonly Step[];
}

/** One person at one bot: each method is a step. */
export function person(who: string, bot: Bot = 'telegram-public') {
  const step = (does: Deed | undefined, sees: string[]): Step => ({ who, bot, ...(does && { does }), sees });
  return {
    starts: (...sees: string[]) => step({ do: 'start' }, sees),
    says: (text: string, ...sees: string[]) => step({ do: 'text', text }, sees),
    /** To a person behind the bot; without `sees` nothing comes back. */
    tells: (text: string, ...sees: string[]): Step => ({ ...step({ do: 'text', text }, sees), once: true }),
    tapsOnce: (label: string, ...sees: string[]): Step => ({ ...step({ do: 'tap', label }, sees), once: true }),
    taps: (label: string, ...sees: string[]) => step({ do: 'tap', label }, sees),
    does: (action: Action, ...sees: string[]) => step(action, sees),
    sharesContact: (...sees: string[]) => step({ do: 'contact' }, sees),
    typesCode: (...sees: string[]) => step({ do: 'code' }, sees),
    sees: (...sees: string[]) => step(undefined, sees),
  };
}

type Someone = ReturnType<typeof person>;

/** The steps that bind a member of staff to the members' bot. */
export const bound = (clerk: Someone): Step[] => [
  clerk.starts('anggota dewan dan staf', 'kode undangan'),
  clerk.typesCode('bagikan nomor'),
  clerk.sharesContact('sudah terhubung'),
];

/** From the first question of a booking to its summary, by a citizen. */
export const citizenToSummary = (
  someone: Someone,
  { day, time, name }: Record<'day' | 'time' | 'name', string>,
): Step[] => [
  someone.says('kunjungan', 'Siapa yang akan datang'),
  someone.taps('Warga', 'Apa keperluannya'),
  someone.says('Menyampaikan usul', 'Ingin bertemu siapa'),
  someone.taps('Bantu', 'tanggal berapa'),
  someone.says(day, 'Jam berapa'),
  someone.taps(time, 'Berapa orang'),
  someone.says('berdua', 'perlu kami siapkan'),
  someone.taps('Tidak ada', 'Atas nama siapa'),
  someone.says(name, 'Nomor HP'),
  someone.says('0812-3456-7890', 'diperiksa dulu', name, '2 orang'),
];
