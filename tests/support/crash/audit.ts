/** After a run: what people were told beside what the database holds. */
import type { Phone } from '#simulator/people.ts';
import type { Shown } from '#simulator/world/shown.ts';
import { cardOf } from './clerk.ts';
import type { Clerk } from './clerk.ts';
import type { Leftovers } from './chats.ts';
import type { Booked } from './robot.ts';
import type { Stage } from './stage.ts';

export interface Audit {
  visits: number;
  seats: number;
  approved: number;
  /** Sends that may have arrived twice, by the system's own count. */
  doubtful: number;
  /** Messages that phones really showed twice. */
  duplicates: number;
  left: Leftovers;
  /** One sentence for everything that is not as it was told; empty where all is well. */
  wrong: string[];
}

const SLOW = /^Sedang diproses/;

export async function audit(
  { models, chats }: Stage,
  run: {
    booked: readonly Booked[];
    /** Numbers that their guests cancelled, and were told so. */
    cancelled?: ReadonlySet<string>;
    clerks: readonly Clerk[];
    phones: readonly { phone: Phone; acts: readonly number[] }[];
  },
): Promise<Audit> {
  const visits = await models.Visit.find().lean();
  const seats = await models.Seat.find().lean();
  const contacts = new Map((await models.Contact.find().lean()).map((contact) => [contact._id, contact]));
  const wrong: string[] = [];
  const cancelled = run.cancelled ?? new Set();
  const told = new Map(run.booked.map((booked) => [booked.number, booked]));
  if (told.size !== run.booked.length) wrong.push('one number was told for two bookings');

  for (const visit of visits) {
    const booked = told.get(visit._id);
    if (!booked) {
      wrong.push(`${visit._id} was booked, but nobody was told of it`);
      continue;
    }
    const { name, ...same } = booked;
    const contact = contacts.get(visit.contact);
    const { date, time, people, chat } = visit;
    if (JSON.stringify(same) !== JSON.stringify({ date, time, people, number: visit._id, chat }))
      wrong.push(`${visit._id} is not what was confirmed: ${JSON.stringify([booked, { date, time, people, chat }])}`);
    if (contact?.name !== name) wrong.push(`${visit._id} is in the name of ${contact?.name}, not ${name}`);
    const wanted = cancelled.has(visit._id) ? 0 : 1;
    if (seats.filter(({ requestKey }) => requestKey === visit.requestKey).length !== wanted)
      wrong.push(`${visit._id} has not exactly ${wanted} seats`);
    if (cancelled.has(visit._id) !== (visit.status === 'batal')) wrong.push(`${visit._id} is ${visit.status}`);
    for (const clerk of run.clerks)
      if (!clerk.phone.messages().some((message) => cardOf(message) === visit._id))
        wrong.push(`${visit._id} has no card in a clerk's chat`);
  }
  for (const { number } of run.booked)
    if (!visits.some(({ _id }) => _id === number)) wrong.push(`${number} was told, but there is no such visit`);
  if (seats.length !== visits.length - cancelled.size)
    wrong.push(`${seats.length} seats for ${visits.length} visits, ${cancelled.size} cancelled`);
  if (contacts.size !== visits.length) wrong.push(`${contacts.size} contacts for ${visits.length} visits`);
  const approved = [...new Set(run.clerks.flatMap((clerk) => clerk.approved))];
  wrong.push(...unheard(approved, visits, run));
  wrong.push(...notNumbered(approved, visits, await models.LetterNumber.find().lean()));

  return {
    visits: visits.length,
    seats: seats.length,
    approved: approved.length,
    doubtful: await chats.doubtful(),
    duplicates: run.phones.reduce((sum, { phone, acts }) => sum + shownTwice(phone.messages(), acts), 0),
    left: await chats.leftovers(),
    wrong,
  };
}

/** What an approved visit may have become since: its guest cancelled it, or business time passed it by. */
const AFTER_APPROVAL = ['disetujui', 'batal', 'tidak-hadir'];

/**
 * Every approval stands in the visit, and its guest has heard of it and has the ticket; but one who cancelled before they were told
 * (a process died in between) is rightly told that it had been approved, and sent no ticket.
 */
function unheard(
  approved: readonly string[],
  visits: readonly { _id: string; status: string }[],
  { phones }: { phones: readonly { phone: Phone }[] },
): string[] {
  const texts = phones.flatMap(({ phone }) => phone.messages().map(({ text }) => text));
  const numbersIn = (words: RegExp): Set<string> => new Set(texts.flatMap((text) => words.exec(text)?.[1] ?? []));
  const news = numbersIn(/^Kabar baik: kunjungan (K-\d+)/);
  const late = numbersIn(/^Kunjungan (K-\d+) untuk .* sempat disetujui/);
  const tickets = numbersIn(/^Tiket kunjungan (K-\d+)/);
  return approved.flatMap((number) => {
    const status = visits.find(({ _id }) => _id === number)?.status;
    if (!AFTER_APPROVAL.includes(status ?? '')) return [`${number} was approved, but is ${status}`];
    return [
      ...(news.has(number) || (status === 'batal' && late.has(number))
        ? []
        : [`the guest of ${number} (${status}) has no news`]),
      ...(tickets.has(number) || status === 'batal' ? [] : [`the guest of ${number} (${status}) has no ticket`]),
    ];
  });
}

/** Each approval has a ticket's code and, but for citizens, a reply letter's number of its own; the numbers have no gap. */
function notNumbered(
  approved: readonly string[],
  visits: readonly { _id: string; kind: string; status: string; code: string | null; letterNumber: string | null }[],
  letters: readonly { number: number; text: string; status: string }[],
): string[] {
  const wrong = approved.flatMap((number) => {
    const visit = visits.find(({ _id }) => _id === number);
    // A cancelled visit's number is void in the register and no longer the visit's.
    if (visit?.status === 'batal') return [];
    const whole = visit?.code && (visit.letterNumber ?? visit.kind === 'warga');
    return whole ? [] : [`${number} was approved without code or letter number`];
  });
  const given = visits.flatMap(({ letterNumber }) => letterNumber ?? []);
  if (new Set(given).size !== given.length) wrong.push('a letter number was given twice');
  const numbers = letters.map(({ number }) => number).toSorted((a, b) => a - b);
  if (numbers.some((number, place) => number !== place + 1)) wrong.push('the letter numbers have a gap');
  const unused = letters.filter(({ status }) => status !== 'dipakai').length;
  if (unused > visits.filter(({ status }) => status === 'batal').length) wrong.push('a letter number is not used');
  return wrong;
}

/**
 * Messages that came again although the person had done nothing that asks for them. One with buttons, a file or a number is
 * unique for ever; a bare question may be put again after each thing the person does. That something takes its time is said
 * once for each effect, and one press may lead to two.
 */
export function shownTwice(messages: readonly Shown[], acts: readonly number[]): number {
  const unique = new Set<string>();
  let bare = new Set<string>();
  let next = 0;
  let twice = 0;
  for (const { seq, html, buttons, file } of messages) {
    while (next < acts.length && acts[next]! < seq) {
      next += 1;
      bare = new Set();
    }
    if (SLOW.test(html)) continue;
    const data = buttons.flat().map((button) => button.data);
    const kept = data.length > 0 || file || /K-\d+/.test(html) ? unique : bare;
    const key = JSON.stringify([html, data, file?.name]);
    if (kept.has(key)) twice += 1;
    kept.add(key);
  }
  return twice;
}
