/**
 * Announcements by themselves: `npm run broadcast:million -- --people=1000,100000,1000000 --send=60000 --paced=5`. One after the other,
 * each in a process that has just started, which is the whole system as in production but for flood limits. Bounded by `send`, ms of
 * sending. Before them, `paced` runs with the limits, of `ms` each.
 */
import { parseArgs } from 'node:util';
import { Contestant } from './contestant.ts';
import { openHouse, toLoudHours } from './measure/announce.ts';
import { addPaced } from './measure/paced.ts';
import { rows } from './measure/rows.ts';
import { createPlatform } from './platform.ts';
import { Report } from './report.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000,100000,1000000' },
    send: { type: 'string', default: '60000' },
    paced: { type: 'string', default: '0' },
    ms: { type: 'string', default: '20000' },
  },
});
const database = process.env['MONGODB_URI'] ?? '';
const report = new Report('broadcast.json');
const platform = await createPlatform();
const say = (text: string): void => void process.stdout.write(`${text}\n`);

// The first start makes the indexes.
await (await new Contestant('menyapa').start(platform.url, database)).stop();
await addPaced(report, database, Number(values.paced), Number(values.ms));
say(report.write({ database: process.env['BENCH_DATABASE'] }));
const house = await openHouse(database);
await toLoudHours(house);
for (const [n, people] of values.people.split(',').map(Number).entries()) {
  const to = await new Contestant('menyapa').start(platform.url, database);
  const idle = to.memory();
  const found = await rows({ platform, house, to }, `S-${9001 + n}`, people, Number(values.send));
  await to.stop();
  const add = (what: string, unit: string, value: number | null): void =>
    value === null ? undefined : report.add(`${what}, ${people} people`, to.name, unit, value);
  add('subscribers stored', '/s', found.joined);
  add('rows made', '/s', found.made);
  add('rows sent, no flood limits', '/s', found.sent);
  add('rows closed by a stop', '/s', found.closed);
  add('memory before', 'MB', idle);
  add('memory while rows are made', 'MB', found.memoryMaking);
  add('memory while rows are sent', 'MB', found.memorySending);
  add('memory of the database', 'MB', found.memoryDatabase);
  say(report.write({ database: process.env['BENCH_DATABASE'], send: Number(values.send) }));
}
await house.close();
await platform.close();
