/** The deadlines of a visit: the desk's decision, the word that the guest was promised, the guest's answer, the letter that follows. */
import { DateTime } from 'luxon';
import type { Visit } from '#models/visit.ts';
import { OPEN_STATUS } from '#models/visit.ts';
import { isWorkingDay } from '#services/calendar.ts';
import type { Council } from '#services/council.ts';
import { deadline } from '#services/deadlines/deadline.ts';
import type { Holder, Running } from '#services/deadlines/holder.ts';
import { setting } from '#services/council.ts';
import { whenAnswered } from './calendar.ts';
import { dueAfter } from './effects/change.ts';
import { DESK_LEVELS, VISIT_ROLES } from './roles.ts';
import { awaited, dayOf, letterBy } from './schedule.ts';

/** Of one chat. */
const LIST = 8;

export const visitDeadlines: Holder<Visit> = {
  prefix: 'K-',
  model: ({ Visit }) => Visit,
  version: 'dueVersion',
  mayAsk: () => VISIT_ROLES,
  running: (council, visit) => [...decisions(council, visit), ...letters(council, visit)],
  fields(council, visit, dates, now) {
    const decided = dates.get('putusan') ?? dates.get('usulan');
    const [promised, letter] = [dates.get('kabar'), dates.get('surat')];
    const set: Partial<Visit> = {
      ...(decided !== undefined && { decideBy: new Date(decided) }),
      ...(promised !== undefined && { answerBy: new Date(promised) }),
      ...(letter !== undefined && { letterBy: letter }),
    };
    return { ...set, ...dueAfter(council, visit, set, now) };
  },
  owner: () => null,
  /** Whose turn it is, where nobody has that role the next above, else below. */
  staff: ({ level }) => [...DESK_LEVELS.slice(level), ...DESK_LEVELS.slice(0, level).toReversed()],
  person: async (_services, { chat }) => chat,
  tellPerson: ({ notices }, { chat }, word) => notices.toChat(chat, word),
  own: ({ models }, chat) =>
    models.Visit.find({ chat, status: { $in: [...OPEN_STATUS] } })
      .limit(LIST)
      .lean<Visit[]>(),
};

function decisions(council: Council, visit: Visit): Running[] {
  const { status, decideFrom, decideBy, answerBy } = visit;
  if (!decideFrom || !decideBy || (status !== 'menunggu' && status !== 'diusulkan')) return [];
  const { by, counted } = awaited(council, { ...visit, decideFrom });
  const row = { was: instant(council, decideBy), now: instant(council, by), counted };
  // The guest was asked without a date.
  if (status === 'diusulkan') return [{ ...row, what: 'usulan', setting: 'sikulin.holdDays', told: [] }];
  const desk: Running = { ...row, what: 'putusan', setting: 'sikulin.decideHours', told: ['staff'] };
  if (!answerBy) return [desk];
  const from = decideFrom.at.getTime();
  const first = visit.level === 0;
  const promised: Running = {
    ...{ what: 'kabar', setting: 'sikulin.decideHours', told: ['person'] },
    was: instant(council, answerBy),
    now: instant(council, first ? whenAnswered(council, from) : by),
    counted: first ? deadline(council, dayOf(council, from), { workingDays: 1 }) : counted,
  };
  return [desk, promised];
}

/** On a day that became a holiday there is no visit: its guest is asked for another time, and hears of the letter with that. */
function letters(council: Council, visit: Visit): Running[] {
  const { date, letter, letterFrom, status } = visit;
  if (!OPEN_STATUS.includes(status) || letter || !letterFrom || visit.letterBy === null || !isWorkingDay(council, date))
    return [];
  const days = setting(council, 'sikulin.letterDays', dayOf(council, letterFrom.getTime()));
  return [
    {
      what: 'surat',
      was: visit.letterBy,
      now: letterBy(council, date, letterFrom.getTime()),
      counted: deadline(council, date, { workingDaysBefore: days }),
      setting: 'sikulin.letterDays',
      told: ['person'],
    },
  ];
}

/** With the council's offset: its first ten signs are its day there. */
const instant = ({ zone }: Council, at: Date): string => DateTime.fromJSDate(at, { zone }).toISO() ?? '';
