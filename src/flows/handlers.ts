/** What carries out the flows' effects and answers their reads, by name; and what is due by business time. */
import type { Commands, Services } from '#services/commands.ts';
import { cleaning } from '#services/daily.ts';
import { eraseDue, forgetDead } from '#services/erasing.ts';
import { eraseFiles } from '#services/keep-files.ts';
import type { Queries } from '#services/turn-env.ts';
import { chattingCommands } from './chatting/effects.ts';
import { chattingQueries } from './chatting/queries.ts';
import { talksDue } from './chatting/effects/due.ts';
import { groupsDue } from './chatting/effects/leave-room.ts';
import { dataCommands, dataQueries } from './data-saya/effects.ts';
import { deadlinesDue } from './deadlines/holders.ts';
import { deadlineQueries } from './deadlines/queries.ts';
import { deskCommands } from './desk/effects.ts';
import { stuckQueries } from './desk/stuck-effects.ts';
import { holidayCommands, holidayQueries } from './holidays/effects.ts';
import { identityCommands, identityQueries } from './identity/effects.ts';
import { mejaCommands } from './meja/effects.ts';
import { numberCommands, numberQueries } from './nomor-whatsapp/effects.ts';
import { topUpDue } from './nomor-whatsapp/top-up.ts';
import { officialQueries } from './resmi/queries.ts';
import { siaranCommands } from './siaran/effects.ts';
import { siaranQueries } from './siaran/queries.ts';
import { sikulinCommands } from './sikulin/effects.ts';
import { sikulinQueries } from './sikulin/queries.ts';
import { dayListDue } from './sikulin/effects/day-list.ts';
import { visitsDue } from './sikulin/effects/due.ts';
import { freeOrphans } from './sikulin/effects/seat-orphans.ts';
import { reportCommands } from './tindak-lanjut/effects.ts';
import { digestDue } from './tindak-lanjut/effects/digest.ts';
import { reportsDue } from './tindak-lanjut/effects/due.ts';
import { reportQueries } from './tindak-lanjut/queries.ts';

export const COMMANDS: Commands = {
  ...sikulinCommands,
  ...identityCommands,
  ...deskCommands,
  ...chattingCommands,
  ...holidayCommands,
  ...reportCommands,
  ...siaranCommands,
  ...numberCommands,
  ...mejaCommands,
  ...dataCommands,
};
export const QUERIES: Queries = {
  ...sikulinQueries,
  ...identityQueries,
  ...holidayQueries,
  ...deadlineQueries,
  ...stuckQueries,
  ...reportQueries,
  ...chattingQueries,
  ...siaranQueries,
  ...officialQueries,
  ...numberQueries,
  ...dataQueries,
};
type Due = (services: Services) => Promise<number>;

/** Each looks for domain documents with something due, and returns how many it handled. */
const DUE: readonly Due[] = [
  // First: what moves today is not due today.
  deadlinesDue,
  visitsDue,
  reportsDue,
  digestDue,
  groupsDue,
  talksDue,
  dayListDue,
  topUpDue,
];
/** The same, of what goes once a day. */
const CLEANING: readonly Due[] = [
  cleaning('berkas', ({ files }, before) => files.sweep(before)),
  cleaning('kursi', freeOrphans),
  cleaning('masa-berkas', eraseFiles),
  cleaning('dikesampingkan', forgetDead),
  eraseDue,
];

/** By lease; those of one follow one another, and a long list of what is to be cleaned keeps no reminder waiting. */
export function dueBy(services: Services): Record<'due' | 'cleaning', (() => Promise<number>)[]> {
  const each = (all: readonly Due[]) => all.map((due) => () => due(services));
  return { due: each(DUE), cleaning: each(CLEANING) };
}
