/** Topics of a forum: a supergroup in which they are turned on, where the bot may manage them. */
import type { Message, Update } from '@grammyjs/types';
import { writableDialog } from './access.ts';
import type { Call, Handlers } from './call.ts';
import type { Dialog, Topic } from '../world/types.ts';
import { addTopic, changeTopic } from '../world/forum.ts';
import { badRequest } from './refusal.ts';

/** UTF-16 units. The platform cuts some longer ones silently; here none passes. */
const NAME = 128;
const COLOURS = [7_322_096, 16_766_590, 13_338_331, 9_367_192, 16_749_490, 16_478_047];

interface Target {
  chat_id?: number | string | undefined;
  message_thread_id?: number | undefined;
}

/** `right`: the platform's word for what needs the right. */
function forumOf(call: Call, args: Target, right: string): Dialog & { topics: Map<number, Topic> } {
  const dialog = writableDialog(call, args.chat_id);
  if (!dialog.topics) throw badRequest('the chat is not a forum');
  if (!dialog.managers.has(call.bot)) throw badRequest(`not enough rights to ${right}`);
  return dialog as Dialog & { topics: Map<number, Topic> };
}

function topicOf(call: Call, args: Target): { dialog: Dialog; topic: Topic } {
  const dialog = forumOf(call, args, 'manage topics');
  if (!args.message_thread_id) throw badRequest('invalid message thread identifier specified');
  const topic = dialog.topics.get(Number(args.message_thread_id));
  if (!topic) throw badRequest('TOPIC_ID_INVALID');
  return { dialog, topic };
}

function nameOf(name: string | undefined): string {
  const given = name?.trim() ?? '';
  if (given === '') throw badRequest('title must be non-empty');
  if (given.length > NAME) throw badRequest('TOPIC_TITLE_INVALID');
  return given;
}

/** Each leaves a note in the group, and counts as a message does. */
function change(call: Call, args: Target, wish: Partial<Pick<Topic, 'name' | 'closed'>>): true {
  const { dialog, topic } = topicOf(call, args);
  const same = Object.entries(wish).every(([field, value]) => topic[field as 'name' | 'closed'] === value);
  if (same) throw badRequest('TOPIC_NOT_MODIFIED');
  call.pace.spend(call.bot, dialog);
  tellItself(call, changeTopic(call.world, dialog, call.bot, topic, wish));
  return true;
}

/** Of a bot's own messages these alone come back to it as updates. */
const tellItself = ({ world, bot }: Call, message: Message): void =>
  void world.notify(bot, { message: message as NonNullable<Update['message']> });

export const forumMethods: Handlers = {
  createForumTopic(call, args) {
    const dialog = forumOf(call, args, 'create a topic');
    const name = nameOf(args.name);
    if (args.icon_color !== undefined && !COLOURS.includes(Number(args.icon_color)))
      throw badRequest('invalid icon color specified');
    call.pace.spend(call.bot, dialog);
    const { id, message } = addTopic(call.world, dialog, call.bot, name);
    tellItself(call, message);
    return { message_thread_id: id, name, icon_color: COLOURS[0] as 7_322_096 };
  },

  editForumTopic: (call, args) => change(call, args, { name: nameOf(args.name) }),
  closeForumTopic: (call, args) => change(call, args, { closed: true }),
  reopenForumTopic: (call, args) => change(call, args, { closed: false }),
};
