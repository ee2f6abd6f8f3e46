/** Words to those whose date moved: one each for a person, one for the desk with all that moved in the round. */
import type { MovedDate } from '#models/dated.ts';
import { howButton } from '#flows/deadlines/rules.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Services } from '../commands.ts';
import type { AnyHolder, DatedDocument, Running } from './holder.ts';

/** A day or an instant, as a part of a sentence. */
export const dateText = (date: string): TextRef =>
  date.length === 10 ? tx('deadlines.day', { date }) : tx('deadlines.instant', { at: date });

interface Desk {
  owner: string | null;
  roles: readonly (readonly string[])[];
  lines: TextRef[];
  numbers: string[];
}

export async function tellMoved(
  services: Services,
  holder: AnyHolder,
  documents: readonly DatedDocument[],
  round: string,
): Promise<void> {
  const desks = new Map<string, Desk>();
  for (const document of documents) {
    const number = document._id;
    const told = toldOf(holder.running(services.council, document));
    const lines = (whom: 'staff' | 'person'): TextRef[] =>
      (document.moved?.rows ?? []).filter(({ what }) => told(what, whom)).map((row) => lineOf(number, row));
    const [personal, official] = [lines('person'), lines('staff')];
    if (personal.length) {
      const text = tx('deadlines.moved', { lines: personal });
      const word = { key: `tenggat/${round}/${number}`, text, buttons: [howButton(number)] };
      await holder.tellPerson(services, document, word);
    }
    if (!official.length) continue;
    const [owner, roles] = [holder.owner(document), holder.staff(document)];
    const name = owner ?? JSON.stringify(roles);
    const desk = desks.get(name) ?? { owner, roles, lines: [], numbers: [] };
    desk.lines.push(...official);
    desk.numbers.push(number);
    desks.set(name, desk);
  }
  for (const [name, desk] of desks) await tellDesk(services, desk, `tenggat/${round}/${name}`);
}

/** To who has taken it, where they are still with us; else to the first level where somebody is. */
async function tellDesk(services: Services, { owner, roles, lines, numbers }: Desk, key: string): Promise<void> {
  const buttons = numbers.length === 1 ? numbers.map(howButton) : [];
  const notice = { key, text: tx('deadlines.moved', { lines }), buttons };
  if (owner !== null && (await services.notices.toPerson(owner, notice))) return;
  for (const level of roles) if (await services.notices.toRoles(level, notice)) return;
}

/** What is met by the time it is told is told to nobody. */
const toldOf =
  (running: readonly Running[]) =>
  (what: string, whom: 'staff' | 'person'): boolean =>
    running.some((one) => one.what === what && one.told.includes(whom));

const lineOf = (number: string, { what, was, now, why }: MovedDate): TextRef =>
  tx('deadlines.movedLine', {
    ...{ number, what: tx(`deadlines.what-${what}`), was: dateText(was), now: dateText(now) },
    why: !why ? tx('deadlines.whyFile') : tx(why.open ? 'deadlines.whyOpen' : 'deadlines.whyClosed', { ...why }),
  });
