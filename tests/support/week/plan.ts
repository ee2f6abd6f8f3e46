/**
 * The week: sixty visits, twelve a day. Fourteen are booked through the whole form, the others by the command behind it.
 * Whatever is not said here goes the plain way: approved in time, come, gone after an hour.
 */
import type { Agenda } from './agenda.ts';
import type { Deeds, Way } from './deeds.ts';
import { at, FRIDAY, plus, VISIT_DAYS } from './moments.ts';
import type { Moment } from './moments.ts';
import { GUESTS } from './people.ts';
import type { Clerk, Guest } from './people.ts';
import type { When } from './state.ts';
import type { Story } from './story.ts';

const A_DAY = 12;
const [MONDAY = '', TUESDAY = '', WEDNESDAY = '', THURSDAY = ''] = VISIT_DAYS;
const BY_FORM = 14;
/** Their letters come with the booking. */
const WITH_LETTER = [0, 1, 12, 13];

/** When visits of a day are booked, and decided where the office is not silent. */
const OFFICE: Record<string, { booked: Moment; decided: Moment }> = {
  [MONDAY]: { booked: '2030-02-25T08:00', decided: '2030-02-25T10:00' },
  [TUESDAY]: { booked: '2030-02-25T13:00', decided: '2030-02-25T15:00' },
  [WEDNESDAY]: { booked: '2030-02-26T14:00', decided: '2030-02-26T15:00' },
  [THURSDAY]: { booked: '2030-03-01T09:00', decided: '2030-03-01T11:00' },
  [FRIDAY]: { booked: '2030-03-04T10:00', decided: '2030-03-04T11:00' },
};

const WAYS: readonly Way[] = ['qr', 'code', 'number', 'name'];

export const guestOf = (visit: number): Guest => {
  const guest = GUESTS[visit % GUESTS.length];
  if (!guest) throw new Error(`no guest for visit ${visit}`);
  return guest;
};

function whenOf(visit: number): When {
  const date = VISIT_DAYS[Math.floor(visit / A_DAY)] ?? '';
  const place = visit % A_DAY;
  const times = date === FRIDAY ? ['09:00', '14:30'] : ['09:00', '11:00', '14:00'];
  return { date, time: times[Math.floor((place * times.length) / A_DAY)] ?? '' };
}

/** One visit's part of the plan. */
class Visit {
  when: When;
  readonly place: number;
  private readonly agenda: Agenda;
  private readonly deeds: Deeds;
  private readonly clerk: Clerk;
  private story: Story | undefined;

  constructor(place: number, agenda: Agenda, deeds: Deeds) {
    this.place = place;
    this.agenda = agenda;
    this.deeds = deeds;
    this.when = whenOf(place);
    this.clerk = place % 2 ? 'tono' : 'sari';
  }

  private get office(): { booked: Moment; decided: Moment } {
    const office = OFFICE[whenOf(this.place).date];
    if (!office) throw new Error(`no office hours for visit ${this.place}`);
    return office;
  }

  private do(moment: Moment, who: string, does: (story: Story) => Promise<unknown>): this {
    this.agenda.at(moment, who, () => {
      if (!this.story) throw new Error(`visit ${this.place} is not booked`);
      return does(this.story);
    });
    return this;
  }

  private guest(moment: Moment, does: (story: Story) => Promise<unknown>): this {
    return this.do(moment, guestOf(this.place).key, does);
  }

  booked(): this {
    const byForm = this.place < BY_FORM;
    const guest = guestOf(this.place);
    this.agenda.at(byForm ? '2030-02-25T08:00' : this.office.booked, guest.key, async () => {
      const when = whenOf(this.place);
      this.story = await (byForm
        ? this.deeds.book(guest, when, WITH_LETTER.includes(this.place))
        : this.deeds.bookQuickly(guest, when));
    });
    return this;
  }

  approved(moment: Moment = this.byDefault, by: Clerk = this.clerk): this {
    return this.do(moment, by, (story) => this.deeds.approve(story, by));
  }

  /** Those booked by the form were all booked first. */
  private get byDefault(): Moment {
    return this.place < BY_FORM ? '2030-02-25T10:00' : this.office.decided;
  }

  declined(moment: Moment, by: Clerk = this.clerk): this {
    return this.do(moment, by, (story) => this.deeds.decline(story, by));
  }

  offered(moment: Moment, date: string, time: string): this {
    return this.do(moment, this.clerk, (story) => this.deeds.propose(story, this.clerk, { date, time }));
  }

