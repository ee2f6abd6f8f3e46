import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { Api } from 'grammy';
import { demoBots } from '#simulator/demo-bots.ts';
import { createStandIn } from '#simulator/stand-in.ts';

const MAIN = path.resolve(import.meta.dirname, '../../src/simulator/main.ts');

test('as its own process: says where it is, serves the demo bots, ends on a signal', async () => {
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--no-flood-limits'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const url = /^stand-in: (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)![1]!;
  const me = await new Api(demoBots.members.token, { apiRoot: url }).getMe();
  assert.equal(me.username, 'menyapa_members_bot');
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

test('with a memory, people who pressed Start are known after a restart, and those who blocked stay so', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'stand-in-'));
  const options = { bots: Object.values(demoBots), memory: path.join(folder, 'people.json') };
  const first = await createStandIn(options);
  first.people.phone('warga-1', 'telegram-public', { phone: '6281111111111' }).start();
  const second = first.people.phone('warga-2', 'telegram-public');
  second.start();
  second.block();
  first.people.phone('warga-3', 'telegram-public');
  await first.close();

  const again = await createStandIn(options);
  after(async () => {
    await again.close();
    await rm(folder, { recursive: true });
  });
  const api = new Api(demoBots.public.token, { apiRoot: again.url });
  const write = (key: string) =>
    api.sendMessage(again.world.person(key).user.id, 'disetujui').then(
      () => 'sent',
      (error: { error_code: number }) => error.error_code,
    );
  assert.deepEqual([await write('warga-1'), await write('warga-2'), await write('warga-3')], ['sent', 403, 400]);
  assert.equal(again.world.person('warga-1').phone, '6281111111111');
});
