/** A council of a test's own: Medan's folder copied, with other figures. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import type { SettingKey, SettingRows } from '#services/council-schema.ts';

const councils = path.resolve(import.meta.dirname, '../../councils');

/** Figures by key; `validFrom` where a test wants one that does not hold yet. */
export type Figures = {
  [Key in SettingKey]?: { value: SettingRows[Key][number]['value']; validFrom?: string };
};

/** The environment that names the copy, which goes when the test ends. */
export function councilWith(
  t: { after(work: () => void): void },
  figures: Figures,
): { COUNCIL: string; COUNCILS_DIR: string } {
  const root = mkdtempSync(path.join(tmpdir(), 'menyapa-council-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  cpSync(path.join(councils, 'medan'), path.join(root, 'medan'), { recursive: true });
  const file = path.join(root, 'medan/settings.yaml');
  const settings = parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  for (const [key, { value, validFrom = '2024-01-01' }] of Object.entries(figures))
    settings[key] = [{ value, validFrom, basis: 'A test', sure: 'J' }];
  writeFileSync(file, stringify(settings));
  return { COUNCIL: 'medan', COUNCILS_DIR: root };
}

/** The same slots on each working day. */
export const everyDay = (...times: string[]): SettingRows['sikulin.slots'][number]['value'] => ({
  ...{ monday: times, tuesday: times, wednesday: times, thursday: times, friday: times },
  ...{ saturday: [], sunday: [] },
});
