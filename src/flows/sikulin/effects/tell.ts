/** What guests and staff are told about a visit. Keys are the request's, so that a handler that runs again says nothing twice. */
import type { Contact } from '#models/contact.ts';
import { NOBODY } from '#models/visit.ts';
import type { Visit } from '#models/visit.ts';
import type { NoticeButton } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import type { OutFile } from '#flows/engine/message.ts';
import type { Notice } from '#services/notices.ts';
import type { Services } from '#services/commands.ts';
import { seatedIn } from '../rooms.ts';
import { visitorOf } from '../rules.ts';
import type { Decided, VisitorKind } from '../rules.ts';

/** What texts name of a visit. */
export const factsOf = (visit: Visit): Record<string, unknown> => ({
  number: visit._id,
  visitor: visitorOf({ kind: visit.kind as VisitorKind, institution: visit.institution }),
  purpose: visit.purpose,
  date: visit.date,
  time: visit.time,
  people: visit.people,
});

export async function tellGuest({ notices }: Services, { chat }: Visit, notice: Notice): Promise<void> {
  if (chat !== NOBODY) await notices.toChat(chat, notice);
}

/** Whom no chat reaches has to be rung up by whoever decided. */
export async function awayGuest(
  { models, stuck }: Services,
  visit: Visit,
): Promise<Extract<Decided, { outcome: 'done' }>> {
  const contact =
    (await stuck.store.isAway(visit.chat)) && (await models.Contact.findById(visit.contact).lean<Contact>());
  if (!contact || contact.name === null || contact.phone === null) return { outcome: 'done' };
  return { outcome: 'done', away: { name: contact.name, phone: contact.phone } };
}

/** Under everything that asks for a letter. */
export const letterButton = (visit: Visit): NoticeButton[] => [
  { label: tx('sikulin.wish-surat'), flow: 'sikulin-surat', arg: visit._id },
];

/** The desk's clerks, without anything to decide. */
export async function tellStaff(
  { notices, council }: Services,
  visit: Visit,
  key: string,
  text: string,
  file?: OutFile | null,
): Promise<void> {
  await notices.toRoles(['staf', 'admin'], {
    key,
    text: tx(text, { ...factsOf(visit), rooms: seatedIn(council, visit) }),
    ...(file && { file }),
  });
}

export const asFile = (letter: NonNullable<Visit['letter']>): OutFile => ({
  id: letter.file,
  as: letter.mime.startsWith('image/') ? 'photo' : 'document',
  name: letter.name,
  mime: letter.mime,
  size: letter.size,
});
