/** Each duty of the clock: how it changes the visit, and what is said of it to whom. */
import type { Visit, VisitEvent, VisitStatus } from '#models/visit.ts';
import { howButton } from '#flows/deadlines/rules.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import type { Council } from '#services/council.ts';
import { DESK_LEVELS } from '../roles.ts';
import { seatedIn } from '../rooms.ts';
import { SCORES } from '../rules.ts';
import { awaiting, startOf } from '../schedule.ts';
import type { DueKind } from '../schedule.ts';
import { withdrawCalendar } from './papers.ts';
import { tellDesk } from './card.ts';
import { factsOf, letterButton, tellGuest, tellStaff } from './tell.ts';

interface Step {
  set: Partial<Visit>;
  event: Pick<VisitEvent, 'what' | 'note'>;
}

const noted = (what: string, note?: string): Step => ({ set: {}, event: { what, ...(note && { note }) } });
const ended = (status: VisitStatus, note?: string): Step => ({
  set: { status, decideBy: null },
  event: { what: status, ...(note && { note }) },
});

/** Pure; `now` is business ms. */
export const STEPS: Record<DueKind, (council: Council, visit: Visit, now: number) => Step> = {
  naik(council, visit, now) {
    const level = Math.min(visit.level + 1, DESK_LEVELS.length - 1);
    const waits = awaiting(council, 'hari', { ...visit, level }, now);
    // The guest is told of it.
    return { set: { level, ...waits, answerBy: waits.decideBy }, event: { what: 'naik', note: String(level) } };
  },
  'tak-diputuskan': () => ended('batal', 'tidak diputuskan'),
  surat: () => noted('diingatkan', 'surat'),
  usulan: () => ended('batal', 'tidak dijawab'),
  'ingat-hari': () => noted('diingatkan', 'sehari'),
  'ingat-jam': () => noted('diingatkan', 'dua jam'),
  'tidak-hadir': () => ended('tidak-hadir'),
  'lewat-waktu': () => noted('lewat-waktu'),
  tutup: () => ended('selesai', 'tidak dicatat pulang'),
  'terima-kasih': () => noted('terima-kasih'),
};

type Words = (services: Services, visit: Visit, key: string) => Promise<void>;

/** Said only while it is still so: between the change and its words somebody may have acted. */
const whileIt =
  (status: VisitStatus, words: Words): Words =>
  async (services, visit, key) => {
    if (visit.status === status) await words(services, visit, key);
  };

function letterWords(today: string, letterBy: string): string {
  if (today === letterBy) return 'sikulin.letterDueToday';
  return today < letterBy ? 'sikulin.letterDue' : 'sikulin.letterLate';
}

/** Minutes to the visit below which "in two hours" would be untrue: the reminder was late. */
const LATE = 100;

export const WORDS: Record<DueKind, Words> = {
  naik: whileIt('menunggu', async (services, visit, key) => {
    await tellDesk(services, visit, key, tx('sikulin.desk-silent'));
    const by = visit.decideBy?.toISOString();
    await tellGuest(services, visit, {
      key,
      text: tx('sikulin.stillWaiting', { ...factsOf(visit), by }),
      buttons: [howButton(visit._id)],
    });
  }),
  'tak-diputuskan': async (services, visit, key) => {
    await tellGuest(services, visit, { key, text: tx('sikulin.notDecided', factsOf(visit)) });
    await withdrawCalendar(services, visit, key);
    const text = tx('sikulin.desk-notDecided', factsOf(visit));
    await services.notices.toRoles(DESK_LEVELS.flat(), { key, text });
  },
  surat: async (services, visit, key) => {
    if (visit.letter || visit.letterBy === null) return;
    const { clock } = services;
    const today = clock.date(clock.now());
    const first = visit.news !== null && clock.date(visit.news.at.getTime()) < visit.letterBy;
    // Late by a day or more, both would be said at once.
    if (first && today >= visit.letterBy) return;
    await tellGuest(services, visit, {
      key,
      text: tx(letterWords(today, visit.letterBy), { ...factsOf(visit), by: visit.letterBy }),
      buttons: [...letterButton(visit), howButton(visit._id)],
    });
  },
  usulan: async (services, visit, key) => {
    await tellGuest(services, visit, { key, text: tx('sikulin.proposalOver', factsOf(visit)) });
    await withdrawCalendar(services, visit, key);
    await tellStaff(services, visit, key, 'sikulin.desk-proposalOver');
  },
  'ingat-hari': whileIt('disetujui', async (services, visit, key) => {
    const { clock } = services;
    if (clock.date(clock.now()) < visit.date) await remind(services, visit, key, 'sikulin.reminder');
  }),
  'ingat-jam': whileIt('disetujui', async (services, visit, key) => {
    const minutes = (startOf(services.council, visit).getTime() - services.clock.now()) / 60_000;
    if (minutes <= 0) return;
    await remind(services, visit, key, minutes < LATE ? 'sikulin.reminderToday' : 'sikulin.reminderSoon');
  }),
  'tidak-hadir': whileIt('tidak-hadir', async (services, visit, key) => {
    await tellStaff(services, visit, key, 'sikulin.desk-noShow');
    await tellGuest(services, visit, { key, text: tx('sikulin.noShow', factsOf(visit)) });
  }),
  'lewat-waktu': whileIt('hadir', async (services, visit, key) => {
    await services.notices.toRoles(['staf', 'admin'], {
      key,
      text: tx('sikulin.desk-overrun', factsOf(visit)),
      buttons: [{ label: tx('sikulin.leftNow'), flow: 'sikulin-pulang', arg: visit._id }],
    });
  }),
  tutup: async () => {},
  'terima-kasih': async (services, visit, key) => {
    await tellGuest(services, visit, {
      key,
      text: tx('sikulin.thanks', factsOf(visit)),
      buttons: SCORES.map((score) => ({
        label: tx(`sikulin.score-${score}`),
        flow: 'sikulin-nilai',
        arg: `${score}.${visit._id}`,
      })),
    });
  },
};

const remind = (services: Services, visit: Visit, key: string, text: string): Promise<void> =>
  tellGuest(services, visit, {
    key,
    text: tx(text, { ...factsOf(visit), rooms: seatedIn(services.council, visit), code: visit.code ?? '-' }),
  });
