/** What an approved guest receives: ticket with its code, the numbered reply letter, the calendar entry; and the visum at the door. */
import { DateTime } from 'luxon';
import type { Contact } from '#models/contact.ts';
import type { Visit } from '#models/visit.ts';
import { cancelLetterNumber, useLetterNumber } from '#models/letter-number.ts';
import type { LetterNumber } from '#models/letter-number.ts';
import { tx } from '#flows/engine/message.ts';
import type { OutFile } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { setting } from '#services/council.ts';
import type { Council } from '#services/council.ts';
import { letterOf, numberLetter } from '#services/documents/letter-number.ts';
import type { VisitDocument, VisitPart } from '#services/documents/types.ts';
import type { Notice } from '#services/notices.ts';
import { channelOf } from '#services/outbox.ts';
import { checkCode, ticketCode, ticketToken } from '#services/ticket-token.ts';
import { hostOf } from '../hosts.ts';
import { roomName, seatedIn } from '../rooms.ts';
import type { Host } from '../rules.ts';
import { factsOf, tellGuest } from './tell.ts';

/** Six digits that no other visit has. A race for them ends at the unique index, and the approval is tried again with others. */
export async function freeCode({ models, council, hash }: Services, number: string): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const code = ticketCode(number, council, hash, attempt);
    if (!(await models.Visit.exists({ code, _id: { $ne: number } }))) return code;
  }
}

/** Each is told once for a request key, in this order. */
export async function sendPapers(services: Services, visit: Visit, requestKey: string): Promise<void> {
  const document = await documentOf(services, visit);
  const send = (what: string, file: OutFile, args: Record<string, unknown> = {}): Promise<void> =>
    tellGuest(services, visit, { key: `${requestKey}/${what}`, text: tx(`sikulin.paper-${what}`, args), file });
  await send('ticket', await ticketFile(services, visit, document), { number: visit._id, code: visit.code ?? '' });
  if (visit.kind !== 'warga') {
    const { file, letterNumber } = await replyFile(services, visit, document);
    await send('surat', file, { letterNumber });
  }
  if (!readsCalendars(visit)) return tellGuest(services, visit, inWords(services, visit, `${requestKey}/kalender`));
  await send('kalender', await calendarFile(services, visit, document));
}

/** Most phones show a calendar's file on WhatsApp as a document that they cannot open: there its words do better. */
const readsCalendars = ({ chat }: Visit): boolean => !channelOf(chat).startsWith('whatsapp');

const inWords = ({ council }: Services, visit: Visit, key: string): Notice => ({
  key,
  text: tx('sikulin.calendarWords', { ...factsOf(visit), rooms: seatedIn(council, visit) }),
});

/** The guests' calendar has the time that the visit had before the request, and must forget it: moved, cancelled, declined after all. */
export async function withdrawCalendar(services: Services, visit: Visit, requestKey: string): Promise<void> {
  const at = visit.history.findIndex((event) => event.requestKey === requestKey);
  const before = visit.history.slice(0, at);
  const last = (what: string): number => before.findLastIndex((event) => event.what === what);
  if (at < 0 || last('disetujui') <= last('pindah') || !readsCalendars(visit)) return;
  const { what, note = '' } = visit.history[at] ?? {};
  const [date = visit.date, time = visit.time] = what === 'pindah' ? note.split(' ') : [];
  const document = await documentOf(services, { ...visit, date, time });
  await tellGuest(services, visit, {
    key: `${requestKey}/kalender-batal`,
    text: tx('sikulin.paper-kalender-batal', { number: visit._id }),
    file: await calendarFile(services, visit, document, true),
  });
}

async function ticketFile(services: Services, visit: Visit, document: VisitDocument): Promise<OutFile> {
  const { documents, council, hash, deskLink } = services;
  const marks = { code: visit.code ?? '', qr: await deskLink(ticketToken(visit._id, council, hash)) };
  const bytes = await documents.ticket(document, marks, visit.locale === 'en' ? 'en' : 'id');
  return keep(services, visit, bytes, `Tiket ${visit._id}`, 'photo');
}

