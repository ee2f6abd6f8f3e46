import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Update } from '@grammyjs/types';
import type { Content } from '#flows/engine/item.ts';
import { toArrival } from '#bots/telegram/to-arrival.ts';
import { chatOf, kindOf, toNews } from '#bots/telegram/to-news.ts';
import {
  bot,
  chat,
  DATE,
  group,
  ME,
  membership,
  message,
  NOW,
  press,
  sari,
  spoken,
  unnumbered,
  update,
} from './updates.ts';

const file = { file_id: 'AgAC', file_unique_id: 'u' };
const origin = { type: 'user', sender_user: { id: 5, is_bot: false, first_name: 'B' }, date: DATE - 9 };
const read = (one: Update) => toArrival(one, ME, NOW);
const withoutNumber = (arrival: ReturnType<typeof read>) =>
  arrival && { ...arrival, content: unnumbered(arrival.content) };
const sticker = { ...file, type: 'regular', width: 1, height: 1, is_animated: false, is_video: false };

describe('a private message', () => {
  const table: [string, object, Content | null][] = [
    ['text', { text: 'Halo' }, { kind: 'text', text: 'Halo' }],
    [
      'a reply',
      { text: '1', reply_to_message: { message_id: 70, chat, from: bot, date: DATE, text: '?' } },
      { kind: 'text', text: '1', quoted: '70', quotes: { text: '?', ours: true } },
    ],
    [
      'a reply to one’s own photo, whose words are long',
      {
        voice: { file_id: 'v', duration: 3 },
        reply_to_message: { message_id: 71, chat, from: sari, date: DATE, caption: 'a'.repeat(500) },
      },
      { kind: 'voice', file: { ref: 'v', seconds: 3 }, quotes: { text: 'a'.repeat(120), ours: false } },
    ],
    [
      'a forwarded text',
      { text: 'Info bansos', forward_origin: origin },
      { kind: 'text', text: 'Info bansos', forwarded: true },
    ],
    ['/start', { text: '/start' }, { kind: 'start', flow: '', arg: '' }],
    ['/start of a link', { text: '/start sikulin_R-2' }, { kind: 'start', flow: '', arg: 'sikulin_R-2' }],
    [
      '/START@bot of a link',
      { text: '/START@Menyapa_Bot bind_ABC123' },
      { kind: 'start', flow: '', arg: 'bind_ABC123' },
    ],
    ['/start with talk', { text: '/start halo min' }, { kind: 'start', flow: '', arg: 'halo min' }],
    ['/menu', { text: '/menu' }, { kind: 'text', text: 'menu' }],
    ['/menu@bot', { text: '/menu@menyapa_bot' }, { kind: 'text', text: 'menu' }],
    ['/cari perda parkir', { text: '/cari perda\nparkir' }, { kind: 'text', text: 'cari perda\nparkir' }],
    ['another bot’s command', { text: '/menu@other_bot' }, { kind: 'text', text: '/menu@other_bot' }],
    ['a path', { text: '/var/log' }, { kind: 'text', text: '/var/log' }],
    ['/startle', { text: '/startle' }, { kind: 'text', text: 'startle' }],
    [
      'the largest photo with its caption',
      {
        photo: [
          { ...file, file_id: 's', width: 90, height: 60, file_size: 1 },
          { ...file, file_id: 'l', width: 1280, height: 960, file_size: 90 },
          { ...file, file_id: 'm', width: 320, height: 240 },
        ],
        caption: 'parit',
      },
      { kind: 'photo', file: { ref: 'l', size: 90 }, caption: 'parit' },
    ],
    [
      'voice',
      { voice: { ...file, duration: 4, mime_type: 'audio/ogg', file_size: 9 } },
      { kind: 'voice', file: { ref: 'AgAC', size: 9, mime: 'audio/ogg', seconds: 4 } },
    ],
    [
      'audio',
      { audio: { ...file, duration: 4, file_name: 'rapat.mp3' } },
      { kind: 'voice', file: { ref: 'AgAC', name: 'rapat.mp3', seconds: 4 } },
    ],
    [
      'video',
      { video: { ...file, width: 1, height: 1, duration: 4 } },
      { kind: 'video', file: { ref: 'AgAC', seconds: 4 } },
    ],
    [
      'a round video',
      { video_note: { ...file, length: 1, duration: 4 } },
      { kind: 'video', file: { ref: 'AgAC', seconds: 4 } },
    ],
    [
      'an animation',
      { animation: { ...file, width: 1, height: 1, duration: 2 }, document: { ...file, file_id: 'd' } },
      { kind: 'video', file: { ref: 'AgAC', seconds: 2 } },
    ],
    [
      'a live photo',
      {
        live_photo: { ...file, width: 1, height: 1, duration: 2 },
        photo: [{ ...file, file_id: 'p', width: 1, height: 1 }],
      },
      { kind: 'photo', file: { ref: 'p' } },
    ],
    [
      'a document',
      { document: { ...file, file_name: 'surat.pdf', mime_type: 'application/pdf', file_size: 7 }, caption: '' },
      { kind: 'document', file: { ref: 'AgAC', size: 7, name: 'surat.pdf', mime: 'application/pdf' }, caption: '' },
    ],
    [
      'own contact',
      { contact: { phone_number: '628123', first_name: 'Sari', user_id: 910 } },
      { kind: 'contact', phone: '628123', own: true },
    ],
    [
      'somebody’s contact',
      { contact: { phone_number: '628999', first_name: 'Budi', user_id: 5 } },
      { kind: 'contact', phone: '628999', own: false },
    ],
    [
      'a contact without Telegram',
      { contact: { phone_number: '628999', first_name: 'Budi' } },
      { kind: 'contact', phone: '628999', own: false },
    ],
    [
      'own contact forwarded',
      { contact: { phone_number: '628123', first_name: 'Sari', user_id: 910 }, forward_origin: origin },
      { kind: 'contact', phone: '628123', own: false },
    ],
    [
      'a place',
      { location: { latitude: 3.59, longitude: 98.67 } },
      { kind: 'location', lat: 3.59, lon: 98.67, live: false },
    ],
    [
      'a live place',
      { location: { latitude: 3.59, longitude: 98.67, live_period: 900 } },
      { kind: 'location', lat: 3.59, lon: 98.67, live: true },
    ],
    [
      'a venue',
      {
        venue: { location: { latitude: 1, longitude: 2 }, title: 'Kantor', address: 'Jl.' },
        location: { latitude: 1, longitude: 2 },
      },
      { kind: 'location', lat: 1, lon: 2, live: false },
    ],
    ['a sticker', { sticker }, { kind: 'other', what: 'sticker' }],
    ['a poll', { poll: { id: '1', question: '?', options: [] } }, { kind: 'other', what: 'poll' }],
    ['a dice', { dice: { emoji: '🎲', value: 3 } }, { kind: 'other', what: 'dice' }],
    ['a game', { game: { title: 'x', description: 'x', photo: [] } }, { kind: 'other', what: 'game' }],
    ['a story', { story: { chat, id: 1 } }, { kind: 'other', what: 'story' }],
    ['a checklist', { checklist: { title: 'x', tasks: [] } }, { kind: 'other', what: 'checklist' }],
    [
      'paid media',
      { paid_media: { star_count: 1, paid_media: [] }, caption: 'x' },
      { kind: 'other', what: 'paid_media' },
    ],
    ['a kind of next year', { hologram: {}, effect_id: '5' }, { kind: 'other', what: 'hologram' }],
    ['a pin', { pinned_message: { message_id: 3, chat, date: DATE } }, null],
    ['a timer', { message_auto_delete_timer_changed: { message_auto_delete_time: 86400 } }, null],
    ['a payment', { successful_payment: { currency: 'IDR', total_amount: 1 } }, null],
    ['a message of a bot', { text: 'hi', from: { id: 3, is_bot: true, first_name: 'b' } }, null],
    ['nothing at all', {}, null],
  ];
  for (const [what, content, meant] of table)
    it(what, () =>
      assert.deepEqual(
        withoutNumber(read(message(content))),
        meant && { address: '910', id: 'tg:501', content: meant, language: 'id' },
      ),
    );

  it('of an album names it and waits for the rest', () => {
    const photo = [{ ...file, width: 1, height: 1 }];
    const content = { kind: 'photo', file: { ref: 'AgAC' }, album: 'g1' };
    assert.deepEqual(read(message({ photo, media_group_id: 'g1' })), {
      address: '910',
      id: 'tg:501',
      content,
      language: 'id',
      notBefore: NOW + 1500,
    });
  });

  it('older than 25 hours is refused with a word, a younger one is not', () => {
    const at = (hours: number) => read(message({ text: 'ya', date: DATE - hours * 3600 }))?.content;
    assert.deepEqual(at(25.01), { kind: 'refused', why: 'too-old' });
    assert.deepEqual(unnumbered(at(24.99)), { kind: 'text', text: 'ya' });
  });

  it('without a language has none', () =>
    assert.equal(
      'language' in read(message({ text: 'x', from: { id: 910, is_bot: false, first_name: 'S' } }))!,
      false,
    ));
});

