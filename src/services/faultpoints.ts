/**
 * Named places where the crash harness kills the process: `MENYAPA_CRASH="accept-commit:0.02,send-mark:0.02"`, a chance
 * for each passing. Without the setting (always in production, see config) a point costs one look at an empty map.
 */
export const POINTS = ['before-accept', 'accept-commit', 'commit-send', 'send-mark', 'effect-result'] as const;
/** Passed only while an announcement goes out. */
export const BROADCAST_POINTS = ['broadcast-rows', 'broadcast-send', 'broadcast-mark'] as const;
export type Point = (typeof POINTS)[number];
export type AnyPoint = Point | (typeof BROADCAST_POINTS)[number];

const chances = new Map<AnyPoint, number>();

export function armFaultPoints(setting: string | undefined): void {
  for (const part of setting?.split(',') ?? []) {
    const [point, chance] = part.split(':');
    if ([...POINTS, ...BROADCAST_POINTS].includes(point as AnyPoint))
      chances.set(point as AnyPoint, Number(chance ?? 1));
  }
}

/** Dies here, as a power cut would: no handler, no flush. */
export function faultPoint(point: AnyPoint): void {
  const chance = chances.get(point);
  if (chance !== undefined && Math.random() < chance) process.kill(process.pid, 'SIGKILL');
}
