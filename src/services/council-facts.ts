/** What every text may name of the council: `{{council.office}}`, `{{council.hours}}` and so on. */
import { Info } from 'luxon';
import type { Locale } from '#flows/engine/prompt.ts';
import { WEEKDAY_NAMES } from './council-schema.ts';
import type { Council } from './council.ts';
import type { CouncilFacts } from './texts.ts';

export function factsOf(council: Council, locale: Locale): CouncilFacts {
  return {
    name: council.name[locale],
    office: council.office[locale],
    address: council.address.text,
    phone: council.phone.text,
    hours: hours(council, locale),
  };
}

/** "Senin-Jumat 08.00-16.00": runs of days with the same opening and closing; a break at noon is not told. */
function hours(council: Council, locale: Locale): string {
  const usual = council.hours[0];
  if (!usual) return '';
  const names = Info.weekdays('long', { locale });
  const runs: { from: string; to: string; span: string }[] = [];
  WEEKDAY_NAMES.forEach((weekday, place) => {
    const periods = usual.week[weekday];
    const [first, last] = [periods[0], periods.at(-1)];
    const before = runs.at(-1);
    if (!first || !last) return;
    const span = `${clock(first.from, locale)}-${clock(last.to, locale)}`;
    const name = names[place] ?? weekday;
    if (before?.span === span && names[place - 1] === before.to) before.to = name;
    else runs.push({ from: name, to: name, span });
  });
  return runs.map(({ from, to, span }) => `${from === to ? from : `${from}-${to}`} ${span}`).join(', ');
}

const clock = (time: string, locale: Locale): string => (locale === 'id' ? time.replace(':', '.') : time);
