/** What guests and staff are told about a visit. Keys are the request's, so that a handler that runs again says nothing twice. */
import type { Contact } from '#models/contact.ts';
import type { Visit } from '#models/visit.ts';
import type { NoticeButton } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import type { OutFile, TextRef } from '#flows/engine/message.ts';
import type { Notice } from '#services/notices.ts';
import type { Services } from '#services/commands.ts';
import { DESK_LEVELS } from '../roles.ts';
import { hostOf } from '../hosts.ts';
import { seatedIn } from '../rooms.ts';
import { buttonArg, decisionsOn, hostName, letterMark, stampWithLetter, visitorOf } from '../rules.ts';
import type { VisitorKind } from '../rules.ts';

/** What texts name of a visit. */
export const factsOf = (visit: Visit): Record<string, unknown> => ({
  number: visit._id,
  visitor: visitorOf({ kind: visit.kind as VisitorKind, institution: visit.institution }),
  purpose: visit.purpose,
  date: visit.date,
  time: visit.time,
  people: visit.people,
});

export const tellGuest = ({ notices }: Services, visit: Visit, notice: Notice): Promise<void> =>
  notices.toChat(visit.chat, notice);

/** Under everything that asks for a letter. */
export const letterButton = (visit: Visit): NoticeButton[] => [
  { label: tx('sikulin.wish-surat'), flow: 'sikulin-surat', arg: visit._id },
];

/** The desk's clerks, without anything to decide. */
export async function tellStaff(
  { notices }: Services,
  visit: Visit,
  key: string,
  text: string,
  file?: OutFile | null,
): Promise<void> {
  await notices.toRoles(['staf', 'admin'], { key, text: tx(text, factsOf(visit)), ...(file && { file }) });
}

/**
 * The card, to the level whose turn it is; where nobody has that role, to the next above, else below. What waits for the desk
 * no longer, where this is told late, needs no card.
 */
export async function tellDesk(
  services: Services,
  visit: Visit,
  key: string,
  head: TextRef | null = null,
): Promise<void> {
  if (visit.status !== 'menunggu') return;
  const contact = await services.models.Contact.findOne({ _id: visit.contact }).lean<Contact>();
  const facts = {
    ...factsOf(visit),
    name: contact?.name ?? '-',
    phone: contact?.phone ?? '',
    meet: hostName(hostOf(services.council, visit.meet)),
    needs: needsOf(visit),
    rooms: seatedIn(services.council, visit),
    letter: letterOf(visit),
  };
  const card = tx('sikulin.card', facts);
  const notice = {
    key,
    text: head ? tx('sikulin.headed', { head, text: card }) : card,
    buttons: decisionsOn(visit).map((decision) => ({
      label: tx(`sikulin.do-${decision}`),
      flow: 'sikulin-putuskan',
      arg: buttonArg(decision, visit._id, stampWithLetter(visit, letterMark(visit.letter))),
    })),
    ...(visit.letter && { file: asFile(visit.letter) }),
  };
  const above = DESK_LEVELS.slice(visit.level);
  const below = DESK_LEVELS.slice(0, visit.level).toReversed();
  for (const roles of [...above, ...below]) if (await services.notices.toRoles(roles, notice)) return;
}

export const asFile = (letter: NonNullable<Visit['letter']>): OutFile => ({
  id: letter.file,
  as: letter.mime.startsWith('image/') ? 'photo' : 'document',
  name: letter.name,
  mime: letter.mime,
  size: letter.size,
});

const needsOf = (visit: Visit): TextRef[] =>
  visit.needs.length ? visit.needs.map((need) => tx(`sikulin.need-${need}`)) : [tx('sikulin.need-none')];

function letterOf(visit: Visit): TextRef {
  if (visit.letter) return tx('sikulin.letterHere');
  return visit.letterBy === null ? tx('sikulin.letterNone') : tx('sikulin.letterBy', { date: visit.letterBy });
}
