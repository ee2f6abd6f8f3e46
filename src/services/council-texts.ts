/** The texts in one council's wording, with its facts: what `main` gives to everything that talks. */
import path from 'node:path';
import { Info } from 'luxon';
import type { Locale } from '#flows/engine/prompt.ts';
import type { Council } from './council.ts';
import { WEEKDAY_NAMES, type Period } from './council-schema.ts';
import { readTextTrees } from './text-files.ts';
import { createTexts, type CouncilFacts, type Texts } from './texts.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** "Senin-Kamis 08.00-16.00, Jumat 08.00-12.00 dan 13.30-16.00": days with the same hours stand together. */
const hoursInWords = ({ hours }: Council, locale: Locale): string => {
  const ordinary = hours.findLast(({ validTo }) => !validTo) ?? hours.at(-1);
  const days = Info.weekdays('long', { locale: locale === 'en' ? 'en-GB' : 'id' });
  const clock = (time: string): string => (locale === 'en' ? time : time.replace(':', '.'));
  const span = ({ from, to }: Period): string => `${clock(from)}–${clock(to)}`;
  const groups: { first: number; last: number; open: string }[] = [];
  WEEKDAY_NAMES.forEach((name, at) => {
    const open = (ordinary?.week[name] ?? []).map(span).join(locale === 'en' ? ' and ' : ' dan ');
    const before = groups.at(-1);
    if (!open) return;
    if (before && before.open === open && before.last === at - 1) before.last = at;
    else groups.push({ first: at, last: at, open });
  });
  const named = ({ first, last }: { first: number; last: number }): string =>
    first === last ? (days[first] ?? '') : `${days[first]}–${days[last]}`;
  return groups.map((group) => `${named(group)} ${group.open}`).join(', ');
};

export const councilFacts = (council: Council, locale: Locale): CouncilFacts => ({
  name: council.name[locale],
  office: council.office[locale],
  address: council.address.text,
  phone: council.phone.text,
  hours: hoursInWords(council, locale),
});

/**
 * @param strict tests and development: a missing text or value throws
 * @throws Error with file, line and reason where the council's wording names a text that is not there
 */
export const councilTexts = (council: Council, strict: boolean): Texts =>
  createTexts({
    trees: readTextTrees(path.join(ROOT, 'locales'), path.join(ROOT, 'councils', council.folder, 'texts')),
    facts: { id: councilFacts(council, 'id'), en: councilFacts(council, 'en') },
    zone: council.zone,
    strict,
  });
