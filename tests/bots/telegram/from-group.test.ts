/** What is taken of a group with topics: where, by whom, and what; every other word of it is nobody's business. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Update } from '@grammyjs/types';
import { saidInGroup } from '#bots/telegram/from-group.ts';
import { isSpokenTo } from '#bots/telegram/group.ts';
import { bot, group, ME, message, press, sari, spoken, update } from './updates.ts';

const ROOT = {
  message_id: 45,
  from: bot,
  chat: group,
  date: 1,
  forum_topic_created: { name: 'C-1001', icon_color: 1 },
};
const TOPIC = { chat: group, message_thread_id: 45, is_topic_message: true };
const inTopic = (content: object, about: object = {}): Update =>
  message({ reply_to_message: ROOT, ...content }, { ...TOPIC, ...about });
const spot = { group: '-100200300', thread: 45, by: '910' };
const own = { message_id: 70, from: bot, date: 1, text: 'C-1001', ...TOPIC };

const said = (one: Update): unknown => {
  const found = saidInGroup(one, ME);
  if (found?.kind !== 'said') return found;
  const { content } = found;
  return 'text' in content
    ? [found.spot, content.text, 'quotes' in content ? content.quotes : undefined]
    : [found.spot, content.kind];
};

describe('in a topic', () => {
  const table: [string, Update, unknown][] = [
    ['a word, which answers nothing', inTopic({ text: 'Baik' }), [spot, 'Baik', undefined]],
    [
      'an answer to ours',
      inTopic({ text: 'Baik', reply_to_message: own }),
      [spot, 'Baik', { text: 'C-1001', ours: true }],
    ],
    ['a word of the list', inTopic({ text: '/selesai@menyapa_bot' }), [spot, 'selesai', undefined]],
    ['a note', inTopic({ text: '// hati-hati' }), [spot, '// hati-hati', undefined]],
    ['a photo', inTopic({ photo: [{ file_id: 'x', width: 1, height: 1 }] }), [spot, 'photo']],
    [
      'an edit',
      update('edited_message', { message_id: 8, from: sari, date: 1, edit_date: 2, ...TOPIC, text: 'Ya' }),
      [spot, 'Ya', undefined],
    ],
    [
      'an anonymous administrator',
      inTopic({ text: 'Baik' }, { from: { ...bot, id: 1087968824 }, sender_chat: group }),
      [{ ...spot, by: null }, 'Baik', undefined],
    ],
    [
      'a topic of the bot\u2019s own making',
      message({ forum_topic_created: { name: 'C-1 · Umum', icon_color: 1 } }, { ...TOPIC, from: bot }),
      { kind: 'began', spot: { ...spot, by: null }, name: 'C-1 · Umum' },
    ],
    [
      'one of another\u2019s',
      message({ forum_topic_created: { name: 'C-1 · Umum', icon_color: 1 } }, { ...TOPIC, from: { ...bot, id: 5 } }),
      null,
    ],
    ['another bot', inTopic({ text: 'Baik' }, { from: { ...bot, id: 5 } }), null],
    ['closed by hand', inTopic({ forum_topic_closed: {} }), { kind: 'turned', spot, closed: true }],
    ['opened by hand', inTopic({ forum_topic_reopened: {} }), { kind: 'turned', spot, closed: false }],
    ['a press', press('s:obrolan-ambil:C-1001', { message: own }), [spot, 'start']],
    [
      'a live place that moves',
      update('edited_message', {
        message_id: 8,
        from: sari,
        date: 1,
        ...TOPIC,
        location: { latitude: 1, longitude: 1 },
      }),
      null,
    ],
  ];
  for (const [what, one, wanted] of table) it(what, () => assert.deepEqual(said(one), wanted));

  it('nothing there is spoken to the bot for being in a topic that the bot began', () => {
    const { message: one } = inTopic({ text: 'Baik' });
    assert.equal(isSpokenTo(one!, ME), false);
  });
});

describe('elsewhere in it', () => {
  const general = { group: '-100200300', thread: null, by: '910' };
  const table: [string, Update, unknown][] = [
    ['talk', spoken('halo semua'), null],
    ['an answer, whose thread is no topic', spoken('halo', { message_thread_id: 12 }), null],
    [
      'bound',
      spoken('/hubungkan@menyapa_bot umum, humas'),
      { kind: 'word', spot: general, flow: 'grup-hubungkan', arg: 'umum, humas' },
    ],
    ['let go', spoken('/lepaskan'), { kind: 'word', spot: general, flow: 'grup-lepaskan', arg: '' }],
    ['the word for another bot', spoken('/hubungkan@lain_bot'), null],
    ['the word in a private chat', message({ text: '/hubungkan' }), null],
    [
      'bound from within a topic',
      inTopic({ text: '/hubungkan' }),
      { kind: 'word', spot, flow: 'grup-hubungkan', arg: '' },
    ],
    [
      'a press on what stands in General',
      press('s:obrolan-ambil:C-1001', { message: { ...own, is_topic_message: undefined } }),
      null,
    ],
  ];
  for (const [what, one, wanted] of table) it(what, () => assert.deepEqual(said(one), wanted));
});
