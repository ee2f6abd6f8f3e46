/** What people did with one visit, and how it stands after each of their deeds. */
import { at, dayOf, officeDayAfter, officeDayBefore } from './moments.ts';
import type { Moment } from './moments.ts';
import { patience, silenceAt } from './silence.ts';
import type { Silence } from './silence.ts';

export type When = { date: string; time: string };

export type Deed = { at: Moment } & (
  | { did: 'book'; heard: boolean }
  | { did: 'approve' | 'decline' | 'return-letter'; by: string }
  | ({ did: 'propose'; by: string } & When)
  | ({ did: 'move' } & When)
  | { did: 'change'; people: number }
  | { did: 'take' | 'leave-it' | 'cancel' | 'send-letter' | 'ask-template' }
  | { did: 'rate'; score: number }
  | { did: 'allow-photo'; publish: boolean }
  | { did: 'arrive' | 'go' | 'walk-in' | 'photograph'; by: string }
);

export interface State extends When {
  status: 'waiting' | 'offered' | 'approved' | 'over' | 'here' | 'gone';
  silence: Silence;
  people: number;
  agreed: number;
  letter: boolean;
  /** The guests' calendar has the time as it is. */
  calendar: boolean;
  /** The last day for a letter that follows. */
  letterBy: string | null;
  offer: (When & { until: Moment }) | null;
  leftAt: Moment;
}

export function after(state: State, deed: Deed): State {
  const { at: now } = deed;
  switch (deed.did) {
    case 'book':
    case 'ask-template':
    case 'photograph':
    case 'allow-photo':
    case 'rate':
      return state;
    case 'approve':
      return { ...state, status: 'approved', calendar: true, agreed: state.people };
    case 'decline':
    case 'cancel':
    case 'leave-it':
      return { ...state, status: 'over', offer: null };
    case 'propose':
      return {
        ...state,
        status: 'offered',
        offer: { ...whenOf(deed), until: sooner(at(officeDayAfter(dayOf(now), 2), '16:00'), at(deed.date, deed.time)) },
      };
    case 'take':
      return {
        ...state,
        ...(state.offer && movedTo(state, state.offer, now)),
        status: 'approved',
        calendar: true,
        agreed: state.people,
      };
    case 'move':
      return { ...state, ...movedTo(state, deed, now), ...asked(now) };
    case 'change':
      if (isLarge(state, deed.people)) return { ...state, people: deed.people, ...asked(now) };
      return { ...state, people: deed.people, ...(state.status === 'waiting' && { agreed: deed.people }) };
    case 'return-letter':
      return returned(state, now);
    case 'send-letter':
      return { ...state, letter: true, silence: shortened(silenceAt(state.silence, now), now) };
    case 'arrive':
    case 'walk-in':
      return { ...state, status: 'here' };
    case 'go':
      return { ...state, status: 'gone', leftAt: now };
  }
}

const whenOf = ({ date, time }: When): When => ({ date, time });

/** The office is asked, from the desk upwards. */
export const asked = (now: Moment): Pick<State, 'status' | 'silence'> => ({
  status: 'waiting',
  silence: { level: 0, until: patience(0, now) },
});

/** Three office days before the visit, but a day ahead; where none is left, the guests bring it along. */
export function letterDay(visit: string, now: Moment): string {
  const last = later(officeDayBefore(visit, 3), officeDayAfter(dayOf(now), 1));
  return sooner(last, visit);
}

const movedTo = ({ letterBy }: State, when: When, now: Moment): Partial<State> => ({
  ...whenOf(when),
  calendar: false,
  offer: null,
  letterBy: letterBy === null ? null : letterDay(when.date, now),
});

/** More than a tenth of what the office agreed to. */
export const isLarge = ({ status, agreed }: State, people: number): boolean =>
  status === 'approved' && Math.abs(people - agreed) * 10 > agreed;

/** The office waits for another letter, to the end of its last day. */
function returned(state: State, now: Moment): State {
  const letterBy = letterDay(state.date, now);
  const { level } = silenceAt(state.silence, now);
  return {
    ...state,
    letter: false,
    letterBy,
    silence: { level, until: later(at(letterBy, '16:00'), patience(level, now)) },
  };
}

/** It waits no longer for a letter that is here. */
const shortened = ({ level, until }: Silence, now: Moment): Silence => ({
  level,
  until: until < patience(level, now) ? until : patience(level, now),
});

const later = (a: Moment, b: Moment): Moment => (a > b ? a : b);
const sooner = (a: Moment, b: Moment): Moment => (a < b ? a : b);
