/**
 * The ledger of one visit: what people did, and from that alone what must be said, when and to whom. It is written from the
 * office's rules and asks nothing of the product's own schedule.
 */
import { at, clock, dayBefore, dayOf, inWords, plus, timeOf } from './moments.ts';
import type { Moment } from './moments.ts';
import { risesOf, silenceAt } from './silence.ts';
import { after, asked, isLarge, letterDay } from './state.ts';
import type { Deed, State, When } from './state.ts';

export type Kind = 'dprd' | 'instansi' | 'sekolah' | 'warga' | 'langsung';

export interface Said {
  at: Moment;
  who: string;
  kind: string;
  visit: string;
  /** What it must say among other things. */
  says?: string;
}

/** The front desk; whoever is one level up, and one more. */
export const DESK = ['sari', 'tono'];
const LEVELS = [DESK, ['kadir'], ['kiki']];
/** A visit's length; after PATIENCE without them they are taken as absent. */
export const MINUTES = 90;
const PATIENCE = 60;

export class Story {
  number = '';
  readonly deeds: Deed[] = [];
  readonly kind: Kind;
  /** Whose chat it is; for a walk-in guest nobody's. */
  readonly guest: string;
  readonly institution: string | null;
  private readonly booked: When & { people: number; letter: boolean };

  constructor(
    parts: Pick<Story, 'kind' | 'guest' | 'institution'>,
    booked: When & { people: number; letter: boolean },
  ) {
    this.kind = parts.kind;
    this.guest = parts.guest;
    this.institution = parts.institution;
    this.booked = booked;
  }

  /** As it stands once everything that was done before `moment` is done, and the clock has done its part. */
  stateAt(moment: Moment): State {
    const state = this.deeds
      .filter((deed) => deed.at < moment)
      .reduce((before, deed) => after(before, deed), this.first());
    const lapsed = state.offer && state.offer.until <= moment;
    const undecided = state.status === 'waiting' && at(state.date, state.time) <= moment;
    return lapsed || undecided ? { ...state, status: 'over', offer: null } : state;
  }

  /** Everything that must be said about it until `end`. */
  said(end: Moment): Said[] {
    let state = this.first();
    return this.deeds.flatMap((deed, place) => {
      const answers = this.answers(state, deed);
      state = after(state, deed);
      const until = this.deeds[place + 1]?.at ?? end;
      // What the clock brings in the moment of the next deed comes before it.
      const timed = this.timed(state).filter((one) => one.at > deed.at && one.at <= until);
      return [...answers.map((one) => ({ ...one, at: deed.at })), ...timed].map((one) => ({
        ...one,
        visit: named(one, this.number),
      }));
    });
  }

  private first(): State {
    const now = this.deeds[0]?.at ?? '';
    const { people, date } = this.booked;
    const letterBy = this.kind === 'warga' || this.kind === 'langsung' ? null : letterDay(date, now);
    return { ...this.booked, ...asked(now), agreed: people, calendar: false, letterBy, offer: null, leftAt: '' };
  }

  /** What a deed is answered with at once. */
  private answers(state: State, deed: Deed): Omit<Said, 'at' | 'visit'>[] {
    const guest = (...kinds: string[]) => kinds.map((kind) => ({ who: this.guest, kind }));
    const desk = (kind: string, who: readonly string[] = DESK) => who.map((one) => ({ who: one, kind }));
    const off = state.calendar ? guest('calendar-off') : [];
    const papers = this.kind === 'warga' ? ['ticket', 'calendar'] : ['ticket', 'letter', 'calendar'];
    switch (deed.did) {
      case 'book':
        return [...(deed.heard ? this.toldAtOnce(state) : []), ...desk('card')];
      case 'approve':
        return [
          ...desk('decided', [deed.by]),
          { who: this.guest, kind: 'approved', says: whenOf(state) },
          ...guest(...papers),
        ];
      case 'decline':
        return [...desk('decided', [deed.by]), ...guest('declined'), ...off];
      case 'return-letter':
        return [...desk('letter-asked', [deed.by]), ...guest('letter-returned')];
      case 'propose':
        return [...desk('proposal-sent', [deed.by]), { who: this.guest, kind: 'proposed', says: whenOf(deed) }];
      case 'take':
        return [...guest('proposal-taken', ...papers), ...desk('desk-taken')];
      case 'leave-it':
        return [...guest('proposal-left'), ...off, ...desk('desk-left')];
      case 'cancel':
        return [...guest('cancelled'), ...off, ...desk('desk-cancelled')];
      case 'move':
        return [...guest('moved'), ...off, ...desk('card-moved')];
      case 'change':
        if (isLarge(state, deed.people)) return [...guest('people'), ...desk('card-people')];
        return [
          ...guest('people'),
          ...(state.status === 'waiting' ? desk('card-people', deskOf(state, deed.at)) : desk('desk-people')),
        ];
      case 'send-letter':
        return [
          ...guest('letter-taken'),
          ...desk('letter-came', state.status === 'waiting' ? deskOf(state, deed.at) : DESK),
        ];
      case 'arrive':
        return [
          ...guest('welcome'),
          ...desk('arrived', [deed.by]),
          ...(this.kind === 'dprd' ? desk('visum', [deed.by]) : []),
        ];
      case 'walk-in':
        return desk('walked-in', [deed.by]);
      case 'go':
        return [...desk('left', [deed.by]), ...(this.guest ? desk('offer-photo', [deed.by]) : [])];
      case 'ask-template':
        return guest('template', 'template-sent');
      case 'photograph':
        return [...guest('photo'), ...desk('photo-done', [deed.by])];
      case 'allow-photo':
        return [...guest('photo-word'), ...desk('desk-photo')];
      case 'rate':
        return deed.score > 2 ? guest('rated') : [...guest('rated-low'), ...desk('desk-note', ['kadir'])];
    }
  }

