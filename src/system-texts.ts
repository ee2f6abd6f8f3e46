/** The texts of this process: the house's own and its council's. */
import type { Config } from '#config';
import type { Council } from '#services/council.ts';
import { factsOf } from '#services/council-facts.ts';
import { readTextTrees } from '#services/text-files.ts';
import { createTexts } from '#services/texts.ts';
import type { Texts } from '#services/texts.ts';

export function textsOf(config: Config, council: Council): Texts {
  return createTexts({
    trees: readTextTrees(new URL('../locales', import.meta.url).pathname, `${config.councilDir}/texts`),
    facts: { id: factsOf(council, 'id'), en: factsOf(council, 'en') },
    zone: council.zone,
    strict: config.nodeEnv !== 'production',
  });
}
