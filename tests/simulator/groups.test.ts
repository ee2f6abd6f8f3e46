import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GrammyError } from 'grammy';
import { lab, refusal } from './support.ts';

async function inGroup() {
  const all = await lab();
  const group = all.people.group('Warga RT 5', ['ketua', 'warga-1'], { bots: ['first_bot'] });
  const ketua = group.phone('ketua');
  /** Texts that the bot was given since the last look. */
  let offset = 0;
  const texts = async () => {
    const updates = await all.api.getUpdates({ offset });
    offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
    return updates.map((update) => update.message?.text ?? Object.keys(update)[1]);
  };
  return { ...all, group, ketua, texts };
}

test('privacy mode: commands to it and replies reach a bot, talk and mentions do not', async () => {
  const { api, group, ketua, texts } = await inGroup();
  assert.deepEqual(await texts(), ['my_chat_member', 'message']);
  ketua.text('halo semua');
  ketua.text('@first_bot tolong');
  ketua.text('/menu');
  ketua.text('/menu@second_bot');
  assert.deepEqual(await texts(), []);
  ketua.text('/menu@first_bot');
  assert.deepEqual(await texts(), ['/menu@first_bot']);
  const { message_id } = await api.sendMessage(group.id, 'Silakan');
  ketua.text('/menu');
  ketua.text('terima kasih', { replyTo: message_id });
  assert.deepEqual(await texts(), ['/menu', 'terima kasih']);
});

test('an administrator reads everything; both people see what is said', async () => {
  const { group, ketua, texts, people } = await inGroup();
  group.add('second_bot', 'ketua', true);
  await texts();
  ketua.text('halo semua');
  assert.deepEqual(await texts(), []);
  assert.deepEqual(group.phone('warga-1').events().at(-1)!.text, 'halo semua');
  assert.ok(
    people.world
      .bot('second_bot')!
      .updates.waiting()
      .some((each) => each.message?.text === 'halo semua'),
  );
});

test('a press in a group names the group and who pressed', async () => {
  const { api, group } = await inGroup();
  await api.sendMessage(group.id, 'Hadir?', {
    reply_markup: { inline_keyboard: [[{ text: 'Hadir', callback_data: 'h' }]] },
  });
  group.phone('warga-1').press('Hadir');
  const { callback_query: query } = (await api.getUpdates({ offset: -1 }))[0]!;
  assert.equal(query!.message!.chat.id, group.id);
  assert.equal(query!.from.first_name, 'Warga 1');
});

test('migration: another id, two service messages, and the old id says where it went', async () => {
  const { api, group } = await inGroup();
  const old = group.id;
  const next = group.migrate('ketua');
  assert.match(String(next), /^-100\d+$/);
  await assert.rejects(api.sendMessage(old, 'x'), (error: GrammyError) => {
    assert.equal(error.description, 'Bad Request: group chat was upgraded to a supergroup chat');
    return error.parameters.migrate_to_chat_id === next;
  });
  const moves = (await api.getUpdates())
    .map(({ message }) => [message?.migrate_to_chat_id, message?.migrate_from_chat_id])
    .slice(-2);
  assert.deepEqual(moves, [
    [next, undefined],
    [undefined, old],
  ]);
  assert.equal((await api.sendMessage(next, 'x')).chat.type, 'supergroup');
  assert.throws(() => group.migrate('ketua'), /Only a basic group/);
});

test('only members speak', async () => {
  const { group } = await inGroup();
  assert.throws(() => group.phone('orang-lain'), /orang-lain is not in this group/);
});

test('thrown out: 403; contact buttons are for private chats', async () => {
  const { api, group, texts } = await inGroup();
  const share = { keyboard: [[{ text: 'Nomor', request_contact: true }]] };
  assert.equal(
    await refusal(api.sendMessage(group.id, 'x', { reply_markup: share })),
    'Bad Request: phone number can be requested in private chats only',
  );
  await texts();
  group.remove('first_bot', 'ketua');
  assert.deepEqual(await texts(), ['my_chat_member', 'message']);
  assert.equal(await refusal(api.sendMessage(group.id, 'x')), 'Forbidden: bot was kicked from the group chat');
});
