/**
 * An announcement while people talk: the real bot on its library and polling, against the stand-in with the platform's flood limits. How
 * much of the 30 messages a second it reaches, and how long a reply takes meanwhile and without it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isMessageOfBot } from '#simulator/people.ts';
import type { Phone } from '#simulator/people.ts';
import { createStandIn } from '#simulator/stand-in.ts';
import type { StandIn } from '#simulator/stand-in.ts';
import { chatId } from '#services/outbox.ts';
import { Contestant } from '../contestant.ts';
import type { Report } from '../report.ts';
import { VISIT } from '../script.ts';
import { announce, join, leave, openHouse, toLoudHours } from './announce.ts';
import type { House } from './announce.ts';

/** Shares of 30 messages a second, and ms. */
export interface Paced {
  announced: number;
  altogether: number;
  /** Sends that the platform refused for flood. */
  refused: number;
  idle: number;
  idle95: number;
  during: number;
  during95: number;
}

const LIMIT = 30;
const CHANNEL = 'telegram-public';
/** Who talk, and replies a second that they want: each of them far below what one chat may have. */
const TALKERS = 60;
const RATE = 4;
/** Who get the announcement, and would for longer than it is looked at. */
const receiversFor = (ms: number): number => Math.ceil((ms / 1000) * LIMIT) + 200;

/** The figures of several runs. */
export async function addPaced(report: Report, database: string, runs: number, ms: number): Promise<void> {
  for (let run = 0; run < runs; run += 1) {
    const found = await paced(database, `S-${8001 + run}`, ms);
    const add = (what: string, unit: string, value: number): void => report.add(what, 'menyapa', unit, value);
    add('announcement: share of 30/s reached', '', found.announced);
    add('announcement and replies: share of 30/s reached', '', found.altogether);
    add('announcement: sends refused for flood', '', found.refused);
    add(`reply at ${RATE}/s without an announcement, p50`, 'ms', found.idle);
    add(`reply at ${RATE}/s without an announcement, p95`, 'ms', found.idle95);
    add(`reply at ${RATE}/s during an announcement, p50`, 'ms', found.during);
    add(`reply at ${RATE}/s during an announcement, p95`, 'ms', found.during95);
  }
}

async function paced(database: string, number: string, ms: number): Promise<Paced> {
  const to = new Contestant('menyapa');
  const [publicBot, membersBot] = ['public', 'members'] as const;
  const standIn = await createStandIn({
    bots: [
      { token: to.token, username: `bench_${publicBot}_bot`, channel: CHANNEL },
      { token: '2:members', username: `bench_${membersBot}_bot`, channel: 'telegram-members' },
    ],
  });
  const house = await openHouse(database);
  try {
    const chats = Array.from({ length: receiversFor(ms) }, (_, n) => opened(standIn, `pelanggan-${n}`));
    await to.start(standIn.url, database, [], { BENCH_PACED: '1' });
    await toLoudHours(house);
    await join(house, chats.length, (n) => chats[n]!);
    const talkers = Array.from({ length: TALKERS }, (_, n) => standIn.people.phone(`${number}-${n}`, CHANNEL));
    for (const phone of talkers) await phone.ask(() => phone.start());
    const people = new Talkers(talkers);
    const idle = await people.talk(ms);
    const { during, announced, altogether } = await whileAnnounced({ standIn, house, people }, number, ms);
    const refused = await refusals(to.webhook);
    return { announced, altogether, refused, idle: at(idle, 0.5), idle95: at(idle, 0.95), ...medians(during) };
  } finally {
    await to.stop();
    await leave(house);
    await house.close();
    await standIn.close();
  }
}

const at = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
const medians = (times: readonly number[]) => ({ during: at(times, 0.5), during95: at(times, 0.95) });

/** Somebody who has written to the bot before. */
function opened({ world }: StandIn, name: string): string {
  const person = world.person(name);
  world.privateDialog(world.bot(CHANNEL)!, person).opened = true;
  return chatId(CHANNEL, String(person.user.id));
}

async function whileAnnounced(
  { standIn, house, people }: { standIn: StandIn; house: House; people: Talkers },
  number: string,
  ms: number,
): Promise<{ during: number[]; announced: number; altogether: number }> {
  const { feed } = standIn.world;
  const before = feed.position;
  await announce(house, number);
  const first = await feed.next(before, (event) => isMessageOfBot(event) && event.text.includes(number), 30_000);
  if (!first.length) throw new Error('no announcement arrives');
  // The platform's burst is not its rate.
  await sleep(2000);
  const [from, since] = [feed.position, performance.now()];
  const during = await people.talk(ms);
  const all = feed.after(from, isMessageOfBot);
  const most = ((performance.now() - since) / 1000) * LIMIT;
  await house.models.Broadcast.updateOne({ _id: number }, { $set: { status: 'dihentikan' } });
  return {
    during,
    announced: all.filter(({ text }) => text.includes(number)).length / most,
    altogether: all.length / most,
  };
}

async function refusals(url: string): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', url))).text();
  const counts = [...metrics.matchAll(/^menyapa_sends_total\{[^}]*outcome="retryAfter"[^}]*\} (\d+)/gm)];
  return counts.reduce((all, [, count]) => all + Number(count), 0);
}

/** People who talk at random moments, whether or not others have been answered. */
class Talkers {
  private readonly idle: { phone: Phone; next: number }[];

  constructor(phones: readonly Phone[]) {
    this.idle = phones.map((phone) => ({ phone, next: 0 }));
  }

  /** ms of each reply. */
  async talk(ms: number): Promise<number[]> {
    const times: number[] = [];
    const begun: Promise<void>[] = [];
    const end = performance.now() + ms;
    while (performance.now() < end) {
      await sleep((-Math.log(1 - Math.random()) * 1000) / RATE);
      const one = this.idle.shift();
      if (one) begun.push(this.turn(one, times).then(() => void this.idle.push(one)));
    }
    await Promise.all(begun);
    return times;
  }

  private async turn(one: { phone: Phone; next: number }, times: number[]): Promise<void> {
    const line = VISIT[one.next % VISIT.length]!;
    const since = performance.now();
    const { text } = await one.phone.ask(() => one.phone.text(line.says), 60_000);
    times.push(performance.now() - since);
    if (!line.hears.test(text)) throw new Error(`"${text}" was said to "${line.says}"`);
    one.next += 1;
  }
}
