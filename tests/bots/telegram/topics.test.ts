/** A message on its way into a topic: made first, made anew, opened, named, closed behind the last word; and what stands in its way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Topic, Topics } from '#services/topics.ts';
import { unpaced } from '#bots/pace.ts';
import { renderTelegram } from '#bots/render/telegram.ts';
import { createOutFiles } from '#bots/telegram/out-files.ts';
import { sendToTopic } from '#bots/telegram/topics.ts';

const alive = new AbortController().signal;
const fresh: Topic = {
  group: '-100',
  thread: null,
  name: 'C-1',
  shown: null,
  over: false,
  closed: false,
  meant: false,
};
const made: Topic = { ...fresh, thread: 45, shown: 'C-1' };

const no = (description: string, code = 400, parameters = {}) => ({ error_code: code, description, parameters });

interface Scene {
  topic?: Topic | null;
  /** What the platform answers by method, one after the other; then it does as it is told. */
  answers?: Record<string, object[]>;
  intends?: boolean;
  /** Faults of the house before it notes anything. */
  faults?: number;
  /** An update tells of the topic with this number, while the send waits for it. */
  told?: number;
}

async function send({ topic = made, answers = {}, intends = true, faults = 0, told: number }: Scene) {
  const calls: string[] = [];
  const told: string[] = [];
  let now = topic && { ...topic };
  let left = faults;
  const call = async (method: string, payload: object): Promise<unknown> => {
    const { message_thread_id: thread, chat_id: group } = payload as { message_thread_id?: number; chat_id: string };
    calls.push(`${method.replace('ForumTopic', '')} ${group === '-100' ? '' : group}${thread ?? ''}`.trim());
    const answer = answers[method]?.shift();
    if (answer) throw answer;
    return method === 'createForumTopic' ? { message_thread_id: 46 } : { message_id: 9 };
  };
  const topics = {
    async find() {
      const found = now;
      if (now && number !== undefined) now = { ...now, thread: number };
      return found;
    },
    unmade: async () => void told.push('unmade'),
    intend: async () => (told.push('intend'), intends),
    async made(_address: string, thread: number, name: string) {
      if (left-- > 0) throw new Error('away');
      if (now!.thread === null) now = { ...now!, thread, shown: name };
      return now!.thread;
    },
    async note(_address: string, seen: Partial<Topic>) {
      if (left-- > 0) throw new Error('away');
      Object.assign(now!, seen);
    },
    broken: async (_group: string, why: string) => void told.push(why),
    async moved(_from: string, to: string) {
      told.push('moved');
      now = { ...now!, group: to };
    },
  } as unknown as Topics;
  const sender = {
    call: call as never,
    pace: unpaced(),
    timeout: 400,
    fileTimeout: 400,
    files: createOutFiles({ outage: () => false }),
  };
  const to = { address: 'G1/C-1', paceClass: 'notice' as const };
  const words = renderTelegram({ class: 'notice', text: 'Halo' });
  const outcome = await sendToTopic({ sender, topics }, to, words, alive);
  return { outcome, calls, told, topic: now, paused: sender.pace.paused() };
}

test('made with its first message, the intent before it', async () => {
  const { outcome, calls, told, topic } = await send({ topic: fresh });
  assert.deepEqual([outcome, calls, told], [{ sent: '9' }, ['create', 'sendMessage 46'], ['intend']]);
  assert.deepEqual([topic?.thread, topic?.shown], [46, 'C-1']);
});

test('one that is as it should be costs one call', async () => {
  assert.deepEqual((await send({})).calls, ['sendMessage 45']);
});

test('deleted by hand: made anew, and the message goes there', async () => {
  for (const words of ['message thread not found', 'TOPIC_DELETED', 'TOPIC_ID_INVALID']) {
    const { outcome, calls } = await send({ answers: { sendMessage: [no(`Bad Request: ${words}`)] } });
    assert.deepEqual([outcome, calls], [{ sent: '9' }, ['sendMessage 45', 'create', 'sendMessage 46']]);
  }
});

test('goes on: opened and named before the word; ended: named before, closed behind the last word', async () => {
  const on = await send({ topic: { ...made, closed: true, name: 'C-2' } });
  assert.deepEqual(on.calls, ['reopen 45', 'edit 45', 'sendMessage 45']);
  const over = await send({ topic: { ...made, over: true, name: 'C-1 selesai' } });
  assert.deepEqual([over.calls, over.topic?.closed], [['edit 45', 'sendMessage 45', 'close 45'], true]);
  assert.deepEqual((await send({ topic: { ...made, over: true, closed: true } })).calls, ['sendMessage 45']);
});

