/** Word of an announcement to a person of staff, in every chat they are bound to. */
import type { Broadcast } from '#models/broadcast.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '../commands.ts';
import type { Notice } from '../notices.ts';

/** `text` may name the announcement's figures. */
export async function tellPerson(
  { notices }: Pick<Services, 'notices'>,
  person: string,
  key: string,
  text: string,
  { _id, total, tally }: Pick<Broadcast, '_id' | 'total' | 'tally'>,
  more: Omit<Notice, 'key' | 'text'> & { args?: Record<string, unknown> } = {},
): Promise<void> {
  const { args, ...rest } = more;
  await notices.toPerson(person, { ...rest, key, text: tx(text, { number: _id, total, ...tally, ...args }) });
}
