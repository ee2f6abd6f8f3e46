import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clock, lab, refusal } from './support.ts';

async function started(options: Parameters<typeof lab>[0] = {}) {
  const all = await lab(options);
  const phone = all.people.phone('warga-1', 'first_bot');
  phone.start();
  return { ...all, phone, chat: all.world.person('warga-1').user.id };
}

const button = (callback_data: string) => ({ reply_markup: { inline_keyboard: [[{ text: 'x', callback_data }]] } });

test('texts: 1 to 4096 characters after parsing', async () => {
  const { api, chat, phone } = await started();
  const say = (text: string, other = {}) => api.sendMessage(chat, text, other);
  assert.equal(await refusal(say('')), 'Bad Request: message text is empty');
  assert.equal(await refusal(say(' \n ')), 'Bad Request: message text is empty');
  assert.equal(await refusal(say('<b></b>', { parse_mode: 'HTML' })), 'Bad Request: message text is empty');
  assert.equal(await refusal(say('x'.repeat(4097))), 'Bad Request: message is too long');
  await say(`<b>${'x'.repeat(4096)}</b>`, { parse_mode: 'HTML' });
  await say('&lt;'.repeat(4096), { parse_mode: 'HTML' });
  await say('🙏'.repeat(4096));
  assert.equal(
    await refusal(say('<p>x</p>', { parse_mode: 'HTML' })),
    'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0',
  );
  assert.equal(await refusal(say('x', { parse_mode: 'Word' })), 'Bad Request: unsupported parse_mode');
  assert.equal((await say('  <b> a </b>  ', { parse_mode: 'HTML' })).text, 'a');
  assert.equal(phone.messages().length, 4);
});

test('payloads: 1 to 64 bytes, not characters', async () => {
  const { telegram, people, world } = await lab();
  people.phone('warga-1', 'second_bot').start();
  const chat = world.person('warga-1').user.id;
  await telegram.sendMessage(chat, 'x', button('é'.repeat(32)));
  assert.match(await refusal(telegram.sendMessage(chat, 'x', button('é'.repeat(33)))), /BUTTON_DATA_INVALID$/);
  assert.match(
    await refusal(telegram.sendMessage(chat, 'x', button(''))),
    /Text buttons are unallowed in the inline keyboard$/,
  );
});

test('keyboards: labels, links, amounts', async () => {
  const { api, chat } = await started();
  const send = (reply_markup: object) => api.sendMessage(chat, 'x', { reply_markup: reply_markup as never });
  const inline = (...buttons: object[]) => send({ inline_keyboard: [buttons] });
  assert.equal(
    await refusal(inline({ text: ' ', callback_data: '1' })),
    'Bad Request: inline keyboard button text must be non-empty',
  );
  assert.match(
    await refusal(inline({ text: 'a', url: 'http://localhost:3000/' })),
    /button URL .* is invalid: Wrong HTTP URL$/,
  );
  assert.match(await refusal(inline({ text: 'a', url: 'http://' })), /Wrong HTTP URL$/);
  await inline({ text: 'a', url: 'https://dprd.example/x' });
  const many = Array.from({ length: 101 }, (_, n) => ({ text: String(n), callback_data: String(n) }));
  assert.equal(await refusal(inline(...many)), 'Bad Request: reply markup is too long');
  assert.equal(
    await refusal(send({ keyboard: [[{ text: '' }]] })),
    'Bad Request: keyboard button text must be non-empty',
  );
});

test('edits: not modified, not found, not one’s own, no text; buttons go unless given again', async () => {
  const { api, chat, phone } = await started();
  const { message_id } = await api.sendMessage(chat, 'satu', button('1'));
  assert.match(
    await refusal(api.editMessageText(chat, message_id, 'satu', button('1'))),
    /^Bad Request: message is not modified: specified new/,
  );
  assert.equal(await refusal(api.editMessageText(chat, 1, 'dua')), 'Bad Request: message to edit not found');
  assert.equal(
    await refusal(api.editMessageText(chat, phone.text('saya').message!, 'dua')),
    "Bad Request: message can't be edited",
  );
  await api.editMessageText(chat, message_id, 'dua');
  assert.deepEqual(phone.events().at(-1)!.buttons, []);
  assert.throws(() => phone.press(0), /No such button is shown/);
  await api.editMessageReplyMarkup(chat, message_id, button('2'));
  assert.match(await refusal(api.editMessageReplyMarkup(chat, message_id, button('2'))), /message is not modified/);
  assert.equal(phone.events().at(-1)!.text, 'dua');
  const place = await api.sendLocation(chat, 3.59, 98.67);
  assert.equal(
    await refusal(api.editMessageText(chat, place.message_id, 'x')),
    'Bad Request: there is no text in the message to edit',
  );
});

