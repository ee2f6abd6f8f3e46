/** Open conversations under a flow that was changed. */
import type { Flow } from './flow.ts';
import { doubt, sealed } from './run.ts';
import type { Run } from './run.ts';

/**
 * The run under its flow's present version: as it is, migrated, or begun again (`restarted`) with every answer that still
 * holds. What a done effect acted on is not asked again.
 */
export function upToDate(run: Run, flow: Flow<never>): { run: Run; restarted: boolean } {
  if (run.version === flow.version) return { run, restarted: false };
  const { args, answers, results } = run;
  const migrated = flow.migrate?.(structuredClone({ args, answers, results }), run.version);
  const now = { ...run, ...migrated, version: flow.version, reads: [] };
  return { run: doubt(now, sealed(run)), restarted: !migrated };
}
