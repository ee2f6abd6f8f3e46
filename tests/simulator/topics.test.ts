/** Topics of the stand-in: as strict as the platform, in its own words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lab, refusal } from './support.ts';

async function forum() {
  const all = await lab();
  const group = all.people.group('Meja', ['kepala', 'staf'], { bots: ['first_bot'], supergroup: true });
  return { ...all, group, make: (name: string) => all.api.createForumTopic(group.id, name) };
}

test('made only in a forum, by who may, with a name of 1 to 128 signs', async () => {
  const { group, make, people } = await forum();
  assert.equal(await refusal(make('C-1')), 'Bad Request: the chat is not a forum');
  group.topics(true, 'kepala');
  assert.equal(await refusal(make('C-1')), 'Bad Request: not enough rights to create a topic');
  group.rights('first_bot', 'kepala', { admin: true, topics: false });
  assert.equal(await refusal(make('C-1')), 'Bad Request: not enough rights to create a topic');
  group.rights('first_bot', 'kepala', { admin: true, topics: true });
  assert.equal(await refusal(make('  ')), 'Bad Request: title must be non-empty');
  assert.match(await refusal(make('x'.repeat(129))), /TOPIC_TITLE_INVALID/);
  const { message_thread_id: id, name } = await make('x'.repeat(128));
  assert.deepEqual([group.named('x')[0]!.id, name.length], [id, 128]);
  assert.throws(() => people.group('Kecil', ['staf']).topics(true, 'staf'), /Only a supergroup/);
});

test('messages of a topic; closed, deleted, turned off', async () => {
  const { api, group, make } = await forum();
  group.topics(true, 'kepala');
  group.rights('first_bot', 'kepala', { admin: true, topics: true });
  const { message_thread_id: id } = await make('C-1');
  const send = () => api.sendMessage(group.id, 'Halo', { message_thread_id: id });
  const sent = await send();
  assert.deepEqual([sent.message_thread_id, sent.is_topic_message], [id, true]);
  group.phone('staf', id).text('Baik');
  const { message } = (await api.getUpdates({ offset: -1 }))[0]!;
  assert.deepEqual(
    [message!.message_thread_id, message!.is_topic_message, message!.reply_to_message?.forum_topic_created?.name],
    [id, true, 'C-1'],
    'what answers nothing answers the note that began it',
  );
  assert.equal(group.phone('staf', id).messages().length, 1);

  assert.equal(await refusal(api.editForumTopic(group.id, id, { name: 'C-1' })), 'Bad Request: TOPIC_NOT_MODIFIED');
  await api.editForumTopic(group.id, id, { name: 'C-1 selesai' });
  await api.closeForumTopic(group.id, id);
  assert.equal(await refusal(api.closeForumTopic(group.id, id)), 'Bad Request: TOPIC_NOT_MODIFIED');
  assert.throws(() => group.phone('staf', id).text('Masih?'), /closed or gone/);
  await send();
  group.rights('first_bot', 'kepala', { admin: true, topics: false });
  assert.equal(await refusal(send()), 'Bad Request: TOPIC_CLOSED');
  assert.match(await refusal(api.reopenForumTopic(group.id, id)), /not enough rights/);
  group.rights('first_bot', 'kepala', { admin: true, topics: true });
  await api.reopenForumTopic(group.id, id);
  group.deleteTopic(id, 'kepala');
  assert.equal(await refusal(send()), 'Bad Request: message thread not found');
  assert.equal(await refusal(api.closeForumTopic(group.id, id)), 'Bad Request: TOPIC_ID_INVALID');
  group.topics(false, 'kepala');
  assert.equal(await refusal(send()), 'Bad Request: message thread not found');
});

test('an administrator who hides; the bot asks what it may do', async () => {
  const { api, group } = await forum();
  group.topics(true, 'kepala');
  group.rights('first_bot', 'kepala', { admin: true, topics: true });
  group.phone('kepala').text('halo', { anonymous: true });
  const { message } = (await api.getUpdates({ offset: -1 }))[0]!;
  assert.deepEqual([message!.from!.username, message!.sender_chat?.id], ['GroupAnonymousBot', group.id]);
  const me = await api.getMe();
  const member = await api.getChatMember(group.id, me.id);
  assert.ok(member.status === 'administrator' && member.can_manage_topics);
  assert.equal((await api.getChat(group.id)).is_forum, true);
});
