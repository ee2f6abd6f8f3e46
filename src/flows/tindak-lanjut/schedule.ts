/** What the clock must do next for a report, and when: a pure function of its state. */
import { DateTime } from 'luxon';
import type { Aduan } from '#models/aduan.ts';
import { deadline } from '#services/deadlines/deadline.ts';
import { setting } from '#services/council.ts';
import type { Council } from '#services/council.ts';

type Scheduled = Pick<Aduan, 'state' | 'level' | 'triageBy' | 'answerBy' | 'history'>;

/** The office's day ends. */
const END = '16:00';

/** Business time, or null where nothing comes by itself. One escalation a miss: the level says that it was made. */
export function nextDue(council: Council, report: Scheduled): Date | null {
  const { state, level, triageBy, answerBy, history } = report;
  switch (state) {
    case 'diterima':
      return level === 0 ? endOf(council, triageBy) : null;
    case 'ditangani':
    case 'diteruskan':
      return level === 0 ? endOf(council, answerBy) : null;
    case 'ditanyakan':
    case 'dijawab': {
      const since = history.at(-1)?.at.getTime() ?? 0;
      const date = DateTime.fromMillis(since, { zone: council.zone }).toISODate() ?? '';
      return endOf(council, deadline(council, since, { workingDays: setting(council, 'aduan.silenceDays', date) }).due);
    }
    default:
      return null;
  }
}

const endOf = ({ zone }: Council, date: string): Date => DateTime.fromISO(`${date}T${END}`, { zone }).toJSDate();