  takes(moment: Moment, date: string, time: string): this {
    this.when = { date, time };
    return this.guest(moment, (story) => this.deeds.answer(story, true));
  }

  leavesIt(moment: Moment): this {
    return this.guest(moment, (story) => this.deeds.answer(story, false));
  }

  moves(moment: Moment, date: string, time: string): this {
    this.when = { date, time };
    return this.guest(moment, (story) => this.deeds.move(story, { date, time }));
  }

  asksTemplate(moment: Moment): this {
    return this.guest(moment, (story) => this.deeds.askTemplate(story));
  }

  rates(moment: Moment, score: number): this {
    return this.guest(moment, (story) => this.deeds.rate(story, score));
  }

  /** By whoever was told that they had left. */
  photographed(moment: Moment): this {
    return this.do(moment, 'tono', (story) => this.deeds.photograph(story, 'tono'));
  }

  allowsPhoto(moment: Moment, publish: boolean): this {
    return this.guest(moment, (story) => this.deeds.allowPhoto(story, publish));
  }

  cancels(moment: Moment): this {
    return this.guest(moment, (story) => this.deeds.cancel(story));
  }

  changes(moment: Moment, people: number): this {
    return this.guest(moment, (story) => this.deeds.change(story, people));
  }

  returned(moment: Moment): this {
    return this.do(moment, this.clerk, (story) => this.deeds.returnLetter(story, this.clerk));
  }

  sendsLetter(moment: Moment, button = false): this {
    return this.guest(moment, (story) => this.deeds.sendLetter(story, button));
  }

  /** Half of them come early. Minutes are counted from the visit's time. */
  comes({ late = this.place % 2 ? 0 : -30, stays = 60, overrun = false } = {}): this {
    const start = at(this.when.date, this.when.time);
    const way = WAYS[(this.place + Math.floor(this.place / A_DAY)) % WAYS.length] ?? 'code';
    return this.do(plus(start, late), 'sari', (story) => this.deeds.arrive(story, 'sari', way)).do(
      plus(start, stays),
      'tono',
      (story) => this.deeds.go(story, 'tono', overrun),
    );
  }

  /** Noticed after an hour and a half; they leave after two. */
  overruns(): this {
    return this.comes({ stays: 120, overrun: true });
  }
}

