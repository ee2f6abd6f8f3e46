/** What a reply costs: one database round trip before it leaves, of what came in and what it led to; a read that the flow asks for is its own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWire } from '#tests/support/database-wire.ts';
import { freshDatabase, startTestSystem } from '#tests/support/system.ts';

/** Work by the process's clock, which no reply waits for. */
const BACKGROUND = new Set(['leases', 'clocks', 'holidays', 'grup', 'broadcasts', 'deliveries']);
const ONE = ['update chats'];

test('one round trip before the reply leaves', async (t) => {
  const wire = await openWire(freshDatabase());
  const { talk, staff, standIn, system } = await startTestSystem(t, {
    env: { MONGODB_URI: wire.uri, LEASE_MS: '600000' },
  });
  t.after(() => wire.close());
  // What it looks for, and cleans once a day, would stand among the rest.
  await system.sweeper.stop();
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Ada yang bisa kami bantu').done;

  /** The commands up to the reply's arrival at the platform, which is slow to answer: that it was sent is written later. */
  const cost = async (step: () => unknown, next: string, talk = rina): Promise<string[]> => {
    const sent = (): number => standIn.faults.counts.calls['sendMessage'] ?? 0;
    // What the database has heard of the last sending, the process hears of a moment later.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = sent();
    standIn.faults.add({ method: 'sendMessage', times: 1, fault: { kind: 'late', ms: 200 } });
    wire.commands.length = 0;
    step();
    while (sent() === before) await new Promise((resolve) => setTimeout(resolve, 1));
    const commands = wire.commands.filter((c) => !BACKGROUND.has(c.collection)).map((c) => `${c.name} ${c.collection}`);
    await talk.sees(next).done;
    return commands;
  };

  const { phone } = rina;
  assert.deepEqual(
    await cost(() => phone.press('Kunjungan & audiensi'), 'Siapa yang akan datang'),
    ONE,
    'a flow begins',
  );
  assert.deepEqual(await cost(() => phone.do({ do: 'sticker' }), 'Siapa yang akan datang'), ONE, 'a sticker');
  assert.deepEqual(await cost(() => phone.text('entah'), 'Siapa yang akan datang'), ONE, 'a wrong answer');
  assert.deepEqual(await cost(() => phone.text('ulangi'), 'Siapa yang akan datang'), ONE, 'a reserved word');
  const withLimit = ['aggregate visits', ...ONE];
  assert.deepEqual(await cost(() => phone.text('3'), 'sekolah atau kampus'), withLimit, 'a number before a read');
  assert.deepEqual(await cost(() => phone.text('SMA 1 Medan'), 'keperluannya'), ONE, 'an answer');
  const withRead = ['aggregate seats', 'find contacts', ...ONE];
  assert.deepEqual(await cost(() => phone.text('Belajar'), 'Ingin bertemu'), withRead, 'an answer before a read');

  // Who asks is looked up once a turn: for the menu, for the gate, and by whatever is read.
  const sari = await staff('sari');
  const who = ['find persons'];
  assert.deepEqual(await cost(() => sari.phone.text('menu'), 'Ada yang bisa', sari), [...who, ...ONE], 'a menu');
  assert.deepEqual(
    await cost(() => sari.phone.text('obrolan warga'), 'Tidak ada', sari),
    [...who, 'find obrolan', 'find obrolan', ...ONE],
    'a list of the office',
  );
});
