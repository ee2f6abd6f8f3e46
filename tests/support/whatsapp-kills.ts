/** Visits booked on WhatsApp while the browser is killed at random; and what came of it. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { visitDates } from '#flows/sikulin/calendar.ts';
import { loadCouncil } from '#services/council.ts';
import { stageOn } from './crash/stage.ts';
import { startTestSystem } from './system.ts';
import { play } from './transcripts/play.ts';
import { citizenToSummary, person } from './transcripts/step.ts';
import type { Transcript } from './transcripts/step.ts';

export interface Outcome {
  visits: number;
  people: number;
  kills: number;
  unknown: number;
  deadletters: number;
  doubtful: number;
}

/** ms between kills, at random. */
const BETWEEN = [1_500, 5_000] as const;
/** People who book at once: the slots of one day. */
const AT_ONCE = 2;
const TIMES = ['09.00', '11.00'];

export async function bookWhileKilled(t: TestContext, bookings: number, seed: number): Promise<Outcome> {
  const { standIn, env, numbers } = await startTestSystem(t, { whatsapp: true, env: { SEND_TIMEOUT_MS: '3000' } });
  const stage = await stageOn(t, standIn, env, numbers);
  const days = visitDates(loadCouncil('medan'), Date.now())
    .open.filter((date) => new Date(date).getUTCDay() !== 5)
    .slice(1);
  const killer = new Killer(path.join(env['DATA_DIR'] ?? '', 'whatsapp-stand-in'), seed);
  killer.start();
  try {
    for (let done = 0; done < bookings; done += AT_ONCE * 4) {
      const some = Array.from({ length: Math.min(AT_ONCE * 4, bookings - done) }, (_, n) => done + n);
      await Promise.all(
        some.map((n) => {
          const day = days[Math.floor(n / AT_ONCE) % days.length]!.split('-').reverse().join('/');
          return play(stage, booking(n, TIMES[n % AT_ONCE]!), { day, whatsapp: true });
        }),
      );
    }
  } finally {
    killer.stop();
  }
  await stage.chats.allQuiet(60_000);
  const { unknown, deadletters } = await stage.chats.leftovers();
  const visits = await stage.models.Visit.find().lean();
  return {
    ...{ visits: visits.length, people: new Set(visits.map(({ chat }) => chat)).size, kills: killer.kills },
    ...{ unknown, deadletters, doubtful: await stage.chats.doubtful() },
  };
}

const booking = (n: number, time: string): Transcript => {
  const someone = person(`tamu-${n}`);
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
  private random: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(folder: string, seed: number) {
    this.folder = folder;
    this.random = seed;
  }

  start(): void {
    const [from, to] = BETWEEN;
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
