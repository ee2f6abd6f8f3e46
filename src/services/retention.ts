/**
 * How long the house keeps what, in one table: every collection of the database stands in it, and one that is missing is a fault
 * of types. docs/retention.md shows it; `erasing.ts` carries it out once a day.
 */
import type { Models } from '#models/models.ts';
import type { Council } from './council.ts';
import { setting } from './council.ts';
import type { SettingKey } from './council-schema.ts';

export type RetentionKey = Extract<SettingKey, `retention.${string}` | 'sikulin.keepFileDays'>;

/** `for`: a dated figure of the council's data in days, an own fixed time in words, or for ever. */
export interface Kept {
  collection: string;
  /** What of a person stands in it. */
  holds: string;
  for: { days: RetentionKey } | { fixed: string } | 'ever';
  /** From when it counts, or why it stays. */
  since: string;
  /** `daily`: erased in batches once a day. `index`: by the database itself, in machine time. `owner`: with what it belongs to, by `files.ts`. */
  how: 'daily' | 'index' | 'owner' | 'never';
}

const nobody = (collection: string, since: string): Kept => ({
  ...{ collection, holds: 'nothing of anybody', for: 'ever', since, how: 'never' },
});

/** Collections that the driver writes and no model stands for. */
type Raw = 'chats' | 'clocks' | 'leases' | 'migrations' | 'poison' | 'storedFiles' | 'storedChunks';

