/**
 * The texts of both languages against each other and against the code: the same keys, the same values named in them, and
 * every key that the code names. `node scripts/check-locales.js [folder]` prints one line a fault; exit code 1 if any.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** English counts in two forms where Indonesian has one: both are the same text. */
const plural = /_(zero|one|two|few|many|other)$/;
const values = (text) =>
  [...text.matchAll(/\{\{-?\s*([\w.]+)/g)].map(([, name]) => name).filter((name) => !name.startsWith('council.'));

function* flatten(tree, at) {
  for (const [name, value] of Object.entries(tree))
    if (typeof value === 'string') yield [`${at}.${name}`.replace(plural, ''), value];
    else yield* flatten(value, `${at}.${name}`);
}

/** Key to `{ file, values }`, the rooms being the files of one language's folder. */
function readLanguage(root, language, faults) {
  const texts = new Map();
  for (const name of readdirSync(path.join(root, 'locales', language))) {
    const file = path.join('locales', language, name);
    try {
      for (const [key, text] of flatten(JSON.parse(readFileSync(path.join(root, file), 'utf8')), name.slice(0, -5))) {
        const known = texts.get(key) ?? { file, values: new Set() };
        for (const value of values(text)) known.values.add(value);
        texts.set(key, known);
      }
    } catch (error) {
      faults.push(`${file}: ${error.message}`);
    }
  }
  return texts;
}

function compare(here, there, otherFolder) {
  const faults = [];
  for (const [key, { file, values: named }] of here) {
    const other = there.get(key);
    if (!other) faults.push(`${file}: ${key} is not in ${otherFolder}.`);
    else for (const name of named) if (!other.values.has(name)) faults.push(`${other.file}: ${key} lacks {{${name}}}.`);
  }
  return faults;
}

/** The first argument of a call, from just behind its parenthesis. */
function firstArgument(code, from) {
  let depth = 0;
  for (let at = from; at < code.length; at += 1) {
    if ('([{'.includes(code[at])) depth += 1;
    else if (')]}'.includes(code[at])) depth -= 1;
    if (depth < 0 || (depth === 0 && code[at] === ',')) return code.slice(from, at);
  }
  return '';
}

/** Literals that look like a key: those in the first argument of `tx` and those of a `key:` property. */
function* namedKeys(code) {
  for (const call of code.matchAll(/\btx\(/g)) {
    const argument = firstArgument(code, call.index + call[0].length);
    for (const [, , key] of argument.matchAll(/(['`])((?:\$\{[^}]*\}|[\w-])+(?:\.(?:\$\{[^}]*\}|[\w-])+)+)\1/g))
      yield [key, call.index];
  }
  for (const property of code.matchAll(/\bkey: '([\w-]+(?:\.[\w-]+)+)'/g)) yield [property[1], property.index];
}

const pattern = (key) =>
  new RegExp(
    `^${key
      .split(/\$\{[^}]*\}/)
      .map((part) => part.replaceAll('.', '\\.'))
      .join('[^]+')}$`,
  );

function unknownKeys(root, texts) {
  const faults = [];
  const files = ['src', 'models'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true }).map((name) => path.join(folder, String(name))),
  );
  for (const file of files.filter((name) => name.endsWith('.ts')).sort((a, b) => (a < b ? -1 : 1))) {
    const code = readFileSync(path.join(root, file), 'utf8');
    for (const [key, index] of namedKeys(code)) {
      const wanted = pattern(key);
      if (texts.has(key) || (key.includes('${') && [...texts.keys()].some((known) => wanted.test(known)))) continue;
      faults.push(`${file}:${code.slice(0, index).split('\n').length}: there is no text ${key}.`);
    }
  }
  return faults;
}

/** One sentence a fault of the project in `root`. */
function localeFaults(root) {
  const faults = [];
  const id = readLanguage(root, 'id', faults);
  const en = readLanguage(root, 'en', faults);
  return [...faults, ...compare(id, en, 'locales/en'), ...compare(en, id, 'locales/id'), ...unknownKeys(root, id)];
}

const root = path.resolve(process.argv[2] ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '..'));
const faults = localeFaults(root);
for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
