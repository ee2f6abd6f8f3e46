/** A conversation is offered to those who may take it. */
import type { Obrolan } from '#models/obrolan.ts';
import type { Person } from '#models/person.ts';
import type { Piket } from '#models/piket.ts';
import { chatsOfPerson } from '#services/authority.ts';
import type { Services } from '#services/commands.ts';
import { setting } from '#services/council.ts';
import { ABOVE, ANSWERING } from '../roles.ts';
import { nextUp } from '../routing.ts';
import { offerInRoom, roomed } from './room.ts';
import { card } from './tell.ts';

/**
 * `head`: the text that says why it comes. Where nobody is free, those above hear of it; with `all` they do in any case, and
 * `text` is what it shows. Resolves to how many chats were told.
 */
export async function offer(
  services: Services,
  waiting: Obrolan,
  key: string,
  head: string,
  { all = false, text }: { all?: boolean; text?: string } = {},
): Promise<number> {
  const talk = await roomed(services, waiting);
  if (talk.room) await offerInRoom(services, talk, `${key}/ruang`, head, text);
  // Where a unit works in a group, it is asked there first; nobody's phone rings for it, unless a life may be at stake.
  if (talk.room && talk.level === 0 && !all) return 1;
  const people = await services.models.Person.find({ roles: { $in: [...ANSWERING] }, active: true }).lean<Person[]>();
  const others = people.filter(({ _id }) => _id !== talk.asker);
  const above = others.filter(({ roles }) => ABOVE.some((role) => roles.includes(role)));
  const next = talk.level >= 2 ? [] : await free(services, talk, others);
  const first = next.length ? next : above.length ? above : others;
  const told = all ? [...new Set([...first, ...above])] : first;
  const word = await card(services, talk, head, text);
  const chats = told.flatMap(chatsOfPerson);
  for (const chat of chats) await services.notices.toChat(chat, { key, ...word });
  return chats.length;
}

async function free({ models, council, clock }: Services, talk: Obrolan, people: Person[]): Promise<Person[]> {
  const ids = people.map(({ _id }) => _id);
  const duties = new Map((await models.Piket.find({ _id: { $in: ids } }).lean<Piket[]>()).map((one) => [one._id, one]));
  const held = await models.Obrolan.find(
    { holder: { $in: ids }, state: 'ditangani' },
    { holder: 1, lastBy: 1, since: 1 },
  ).lean<Pick<Obrolan, 'holder' | 'lastBy' | 'since'>[]>();
  const candidates = ids.map((person) => {
    const theirs = held.filter(({ holder }) => holder === person);
    return {
      person,
      duty: duties.get(person) ?? null,
      open: theirs.filter(({ lastBy }) => lastBy === 'penanya').length,
      idleSince: Math.max(0, ...theirs.map(({ since }) => since.getTime())),
    };
  });
  const capacity = setting(council, 'chatting.capacity', clock.date(clock.now()));
  const next = nextUp(candidates, talk.level === 0 ? talk.team : null, capacity);
  return next.flatMap((id) => people.find(({ _id }) => _id === id) ?? []);
}
