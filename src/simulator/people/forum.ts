/** What an administrator of a group does with topics and with a bot's rights, at their phone. */
import type { Update } from '@grammyjs/types';
import { addTopic, changeTopic } from '../world/forum.ts';
import type { Bot, Topic } from '../world/types.ts';
import { type Done, Impossible } from './actions.ts';
import { promote } from './membership.ts';
import { toReaders, type Scene } from './say.ts';

/** Off, the topics are gone from every phone and come back with what was in them; no update tells a bot. */
export function topicsOn(scene: Scene, on: boolean): void {
  const { dialog } = scene;
  if (dialog.chat.type !== 'supergroup') throw new Impossible('Only a supergroup has topics.');
  dialog.topics = on ? new Map() : null;
  if (on) dialog.chat.is_forum = true;
  else delete dialog.chat.is_forum;
}

export function rights(scene: Scene, bot: Bot, { admin, topics }: { admin: boolean; topics: boolean }): Done {
  return { updates: promote(scene, bot, admin, admin && topics) };
}

const found = ({ dialog }: Scene, id: number): Topic => {
  const topic = dialog.topics?.get(id);
  if (!topic) throw new Impossible('There is no such topic.');
  return topic;
};

export function openTopic(scene: Scene, name: string): Done {
  if (!scene.dialog.topics) throw new Impossible('Topics are off in this group.');
  const { message } = addTopic(scene.world, scene.dialog, scene.person, name);
  return tellReaders(scene, message);
}

export function closeTopic(scene: Scene, id: number, closed: boolean): Done {
  return tellReaders(scene, changeTopic(scene.world, scene.dialog, scene.person, found(scene, id), { closed }));
}

/** With everything in it. The platform tells no bot. */
export function deleteTopic(scene: Scene, id: number): void {
  const { dialog } = scene;
  dialog.topics?.delete(found(scene, id).id);
  for (const message of dialog.messages.values())
    if (message.message_thread_id === id) dialog.messages.delete(message.message_id);
}

const tellReaders = (scene: Scene, message: Parameters<typeof toReaders>[1]): Done => ({
  updates: toReaders(scene, message, { message: message as NonNullable<Update['message']> }, {}),
  message: message.message_id,
});
