/** The texts of this process: the house's own and its council's. */
import type { Config } from '#config';
import type { Council } from '#services/council.ts';
import { factsOf } from '#services/council-facts.ts';
import { readTextTrees } from '#services/text-files.ts';
import { createTexts } from '#services/texts.ts';
import type { TextTrees } from '#services/text-files.ts';
import type { Texts } from '#services/texts.ts';
import { plain } from '#bots/render/html.ts';
import { pageTexts } from '#web/desk/page-texts.ts';
import type { DeskOptions } from '#web/desk/desk.ts';

const treesOf = ({ councilDir }: Config): TextTrees =>
  readTextTrees(new URL('../locales', import.meta.url).pathname, `${councilDir}/texts`);

export function textsOf(config: Config, council: Council): Texts {
  return createTexts({
    trees: treesOf(config),
    facts: { id: factsOf(council, 'id'), en: factsOf(council, 'en') },
    zone: council.zone,
    strict: config.nodeEnv !== 'production',
  });
}

/** Without any markup. */
export const sayPlainly =
  ({ say }: Texts): DeskOptions['say'] =>
  (locale, ref) =>
    plain(say(locale, ref));

/** What the desk page needs of them. */
export const deskTexts = (config: Config, texts: Texts): Pick<DeskOptions, 'say' | 'texts'> => ({
  say: sayPlainly(texts),
  texts: pageTexts(treesOf(config)),
});
