/** Buku tamu of a month as a PDF, to the clerk who asks for it. */
import { DateTime } from 'luxon';
import { during } from '#models/visit.ts';
import type { Visit } from '#models/visit.ts';
import { tx } from '#flows/engine/message.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command } from '#services/commands.ts';
import { DESK_ROLES } from '../roles.ts';
import { documentOf, keep } from './papers.ts';

export const sendGuestBook: Command<{ month: string }> = async ({ requestKey, args, chat, who }, services) => {
  if (!allowed(who, DESK_ROLES)) return done({ count: null });
  const { models, clock, council, documents, notices } = services;
  const { month } = args;
  const come = await models.Visit.find({ ...during(month), arrivedAt: { $ne: null } })
    .sort({ arrivedAt: 1 })
    .lean<Visit[]>();
  if (!come.length) return done({ count: 0 });
  const time = (at: Date): string => clock.time(at.getTime());
  const guests = [];
  for (const visit of come)
    guests.push({
      ...(await documentOf(services, visit)),
      arrived: visit.arrivedAt ? time(visit.arrivedAt) : '',
      left: visit.leftAt && time(visit.leftAt),
    });
  const on = DateTime.fromISO(`${month}-01`, { zone: council.zone }).setLocale('id').toFormat('MMMM yyyy');
  const file = await keep(
    services,
    { _id: `buku-tamu/${month}` },
    await documents.guestBook(guests, month),
    `Buku tamu ${on}`,
    'document',
  );
  await notices.toChat(chat, { key: requestKey, text: tx('sikulin.book', { month: `${month}-01` }), file });
  return done({ count: come.length });
};
