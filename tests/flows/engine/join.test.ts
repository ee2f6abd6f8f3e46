/** Two chats of one person become one: nothing that was open is lost, and the question that they saw last is the open one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newChat } from '#flows/engine/chat.ts';
import type { ChatState, Wait } from '#flows/engine/chat.ts';
import { join } from '#flows/engine/join.ts';
import { newRun } from '#flows/engine/run.ts';

const form = (id: string) => newRun({ id, flow: id, version: 1, council: '1', args: null });
const asked = (askNo: number, askedAt: number): Wait => ({ kind: 'ask', texts: [], choices: [], askNo, askedAt });
const chat = (more: Partial<ChatState>): ChatState => ({ ...newChat('public'), ...more });
const ids = ({ run, parked }: ChatState): (string | undefined)[] => [run?.id, ...parked.map(({ id }) => id)];

test('the question that was asked last stays open, the other form is taken up first afterwards', () => {
  const older = chat({ run: form('a'), wait: asked(4, 100), parked: [form('b')], askNo: 4, wakeAt: 1, greeted: true });
  const newer = chat({ run: form('c'), wait: asked(2, 200), parked: [form('d')], askNo: 2, wakeAt: 2, locale: 'en' });
  for (const joined of [join(older, newer), join(newer, older)]) {
    assert.deepEqual(ids(joined), ['c', 'b', 'd', 'a']);
    assert.deepEqual(joined.wait, newer.wait);
    assert.deepEqual([joined.askNo, joined.wakeAt, joined.greeted, joined.locale], [4, 2, true, 'en']);
  }
});

test('into an empty chat the open question goes as it is; a form whose effect is under way stays one', () => {
  const full = chat({ run: form('a'), wait: asked(4, 100), askNo: 4, wakeAt: 1, lapseAt: 9, parked: [form('b')] });
  const { roles: _roles, ...rest } = join(chat({}), full);
  const { roles: _none, ...before } = full;
  assert.deepEqual(rest, before);
  const pending = chat({ run: { ...form('p'), pending: { key: 'k', requestKey: 'p/k/1' } } });
  assert.deepEqual(ids(join(pending, full)), ['a', 'b', 'p']);
});

test('a talk, a silence of the bot and the earliest end are kept from either', () => {
  const talks = chat({ talk: { number: 'C-1', as: 'asks' }, officeUntil: 5, owner: 'desk', lapseAt: 7 });
  for (const joined of [join(talks, chat({ lapseAt: 3 })), join(chat({ lapseAt: 3 }), talks)])
    assert.deepEqual([joined.talk?.number, joined.officeUntil, joined.owner, joined.lapseAt], ['C-1', 5, 'desk', 3]);
});