/** One number for a visit at its time, however often its letter is made: a moved visit has a letter of its own. */
async function replyFile(
  services: Services,
  visit: Visit,
  document: VisitDocument,
): Promise<{ file: OutFile; letterNumber: string }> {
  const { models, council, clock, documents, hash } = services;
  const name = 'balasan-kunjungan';
  const number = await numberOf(services, visit, name);
  const marks = {
    number: number.text,
    date: clock.date(number.at.getTime()),
    nature: letterOf(council, name).nature,
    check: checkCode(visit._id, number.text, council, hash),
  };
  const file = await keep(
    services,
    visit,
    await documents.replyLetter(document, marks),
    `Surat ${visit._id}`,
    'document',
  );
  await useLetterNumber(models.LetterNumber, number.requestKey);
  const { _id, date, time } = visit;
  const same = await models.Visit.updateOne(
    { _id, date, time, status: { $nin: ['batal', 'ditolak'] } },
    { $set: { letterNumber: number.text } },
  );
  // It was moved or cancelled while its letter was made: what ended it knew of no number.
  if (!same.matchedCount)
    await cancelLetterNumber(models.LetterNumber, { text: number.text }, `${_id} berubah atau batal`);
  return { file, letterNumber: number.text };
}

/** A visit that comes back to a time it was moved away from gets a new number: the old one is `batal`. */
async function numberOf({ models, council, clock }: Services, visit: Visit, name: string): Promise<LetterNumber> {
  const now = clock.now();
  for (let n = 1; ; n += 1) {
    const requestKey = `surat/${visit._id}/${visit.date}T${visit.time}${n > 1 ? `/${n}` : ''}`;
    const claim = { name, requestKey, date: clock.date(now), at: new Date(now) };
    const number = await numberLetter(models.LetterNumber, council, claim);
    if (number.status !== 'batal') return number;
  }
}

async function calendarFile(
  services: Services,
  visit: Visit,
  document: VisitDocument,
  cancelled = false,
): Promise<OutFile> {
  // The version rises with every change of the visit, so that an entry sent later always wins.
  const marks = { sequence: visit.dueVersion, cancelled, at: services.clock.now() };
  const text = services.documents.calendarEvent(document, marks, visit.locale === 'en' ? 'en' : 'id');
  return keep(services, visit, Buffer.from(text), `Kunjungan ${visit._id}`, 'document', 'text/calendar');
}

/** A letter of request with what the chat knows filled in, to be printed, signed and stamped by the guests. */
export async function templateFile(services: Services, visit: Visit): Promise<OutFile> {
  const { clock, documents } = services;
  const bytes = await documents.requestTemplate(await documentOf(services, visit), clock.date(clock.now()));
  return keep(services, visit, bytes, `Contoh surat ${visit._id}`, 'document');
}

/** The sheet that council guests have stamped, for the clerk's own chat. */
export async function visumFile(services: Services, visit: Visit): Promise<OutFile> {
  const bytes = await services.documents.visumSheet(await documentOf(services, visit));
  return keep(services, visit, bytes, `Visum ${visit._id}`, 'document');
}

export async function keep(
  { files }: Services,
  visit: Pick<Visit, '_id'>,
  bytes: Uint8Array,
  name: string,
  as: OutFile['as'],
  mime?: string,
): Promise<OutFile> {
  const file = await files.keep({ bytes, name, owner: visit._id, ...(mime && { mime }) });
  return { id: file.id, as, name: file.name, mime: file.mime, size: file.size };
}

/** A letter of the office names nobody that it has not made sure of. */
const namedHost = (host: Host | null): Host['name'] | null => (host && !host.typed ? host.name : null);

/** What the papers are made from. */
export async function documentOf(services: Services, visit: Visit): Promise<VisitDocument> {
  const { models, council } = services;
  const contact = await models.Contact.findOne({ _id: visit.contact }).lean<Contact>();
  const [first, ...rest] = partsOf(council, visit);
  return {
    number: visit._id,
    kind: visit.kind === 'langsung' ? 'warga' : (visit.kind as VisitDocument['kind']),
    institution: visit.institution,
    address: null,
    name: contact?.name ?? '-',
    phone: contact?.phone ?? '',
    people: visit.people,
    date: visit.date,
    time: visit.time,
    endTime: first?.endTime ?? null,
    room: first?.room ?? null,
    ...(first && rest.length && { parts: [first, ...rest] }),
    host: namedHost(hostOf(council, visit.meet)),
    purpose: visit.purpose,
    needs: visit.needs.map((need) => tx(`sikulin.need-${need}`)),
    letter: visit.letter ? { number: null, date: null } : null,
  };
}

/** Each part of the guests with its room, the first at the visit's own time. */
function partsOf(council: Council, { date, time, people, groups = [] }: Visit): VisitPart[] {
  const minutes = setting(council, 'sikulin.minutes', date);
  const all = groups.length ? groups : [{ time, people, room: null }];
  return all.map((group) => ({
    ...{ time: group.time, people: group.people, room: roomName(council, group.room) },
    endTime: DateTime.fromISO(`${date}T${group.time}`).plus({ minutes }).toFormat('HH:mm'),
  }));
}
