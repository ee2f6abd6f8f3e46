/**
 * The story's own calendar, written out so that nothing of the product's is asked: two weeks of office days with a holiday
 * in the first. A moment is `yyyy-MM-ddTHH:mm` in Medan (WIB).
 */
export type Moment = string;

/** A Wednesday; the office is closed. */
export const HOLIDAY = '2030-02-27';

export const OFFICE_DAYS = [
  ...['2030-02-25', '2030-02-26', '2030-02-28', '2030-03-01'],
  ...['2030-03-04', '2030-03-05', '2030-03-06', '2030-03-07', '2030-03-08', '2030-03-11'],
];

/** Days of the visits, Monday to Friday. */
export const VISIT_DAYS = OFFICE_DAYS.slice(4, 9);
export const FRIDAY = '2030-03-08';

const FRIDAYS = ['2030-03-01', FRIDAY];
const FIRST = '2030-02-25';
const LAST = '2030-03-09';
/** The office prays on Fridays: 12:00 to 13:30. */
const PRAYER = ['12:00', '12:30', '13:00'];

export const at = (day: string, time: string): Moment => `${day}T${time}`;
export const dayOf = (moment: Moment): string => moment.slice(0, 10);
export const timeOf = (moment: Moment): string => moment.slice(11);

const DAY_NAMES = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'];
const MONTH_NAMES: Record<string, string> = { '02': 'Februari', '03': 'Maret' };

/** "Kamis, 28 Februari 2030", "09.00 WIB": as messages and letters say it. */
export function inWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${DAY_NAMES[new Date(`${day}T00:00Z`).getUTCDay()]}, ${Number(date)} ${MONTH_NAMES[month]} ${year}`;
}
export const clock = (time: string): string => `${time.replace(':', '.')} WIB`;

/** As machines count it, ms. */
export const msOf = (moment: Moment): number => Date.parse(`${moment}:00+07:00`);

export const plus = (moment: Moment, minutes: number): Moment =>
  new Date(Date.parse(`${moment}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);

const DAY = 24 * 60;
export const dayBefore = (day: string): string => dayOf(plus(at(day, '12:00'), -DAY));

/** The n-th office day after a day, or before it. */
export const officeDayAfter = (day: string, n: number): string => OFFICE_DAYS.filter((one) => one > day)[n - 1] ?? LAST;
export const officeDayBefore = (day: string, n: number): string =>
  OFFICE_DAYS.filter((one) => one < day).at(-n) ?? FIRST;

/** Every half hour from one time to another, both inclusive. */
function halfHours(day: string, from: string, until: string): Moment[] {
  const all: Moment[] = [];
  for (let one = at(day, from); one <= at(day, until); one = plus(one, 30)) all.push(one);
  return all;
}

/** The half hours that the office works, by their beginning. */
const WORKED = OFFICE_DAYS.flatMap((day) =>
  halfHours(day, '08:00', '15:30').filter((half) => !(FRIDAYS.includes(day) && PRAYER.includes(timeOf(half)))),
);

/** When the office has worked so many hours more. */
export const officeHoursAfter = (moment: Moment, hours: number): Moment =>
  plus(WORKED.filter((half) => half >= moment)[hours * 2 - 1] ?? at(LAST, '23:30'), 30);

/** All days of the story, closed ones too. */
function* days(): Generator<string> {
  for (let day = FIRST; day <= LAST; day = dayOf(plus(at(day, '12:00'), DAY))) yield day;
}

/** Where the clock stops: each half hour of an office day, and now and then on a closed one. */
export const STEPS: readonly Moment[] = [...days()].flatMap((day) =>
  OFFICE_DAYS.includes(day)
    ? halfHours(day, '06:30', '17:30')
    : ['07:00', '09:00', '10:00', '12:00', '18:00'].map((time) => at(day, time)),
);

export const START: Moment = at(FIRST, '06:00');
export const END: Moment = STEPS.at(-1) ?? START;
