/** What stored chats cost, by itself: `npm run bench:stored -- --stored=1000,10000,100000,1000000 --ms=10000`. */
import { parseArgs } from 'node:util';
import { Contestant } from './contestant.ts';
import { addStored } from './measure/stored.ts';
import { createPlatform } from './platform.ts';
import { Report } from './report.ts';

const { values } = parseArgs({
  options: {
    stored: { type: 'string', default: '1000,10000,100000,1000000' },
    ms: { type: 'string', default: '10000' },
  },
});
const database = process.env['MONGODB_URI'] ?? '';
const report = new Report('stored.json');
const platform = await createPlatform();
const to = await new Contestant('menyapa').start(platform.url, database);
for (const count of values.stored.split(',').map(Number)) {
  await addStored({ report, platform, to, database }, [count], Number(values.ms));
  process.stdout.write(report.write({ database: process.env['BENCH_DATABASE'] }));
}
await to.stop();
await platform.close();