describe('an edit', () => {
  const edited = (body: object) =>
    read(update('edited_message', { message_id: 60, from: sari, chat, date: DATE - 99, edit_date: DATE, ...body }));
  it('of text and of a caption names the message', () => {
    assert.deepEqual(edited({ text: '43' })?.content, { kind: 'edit', message: '60', text: '43' });
    assert.deepEqual(edited({ photo: [], caption: 'x' })?.content, { kind: 'edit', message: '60', text: 'x' });
  });
  it('of a live place is silent', () =>
    assert.equal(edited({ location: { latitude: 1, longitude: 2, live_period: 900 } }), null));
  it('in a group is silent', () => assert.equal(edited({ text: '/menu', chat: group }), null));
  it('counts from the edit, not from the message', () => {
    assert.equal(edited({ text: 'x', date: DATE - 26 * 3600 })?.content.kind, 'edit');
    assert.equal(edited({ text: 'x', edit_date: DATE - 26 * 3600 })?.content.kind, 'refused');
  });
});

describe('a press', () => {
  const table: [string | undefined, Content][] = [
    ['q:r1:3:0', { kind: 'press', run: 'r1', askNo: 3, choice: 0 }],
    ['s:sikulin:V-1', { kind: 'start', flow: 'sikulin', arg: 'V-1' }],
    ['vote_up', { kind: 'other', what: 'button' }],
    [undefined, { kind: 'other', what: 'button' }],
  ];
  for (const [data, content] of table)
    it(`of ${data} is known by message and data`, () =>
      assert.deepEqual(read(press(data)), {
        address: '910',
        // A stateless button pressed again another day is another wish.
        id: content.kind === 'start' ? 'tg:501' : `pr:70:${data ?? ''}`,
        content,
        language: 'id',
      }));

  it('on a message too old to be shown still says which', () => {
    const message = { message_id: 12, chat, date: 0 };
    assert.equal(read(press('q:r1:3:0', { message }))?.id, 'pr:12:q:r1:3:0');
  });
  it('in a group is refused', () =>
    assert.deepEqual(read(press('q:r1:3:0', { message: { message_id: 1, chat: group, date: 0 } }))?.content, {
      kind: 'refused',
      why: 'group',
    }));
  it('of an inline message is nobody’s', () =>
    assert.equal(read(press('x', { message: undefined, inline_message_id: '1' })), null));
});

