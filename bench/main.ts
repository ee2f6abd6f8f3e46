/**
 * Every contestant on one database, one after the other within each run, so that what disturbs one disturbs all.
 * `npm run bench -- --runs=5 --ms=2000 --stored=100000 --announced=20000` (ms of an announcement while people talk, with flood limits).
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { Contestant, NAMES } from './contestant.ts';
import { latency } from './measure/latency.ts';
import { addPaced } from './measure/paced.ts';
import { fill, long } from './measure/size.ts';
import { firstReply } from './measure/start.ts';
import { throughput } from './measure/throughput.ts';
import { createPlatform } from './platform.ts';
import { Report } from './report.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    ms: { type: 'string', default: '2000' },
    stored: { type: 'string', default: '100000' },
    announced: { type: 'string', default: '20000' },
  },
});
const [runs, ms, stored] = [Number(values.runs), Number(values.ms), Number(values.stored)];
const AT = [1, 16, 128] as const;
const SHARES = [0.1, 0.5, 0.9] as const;

const database = process.env['MONGODB_URI'] ?? '';
const platform = await createPlatform();
const report = new Report();
const load = [os.loadavg()];
const say = (text: string): void => void process.stdout.write(`${text}\n`);

for (const name of NAMES) {
  for (const kind of ['cold', 'warm'])
    report.add(`first reply, ${kind}`, name, 'ms', await firstReply(platform, name, database));
}

const contestants = await Promise.all(NAMES.map((name) => new Contestant(name).start(platform.url, database)));
const [ours] = contestants;
for (const one of contestants) await throughput(platform, one, 16, ms);

for (let run = 0; run < runs; run += 1) {
  // Another one begins each time.
  const order = contestants.map((_, n) => contestants[(n + run) % contestants.length]!);
  const best = new Map<string, number>();
  for (const at of AT)
    for (const one of order) {
      const { rate, cpu } = await throughput(platform, one, at, ms);
      report.add(`turns a second, ${at} at once`, one.name, '/s', rate);
      report.add(`processor a turn, ${at} at once`, one.name, 'ms', cpu);
      best.set(one.name, Math.max(rate, best.get(one.name) ?? 0));
      say(`run ${run + 1}: ${at} at once, ${one.name}: ${rate.toFixed(0)}/s, ${cpu.toFixed(2)} ms`);
    }
  for (const share of SHARES)
    for (const one of order) {
      const { p50, p99 } = await latency(platform, one, (best.get(one.name) ?? 1) * share, ms);
      report.add(`reply at ${share * 100} % of its load, p50`, one.name, 'ms', p50);
      report.add(`reply at ${share * 100} % of its load, p99`, one.name, 'ms', p99);
    }
  load.push(os.loadavg());
  report.write({ database: process.env['BENCH_DATABASE'], runs: run + 1, ms, loads: load });
}

say('a long conversation');
if (ours) {
  const { early, late } = await long(platform, ours);
  report.add('turn 2 of a conversation', ours.name, 'ms', early);
  report.add('turn 100 of a conversation', ours.name, 'ms', late);
  for (const chats of stored > 0 ? [0, stored] : []) {
    say(`${chats} stored chats`);
    if (chats) await fill(database, chats);
    const what = chats ? `${chats} stored chats` : 'a few thousand stored chats';
    report.add(`turns a second, 16 at once, ${what}`, ours.name, '/s', (await throughput(platform, ours, 16, ms)).rate);
    report.add(`memory, ${what}`, ours.name, 'MB', ours.memory());
  }
}
for (const one of contestants) report.add('memory at the end', one.name, 'MB', one.memory());
say(report.write({ database: process.env['BENCH_DATABASE'], runs, ms, loads: load }));
await Promise.all(contestants.map((one) => one.stop()));
if (Number(values.announced) > 0) {
  say('an announcement while people talk');
  await addPaced(report, database, runs, Number(values.announced));
  say(report.write({ database: process.env['BENCH_DATABASE'], runs, ms, loads: load }));
}
await platform.close();
