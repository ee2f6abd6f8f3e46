/**
 * Whoever talks to us by a number that is lost hears of it where else they are known to us: bound people with a Telegram chat of their
 * own, found by their person or by the number they proved. The public has no other chat that is surely theirs; for them stand the
 * website and "nomor resmi".
 */
import type { Person } from '#models/person.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Services } from '../commands.ts';
import { chatsOfPerson } from '../authority.ts';

/** Once for each key and chat, however often it runs. Returns how many chats. */
export async function tellPeopleOf(
  { models, notices }: Pick<Services, 'models' | 'notices'>,
  number: string,
  key: string,
  text: TextRef,
): Promise<number> {
  const people = await models.Person.find({ 'identities.channel': number, active: true }).lean<Person[]>();
  const phones = people.flatMap(({ phoneHash }) => phoneHash ?? []);
  const same = await models.Person.find({ phoneHash: { $in: phones }, active: true }).lean<Person[]>();
  const chats = [...people, ...same].flatMap(chatsOfPerson).filter((chat) => chat.startsWith('telegram-'));
  for (const chat of new Set(chats)) await notices.toChat(chat, { key, text });
  return new Set(chats).size;
}
