/** How a person's message reaches the bots. */
import type { Message, Update } from '@grammyjs/types';
import type { World } from '../world.ts';
import { withAutoEntities } from '../world/auto-entities.ts';
import type { Content, Dialog, Person } from '../world/types.ts';
import { type Action, type Done, Impossible } from './actions.ts';
import { readersOf } from './privacy.ts';

/** One person in one chat; everything an action needs. */
export interface Scene {
  world: World;
  person: Person;
  dialog: Dialog;
  /** The topic of a forum that the phone is open at; General without it. */
  topic?: number;
}

/** The part of every action that concerns delivery. */
export type Delivery = Pick<Action, 'twice' | 'at' | 'replyTo' | 'anonymous'>;

/** Sends a message of the person and queues it for each bot that may read it. */
export function say(scene: Scene, content: Content, delivery: Delivery = {}): Done {
  const { dialog, topic } = scene;
  const place = topic === undefined ? undefined : dialog.topics?.get(topic);
  if (topic !== undefined && (!place || place.closed)) throw new Impossible('This topic is closed or gone.');
  const message = scene.world.post(dialog, scene.person, content, { ...delivery, topic });
  return {
    updates: toReaders(scene, message, { message: message as NonNullable<Update['message']> }, delivery),
    message: message.message_id,
  };
}

export function toReaders(
  { world, dialog }: Scene,
  message: Message,
  update: Omit<Update, 'update_id'>,
  delivery: Delivery,
): number[] {
  return readersOf(dialog, message)
    .map((bot) => world.notify(bot, update, delivery.twice))
    .filter((id) => id !== null);
}

/** Edits a message of the person and tells the bots that may read it. */
export function revise(scene: Scene, id: number, content: Parameters<World['revise']>[3], delivery: Delivery): Done {
  const message = scene.world.revise(scene.dialog, scene.person, id, content);
  const update = { edited_message: message as NonNullable<Update['edited_message']> };
  return { updates: toReaders(scene, message, update, delivery), message: id };
}

export function textContent(text: string): Content {
  const entities = withAutoEntities(text);
  return { text, ...(entities.length > 0 && { entities }) };
}
