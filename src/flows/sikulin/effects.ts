/** What carries out SIKULIN's effects, by name. */
import type { Command } from '#services/commands.ts';
import { keepPhoto, publishPhoto, rate } from './effects/after.ts';
import { book } from './effects/book.ts';
import { decide, propose, returnLetter } from './effects/decide.ts';
import { arrive, leave, walkIn } from './effects/desk.ts';
import {
  answerProposal,
  cancelVisit,
  changePeople,
  moveVisit,
  papersAgain,
  sendLetter,
  sendTemplate,
} from './effects/guest.ts';
import { sendGuestBook } from './effects/guest-book.ts';
import { proposalAgain } from './effects/proposal.ts';
import { cardAgain } from './effects/card.ts';

export const sikulinCommands: Readonly<Record<string, Command>> = {
  'sikulin.book': book as Command,
  'sikulin.decide': decide as Command,
  'sikulin.propose': propose as Command,
  'sikulin.return-letter': returnLetter as Command,
  'sikulin.card': cardAgain as Command,
  'sikulin.proposal': proposalAgain as Command,
  'sikulin.answer': answerProposal as Command,
  'sikulin.cancel': cancelVisit as Command,
  'sikulin.move': moveVisit as Command,
  'sikulin.people': changePeople as Command,
  'sikulin.letter': sendLetter as Command,
  'sikulin.template': sendTemplate as Command,
  'sikulin.papers': papersAgain as Command,
  'sikulin.arrive': arrive as Command,
  'sikulin.leave': leave as Command,
  'sikulin.walk-in': walkIn as Command,
  'sikulin.photo': keepPhoto as Command,
  'sikulin.publish': publishPhoto as Command,
  'sikulin.rate': rate as Command,
  'sikulin.guest-book': sendGuestBook as Command,
};
