import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { ConfigError, readConfig } from '#config';

const dataDir = mkdtempSync(path.join(tmpdir(), 'menyapa-config-'));
after(() => rmSync(dataDir, { recursive: true }));

const servers = { MONGODB_URI: 'mongodb://127.0.0.1:1/x', REDIS_URL: 'redis://127.0.0.1:1', DATA_DIR: dataDir };
const tokens = { TELEGRAM_PUBLIC_TOKEN: '1:public-hush', TELEGRAM_MEMBERS_TOKEN: '2:members-hush' };
const key = { IDENTITY_KEY: 'hush-0123456789-0123456789-0123456789' };
const production = { ...servers, ...tokens, ...key, NODE_ENV: 'production' };

test('a bare environment is a development system on loopback with its platforms played', () => {
  const config = readConfig(servers);
  const { role, nodeEnv, host, port, council, standIn, telegram, leaseMs, sendTimeoutMs, fileTimeoutMs } = config;
  assert.deepEqual(
    { role, nodeEnv, host, port, council, standIn, telegram, leaseMs, sendTimeoutMs, fileTimeoutMs },
    {
      ...{ role: 'all', nodeEnv: 'development', host: '127.0.0.1', port: 8080, council: 'medan', standIn: true },
      ...{ telegram: {}, leaseMs: 15_000, sendTimeoutMs: 15_000, fileTimeoutMs: 60_000 },
    },
  );
  assert.ok(path.isAbsolute(config.councilDir));
  assert.ok(!('crash' in config));
  assert.ok(Object.isFrozen(config) && Object.isFrozen(config.telegram));
});

test('in development the identity key is made once and read by its owner only', () => {
  const first = readConfig(servers).identityKey;
  assert.match(first, /^[0-9a-f]{64}$/);
  assert.equal(readConfig(servers).identityKey, first);
  assert.equal(statSync(path.join(dataDir, 'identity.key')).mode & 0o777, 0o600);
});

const taken: [string, Record<string, string>, (config: ReturnType<typeof readConfig>) => unknown, unknown][] = [
  ['tokens end the stand-in', { ...servers, ...tokens }, (c) => c.standIn, false],
  [
    'another Bot API server',
    { ...servers, ...tokens, TELEGRAM_API_ROOT: 'http://127.0.0.1:9/' },
    (c) => c.telegram.apiRoot,
    'http://127.0.0.1:9',
  ],
  ['production', production, (c) => [c.nodeEnv, c.standIn, c.identityKey], ['production', false, key.IDENTITY_KEY]],
  [
    'a role without bots needs no tokens',
    { ...servers, ...key, NODE_ENV: 'production', ROLE: 'web' },
    (c) => [c.role, c.standIn],
    ['web', false],
  ],
  ['an empty variable is unset', { ...servers, PORT: '', ROLE: ' ' }, (c) => [c.port, c.role], [8080, 'all']],
  ['any free port', { ...servers, PORT: '0' }, (c) => c.port, 0],
  ['fault points', { ...servers, MENYAPA_CRASH: 'accept-commit' }, (c) => c.crash, 'accept-commit'],
];
for (const [name, env, pick, wanted] of taken) test(name, () => assert.deepEqual(pick(readConfig(env)), wanted));

const refused: [string, Record<string, string>, RegExp[]][] = [
  ['no servers', {}, [/^MONGODB_URI is missing/, /^REDIS_URL is missing/]],
  [
    'addresses of other things',
    { ...servers, MONGODB_URI: 'http://hush', REDIS_URL: 'hush' },
    [/^MONGODB_URI must/, /^REDIS_URL must/],
  ],
  ['one token', { ...servers, TELEGRAM_PUBLIC_TOKEN: '1:hush' }, [/^Set both/]],
  [
    'no token at all',
    { ...servers, ...tokens, TELEGRAM_PUBLIC_TOKEN: 'hush' },
    [/^TELEGRAM_PUBLIC_TOKEN is not a bot token/],
  ],
  [
    'one token twice',
    { ...servers, ...tokens, TELEGRAM_MEMBERS_TOKEN: tokens.TELEGRAM_PUBLIC_TOKEN },
    [/are the same/],
  ],
  ['a server without tokens', { ...servers, TELEGRAM_API_ROOT: 'http://127.0.0.1:9' }, [/^TELEGRAM_API_ROOT names/]],
  ['no address', { ...servers, ...tokens, TELEGRAM_API_ROOT: 'hush' }, [/^TELEGRAM_API_ROOT must/]],
  ['played platforms in production', { ...servers, ...key, NODE_ENV: 'production' }, [/not for production/]],
  ['no key in production', { ...servers, ...tokens, NODE_ENV: 'production' }, [/^IDENTITY_KEY is missing/]],
  ['a short key', { ...servers, IDENTITY_KEY: 'hush' }, [/^IDENTITY_KEY must/]],
  ['fault points in production', { ...production, MENYAPA_CRASH: 'x' }, [/^MENYAPA_CRASH/]],
  ['a webhook without its secret', { ...production, TELEGRAM_WEBHOOK_URL: 'https://example.org' }, [/go together/]],
  [
    'an open webhook',
    { ...production, TELEGRAM_WEBHOOK_URL: 'http://example.org', TELEGRAM_WEBHOOK_SECRET: 'hush-123456789012' },
    [/https/],
  ],
  ['a strange role', { ...servers, ROLE: 'cook' }, [/^ROLE must be one of all, bots, workers, web\.$/]],
  ['ports that are none', { ...servers, PORT: '65536', MAX_TURNS: '1e3' }, [/^PORT must/, /^MAX_TURNS must/]],
  ['a council that is not there', { ...servers, COUNCIL: 'atlantis' }, [/^COUNCIL names no folder/]],
  ['a council outside its folder', { ...servers, COUNCIL: '../src' }, [/^COUNCIL must/]],
];
for (const [name, env, sentences] of refused)
  test(`refused: ${name}`, () =>
    assert.throws(
      () => readConfig(env),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assert.equal(error.faults.length, sentences.length, error.message);
        sentences.forEach((sentence, at) => assert.match(error.faults[at]!, sentence));
        assert.doesNotMatch(error.message, /hush/);
        return true;
      },
    ));

test('refused: a data folder that cannot be made', () => {
  assert.throws(
    () => readConfig({ ...servers, DATA_DIR: '/dev/null/x' }),
    /^ConfigError: The folder of DATA_DIR cannot be written/,
  );
});
