/** Where a number stands. Shown in health, metrics and to the administrator. */

export const STATES = [
  /** Nothing runs: another process holds the number, or this one has not begun. */
  'idle',
  /** The browser starts, or starts again. */
  'starting',
  /** A code is shown and waits to be scanned or typed. */
  'unlinked',
  /** The handset said yes. */
  'linking',
  /** Linked, and the chats are being fetched. */
  'syncing',
  'ready',
  /** Linked, and something is wrong that is being mended. */
  'degraded',
  /** The handset threw this device out: a new code must be scanned. */
  'logged-out',
  /** WhatsApp refuses the number. Nothing here can mend it. */
  'banned',
] as const;

export type State = (typeof STATES)[number];

/** Why a client is over. */
export type Ending =
  /** It was asked to stop, or the lease went. */
  | 'stopped'
  /** Its planned end: a browser's memory only grows. */
  | 'aged'
  | 'no-start'
  | 'code-expired'
  /** WhatsApp gives no code to type. */
  | 'no-code'
  | 'never-ready'
  | 'browser-gone'
  | 'page-crashed'
  | 'injection'
  /** No line to WhatsApp for too long, and nobody says so. */
  | 'silent'
  | 'unanswering'
  /** Another device or process took the session over. */
  | 'conflict'
  | 'logged-out'
  /** Another number takes its place: nothing of the old session is kept. */
  | 'moved'
  | 'banned'
  /** Every other word of the library. */
  | 'disconnected';

/** What the library calls the end of a connection. */
export const endingOf = (reason: string): Ending => {
  if (/^(LOGOUT|UNPAIRED)$/.test(reason)) return 'logged-out';
  if (/TOS_BLOCK|BANNED/.test(reason)) return 'banned';
  return reason === 'CONFLICT' ? 'conflict' : 'disconnected';
};
