/** `npm run -s innovations [-- en]`: prints the innovations of the council named by COUNCIL, in Indonesian or English. */
import { factsOf } from '#services/council-facts.ts';
import { CouncilFault, loadCouncil } from '#services/council.ts';
import { readTextTrees } from '#services/text-files.ts';
import { createTexts } from '#services/texts.ts';
import { listInnovations } from './innovations.ts';
import { builtInnovations } from './registry.ts';

const root = `${import.meta.dirname}/../..`;

try {
  const council = loadCouncil(process.env['COUNCIL'] ?? 'medan');
  const texts = createTexts({
    trees: readTextTrees(`${root}/locales`, `${root}/councils/${council.folder}/texts`),
    facts: { id: factsOf(council, 'id'), en: factsOf(council, 'en') },
    zone: council.zone,
    strict: true,
  });
  console.log(listInnovations(council, builtInnovations, texts, process.argv.includes('en') ? 'en' : 'id'));
} catch (error) {
  if (!(error instanceof CouncilFault)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
