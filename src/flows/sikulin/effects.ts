/** What carries out SIKULIN's effects, by name. */
import type { Command } from '#services/commands.ts';
import { book } from './effects/book.ts';
import { decide, propose } from './effects/decide.ts';
import { arrive, leave, walkIn } from './effects/desk.ts';
import { answerProposal, cancelVisit, changePeople, moveVisit, papersAgain, sendLetter } from './effects/guest.ts';

export const sikulinCommands: Readonly<Record<string, Command>> = {
  'sikulin.book': book as Command,
  'sikulin.decide': decide as Command,
  'sikulin.propose': propose as Command,
  'sikulin.answer': answerProposal as Command,
  'sikulin.cancel': cancelVisit as Command,
  'sikulin.move': moveVisit as Command,
  'sikulin.people': changePeople as Command,
  'sikulin.letter': sendLetter as Command,
  'sikulin.papers': papersAgain as Command,
  'sikulin.arrive': arrive as Command,
  'sikulin.leave': leave as Command,
  'sikulin.walk-in': walkIn as Command,
};