describe('a group', () => {
  const reply = (from: object) => ({ reply_to_message: { message_id: 3, chat: group, from, date: DATE, text: 'x' } });
  const table: [string, Update, boolean][] = [
    ['talk', spoken('selamat pagi semua'), false],
    ['a command', spoken('/menu'), true],
    ['a command for the bot', spoken('/start@menyapa_bot'), true],
    ['a command for another', spoken('/start@other_bot'), false],
    ['a mention', spoken('coba @Menyapa_Bot dong'), true],
    ['a mention of another', spoken('coba @menyapa_bot2'), false],
    [
      'a mention in a caption',
      message(
        { caption: '@menyapa_bot', caption_entities: [{ type: 'mention', offset: 0, length: 12 }], photo: [] },
        { chat: group },
      ),
      true,
    ],
    [
      'a mention by name',
      message(
        { text: 'Menyapa', entities: [{ type: 'text_mention', offset: 0, length: 7, user: bot }] },
        { chat: group },
      ),
      true,
    ],
    ['the bot’s name as plain text', message({ text: '@menyapa_bot' }, { chat: group }), false],
    ['a reply to the bot', spoken('ya', reply(bot)), true],
    ['a reply to a person', spoken('ya', reply(sari)), false],
    ['another bot’s command', spoken('/menu', { from: { id: 3, is_bot: true, first_name: 'b' } }), false],
    [
      'an administrator without a name',
      spoken('/menu', { from: { id: 1087968824, is_bot: true, first_name: 'Group' }, sender_chat: group }),
      true,
    ],
    ['being added', membership(group, 'left', 'member'), true],
    ['being made administrator', membership(group, 'member', 'administrator'), false],
    ['being added again', membership(group, 'kicked', 'administrator'), true],
    ['being removed', membership(group, 'member', 'left'), false],
    ['a channel', membership({ id: -1007, type: 'channel', title: 'x' }, 'left', 'administrator'), false],
    ['a newcomer', message({ new_chat_members: [bot] }, { chat: group }), false],
  ];
  for (const [what, one, refused] of table)
    it(`${what} is ${refused ? 'refused' : 'left alone'}`, () => {
      const arrival = read(one);
      if (!refused) return assert.equal(arrival, null);
      assert.deepEqual([arrival?.address, arrival?.content], ['-100200300', { kind: 'refused', why: 'group' }]);
    });
});