export const RETENTION: Record<keyof Models | Raw, Kept> = {
  chats: {
    collection: 'chats',
    holds: 'the chat id, an open form, messages under way, items set aside; none of it of a finished talk',
    for: { days: 'retention.chats' },
    since: 'the last turn, where nothing is open and nobody is bound',
    how: 'daily',
  },
  Visit: {
    collection: 'visits',
    holds: 'institution, purpose, the chat that booked, what the guest wrote about it; its files go with it',
    for: { days: 'retention.visits' },
    since: 'the day of the visit',
    how: 'daily',
  },
  Contact: {
    collection: 'contacts',
    holds: 'name and phone of a guest',
    for: { days: 'retention.contacts' },
    since: 'the day of the last visit it was given for; of none, a day after it was given',
    how: 'daily',
  },
  Obrolan: {
    collection: 'obrolan',
    holds:
      'the chat of who talked with a person of the office, and what both said, without people’s numbers; files no report needs',
    for: { days: 'retention.obrolan' },
    since: 'its end',
    how: 'daily',
  },
  Grup: nobody('grup', 'one document a group that the office works in'),
  Topik: {
    collection: 'topik',
    holds: 'the number of a conversation and of its topic in a group',
    for: { days: 'retention.obrolan' },
    since: 'as its conversation',
    how: 'owner',
  },
  Piket: nobody('piket', 'one document a person of staff: on duty or not'),
  Report: {
    collection: 'reports',
    holds: 'the chat and the words of who asked for a person, and of the office by hand',
    for: { days: 'retention.reports' },
    since: 'the day it was made',
    how: 'daily',
  },
  Aduan: {
    collection: 'aduan',
    holds: 'what a citizen reported, in their words; its files go with it; not who it was',
    for: { days: 'retention.aduan' },
    since: 'the day it was closed; of what follows another, the day that one was',
    how: 'daily',
  },
  AduanRoute: {
    collection: 'aduan-routes',
    holds: 'the chat that a report’s answers go to; name and contact where a rule or a telephone call needs them',
    for: { days: 'retention.aduan' },
    since: 'as its report',
    how: 'owner',
  },
  HpBersama: {
    collection: 'hp-bersama',
    holds: 'the chat of a phone that several people use',
    for: { days: 'retention.chats' },
    since: 'it was said, where there is no such chat any more',
    how: 'daily',
  },
  WhatsAppId: {
    collection: 'whatsappids',
    holds: 'the phone or lid of who writes by WhatsApp',
    for: { days: 'retention.chats' },
    since: 'its last use, where nobody is bound to it',
    how: 'daily',
  },
  WhatsAppCard: {
    collection: 'whatsappcards',
    holds: 'the chat that was sent a card',
    for: { fixed: '14 days; 3 once it was answered' },
    since: 'its last sending, or the answer',
    how: 'index',
  },
  WhatsAppMerge: {
    collection: 'whatsappmerges',
    holds: 'which of two addresses of one person became the other; while it is done, the open form',
    for: { fixed: '30 days' },
    since: 'nothing is left at the old address',
    how: 'index',
  },
  WhatsAppSend: {
    collection: 'whatsappsends',
    holds: 'a keyed hash of the words of a message that we sent; not to whom',
    for: { fixed: '8 days' },
    since: 'its sending',
    how: 'index',
  },
  Seat: {
    collection: 'seats',
    holds: 'nothing of anybody',
    for: { days: 'retention.seats' },
    since: 'the day it was taken',
    how: 'daily',
  },
  Daily: {
    collection: 'dailies',
    holds: 'nothing of anybody',
    for: { days: 'retention.dailies' },
    since: 'its day',
    how: 'daily',
  },
  File: {
    collection: 'files',
    holds: 'letters and photos of guests, papers made for them',
    for: { days: 'sikulin.keepFileDays' },
    since: 'the day of the visit it belongs to',
    how: 'owner',
  },
  FileFetch: {
    collection: 'filefetches',
    holds: 'the message in which somebody sent a file by WhatsApp',
    for: { fixed: '1 hour' },
    since: 'when a worker asked for it; taken, it goes at once',
    how: 'index',
  },
  storedFiles: {
    collection: 'fs.files',
    holds: 'names of kept files',
    for: { days: 'sikulin.keepFileDays' },
    since: 'as `files`; what belongs to none goes within a day',
    how: 'owner',
  },
  storedChunks: {
    collection: 'fs.chunks',
    holds: 'bytes of kept files',
    for: { days: 'sikulin.keepFileDays' },
    since: 'as `files`; what belongs to none goes within a day',
    how: 'owner',
  },
  DeskPass: {
    collection: 'deskPasses',
    holds: 'which chat came to the desk page, and until when it may stay',
    for: { fixed: '9 hours' },
    since: 'the moment it was given',
    how: 'index',
  },
  Invite: {
    collection: 'invites',
    holds: 'the name of who is invited',
    for: { fixed: '30 days' },
    since: 'the day it was made',
    how: 'index',
  },
  poison: {
    collection: 'poison',
    holds: 'updates of a platform that could not be accepted, whole',
    for: { fixed: '30 days' },
    since: 'the day it came',
    how: 'index',
  },
  Person: {
    collection: 'persons',
    holds: 'name, roles and chats of members and staff',
    for: { days: 'retention.persons' },
    since:
      'the night that found them gone or without a role, where nothing of theirs is open; who decided what is told as long as decisions are kept',
    how: 'daily',
  },
  Telephone: {
    collection: 'telephones',
    holds: 'a keyed hash of the telephone that somebody proved, by their address at a platform',
    for: { days: 'retention.chats' },
    since: 'its last proof, where they have no chat and want no news any more',
    how: 'daily',
  },
  Subscription: {
    collection: 'subscriptions',
    holds: 'the chat id, topics and kecamatan somebody wants news of, and that they agreed',
    for: { days: 'retention.subscriptions' },
    since: 'the day they left, where nobody is bound and no visit of theirs is kept; of who blocked us, with the chat',
    how: 'daily',
  },
  Broadcast: {
    collection: 'broadcasts',
    holds: 'names of who wrote and who approved an announcement; its file goes a month after its end',
    for: { days: 'retention.broadcasts' },
    since: 'its end',
    how: 'daily',
  },
  Delivery: {
    collection: 'deliveries',
    holds: 'the chat that an announcement went to',
    for: { days: 'retention.deliveries' },
    since: 'the end of its announcement; one that nobody touched for so long ends by itself',
    how: 'daily',
  },
  LetterNumber: nobody('letterNumbers', 'the register of outgoing letters has no gaps'),
  Holiday: nobody('holidays', 'a deadline of before is explained by them'),
  CalendarStand: nobody('calendars', 'one document'),
  Counter: nobody('counters', 'a number is never given twice'),
  WhatsAppNumber: nobody('whatsappnumbers', 'one document a number of ours'),
  clocks: nobody('clocks', 'one document'),
  leases: nobody('leases', 'one document a lease'),
  migrations: nobody('migrations', 'one document a step'),
};

/** The rows of docs/retention.md, cell by cell, with the figures and their basis as of `date`. */
export function retentionRows(council: Council, date: string): string[][] {
  return Object.values(RETENTION)
    .toSorted((a, b) => a.collection.localeCompare(b.collection))
    .map(({ collection, holds, for: time, since, how }) => {
      if (time === 'ever') return [`\`${collection}\``, holds, 'for ever', since, how, ''];
      if ('fixed' in time) return [`\`${collection}\``, holds, time.fixed, since, how, ''];
      const row = council.settings[time.days].findLast(({ validFrom }) => validFrom <= date);
      const days = `${setting(council, time.days, date)} days (\`${time.days}\`)`;
      return [`\`${collection}\``, holds, days, since, how, `${row?.basis.id} (${row?.sure})`];
    });
}
