/** The platform's bad days: limits, blocks, silence, cut lines. Nothing is lost, and what may have come twice is counted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { tx } from '#flows/engine/message.ts';
import type { Fault } from '#simulator/faults.ts';
import { stageOn } from '#tests/support/crash/stage.ts';
import { until } from '#tests/support/crash/until.ts';
import { startTestSystem } from '#tests/support/system.ts';
import type { Talk } from '#tests/support/talk.ts';

const QUESTION = 'Siapa yang akan datang';

/** A person whose next question meets the fault; how often it was shown, and what the system doubts. */
async function meet(t: TestContext, fault: Fault, times = 1) {
  const { standIn, env, talk } = await startTestSystem(t, { env: { SEND_TIMEOUT_MS: '500', SEND_TRIES: '2' } });
  const stage = await stageOn(t, standIn, env);
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Ada yang bisa kami bantu').done;
  standIn.faults.add({ method: 'sendMessage', times, fault });
  const shown = (): number => rina.phone.messages().filter(({ text }) => text.includes(QUESTION)).length;
  return { stage, standIn, rina, shown, chat: stage.chatOf('rina', 'telegram-public') };
}

/** Whatever happened before, the person can go on. */
const goesOn = (rina: Talk): Promise<void> => rina.tap('Warga').sees('keperluannya').done;

test('too many requests: sent once, after the wait', async (t) => {
  const { stage, rina, shown } = await meet(t, { kind: 'answer', code: 429, retryAfter: 1 });
  await rina.user('kunjungan').sees(QUESTION).done;
  await goesOn(rina);
  assert.equal(shown(), 1);
  assert.equal(await stage.chats.doubtful(), 0);
});

test('blocked: nothing is sent until the person writes again', async (t) => {
  const { stage, rina, shown, chat } = await meet(t, { kind: 'answer', code: 403 });
  const unreachable = async (): Promise<boolean> => (await stage.chats.load(chat))?.unreachable ?? false;
  rina.phone.text('kunjungan');
  await until(unreachable);
  assert.ok(await stage.chats.allQuiet(10_000), 'something waits for a person who is gone');
  assert.equal(shown(), 0);
  await rina.user('ulangi').sees(QUESTION).done;
  assert.equal(await unreachable(), false);
  await goesOn(rina);
});

for (const how of ['told by the platform', 'found out by a send'] as const)
  test(`blocked, ${how}: no send is tried until the person writes again, and then they come`, async (t) => {
    const { standIn, env, talk, system } = await startTestSystem(t);
    const stage = await stageOn(t, standIn, env);
    const rina = talk('telegram-public', 'rina');
    await rina.start().sees('Ada yang bisa kami bantu').done;
    const chat = stage.chatOf('rina', 'telegram-public');
    const tell = (number: string): Promise<void> =>
      system.services.notices.toChat(chat, { key: number, text: tx('sikulin.unknownVisit', { number }) });
    const tried = (): number => standIn.faults.counts.calls['sendMessage'] ?? 0;
    if (how === 'told by the platform') rina.phone.block();
    else {
      standIn.faults.add({ method: 'sendMessage', fault: { kind: 'answer', code: 403 } });
      await tell('K-1001');
    }
    await until(async () => (await stage.chats.load(chat))?.unreachable === true);
    const before = tried();
    await tell('K-1002');
    await tell('K-1003');
    await until(() => stage.chats.allQuiet(0));
    assert.equal(tried(), before);
    if (how === 'told by the platform') rina.phone.unblock();
    await rina.user('kunjungan').sees(QUESTION).done;
    await tell('K-1004');
    await rina.sees('K-1004').done;
    assert.equal(
      rina.phone.messages().some(({ text }) => /K-100[123]/.test(text)),
      false,
    );
  });

test('no answer, nothing shown: the question is sent once more, and counted', async (t) => {
  const { stage, rina, shown } = await meet(t, { kind: 'hang' });
  await rina.user('kunjungan').sees(QUESTION).done;
  await goesOn(rina);
  assert.equal(shown(), 1);
  assert.equal(await stage.chats.doubtful(), 1);
});

for (const kind of ['silent', 'cut'] as const)
  test(`shown, but ${kind === 'cut' ? 'the line is cut' : 'no answer comes'}: it is shown twice, and counted`, async (t) => {
    const { stage, standIn, rina, shown } = await meet(t, { kind });
    await rina.user('kunjungan').sees(QUESTION).done;
    await goesOn(rina);
    assert.equal(shown(), 2);
    assert.equal(await stage.chats.doubtful(), 1);
    assert.equal(standIn.faults.counts.ambiguous.length, 1);
  });

test('the line is cut before anything is done', async (t) => {
  const { stage, rina, shown } = await meet(t, { kind: 'refuse' });
  await rina.user('kunjungan').sees(QUESTION).done;
  await goesOn(rina);
  assert.equal(shown(), 1);
  assert.ok((await stage.chats.doubtful()) <= 1);
});

test('no answer for ever: given up after some tries, and the chat goes on', async (t) => {
  const { stage, rina, chat } = await meet(t, { kind: 'hang' }, 5);
  rina.phone.text('kunjungan');
  await until(async () => (await stage.chats.leftovers()).unknown === 1);
  assert.ok((await stage.chats.load(chat))?.doubtful);
  await rina.user('ulangi').sees(QUESTION).done;
  await goesOn(rina);
});

test('refused for good: staff hear of it, once, and the chat goes on', async (t) => {
  const { stage, standIn, rina, shown } = await meet(t, { kind: 'answer', code: 400 }, 3);
  rina.phone.text('kunjungan');
  const told = () => stage.models.Report.find({ note: 'tolak' }).lean();
  await until(async () => (await told()).length === 1);
  await until(() => stage.chats.allQuiet(0));
  assert.equal(shown(), 0);
  standIn.faults.clear();
  await rina.user('ulangi').sees(QUESTION).done;
  await goesOn(rina);
  assert.equal((await told()).length, 1);
});

test('many messages to one chat through a slow platform: each is shown once, in order, and none is doubtful', async (t) => {
  const { standIn, env, talk, system } = await startTestSystem(t, { env: { SEND_TIMEOUT_MS: '500' } });
  const stage = await stageOn(t, standIn, env);
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Ada yang bisa kami bantu').done;
  // Together they take longer than any of them may.
  standIn.faults.add({ method: 'sendMessage', times: 30, fault: { kind: 'late', ms: 80 } });
  const numbers = Array.from({ length: 30 }, (_, n) => `K-${1000 + n}`);
  for (const number of numbers)
    await system.services.notices.toChat(stage.chatOf('rina', 'telegram-public'), {
      key: number,
      text: tx('sikulin.unknownVisit', { number }),
    });
  await until(() => stage.chats.allQuiet(0));
  const shown = rina.phone.messages().flatMap(({ text }) => /K-\d+/.exec(text)?.[0] ?? []);
  assert.deepEqual(shown, numbers);
  assert.equal(await stage.chats.doubtful(), 0);
});
