/** A yes counts once, for the summary that the person saw. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drive, flow } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';
import { count, sure, visit } from './flows.ts';

async function atSummary(): Promise<Driver> {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  await chat.press('citizen');
  await chat.send('besok', { message: 'm1' });
  await chat.send('3', { message: 'm2' });
  assert.equal(chat.open, 'sure');
  return chat;
}

for (const yes of ['1', 'ya', 'Ya, benar', 'ok', 'OKE', 'sudah benar', 'yes'])
  test(`yes: ${yes}`, async () => {
    const chat = await atSummary();
    await chat.send(yes);
    assert.equal(chat.outstanding.length, 1);
  });

for (const said of ['1', 'ya', 'tidak', 'besok', '2'])
  test(`"${said}" from before the summary was sent never answers it; the summary comes again`, async () => {
    const chat = drive({ flows: [visit] });
    await chat.start('visit');
    await chat.press('citizen');
    await chat.send('besok');
    chat.arrives = false;
    await chat.send('3');
    const early = chat.now;
    await chat.send(said);
    assert.deepEqual([chat.open, chat.outstanding], ['sure', []]);
    chat.pass(500).arrive();
    // Accepted before the sending, its turn runs after.
    await chat.send(said, { at: early });
    assert.deepEqual([chat.open, chat.outstanding], ['sure', []]);
    assert.match(chat.last.text, /prompts.confirm.summary/);
    chat.arrives = true;
    await chat.send('ya');
    assert.equal(chat.outstanding.length, 1);
  });

test('cancel acts whenever it was written', async () => {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  await chat.press('citizen');
  chat.arrives = false;
  await chat.sends('besok', '3', 'batal');
  assert.equal(chat.chat.run, null);
});

test('the same press twice confirms once, and the second is answered', async () => {
  const chat = await atSummary();
  const { askNo } = chat.chat;
  await chat.press('yes');
  const { text, intents } = await chat.press(0, askNo);
  assert.deepEqual([text, intents], ['engine.processing', []]);
  await chat.done({ number: 'K-1' });
  assert.equal(chat.outstanding.length, 0);
  assert.equal(chat.chat.run, null);
});

test('a press on an older question’s button does nothing but say so', async () => {
  const chat = await atSummary();
  assert.match((await chat.press(1, 1)).text, /^engine.stalePress\n\nprompts.confirm.summary/);
  assert.equal(chat.answers['who'], 'citizen');
});

test('an edited answer makes a new summary: the old one’s yes is stale', async () => {
  const chat = await atSummary();
  const old = chat.chat.askNo;
  await chat.edit('m2', '4');
  assert.match(chat.last.text, /^engine.editTaken\n\nprompts.confirm.summary .*"many":4/);
  assert.match((await chat.press(0, old)).text, /^engine.stalePress/);
  assert.deepEqual(chat.outstanding, []);
  await chat.press('yes');
  assert.deepEqual(chat.outstanding, [
    {
      requestKey: 'run1/book/1',
      command: 'visit.book',
      args: { who: 'citizen', school: null, when: '2026-11-05', many: 4 },
    },
  ]);
});

test('the same summary put again keeps its number: its first copy’s yes still counts', async () => {
  const chat = await atSummary();
  const { askNo } = chat.chat;
  await chat.send('ulangi');
  await chat.press(0, askNo);
  assert.equal(chat.outstanding.length, 1);
});

test('a press beyond the choices is stale', async () => {
  const chat = await atSummary();
  assert.match((await chat.press(7)).text, /^engine.stalePress/);
});

test('"tidak" asks: change something, or cancel?', async () => {
  for (const [reading, after] of [
    [0, 'aside:change'],
    [1, 'menu'],
  ] as const) {
    const chat = await atSummary();
    await chat.send('tidak');
    assert.deepEqual([chat.open, chat.last.text], ['aside:which', 'engine.which']);
    await chat.press(reading);
    assert.equal(chat.open, after);
    assert.deepEqual(chat.outstanding, []);
  }
});

test('after "tidak" a "ya" is not a yes to the summary', async () => {
  const chat = await atSummary();
  await chat.sends('tidak', 'ya');
  assert.deepEqual([chat.open, chat.last.text], ['aside:which', 'engine.pickOne\n\nengine.which']);
});

for (const said of ['ubah', 'Ubah dong', '2', 'koreksi'])
  test(`change: ${said}`, async () => {
    const chat = await atSummary();
    await chat.send(said);
    assert.equal(chat.open, 'aside:change');
  });

for (const said of ['batal', 'Batal!', 'tidak jadi', '3', 'cancel'])
  test(`cancel: ${said}`, async () => {
    const chat = await atSummary();
    await chat.send(said);
    assert.deepEqual([chat.open, chat.chat.run, chat.outstanding], ['menu', null, []]);
    assert.match(chat.last.text, /^engine.cancelled/);
  });

test('what is neither is refused with what is expected', async () => {
  const chat = await atSummary();
  assert.match((await chat.send('mungkin')).text, /^prompts.confirm.expects\n\nprompts.confirm.summary/);
  assert.match((await chat.take({ kind: 'other', what: 'sticker' })).text, /^prompts.confirm.expects/);
});

for (const own of ['change', 'cancel'] as const)
  test(`a text that only the prompt understands as ${own} never passes for a yes`, async () => {
    const form = flow('form', async (t) => {
      await t.ask('many', count('many'));
      await t.ask('sure', { ...sure(), parse: () => ({ ok: own }) });
      await t.effect('book', 'x.book', null);
    });
    const chat = drive({ flows: [form] });
    await chat.start('form');
    await chat.sends('3', 'entah apa');
    assert.deepEqual([chat.open, chat.outstanding], [own === 'change' ? 'aside:change' : 'menu', []]);
  });

test('cancel acts though the question of the engine’s own was not seen yet', async () => {
  const chat = await atSummary();
  chat.arrives = false;
  await chat.send('tidak');
  assert.equal(chat.open, 'aside:which');
  await chat.send('cancel');
  assert.equal(chat.chat.run, null);
});