test('deleting: within 48 hours, once', async () => {
  const clock = new Clock();
  const { api, chat, phone } = await started({ now: clock.now });
  const { message_id } = await api.sendMessage(chat, 'rahasia');
  const { message_id: old } = await api.sendMessage(chat, 'lama');
  await api.deleteMessage(chat, message_id);
  assert.equal(phone.events().at(-1)!.what, 'deleted');
  assert.equal(await refusal(api.deleteMessage(chat, message_id)), 'Bad Request: message to delete not found');
  clock.move(49 * 3600 * 1000);
  assert.equal(await refusal(api.deleteMessage(chat, old)), "Bad Request: message can't be deleted");
});

test('a callback query is answered once and within 15 seconds, in 200 characters', async () => {
  const clock = new Clock();
  const { api, chat, phone } = await started({ now: clock.now });
  await api.sendMessage(chat, 'pilih', button('1'));
  const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
  const pressed = async () => {
    const [update] = (await api.getUpdates({ offset: -1 })).slice(-1);
    return update!.callback_query!.id;
  };
  phone.press('x');
  const first = await pressed();
  assert.equal(
    await refusal(api.answerCallbackQuery(first, { text: 'x'.repeat(201) })),
    'Bad Request: MESSAGE_TOO_LONG',
  );
  await api.answerCallbackQuery(first, { text: 'x'.repeat(200) });
  assert.equal(await refusal(api.answerCallbackQuery(first)), TOO_OLD);
  phone.press('x');
  clock.move(15_001);
  assert.equal(await refusal(api.answerCallbackQuery(await pressed())), TOO_OLD);
  assert.equal(await refusal(api.answerCallbackQuery('123')), TOO_OLD);
});

test('blocked: 403 until the person unblocks or presses Start', async () => {
  const { api, chat, phone } = await started();
  phone.block();
  const BLOCKED = 'Forbidden: bot was blocked by the user';
  assert.equal(await refusal(api.sendMessage(chat, 'x')), BLOCKED);
  assert.equal(await refusal(api.sendChatAction(chat, 'typing')), BLOCKED);
  assert.throws(() => phone.text('halo'), /unblock it first/);
  phone.start();
  await api.sendMessage(chat, 'x');
  const kinds = (await api.getUpdates()).map(
    (update) => update.my_chat_member?.new_chat_member.status ?? update.message!.text,
  );
  assert.deepEqual(kinds, ['/start', 'kicked', 'member', '/start']);
});

test('replies: to a message that is there; unknown ones only if allowed', async () => {
  const { api, chat, phone } = await started();
  const { message } = phone.text('tanya');
  const sent = await api.sendMessage(chat, 'jawab', { reply_parameters: { message_id: message! } });
  assert.equal(sent.reply_to_message!.text, 'tanya');
  assert.equal(phone.messages().at(-1)!.replyTo, message);
  assert.equal(
    await refusal(api.sendMessage(chat, 'x', { reply_parameters: { message_id: 1 } })),
    'Bad Request: message to be replied not found',
  );
  await api.sendMessage(chat, 'x', { reply_parameters: { message_id: 1, allow_sending_without_reply: true } });
});

test('what a bot says about itself has limits too', async () => {
  const { api, world } = await lab();
  await api.setMyCommands([{ command: 'start', description: 'Mulai' }]);
  assert.deepEqual(await api.getMyCommands(), [{ command: 'start', description: 'Mulai' }]);
  assert.equal(
    await refusal(api.setMyCommands([{ command: 'Mulai!', description: 'x' }])),
    'Bad Request: BOT_COMMAND_INVALID',
  );
  await api.setMyDescription('Layanan DPRD');
  assert.equal(world.bot('first_bot')!.description, 'Layanan DPRD');
});
