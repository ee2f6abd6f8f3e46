/** Finds the running system. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Options } from './options.ts';

/** One sentence for a person who has nothing running, or something that cannot be talked to. */
export class NotRunning extends Error {}

export interface Addresses {
  standIn: string;
  web: string | undefined;
}

const runSchema = z.object({ web: z.string().optional(), standIn: z.string().nullish() });
const ROOT = path.resolve(import.meta.dirname, '../../..');
const NOTHING = 'Menyapa is not running here: start it with npm start, or name its stand-in with --url.';

export async function findRunning({ url, web }: Options): Promise<Addresses> {
  if (url !== undefined) return { standIn: url, web };
  const file = path.resolve(ROOT, process.env['DATA_DIR'] || '.data', 'run.json');
  const run = await readFile(file, 'utf8').then(
    (text) => runSchema.parse(JSON.parse(text)),
    () => null,
  );
  if (!run) throw new NotRunning(NOTHING);
  if (!run.standIn) throw new NotRunning('The bots that run here talk to the real platform: use the app on a phone.');
  return { standIn: run.standIn, web: web ?? run.web };
}

/** Turns a failed connection into a sentence. The file may be left over from a system that died. */
export async function reached<T>(call: Promise<T>, sentence = NOTHING): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof TypeError) throw new NotRunning(sentence);
    throw error;
  }
}
