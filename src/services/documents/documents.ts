/** The papers of a visit. The same data give the same bytes. Letters are Indonesian, tickets in the guest's language. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locale } from '#flows/engine/prompt.ts';
import type { Council } from '../council.ts';
import type { Texts } from '../texts.ts';
import { calendarEvent } from './calendar-event.ts';
import { dayList, type DayListed } from './day-list.ts';
import { guestBook, type BookedGuest } from './guest-book.ts';
import type { Office } from './letterhead.ts';
import { replyLetter } from './reply-letter.ts';
import { requestTemplate } from './request-template.ts';
import type { CalendarMarks, LetterMarks, TicketMarks, VisitDocument } from './types.ts';
import { visumSheet } from './visum-sheet.ts';
import { sayPlainly } from './words.ts';

export interface Documents {
  /** PDF. Surat balasan persetujuan kunjungan. */
  replyLetter(visit: VisitDocument, marks: LetterMarks): Promise<Buffer>;
  /** PDF. A letter of request to be printed and signed by the guests; `on` (`yyyy-MM-dd`) is today. */
  requestTemplate(visit: VisitDocument, on: string): Promise<Buffer>;
  /** PDF. Visum of SPD: arrival and departure to be signed and stamped. */
  visumSheet(visit: VisitDocument): Promise<Buffer>;
  /** PDF. The front desk's list of a day (`yyyy-MM-dd`). */
  dayList(visits: readonly DayListed[], date: string): Promise<Buffer>;
  /** PDF. Buku tamu of a month (`yyyy-MM`). */
  guestBook(guests: readonly BookedGuest[], month: string): Promise<Buffer>;
  /** PNG of at most 60 kB. */
  ticket(visit: VisitDocument, marks: TicketMarks, locale: Locale): Promise<Buffer>;
  /** ICS text. */
  calendarEvent(visit: VisitDocument, marks: CalendarMarks, locale: Locale): string;
}

/** The council's emblem for the letterhead, `letterhead.png` in its folder; null where it has none. */
export function readEmblem(councilDir: string): Buffer | null {
  const file = path.join(councilDir, 'letterhead.png');
  return existsSync(file) ? readFileSync(file) : null;
}

/** `emblem`: PNG or JPEG for the letterhead. */
export function createDocuments(parts: { council: Council; texts: Texts; emblem?: Buffer | null }): Documents {
  const { council, texts, emblem = null } = parts;
  const office: Office = { council, emblem, say: sayPlainly(texts, 'id') };
  const address = council.address.text;
  return {
    replyLetter: (visit, marks) => replyLetter(office, visit, marks),
    requestTemplate: (visit, on) => requestTemplate(office, visit, on),
    visumSheet: (visit) => visumSheet(office, visit),
    dayList: (visits, date) => dayList(office, visits, date),
    guestBook: (guests, month) => guestBook(office, guests, month),
    ticket: async (visit, marks, locale) => {
      // It opens fonts, which a process that draws no ticket must not wait for.
      const { ticket } = await import('./ticket.ts');
      return ticket({ say: sayPlainly(texts, locale), title: council.office[locale], address }, visit, marks);
    },
    calendarEvent: (visit, marks, locale) =>
      calendarEvent({ say: sayPlainly(texts, locale), council, office: council.office[locale], address }, visit, marks),
  };
}
