/** Every kind of document whose deadlines follow the calendar. An innovation with deadlines adds its line here. */
import type { Services } from '#services/commands.ts';
import type { AnyHolder } from '#services/deadlines/holder.ts';
import { recount } from '#services/deadlines/recount.ts';
import { visitDeadlines } from '../sikulin/deadlines.ts';
import { reportDeadlines } from '../tindak-lanjut/deadlines.ts';

export const HOLDERS: readonly AnyHolder[] = [visitDeadlines, reportDeadlines];

export const deadlinesDue = (services: Services): Promise<number> => recount(services, HOLDERS);
