/** Every method that the stand-in knows. One that is missing answers as the platform does for a name that does not exist. */
import type { Handlers } from './call.ts';
import { accountMethods } from './methods/account.ts';
import { editMethods } from './methods/edits.ts';
import { fileMethods } from './methods/files.ts';
import { sendMethods } from './methods/sends.ts';
import { updateMethods } from './methods/updates.ts';

const handlers: Handlers = { ...accountMethods, ...editMethods, ...fileMethods, ...sendMethods, ...updateMethods };

type AnyHandler = (call: import('./call.ts').Call, args: Record<string, unknown>) => unknown;

const byLowerName = new Map(
  Object.entries(handlers).map(([name, handler]) => [name.toLowerCase(), { name, handler: handler as AnyHandler }]),
);

/** By name in any case. */
export const findMethod = (name: string): { name: string; handler: AnyHandler } | undefined =>
  byLowerName.get(name.toLowerCase());
