/**
 * Where a fault arose, told by files of ours alone: each place with the line of code that stands there. What a fault says of itself may
 * be what a person wrote; the code that said it never is, and is what it would be looked up for.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
/** As modules and as scripts are named. */
const PREFIXES = [root.href, fileURLToPath(root)];
const PLACES = 6;
const CODE = 120;

/**
 * `models/visit.ts:12:9 throw new Error(…)`: where it arose, and the way through our own files to there. A line of the stack that is no
 * place in a file that is there is left out.
 */
export function placesOf({ stack = '' }: Error): string[] {
  const places = stack.split('\n').flatMap((line) => placeIn(line) ?? []);
  return places.filter((place, n) => n === 0 || !place.startsWith('node_modules')).slice(0, PLACES);
}

function placeIn(line: string): string | null {
  const prefix = PREFIXES.find((one) => line.includes(one));
  if (prefix === undefined || !line.trimStart().startsWith('at ')) return null;
  const [, file = '', row = '', column = ''] = /^(.+):(\d+):(\d+)\)?$/.exec(line.split(prefix, 2)[1] ?? '') ?? [];
  const code = linesOf(file)?.[Number(row) - 1];
  return code === undefined ? null : `${file}:${row}:${column} ${shortened(code, Number(column) - 1)}`;
}

/** The program has so many files and no more. */
const files = new Map<string, readonly string[]>();

function linesOf(file: string): readonly string[] | null {
  const known = files.get(file);
  if (known || !/\.[cm]?[jt]s$/.test(file)) return known ?? null;
  try {
    const lines = readFileSync(path.join(fileURLToPath(root), file), 'utf8').split('\n');
    files.set(file, lines);
    return lines;
  } catch {
    return null;
  }
}

/** From the place on, where the line is a library's whole file. */
const shortened = (code: string, at: number): string =>
  (code.length > CODE ? code.slice(at) : code).trim().slice(0, CODE);
