/** What the clock must do next for a conversation, and when: a pure function of its state and the desk's hours. */
import type { Obrolan } from '#models/obrolan.ts';
import { addWorkingHours, closingOf, nextOpening } from '#services/calendar.ts';
import { setting } from '#services/council.ts';
import type { Council } from '#services/council.ts';

/**
 * `cari`: nobody has taken it, everybody on duty is asked. `atasan`: those above are. `tutup`: the desk closes over it. `buka`: the
 * desk is there again. `ingatkan`: the holder owes an answer. `lepas`: they still do, somebody else is asked. `diam`: who asked has
 * been silent for long.
 */
export type Step = 'cari' | 'atasan' | 'tutup' | 'buka' | 'ingatkan' | 'lepas' | 'diam';

export type Waiting = Pick<Obrolan, 'kind' | 'state' | 'level' | 'since' | 'lastBy' | 'lastAt' | 'nudged'>;

const HOUR = 3_600_000;

/** The council with the hours of its desk, which may be others than the office's. */
export const deskOf = (council: Council): Council => ({ ...council, hours: council.chatting.hours });

/** Business time, ms; null where nothing comes by itself. */
export function nextStep(council: Council, talk: Waiting): { at: number; what: Step } | null {
  switch (talk.state) {
    case 'menunggu':
      return waiting(council, talk);
    case 'tertunda':
      return { at: ms(nextOpening(deskOf(council), talk.since.getTime())), what: 'buka' };
    case 'ditangani':
      return held(council, talk);
    case 'selesai':
      return null;
  }
}

function waiting(council: Council, { level, since }: Waiting): { at: number; what: Step } | null {
  const { search, above } = minutesOf(council, since);
  const steps: { at: number; what: Step }[] = [];
  if (level === 0) steps.push({ at: after(council, since, search), what: 'cari' });
  if (level === 1) steps.push({ at: after(council, since, above), what: 'atasan' });
  return first([...closing(council, since), ...steps]);
}

/** An unanswered question of who asked for a person is counted in minutes. */
function held(council: Council, talk: Waiting): { at: number; what: Step } | null {
  if (talk.kind === 'layanan') return served(council, talk);
  const { lastBy, lastAt, nudged } = talk;
  if (lastBy === 'petugas') {
    const hours = setting(council, 'chatting.silenceHours', dateOf(council, lastAt));
    return { at: lastAt.getTime() + hours * HOUR, what: 'diam' };
  }
  const { answer } = minutesOf(council, lastAt);
  const at = after(council, lastAt, nudged ? 2 * answer : answer);
  const ends = closing(council, lastAt);
  // Asked while the desk is closed: whoever has it may be there all the same, and has as long by the clock on the wall.
  if (!ends.length) return { at: lastAt.getTime() + answer * 60_000, what: 'tutup' };
  return first([...ends, { at, what: nudged ? 'lepas' : 'ingatkan' }]);
}

/**
 * A unit's service takes its time, but none is taken and forgotten: it is waited for its holder's first word, and after each of
 * their words for the next or the end.
 */
function served(council: Council, { lastBy, lastAt, nudged }: Waiting): { at: number; what: Step } {
  const { first, next } = setting(council, 'chatting.serviceHours', dateOf(council, lastAt));
  const hours = lastBy === 'petugas' ? next : first;
  const at = after(council, lastAt, 60 * (nudged ? 2 * hours : hours));
  return { at, what: nudged ? 'lepas' : 'ingatkan' };
}

const closing = (council: Council, since: Date): { at: number; what: Step }[] => {
  const end = closingOf(deskOf(council), since.getTime());
  return end === null ? [] : [{ at: ms(end), what: 'tutup' }];
};

/** Of two at one moment the earlier one in the list. */
const first = (steps: { at: number; what: Step }[]): { at: number; what: Step } | null =>
  steps.reduce<{ at: number; what: Step } | null>((best, step) => (best && best.at <= step.at ? best : step), null);

const after = (council: Council, since: Date, minutes: number): number =>
  ms(addWorkingHours(deskOf(council), since.getTime(), minutes / 60));

const minutesOf = (council: Council, at: Date) => setting(council, 'chatting.minutes', dateOf(council, at));

const dateOf = ({ zone }: Council, at: Date): string => at.toLocaleDateString('sv', { timeZone: zone });
const ms = (instant: string): number => Date.parse(instant);
