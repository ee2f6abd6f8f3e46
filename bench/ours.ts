/**
 * Our whole system as in production, its own flows out of the way, all roles in one process: webhooks in and no flood limits, or with
 * BENCH_PACED polling and paced.
 */
import { readConfig } from '#config';
import { startSystem } from '#system';
import { FLOWS } from './ours.flow.ts';
import { settings } from './peers/settings.ts';

const secret = 'a-secret-of-the-benchmark';
const paced = process.env['BENCH_PACED'] === '1';
const config = readConfig({
  MONGODB_URI: settings.database,
  REDIS_URL: process.env['REDIS_URL'],
  PORT: '0',
  LOG_LEVEL: 'error',
  MAX_TURNS: '1000',
  IDENTITY_KEY: 'a key that only the benchmark has, 32 signs',
  ...(!paced && { SEND_PACE: 'off', TELEGRAM_WEBHOOK_URL: 'http://127.0.0.1:1', TELEGRAM_WEBHOOK_SECRET: secret }),
  DATA_DIR: process.env['DATA_DIR'],
});
const bots = { publicToken: settings.token, membersToken: '2:members', apiRoot: settings.apiRoot };
const system = await startSystem({ ...config, nodeEnv: 'production', flows: FLOWS }, bots);
process.stdout.write(`ready ${system.web}/webhooks/telegram/public\n`);
process.once('SIGTERM', () => void system.stop().then(() => process.exit(0)));
