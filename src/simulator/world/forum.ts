/** Topics of a supergroup: each begins with a service message, whose id is the topic's. */
import type { Message } from '@grammyjs/types';
import type { World } from '../world.ts';
import type { Bot, Content, Dialog, Person, Topic } from './types.ts';

const COLOUR = 7_322_096;

/** @throws TypeError where topics are off */
export function addTopic(world: World, dialog: Dialog, by: Bot | Person, name: string): Topic & { message: Message } {
  if (!dialog.topics) throw new TypeError('topics are off');
  const message = world.post(dialog, by, { forum_topic_created: { name, icon_color: COLOUR } });
  const topic = { id: message.message_id, name, closed: false };
  Object.assign(message, { message_thread_id: topic.id, is_topic_message: true });
  dialog.topics.set(topic.id, topic);
  return { ...topic, message };
}

/** Returns the note that the group shows of it. */
export function changeTopic(
  world: World,
  dialog: Dialog,
  by: Bot | Person,
  topic: Topic,
  wish: Partial<Pick<Topic, 'name' | 'closed'>>,
): Message {
  Object.assign(topic, wish);
  const note: Content =
    wish.closed === undefined
      ? { forum_topic_edited: { name: topic.name } }
      : wish.closed
        ? { forum_topic_closed: {} as never }
        : { forum_topic_reopened: {} as never };
  return world.post(dialog, by, note, { topic: topic.id });
}
