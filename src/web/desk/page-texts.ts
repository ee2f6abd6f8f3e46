/** The page's words: its own, and those of the bot for what both name. */
import type { Locale } from '#flows/engine/prompt.ts';
import type { TextTree, TextTrees } from '#services/text-files.ts';

/** Groups of the page by the file of the bot's texts and their beginning. */
const GROUPS = {
  kinds: ['tindak-lanjut', 'kind-'],
  steps: ['tindak-lanjut', 'did-'],
  actions: ['tindak-lanjut', 'do-'],
  outcomes: ['tindak-lanjut', 'outcome-'],
  urgency: ['tindak-lanjut', 'urgent-'],
  accusations: ['tindak-lanjut', 'accused-'],
  tools: ['chatting', 'tool-'],
} as const;

export interface PageTexts extends Record<keyof typeof GROUPS, Record<string, string>> {
  page: TextTree;
}

export const pageTexts = (trees: TextTrees): Record<Locale, PageTexts> => ({ id: of(trees.id), en: of(trees.en) });

function of(tree: TextTree): PageTexts {
  const group = ([file, begin]: readonly [string, string]): Record<string, string> =>
    Object.fromEntries(
      Object.entries(tree[file] ?? {}).flatMap(([name, text]) =>
        name.startsWith(begin) && typeof text === 'string' ? [[name.slice(begin.length), text]] : [],
      ),
    );
  const groups = Object.entries(GROUPS).map(([name, from]) => [name, group(from)]);
  const page = (tree['meja'] as TextTree | undefined)?.['page'];
  return { ...(Object.fromEntries(groups) as Omit<PageTexts, 'page'>), page: (page ?? {}) as TextTree };
}
