/** A visit for the guest's own calendar: made, moved or cancelled under the same uid. */
import { ICalAlarmType, ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { DateTime } from 'luxon';
import type { Council } from '../council.ts';
import type { CalendarMarks, VisitDocument } from './types.ts';
import { guestOf, hoursOf, partOf, wording, type Say } from './words.ts';

const DAY_SECONDS = 86_400;
/** Of a visit whose end is not known. */
const USUAL_HOURS = 2;

/** ICS text. `say` speaks the guest's language. */
export function calendarEvent(
  { say, council, office, address }: { say: Say; council: Council; office: string; address: string },
  visit: VisitDocument,
  { sequence, cancelled, at }: CalendarMarks,
): string {
  const { zone, letterhead } = council;
  // Written in UTC, which every calendar shows in its owner's zone; with a named zone the library's DTSTAMP is invalid.
  const when = (time: string): DateTime => DateTime.fromISO(`${visit.date}T${time}`, { zone });
  const start = when(visit.time);
  const parts = visit.parts ?? [visit];
  const { endTime } = parts.at(-1) ?? visit;
  const rooms = parts.flatMap(({ room }) => (room === null ? [] : [wording(say, room)]));
  const calendar = new ICalCalendar({
    prodId: { company: 'menyapa', product: council.folder },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  const event = calendar.createEvent({
    // A council's numbers are its own: the folder's name keeps two councils' events apart.
    id: `${visit.number}@${council.folder}.menyapa`,
    sequence,
    stamp: DateTime.fromMillis(at),
    start,
    end: endTime === null ? start.plus({ hours: USUAL_HOURS }) : when(endTime),
    summary: say('event-title', { office }),
    description: say('event-text', {
      number: visit.number,
      guest: guestOf(visit),
      count: visit.people,
      hours: visit.parts?.map((part) => partOf(say, part)).join('; ') ?? hoursOf(say, visit),
    }),
    location: [...new Set(rooms), address].join(', '),
    organizer: { name: office, email: letterhead.email.text },
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  if (!cancelled) event.createAlarm({ type: ICalAlarmType.display, trigger: DAY_SECONDS });
  return calendar.toString();
}