describe('other updates', () => {
  const table: [string, object][] = [
    ['channel_post', { message_id: 1, chat: { id: -1007, type: 'channel' }, date: DATE, text: 'x' }],
    ['business_message', { message_id: 1, chat, date: DATE, text: 'x' }],
    ['inline_query', { id: '1', from: sari, query: 'x', offset: '' }],
    ['pre_checkout_query', { id: '1', from: sari }],
    ['poll_answer', { poll_id: '1', user: sari, option_ids: [0] }],
    ['message_reaction', { chat, message_id: 1, date: DATE }],
    ['something_of_next_year', {}],
  ];
  for (const [kind, body] of table)
    it(kind, () => {
      assert.equal(read(update(kind, body)), null);
      assert.equal(kindOf(update(kind, body)), kind);
    });

  it('of any shape never break the loop', () => {
    const anything = fc.record(
      { update_id: fc.nat(), message: fc.anything(), callback_query: fc.anything(), my_chat_member: fc.anything() },
      { requiredKeys: ['update_id'] },
    );
    fc.assert(fc.property(anything, (one) => assert.equal(typeof chatOf(one as Update), 'string')));
  });
});

describe('news', () => {
  const table: [string, Update, ReturnType<typeof toNews>][] = [
    ['blocked', membership(chat, 'member', 'kicked'), { kind: 'reachable', address: '910', reachable: false }],
    ['taken back', membership(chat, 'kicked', 'member'), { kind: 'reachable', address: '910', reachable: true }],
    [
      'removed from a group',
      membership(group, 'member', 'kicked'),
      { kind: 'standing', group: '-100200300', inside: false, bot: false },
    ],
    [
      'moved',
      message({ migrate_to_chat_id: -100999 }, { chat: { id: -55, type: 'group' } }),
      { kind: 'moved', from: '-55', to: '-100999' },
    ],
    ['moved, told by the new group', message({ migrate_from_chat_id: -55 }, { chat: group }), null],
    ['talk', message({ text: 'x' }), null],
  ];
  for (const [what, one, news] of table) it(what, () => assert.deepEqual(toNews(one), news));

  it('and talk of one person are of one chat', () => {
    const all = [
      message({ text: 'x' }),
      press('x'),
      press('x', { message: undefined }),
      membership(chat, 'member', 'kicked'),
    ];
    assert.deepEqual(all.map(chatOf), ['910', '910', '910', '910']);
  });
});
