/** What lies open on somebody's desks, what is urgent and then what is due first on top: the queue in chat and on the desk page. */
import type { Aduan } from '#models/aduan.ts';
import type { Person } from '#models/person.ts';
import type { Services } from '#services/commands.ts';
import { desksOf } from './desks.ts';
import { OPEN } from './states.ts';

export const openReports = ({ models }: Services, who: Person | null, most: number): Promise<Aduan[]> =>
  models.Aduan.find({ desk: { $in: desksOf(who?.roles ?? []) }, state: { $in: OPEN } })
    .sort({ urgent: -1, answerBy: 1 })
    .limit(most)
    .lean<Aduan[]>();
