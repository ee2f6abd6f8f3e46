/** The page's words: its own, and those of the bot for what both name. */
import type { Locale } from '#flows/engine/prompt.ts';
import type { TextTree, TextTrees } from '#services/text-files.ts';

/** Groups of the page by the beginning of the bot's texts. */
const GROUPS = {
  kinds: 'kind-',
  steps: 'did-',
  actions: 'do-',
  outcomes: 'outcome-',
  urgency: 'urgent-',
  accusations: 'accused-',
} as const;

export interface PageTexts extends Record<keyof typeof GROUPS, Record<string, string>> {
  page: TextTree;
}

export const pageTexts = (trees: TextTrees): Record<Locale, PageTexts> => ({ id: of(trees.id), en: of(trees.en) });

function of(tree: TextTree): PageTexts {
  const named = Object.entries(tree['tindak-lanjut'] ?? {});
  const group = (begin: string): Record<string, string> =>
    Object.fromEntries(
      named.flatMap(([name, text]) =>
        name.startsWith(begin) && typeof text === 'string' ? [[name.slice(begin.length), text]] : [],
      ),
    );
  const groups = Object.entries(GROUPS).map(([name, begin]) => [name, group(begin)]);
  const page = (tree['meja'] as TextTree | undefined)?.['page'];
  return { ...(Object.fromEntries(groups) as Omit<PageTexts, 'page'>), page: (page ?? {}) as TextTree };
}
