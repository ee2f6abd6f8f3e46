/** Two chats that turn out to be one person's: what was open in either stays open in one. Pure. */
import type { ChatState } from './chat.ts';

/** `into` goes on. Whichever question was asked last is the one that the person answers; the other's form is set aside. */
export function join(into: ChatState, from: ChatState): ChatState {
  const [front, back] = isInFront(from, into) ? [from, into] : [into, from];
  const { run, wait, wakeAt, reminded } = front;
  return {
    ...{ side: into.side, roles: into.roles, run, wait, wakeAt, reminded },
    // What is taken up first stands last; one more than the shelf takes otherwise is no reason to lose a form.
    parked: [...back.parked, ...front.parked, ...(back.run ? [back.run] : [])],
    ...(back.chose && !front.chose ? { locale: back.locale } : { locale: front.locale ?? back.locale }),
    chose: front.chose || back.chose,
    greeted: into.greeted || from.greeted,
    // The next question's number is new in both.
    askNo: Math.max(into.askNo, from.askNo),
    owner: into.owner === 'desk' || from.owner === 'desk' ? 'desk' : 'bot',
    lapseAt: least(into.lapseAt, from.lapseAt),
    lapsed: into.lapsed || from.lapsed,
    officeUntil: most(into.officeUntil, from.officeUntil),
    talk: front.talk ?? back.talk,
  };
}

const isInFront = (from: ChatState, into: ChatState): boolean => {
  const [asked, before] = [from, into].map(({ wait }) => wait?.askedAt ?? 0) as [number, number];
  return asked === before ? from.run !== null && into.run === null : asked > before;
};

const least = (...all: (number | null)[]): number | null => pick(all, Math.min);
const most = (...all: (number | null)[]): number | null => pick(all, Math.max);
const pick = (all: (number | null)[], by: (...all: number[]) => number): number | null => {
  const there = all.filter((one) => one !== null);
  return there.length ? by(...there) : null;
};
