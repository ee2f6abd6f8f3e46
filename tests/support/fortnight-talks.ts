/** Conversations of the simulated fortnight: what each citizen and officer does, and what must become of it, worked out by plain arithmetic. */
import assert from 'node:assert/strict';
import type { Person } from '#models/person.ts';
import { asking, doneOf, word } from './reports.ts';
import type { ReportHouse } from './reports.ts';

/** Days as the test counts them: no calendar of the product's. */
export interface Calendar {
  first: string;
  works(day: string): boolean;
  next(day: string): string;
  plus(day: string, n: number): string;
}

export const TALKS = 126;
/** Both Fridays of the fortnight are holidays: a week more, with one that is none. */
const DAYS = 21;
const WAYS = ['quick', 'waits', 'above', 'silent', 'pool', 'noon', 'closing', 'late'] as const;
type Way = (typeof WAYS)[number];

const OPENED: Record<Way, string> = {
  ...{ quick: '09:00', waits: '09:00', above: '09:00', silent: '09:00', pool: '09:00' },
  ...{ noon: '11:55', closing: '15:55', late: '20:00' },
};
/** Minutes of the day at which the clock is looked at, for every beginning that a conversation can have. */
const FROM = ['08:00', '09:00', '11:55', '13:30'];
const AFTER = [0, 6, 10, 20, 35];

const later = (at: string, n: number): string =>
  new Date(Date.parse(`${at}:00Z`) + n * 60_000).toISOString().slice(0, 16);

export const looks = (day: string): string[] =>
  [...FROM.flatMap((time) => AFTER.map((n) => later(`${day}T${time}`, n))), `${day}T12:00`, `${day}T16:00`].map((at) =>
    at.slice(11),
  );

interface Plan {
  chat: string;
  day: string;
  way: Way;
  officer: number;
  score: number;
}

export const talkPlan = ({ first, plus }: Calendar, place: number): Plan => ({
  chat: `telegram-public:${20_000 + place}`,
  day: plus(first, (place * 5) % DAYS),
  way: WAYS[place % WAYS.length]!,
  officer: place % 28,
  score: (place % 4) + 1,
});

/** When the desk is there for it, and what the clock did before. */
function beginning({ works, next }: Calendar, { day, way }: Plan): { from: string; before: string[] } {
  const opened = `${day}T${OPENED[way]}`;
  const asked = `diminta ${opened}`;
  const morning = `${next(day)}T08:00`;
  const friday = new Date(day).getUTCDay() === 5;
  if (!works(day) || way === 'late') return { from: morning, before: [asked, `buka ${morning}`] };
  if (way === 'closing') return { from: morning, before: [asked, `tutup ${day}T16:00`, `buka ${morning}`] };
  if (way !== 'noon' || !friday) return { from: opened, before: [asked] };
  return { from: `${day}T13:30`, before: [asked, `tutup ${day}T12:00`, `buka ${day}T13:30`] };
}

/** Everything that must stand in its history, with its minute. */
export function talkFate(calendar: Calendar, plan: Plan): string[] {
  const { from, before } = beginning(calendar, plan);
  const at = (what: string, n: number): string => `${what} ${later(from, n)}`;
  const then: Record<Way, string[]> = {
    quick: [at('diambil', 5), at('diakhiri', 30)],
    waits: [at('cari', 10), at('diambil', 12), at('selesai', 40)],
    noon: [at('cari', 10), at('diambil', 12), at('selesai', 40)],
    above: [at('cari', 10), at('atasan', 20), at('diambil', 25), at('selesai', 45)],
    silent: [at('diambil', 5), at('diam', 6 + 24 * 60)],
    pool: [at('diambil', 5), at('ingatkan', 20), at('lepas', 35), at('diambil', 40), at('selesai', 50)],
    closing: [at('diambil', 5), at('selesai', 30)],
    late: [at('diambil', 5), at('selesai', 30)],
  };
  return [...before, ...then[plan.way]];
}

type Deed = (house: ReportHouse, staff: readonly Person[]) => Promise<unknown>;

/** What people do, by day and minute. Each is rated twice; the first counts. */
export function talkDeeds(calendar: Calendar, plan: Plan, place: number, numbers: Map<number, string>) {
  const { chat, day, way, officer, score } = plan;
  const { from } = beginning(calendar, plan);
  const number = (): string => numbers.get(place)!;
  const staffDoes =
    (command: string, more: () => object = () => ({}), who = officer): Deed =>
    async ({ run }, staff) => {
      const person = staff[who]!;
      const args = { number: number(), ...more() };
      const key = `${number()}/${command}/${who}`;
      const done = await run(`chatting.${command}`, args, {
        chat: `telegram-members:${person.name}`,
        who: person,
        key,
      });
      if (command !== 'kata') assert.equal(doneOf(done).outcome, 'done', `${key} ${JSON.stringify(done)}`);
    };
  const citizenDoes =
    (command: string, more: object, key = command): Deed =>
    ({ run }) =>
      run(`chatting.${command}`, { number: number(), ...more }, { chat, key: `${place}/${key}` });
  const asks: Deed = async ({ run }) => {
    const done = await run('chatting.minta', asking(`mau tanya surat ke ${place}`), { chat, key: `minta/${place}` });
    numbers.set(place, doneOf(done).number);
  };
  const answers = (who = officer): Deed =>
    staffDoes('kata', () => ({ said: (word('', 'Kami periksa.') as { said: object }).said }), who);
  const taken = { waits: 12, noon: 12, above: 25 }[way as string] ?? 5;
  const ended = { quick: 30, waits: 40, noon: 40, above: 45, pool: 50, silent: 7 + 24 * 60 }[way as string] ?? 30;
  const second = (officer + 1) % 28;
  const by = way === 'pool' ? second : officer;
  const all: (readonly [n: number, deed: Deed])[] = [
    [taken, staffDoes('ambil')],
    ...(way === 'pool' ? ([[40, staffDoes('ambil', undefined, second)]] as const) : []),
    [way === 'pool' ? 41 : taken + 1, answers(by)],
    ...(way === 'quick' ? ([[ended, citizenDoes('akhiri', { menu: false })]] as const) : []),
    ...(way === 'quick' || way === 'silent' ? [] : ([[ended, staffDoes('tutup', undefined, by)]] as const)),
    [ended + 1, citizenDoes('nilai', { score })],
    [ended + 2, citizenDoes('nilai', { score: 5 - score }, 'nilai-lagi')],
  ];
  const timed = all.map(([n, deed]) => [later(from, n), deed] as const);
  return [[`${day}T${OPENED[way]}`, asks] as const, ...timed].map(
    ([at, deed]) => [at.slice(0, 10), at.slice(11), deed] as [day: string, hour: string, deed: Deed],
  );
}
