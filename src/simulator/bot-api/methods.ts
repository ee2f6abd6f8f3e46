/** Every method that the stand-in knows. One that is missing answers as the platform does for a name that does not exist. */
import type { Call, Handlers } from './call.ts';
import { accountMethods } from './account-methods.ts';
import { editMethods } from './edits-methods.ts';
import { fileMethods } from './files-methods.ts';
import { forumMethods } from './forum-methods.ts';
import { sendMethods } from './sends-methods.ts';
import { updateMethods } from './updates-methods.ts';

const handlers: Handlers = {
  ...accountMethods,
  ...editMethods,
  ...fileMethods,
  ...forumMethods,
  ...sendMethods,
  ...updateMethods,
};

type AnyHandler = (call: Call, args: Record<string, unknown>) => unknown;

const byLowerName = new Map(
  Object.entries(handlers).map(([name, handler]) => [name.toLowerCase(), { name, handler: handler as AnyHandler }]),
);

/** By name in any case. */
export const findMethod = (name: string): { name: string; handler: AnyHandler } | undefined =>
  byLowerName.get(name.toLowerCase());
