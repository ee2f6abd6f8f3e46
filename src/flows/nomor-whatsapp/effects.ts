/** What an administrator wants of a WhatsApp number: written down, and done by whoever holds it. */
import { onlyFor } from '#services/authority.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { channelOf } from '#services/outbox.ts';
import { NumberBook } from '#services/whatsapp/number-book.ts';
import { NUMBER_ROLES } from './rules.ts';
import type { LinkNumber, NumberCard } from './rules.ts';

const bookOf = ({ models }: Services): NumberBook => new NumberBook(models.WhatsAppNumber);

const all = onlyFor(NUMBER_ROLES, (_args: object, services: Services): Promise<NumberCard[]> =>
  bookOf(services).standings(),
);

/** A code is shown where nobody but the administrator reads along, and where it can be taken back. */
const showsCodes = (chat: string): boolean => channelOf(chat) === 'telegram-members';

const link: Command<LinkNumber> = async ({ args, chat, who }, services) => {
  if (!allowed(who, NUMBER_ROLES)) return done({ outcome: 'forbidden' });
  if (!showsCodes(chat)) return done({ outcome: 'elsewhere' });
  const book = bookOf(services);
  if ((await book.read(args.name))?.state === 'ready') return done({ outcome: 'linked-already' });
  await book.wantLink(args.name, chat, args.phone?.replace(/\D/g, '') ?? null);
  return done({ outcome: 'shown' });
};

const move: Command<Pick<LinkNumber, 'name'>> = async ({ args, chat, who }, services) => {
  if (!allowed(who, NUMBER_ROLES)) return done({ outcome: 'forbidden' });
  if (!showsCodes(chat)) return done({ outcome: 'elsewhere' });
  await bookOf(services).wantLink(args.name, chat, null);
  await bookOf(services).wantMove(args.name);
  return done({ outcome: 'shown' });
};

export const numberCommands = {
  'nomor-whatsapp.tautkan': link as Command,
  'nomor-whatsapp.pindah': move as Command,
};
export const numberQueries = { 'nomor-whatsapp.semua': all };
