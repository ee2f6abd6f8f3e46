/**
 * Named places where the crash harness kills the process: `MENYAPA_CRASH="accept-commit:0.02,send-mark:0.02"`, a chance
 * for each passing. Without the setting (always in production, see config) a point costs one look at an empty map.
 */
export const POINTS = ['before-accept', 'accept-commit', 'commit-send', 'send-mark', 'effect-result'] as const;
export type Point = (typeof POINTS)[number];

const chances = new Map<Point, number>();

export function armFaultPoints(setting: string | undefined): void {
  for (const part of setting?.split(',') ?? []) {
    const [point, chance] = part.split(':');
    if (POINTS.includes(point as Point)) chances.set(point as Point, Number(chance ?? 1));
  }
}

/** Dies here, as a power cut would: no handler, no flush. */
export function faultPoint(point: Point): void {
  const chance = chances.get(point);
  if (chance !== undefined && Math.random() < chance) process.kill(process.pid, 'SIGKILL');
}
