/** Visits booked on WhatsApp while the browser is killed at random; and what came of it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { visitDates } from '#flows/sikulin/calendar.ts';
import { loadCouncil } from '#services/council.ts';
import { councilWith } from './council.ts';
import { shownTwice } from './crash/audit.ts';
import { stageOn } from './crash/stage.ts';
import { startTestSystem } from './system.ts';
import { play } from './transcripts/play.ts';
import { citizenToSummary, person } from './transcripts/step.ts';
import type { Transcript } from './transcripts/step.ts';

export interface Outcome {
  booked: number;
  visits: number;
  /** Chats that have a visit. */
  people: number;
  /** Numbers that people were told. */
  told: number;
  kills: number;
  /** Sends that may have arrived twice, by the system's own count; and those that phones really showed twice. */
  doubtful: number;
  duplicates: number;
  unknown: number;
  deadletters: number;
  /** Own messages that were taken for words of the office, when the chats were read back. */
  byHand: number;
  seconds: number;
}

export interface Killing {
  bookings: number;
  /** People who book at the same time. */
  atOnce: number;
  /** ms between kills, at random. */
  between: readonly [from: number, to: number];
  seed: number;
  /** Told how far it is, each minute. */
  tell?: (line: string) => void;
}

const TIMES = ['09.00', '11.00'];

export async function bookWhileKilled(
  t: TestContext,
  { bookings, atOnce, between, seed, tell }: Killing,
): Promise<Outcome> {
  const council = councilWith(t, { 'sikulin.groupsPerSlot': { value: Math.ceil(bookings / 40) } });
  const days = visitDates(loadCouncil(council.COUNCIL, council.COUNCILS_DIR), Date.now())
    .open.filter((date) => new Date(date).getUTCDay() !== 5)
    .slice(1)
    .map((date) => date.split('-').reverse().join('/'));
  const { standIn, env, numbers } = await startTestSystem(t, {
    whatsapp: { backoff: { from: 100, to: 1_000 } },
    env: { SEND_TIMEOUT_MS: '3000', ...council },
  });
  const stage = await stageOn(t, standIn, env, numbers);
  const killer = new Killer(path.join(env['DATA_DIR'] ?? '', 'whatsapp-stand-in'), seed, between);
  const began = performance.now();
  let begun = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    // On a fast machine all would be booked before the first kill.
    while (begun < bookings || killer.kills === 0) {
      const n = begun++;
      const day = days[Math.floor(n / TIMES.length) % days.length]!;
      await play(stage, booking(n, TIMES[n % TIMES.length]!), { day, whatsapp: true });
      done += 1;
    }
  };
  const minutes = setInterval(() => tell?.(`${done} bookings, ${killer.kills} kills`), 60_000);
  killer.start();
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, bookings) }, work));
  } finally {
    killer.stop();
    clearInterval(minutes);
  }
  await stage.chats.allQuiet(60_000);
  const phones = Array.from({ length: begun }, (_, n) => stage.phone(nameOf(n), 'whatsapp-public'));
  const visits = await stage.models.Visit.find().lean();
  const { unknown, deadletters } = await stage.chats.leftovers();
  return {
    booked: begun,
    ...{ visits: visits.length, people: new Set(visits.map(({ chat }) => chat)).size, kills: killer.kills },
    told: new Set(phones.flatMap((phone) => phone.messages().flatMap(({ text }) => /K-\d+/.exec(text)?.[0] ?? [])))
      .size,
    ...{ doubtful: await stage.chats.doubtful(), unknown, deadletters },
    byHand: await stage.models.Report.countDocuments({ kind: 'kantor' }),
    duplicates: phones.reduce((sum, phone) => {
      const acts = phone.events().flatMap(({ byBot, what, seq }) => (!byBot && what === 'message' ? [seq] : []));
      return sum + shownTwice(phone.messages(), acts);
    }, 0),
    seconds: Math.round((performance.now() - began) / 1000),
  };
}

/** None lost, none booked twice, everybody told; what was shown twice is counted as doubtful. */
export const assertWell = (outcome: Outcome): void => {
  const { booked, visits, people, told, deadletters, unknown, byHand, doubtful, duplicates } = outcome;
  const wanted = { visits: booked, people: booked, told: booked, deadletters: 0, unknown: 0, byHand: 0 };
  assert.deepEqual({ visits, people, told, deadletters, unknown, byHand }, wanted);
  assert.ok(duplicates <= doubtful, `${duplicates} messages were shown twice, but only ${doubtful} are counted`);
};

const nameOf = (n: number): string => `tamu-${n}`;

const booking = (n: number, time: string): Transcript => {
  const someone = person(nameOf(n));
  return {
    name: `booking ${n}`,
    steps: (day) => [
      someone.starts('Selamat datang'),
      ...citizenToSummary(someone, { day, time, name: `Tamu ${String.fromCharCode(65 + (n % 26))}` }),
      someone.says('ya', 'Nomor: K-'),
    ],
  };
};

/** Kills the browser with this profile folder, by its own process number. */
class Killer {
  kills = 0;
  private readonly folder: string;
  private readonly between: Killing['between'];
  private random: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(folder: string, seed: number, between: Killing['between']) {
    this.folder = folder;
    this.random = seed;
    this.between = between;
  }

  start(): void {
    const [from, to] = this.between;
    this.random = (this.random * 48_271) % 2_147_483_647;
    this.timer = setTimeout(() => this.kill(), from + ((to - from) * this.random) / 2_147_483_647);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private kill(): void {
    for (const pid of browsersOf(this.folder)) {
      process.kill(pid, 'SIGKILL');
      this.kills += 1;
    }
    this.start();
  }
}

const browsersOf = (folder: string): number[] =>
  execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 })
    .split('\n')
    .filter((line) => line.includes(`--user-data-dir=${folder}`) && !line.includes('--type='))
    .map((line) => Number.parseInt(line, 10));
