/** Reads the texts of `locales/` and a council's own wording over them. Synchronous: done once, before anything runs. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { Locale } from '#flows/engine/prompt.ts';

export const LOCALES: readonly Locale[] = ['id', 'en'];

/** A text or a group of texts by name; the top level is rooms, one a file. */
export interface TextTree {
  [name: string]: string | TextTree;
}

export type TextTrees = Record<Locale, TextTree>;

const readLocale = (folder: string): TextTree =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => [basename(file, '.json'), JSON.parse(readFileSync(join(folder, file), 'utf8')) as TextTree]),
  );

/** Lays a council's wording over the texts. A name that no text has is a typing error and is told, not ignored. */
const overlay = (base: TextTree, file: string): TextTree => {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  const fault = document.errors[0];
  if (fault) throw new Error(`${file}, line ${lines.linePos(fault.pos[0]).line}: ${fault.message.split('\n')[0]}`);
  const lineOf = (path: string[]): number => {
    const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
    return lines.linePos(node?.range?.[0] ?? 0).line;
  };
  const merge = (tree: TextTree, over: TextTree, path: string[]): TextTree => {
    const merged = { ...tree };
    for (const [name, value] of Object.entries(over)) {
      const at = [...path, name];
      const old = Object.hasOwn(tree, name) ? tree[name] : undefined;
      if (old === undefined || typeof old !== typeof value)
        throw new Error(`${file}, line ${lineOf(at)}: there is no text named ${at.join('.')} to replace`);
      merged[name] = typeof value === 'string' ? value : merge(old as TextTree, value, at);
    }
    return merged;
  };
  return merge(base, (document.toJS() as TextTree | null) ?? {}, []);
};

/**
 * @param folder `locales/`
 * @param overrides `councils/<name>/texts/`, may be absent
 * @throws Error with file, line and reason in one sentence
 */
export const readTextTrees = (folder: string, overrides?: string): TextTrees => {
  const read = (locale: Locale): TextTree => {
    const base = readLocale(join(folder, locale));
    const file = overrides && join(overrides, `${locale}.yaml`);
    return file && existsSync(file) ? overlay(base, file) : base;
  };
  return { id: read('id'), en: read('en') };
};
