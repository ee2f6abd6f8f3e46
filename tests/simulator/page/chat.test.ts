/** What a phone makes of events, without a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

interface ChatModel {
  messages: Map<number, { text: string; editedAt?: number }>;
  keyboard: unknown[];
  unread: number;
  take(event: object): boolean;
  isRead(message: object): boolean;
}
// A module of the browser: plain JavaScript that nothing here gives types to.
const file = new URL('../../../src/simulator/page/app/chat.js', import.meta.url).href;
const { Chat, chatKey, keyOf } = (await import(file)) as {
  Chat: new () => ChatModel;
  chatKey(person: string, where: string): string;
  keyOf(event: object): string;
};

const event = (seq: number, parts: object = {}) => ({
  ...{ seq, at: seq * 1000, what: 'message', id: seq, byBot: true, text: `t${seq}`, keyboard: [], buttons: [] },
  ...parts,
});

test('a private chat is of a person and a bot; a group is one chat for all', () => {
  assert.equal(keyOf({ people: ['budi'], bot: 'b' }), chatKey('budi', 'b'));
  assert.equal(keyOf({ people: ['budi', 'sari'], bot: '', group: 'RT', chat: -7 }), chatKey('sari', '-7'));
});

test('an event that comes twice is taken once', () => {
  const chat = new Chat();
  assert.ok(chat.take(event(1)));
  assert.ok(!chat.take(event(1)));
  assert.equal(chat.unread, 1);
});

test('what the person sent is read when the bot answers', () => {
  const chat = new Chat();
  const mine = event(1, { byBot: false });
  chat.take(mine);
  assert.ok(!chat.isRead(mine));
  chat.take(event(2));
  assert.ok(chat.isRead(mine));
});

test('an edit of the words is marked, one of the buttons is not', () => {
  const chat = new Chat();
  chat.take(event(1));
  chat.take(event(2, { what: 'edited', id: 1, text: 't1' }));
  assert.equal(chat.messages.get(1)?.editedAt, undefined);
  chat.take(event(3, { what: 'edited', id: 1, text: 'other' }));
  assert.deepEqual([chat.messages.get(1)?.text, chat.messages.get(1)?.editedAt], ['other', 3000]);
});

test('deleted and cleared are gone', () => {
  const chat = new Chat();
  for (const seq of [1, 2, 3]) chat.take(event(seq));
  chat.take(event(4, { what: 'deleted', id: 2 }));
  assert.deepEqual([...chat.messages.keys()], [1, 3]);
  chat.take(event(5, { what: 'cleared', id: 0 }));
  assert.equal(chat.messages.size, 0);
});
