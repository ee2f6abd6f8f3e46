import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drive } from '#tests/support/engine.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { lendCommands, lendQueries } from './effects.ts';
import { lendRoom } from './pinjam-ruang.flow.ts';

const days = { until: '2026-12-31', open: ['2026-11-05', '2026-11-06'] };

test('a room is lent; taken meanwhile, another day is asked for and confirmed anew', async () => {
  const chat = drive({ flows: [lendRoom], queries: { 'pinjam-ruang.days': () => days } });
  await chat.start('pinjam-ruang');
  await chat.press('aula');
  await chat.sends('besok', 'Rapat fraksi', 'ya');
  assert.deepEqual(chat.outstanding[0]?.args, { room: 'aula', day: '2026-11-05', purpose: 'Rapat fraksi' });
  await chat.refuse('tanggal', 'pinjam-ruang.taken');
  assert.equal(chat.last.text, 'pinjam-ruang.taken\n\npinjam-ruang.askDate');
  await chat.sends('lusa', 'ya');
  await chat.done({ number: 'R-1' });
  assert.match(chat.last.text, /^pinjam-ruang.lent .*"number":"R-1"/);
});

test('one of two gets the room, and getting it twice is getting it once', async (t) => {
  const { services } = (await startTestSystem(t)).system;
  const lend = lendCommands['pinjam-ruang.lend'];
  const ask = (requestKey: string) => {
    const args = { room: 'aula', day: '2026-11-05', purpose: 'Rapat' } as never;
    return lend({ requestKey, args, chat: 'telegram-members:1', locale: 'id', who: null }, services);
  };
  const [one, two] = await Promise.all([ask('a/pinjam/1'), ask('b/pinjam/1')]);
  assert.equal(Number('done' in one) + Number('done' in two), 1);
  const winner = 'done' in one ? 'a/pinjam/1' : 'b/pinjam/1';
  assert.deepEqual(await ask(winner), 'done' in one ? one : two);
  const { open } = await lendQueries['pinjam-ruang.days']({ room: 'aula' }, services);
  assert.equal(open?.includes('2026-11-05'), false);
});
