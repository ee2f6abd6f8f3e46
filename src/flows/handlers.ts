/** What carries out the flows' effects and answers their reads, by name; and what is due by business time. */
import type { Commands, Services } from '#services/commands.ts';
import type { Queries } from '#services/turn-env.ts';
import { deskCommands } from './desk/effects.ts';
import { identityCommands, identityQueries } from './identity/effects.ts';
import { sikulinCommands } from './sikulin/effects.ts';
import { sikulinQueries } from './sikulin/queries.ts';
import { remindVisits } from './sikulin/reminders.ts';

export const COMMANDS: Commands = { ...sikulinCommands, ...identityCommands, ...deskCommands };
export const QUERIES: Queries = { ...sikulinQueries, ...identityQueries };
/** Each looks for domain documents with something due, and returns how many it handled. */
export const DUE: readonly ((services: Services) => Promise<number>)[] = [remindVisits];
