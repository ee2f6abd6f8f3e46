/** The card of a visit that waits for the office: what is known of it, its letter, and what can be decided. */
import type { Contact } from '#models/contact.ts';
import type { Report } from '#models/report.ts';
import type { Visit } from '#models/visit.ts';
import { howButton } from '#flows/deadlines/rules.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { byHand } from '#services/by-hand.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import type { Notice } from '#services/notices.ts';
import { hostOf } from '../hosts.ts';
import { DESK_LEVELS, VISIT_ROLES } from '../roles.ts';
import { seatedIn } from '../rooms.ts';
import { buttonArg, decisionsOn, hostName, letterMark, stampWithLetter } from '../rules.ts';
import { asFile, factsOf } from './tell.ts';

/**
 * To the level whose turn it is; where nobody has that role, to the next above, else below. What waits for the desk no longer,
 * where this is told late, needs no card.
 */
export async function tellDesk(
  services: Services,
  visit: Visit,
  key: string,
  head: TextRef | null = null,
): Promise<void> {
  if (visit.status !== 'menunggu') return;
  const notice = await cardOf(services, visit, key, head);
  const above = DESK_LEVELS.slice(visit.level);
  const below = DESK_LEVELS.slice(0, visit.level).toReversed();
  for (const roles of [...above, ...below]) if (await services.notices.toRoles(roles, notice)) return;
}

/** For one of the desk who asks: the card of long ago is far up in the chat, or was sent to somebody else. */
export const cardAgain: Command<{ number: string }> = async ({ requestKey, args, chat, who }, services) => {
  if (!allowed(who, VISIT_ROLES)) return done({ outcome: 'forbidden' });
  const visit = await services.models.Visit.findOne({ _id: args.number }).lean<Visit>();
  if (!visit) return done({ outcome: 'unknown' });
  if (visit.status !== 'menunggu')
    return done({ outcome: 'already', status: visit.status, by: visit.decidedBy?.name ?? '-' });
  await services.notices.toChat(chat, await cardOf(services, visit, requestKey, null));
  return done({ outcome: 'done' });
};

async function cardOf(services: Services, visit: Visit, key: string, head: TextRef | null): Promise<Notice> {
  const contact = await services.models.Contact.findOne({ _id: visit.contact }).lean<Contact>();
  const written = await byHand(services, visit._id);
  const card = tx('sikulin.card', {
    ...factsOf(visit),
    name: contact?.name ?? '-',
    phone: contact?.phone ?? '',
    meet: hostName(hostOf(services.council, visit.meet)),
    needs: needsOf(visit),
    rooms: seatedIn(services.council, visit),
    letter: letterOf(visit),
    written: written.length ? ['', ...written.slice(-SAID).map((one) => handLine(services, one))] : '',
  });
  return {
    key,
    text: head ? tx('sikulin.headed', { head, text: card }) : card,
    buttons: [
      ...decisionsOn(visit).map((decision) => ({
        label: tx(`sikulin.do-${decision}`),
        flow: 'sikulin-putuskan',
        arg: buttonArg(decision, visit._id, stampWithLetter(visit, letterMark(visit.letter))),
      })),
      howButton(visit._id),
    ],
    ...(visit.letter && { file: asFile(visit.letter) }),
  };
}

/** The newest words of the office to the guest that a card repeats. */
const SAID = 5;

const handLine = ({ clock }: Services, { at, note }: Pick<Report, 'at' | 'note'>): TextRef =>
  tx('sikulin.handLine', { at: clock.instant(at.getTime()), said: note || tx('sikulin.handFile') });

const needsOf = (visit: Visit): TextRef[] =>
  visit.needs.length ? visit.needs.map((need) => tx(`sikulin.need-${need}`)) : [tx('sikulin.need-none')];

function letterOf(visit: Visit): TextRef {
  if (visit.letter) return tx('sikulin.letterHere');
  return visit.letterBy === null ? tx('sikulin.letterNone') : tx('sikulin.letterBy', { date: visit.letterBy });
}
