/** Who is behind a chat, looked up now and not when a menu was drawn, and what they may read. */
import type { Models } from '#models/models.ts';
import type { Person } from '#models/person.ts';
import { Forbidden } from '#flows/engine/caps.ts';
import type { Services } from './commands.ts';
import { addressOf, channelOf, chatId } from './outbox.ts';

/** Null for the public, the unbound, and whoever is no longer with us. */
export const personBehind = ({ Person }: Models, chat: string): Promise<Person | null> =>
  Person.findOne({
    identities: { $elemMatch: { channel: channelOf(chat), address: addressOf(chat) } },
    active: true,
  })
    .lean<Person>()
    .exec();

/** The same for whoever asks now. In a turn that is looked up once: for its menu, for the gate of a query, and in the query. */
export const asking = ({ models, who }: Pick<Services, 'models' | 'who'>, chat: string): Promise<Person | null> =>
  who ? who(chat) : personBehind(models, chat);

/** The other way round: every chat in which somebody is to be found. */
export const chatsOfPerson = ({ identities }: Pick<Person, 'identities'>): string[] =>
  identities.map(({ channel, address }) => chatId(channel, address));

/** Authority at the press: false where the person may not, or no longer. */
export const allowed = (who: Person | null, roles: readonly string[]): who is Person =>
  who !== null && roles.some((role) => who.roles.includes(role));

type Query<A, T> = (args: A, services: Services, chat: string) => Promise<T>;

/** A query that only these roles may read: an old button or an open form outlives a role. The engine says so to anybody else. */
export const onlyFor =
  <A, T>(roles: readonly string[], query: Query<A, T>): Query<A, T> =>
  async (args, services, chat) => {
    if (!allowed(await asking(services, chat), roles)) throw new Forbidden('not for this person');
    return query(args, services, chat);
  };