test('closed already is closed; asked to wait, closed a little later; never a message twice for it', async () => {
  const over = { ...made, over: true };
  const twice = no('Bad Request: TOPIC_NOT_MODIFIED');
  assert.equal((await send({ topic: over, answers: { closeForumTopic: [twice] } })).topic?.closed, true);
  const busy = no('Too Many Requests: retry after 1', 429, { retry_after: 1 });
  const late = await send({ topic: over, answers: { closeForumTopic: [busy] } });
  assert.deepEqual([late.calls, late.topic?.closed], [['sendMessage 45', 'close 45', 'close 45'], true]);
  const away = await send({ topic: over, faults: 9 });
  assert.deepEqual([away.outcome, away.calls], [{ sent: '9' }, ['sendMessage 45', 'close 45']]);
});

test('the group cannot be worked in: said why, and no word is kept for it', async () => {
  const table: [object, string][] = [
    [no('Bad Request: the chat is not a forum'), 'forum'],
    [no('Bad Request: not enough rights to create a topic'), 'rights'],
    [no('Forbidden: bot was kicked from the supergroup chat', 403), 'gone'],
    [no('Bad Request: chat not found'), 'gone'],
  ];
  for (const [answer, why] of table) {
    const { outcome, told } = await send({ topic: fresh, answers: { createForumTopic: [answer] } });
    assert.deepEqual([outcome, told], [{ rejected: why }, ['intend', 'unmade', why]]);
  }
  const kicked = await send({ answers: { sendMessage: [no('Forbidden: bot was kicked', 403)] } });
  assert.deepEqual([kicked.outcome, kicked.told], [{ rejected: 'gone' }, ['gone']]);
  assert.deepEqual((await send({ topic: null })).outcome, { rejected: 'no group' });
});

test('a group that moved is followed, whichever call hears of it', async () => {
  const gone = no('Bad Request: group chat was upgraded to a supergroup chat', 400, { migrate_to_chat_id: -200 });
  const talking = await send({ answers: { sendMessage: [gone] } });
  assert.deepEqual([talking.outcome, talking.calls], [{ sent: '9' }, ['sendMessage 45', 'sendMessage -20045']]);
  const making = await send({ topic: fresh, answers: { createForumTopic: [gone] } });
  assert.deepEqual(making.calls, ['create', 'create -200', 'sendMessage -20046']);
});

test('asked to wait while it is made, the whole bot waits; of an ending that nobody knows the send says so', async () => {
  const busy = await send({
    topic: fresh,
    answers: { createForumTopic: [no('Too Many Requests: retry after 7', 429, { retry_after: 7 })] },
  });
  assert.deepEqual(busy.outcome, { retryAfter: 7000, scope: 'bot' });
  assert.ok(busy.paused > 6000);
  const cut = await send({ topic: fresh, answers: { createForumTopic: [{ code: 'ECONNRESET' }] } });
  assert.deepEqual([cut.outcome, cut.told], [{ ambiguous: 'topic' }, ['intend']]);
  const tooMany = await send({ topic: fresh, intends: false });
  assert.deepEqual([tooMany.outcome, tooMany.calls], [{ rejected: 'too many topics' }, []]);
});

test('made, but not noted at once: noted later, and not made a second time', async () => {
  const { outcome, calls, topic } = await send({ topic: fresh, faults: 1 });
  assert.deepEqual([outcome, calls, topic?.thread], [{ sent: '9' }, ['create', 'sendMessage 46'], 46]);
});

test('nobody heard the end of its making: the update that tells of it is waited for, in this life and the next', async () => {
  const cut = { createForumTopic: [{ code: 'ECONNRESET' }] };
  const now = await send({ topic: fresh, answers: cut, told: 47 });
  assert.deepEqual([now.outcome, now.calls], [{ sent: '9' }, ['create', 'sendMessage 47']]);
  const next = await send({ topic: { ...fresh, meant: true }, told: 47 });
  assert.deepEqual([next.outcome, next.calls], [{ sent: '9' }, ['sendMessage 47']]);
  const never = await send({ topic: { ...fresh, meant: true } });
  assert.deepEqual(never.calls, ['create', 'sendMessage 46']);
});