/** What is not the plain way, by the visit's place in the week. Whoever is not said to come does not. */
const SPECIAL: Record<number, (visit: Visit) => Visit> = {
  // Monday: booked at eight on Monday the week before, so the office is silent at twelve.
  0: (v) => v.approved().comes().rates(at(MONDAY, '11:30'), 4),
  1: (v) => v.approved().comes().photographed(at(MONDAY, '10:30')).allowsPhoto(at(MONDAY, '12:00'), true),
  2: (v) => v.approved().sendsLetter('2030-02-25T11:00').changes('2030-02-26T11:00', 44).comes(),
  4: (v) => v.approved().moves('2030-02-28T10:00', TUESDAY, '14:00').approved('2030-02-28T11:00').comes(),
  5: (v) =>
    v
      .approved()
      .asksTemplate('2030-02-26T09:00')
      .moves('2030-02-28T10:00', THURSDAY, '09:00')
      .approved('2030-02-28T11:00')
      .comes(),
  6: (v) => v.approved().cancels('2030-03-01T14:00'),
  7: (v) => v.approved(),
  8: (v) => v.approved().changes('2030-02-26T13:00', 30).approved('2030-02-26T14:00').comes(),
  9: (v) => v.approved('2030-02-25T13:00', 'kadir').comes(),
  10: (v) => v.approved('2030-02-26T14:00', 'kiki').overruns(),
  11: (v) => v.approved('2030-02-28T13:00', 'kadir').comes(),
  // Tuesday: booked at one, so the office is silent at nine the next morning; at nine after the holiday it goes up again,
  // in the moment in which the letter is due.
  12: (v) => v.approved().comes().photographed(at(TUESDAY, '10:30')).allowsPhoto(at(TUESDAY, '12:00'), false),
  // Another letter is asked for and comes on its last day, so the office is silent four hours behind it.
  13: (v) =>
    v.returned('2030-02-25T09:30').sendsLetter('2030-02-28T11:00', true).approved('2030-02-28T15:30', 'kadir').comes(),
  14: (v) => v.approved('2030-02-28T14:00', 'kiki').comes(),
  15: (v) => v.declined('2030-02-25T15:00'),
  16: (v) => v.offered('2030-02-25T15:30', WEDNESDAY, '11:00').takes('2030-02-26T09:30', WEDNESDAY, '11:00').comes(),
  17: (v) => v.offered('2030-02-25T15:30', WEDNESDAY, '14:00').leavesIt('2030-02-26T11:00'),
  18: (v) => v.offered('2030-02-25T15:30', WEDNESDAY, '14:00'),
  19: (v) =>
    v
      .offered('2030-02-25T15:30', WEDNESDAY, '09:00')
      .moves('2030-02-26T10:00', WEDNESDAY, '14:00')
      .approved('2030-02-26T11:00')
      .comes(),
  20: (v) => v.cancels('2030-02-25T14:30'),
  21: (v) => v.approved().sendsLetter('2030-02-28T10:00').comes(),
  22: (v) => v.moves('2030-02-26T08:30', TUESDAY, '11:00').approved('2030-02-26T10:00').comes(),
  23: (v) => v.approved().comes({ late: 60, stays: 120 }),
  // Wednesday: booked at two the day before the holiday, so the office is silent at ten behind it.
  24: (v) => v.approved().comes().rates(at(THURSDAY, '09:00'), 1),
  26: (v) => v.changes('2030-02-26T14:30', 42).approved().comes(),
  27: (v) => v.approved('2030-02-28T11:00', 'kadir').comes(),
  28: (v) => v.approved().overruns(),
  31: (v) => v.approved(),
  33: (v) => v.sendsLetter('2030-02-28T10:30').approved('2030-02-28T11:30', 'kadir').comes(),
  34: (v) => v.approved().changes('2030-03-04T09:00', 45).approved('2030-03-04T09:30').comes(),
  // Thursday: booked at nine on a Friday, when the office prays at noon: silent at half past two.
  38: (v) => v.approved('2030-03-04T15:00', 'kiki').comes(),
  39: (v) => v.declined('2030-03-01T15:00', 'kadir'),
  40: (v) => v.offered('2030-03-01T11:00', WEDNESDAY, '14:00'),
  43: (v) => v.approved(),
  44: (v) => v.approved().overruns(),
  46: (v) => v.approved().cancels(at(THURSDAY, '08:00')),
  // Friday: booked in the week itself.
  50: (v) => v.approved('2030-03-05T15:00', 'kadir').comes(),
  53: (v) => v.approved().cancels(at(THURSDAY, '16:00')),
  55: (v) => v.approved(),
  // Nobody decides at all: it ends when its time has come.
  56: (v) => v,
  // Another letter is asked for when the office closes on the last day for it: the next office day is the last then.
  57: (v) =>
    v
      .sendsLetter('2030-03-04T10:30')
      .returned('2030-03-05T16:30')
      .sendsLetter('2030-03-07T08:00', true)
      .approved('2030-03-07T09:00', 'kiki')
      .comes(),
  58: (v) => v.approved().overruns(),
  59: (v) => v.declined('2030-03-04T13:00'),
};

export function planVisits(agenda: Agenda, deeds: Deeds): void {
  for (let place = 0; place < VISIT_DAYS.length * A_DAY; place += 1) {
    const visit = new Visit(place, agenda, deeds).booked();
    const special = SPECIAL[place];
    if (special) special(visit);
    else visit.approved().comes();
  }
}

/** Guests without a booking: one each morning; two who stay too long. */
export function planWalkIns(agenda: Agenda, deeds: Deeds): void {
  const plan = (name: string, from: Moment, until: Moment, by: Clerk, overrun: boolean): void => {
    let story: Story | undefined;
    agenda.at(from, by, async () => (story = await deeds.walkIn(name, by)));
    agenda.at(until, by, async () => story && deeds.go(story, by, overrun));
  };
  for (const day of VISIT_DAYS) plan('Pak Hasan', at(day, '09:30'), at(day, '10:30'), 'sari', false);
  for (const day of [TUESDAY, THURSDAY]) plan('Bu Sinta', at(day, '13:00'), at(day, '15:00'), 'tono', true);
}

/** What the desk reads during the week, by day and at the end. */
export interface Read {
  today: Map<string, string>;
  figures: string;
}

export function planReading(agenda: Agenda, deeds: Deeds): Read {
  const read: Read = { today: new Map(), figures: '' };
  for (const day of VISIT_DAYS)
    agenda.at(at(day, '07:30'), 'tono', async () => read.today.set(day, await deeds.desk('tono', 'Selesai')));
  agenda.at(at(FRIDAY, '17:30'), 'tono', async () => (read.figures = await deeds.desk('tono', 'Angka')));
  agenda.at(at(MONDAY, '10:30'), 'ucok', () => deeds.findsFull('ucok', FRIDAY));
  return read;
}
