/** `npm run journals`: records the conversations of every flow whose present version has no journal yet. */
import path from 'node:path';
import { recordMissing } from './journals.ts';

try {
  const written = await recordMissing();
  for (const file of written) process.stdout.write(`recorded ${path.relative('.', file)}\n`);
  if (!written.length) process.stdout.write('every flow has a journal of its present version\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
