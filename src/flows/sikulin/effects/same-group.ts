/**
 * One group books one slot once: two seats for it are a mistake of somebody who sent the form again, here or in another app.
 * The same chat, or the same phone number, is the same people.
 */
import type { Contact } from '#models/contact.ts';
import { OPEN_STATUS } from '#models/visit.ts';
import type { Visit } from '#models/visit.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import { refused } from '#services/commands.ts';
import type { Services } from '#services/commands.ts';

type Wanted = Pick<Visit, 'date' | 'time' | 'institution'>;

/** Whose booking it is: the chat, and the contact person's number (hashed) and name. */
export interface Booker {
  chat: string;
  phoneHash: string | null;
  name: string | null;
}

export async function bookerOf({ models }: Services, { chat, contact }: Visit): Promise<Booker> {
  const known = await models.Contact.findOne({ _id: contact }).lean<Contact>();
  return { chat, phoneHash: known?.phoneHash ?? null, name: known?.name ?? null };
}

/** "SD 5, Medan" is "sd 5 medan". */
const plainName = (name: string | null): string =>
  (name ?? '')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean)
    .join(' ');

/** The question of the time again, where they have a booking for the same group then; `except` is the one that moves. */
export async function twiceAtOnce(
  services: Services,
  booker: Booker,
  { date, time, institution }: Wanted,
  except?: string,
): Promise<EffectResult | null> {
  const { models } = services;
  const all = await models.Visit.find({ date, time, status: { $in: OPEN_STATUS } }).lean<Visit[]>();
  const there = all.filter((v) => v._id !== except && plainName(v.institution) === plainName(institution));
  const own = there.find(({ chat }) => chat === booker.chat);
  if (own) return refused('jam', 'sikulin.sameSlot', { date, time, number: own._id });
  // A number that was typed proves nobody: whose visit it is stays unsaid.
  return (await withNumber(services, there, booker)) ? refused('jam', 'sikulin.sameSlotPhone', { date, time }) : null;
}

/** Whether one of the visits was booked with that number; of citizens, who may share a phone at home, also with that name. */
async function withNumber({ models }: Services, visits: readonly Visit[], booker: Booker): Promise<boolean> {
  const { phoneHash, name } = booker;
  if (phoneHash === null || !visits.length) return false;
  const same = await models.Contact.find({ _id: { $in: visits.map(({ contact }) => contact) }, phoneHash }).lean<
    Contact[]
  >();
  const ofGroup = new Set(visits.flatMap((v) => (v.institution === null ? [] : [v.contact])));
  return same.some((contact) => ofGroup.has(contact._id) || plainName(contact.name) === plainName(name));
}
