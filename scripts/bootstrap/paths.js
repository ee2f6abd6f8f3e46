/** Where things are. `DATA_DIR` moves the data, so that two systems can run from one folder. */
import { mkdirSync, accessSync, constants } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Trouble } from './say.js';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** Tools fetched once, whatever the data folder; tests name an empty one. */
export const toolsDir = path.resolve(root, process.env.MENYAPA_TOOLS || '.data');
export const dataDir = path.resolve(root, process.env.DATA_DIR || '.data');

/** Makes a folder that only its owner reads (it will hold personal data) and proves that it can be written. */
export function ensureDir(dir) {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    accessSync(dir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Trouble(
      `The folder ${dir} cannot be written (${error.code}): make it writable, or name another with DATA_DIR.`,
    );
  }
  return dir;
}