  /** By the form itself; the letter that follows has a last day, and a form to fill in. */
  private toldAtOnce({ letter, letterBy, people, ...when }: State): Omit<Said, 'at' | 'visit'>[] {
    const booked = { who: this.guest, kind: 'booked', says: `${whenOf(when)} untuk ${people} orang` };
    if (letter || letterBy === null) return [booked];
    const by = { who: this.guest, kind: 'letter-by', says: inWords(letterBy) };
    return [booked, { who: this.guest, kind: 'template' }, by];
  }

  /** What the clock brings as long as nothing more is done; moments that have passed may be among it. */
  private timed(state: State): Omit<Said, 'visit'>[] {
    const start = at(state.date, state.time);
    const guest = (moment: Moment, kind: string, says?: string) => ({
      at: moment,
      who: this.guest,
      kind,
      ...(says && { says }),
    });
    const desk = (moment: Moment, kind: string, who: readonly string[] = DESK) =>
      who.map((one) => ({ at: moment, who: one, kind }));
    const letterDue = lettersDue(state).map((moment) => {
      const isLast = dayOf(moment) === state.letterBy;
      return guest(moment, 'letter-due', isLast ? 'hari ini hari terakhirnya' : inWords(state.letterBy ?? ''));
    });
    switch (state.status) {
      case 'waiting':
        return [
          ...letterDue.filter((one) => one.at <= start),
          ...risesOf(state.silence)
            .filter((rise) => rise.at <= start)
            .flatMap(({ at: moment, level, until }) => [
              guest(moment, 'still-waiting', inFull(until)),
              ...desk(moment, 'card-silent', LEVELS[level]),
            ]),
          guest(start, 'not-decided'),
          ...(state.calendar ? [guest(start, 'calendar-off')] : []),
          ...desk(start, 'desk-not-decided', LEVELS.flat()),
        ];
      case 'offered':
        return state.offer ? [guest(state.offer.until, 'proposal-over'), ...desk(state.offer.until, 'desk-over')] : [];
      case 'approved':
        return [
          ...letterDue,
          guest(at(dayBefore(state.date), '10:00'), 'tomorrow', `${whenOf(state)}, ${state.people} orang`),
          guest(plus(start, -120), 'soon', clock(state.time)),
          guest(plus(start, PATIENCE), 'no-show'),
          ...desk(plus(start, PATIENCE), 'desk-no-show'),
        ];
      case 'here':
        return desk(plus(start, MINUTES), 'desk-overrun');
      case 'gone':
        return this.guest ? [guest(plus(state.leftAt, 60), 'thanks')] : [];
      case 'over':
        return [];
    }
  }
}

const whenOf = ({ date, time }: When): string => `${inWords(date)}, ${clock(time)}`;
const inFull = (moment: Moment): string => `${inWords(dayOf(moment))} pukul ${clock(timeOf(moment))}`;

/** Nine in the morning the day before the last day, and of the day itself. */
const lettersDue = ({ letter, letterBy }: State): Moment[] =>
  letter || letterBy === null ? [] : [dayBefore(letterBy), letterBy].map((day) => at(day, '09:00'));

const deskOf = ({ silence }: State, moment: Moment): readonly string[] | undefined =>
  LEVELS[silenceAt(silence, moment).level];

/** What names no visit in its words. */
const NAMELESS = ['thanks', 'rated', 'rated-low', 'photo-word', 'template-sent', 'letter-by'];
const named = ({ kind }: { kind: string }, number: string): string => (NAMELESS.includes(kind) ? '' : number);
