/** Presses: buttons under messages become callback queries, those of the keyboard become messages. */
import type { InlineKeyboardButton, KeyboardButton, Message } from '@grammyjs/types';
import { contactContent } from '../world/content.ts';
import { numberOf } from '../world/ids.ts';
import type { Dialog } from '../world/types.ts';
import { say, textContent, type Scene } from './say.ts';
import { type Action, type Done, Impossible } from './actions.ts';

type PressAction = Extract<Action, { do: 'press' }>;

/** Where a keyboard asks for the person's place. */
const HOME = { latitude: 3.5895, longitude: 98.6739 };

const buttonsOf = (message: Message): InlineKeyboardButton[] => message.reply_markup?.inline_keyboard.flat() ?? [];
const labelOf = (button: KeyboardButton): string => (typeof button === 'string' ? button : button.text);

export function press(scene: Scene, action: PressAction): Done {
  const { dialog } = scene;
  if (action.data !== undefined) return query(scene, messageToPress(scene, action), action.data, action);
  if (action.button === undefined) throw new Impossible('Say which button.');
  const fromKeyboard = action.message === undefined ? keyboardButton(dialog, action.button) : undefined;
  if (fromKeyboard) return pressKeyboard(scene, fromKeyboard, action);
  const message = messageToPress(scene, action);
  const button = find(buttonsOf(message), action.button, (each) => each.text)!;
  return 'callback_data' in button
    ? query(scene, message, button.callback_data, action)
    : { updates: [], message: message.message_id };
}

function find<T>(buttons: readonly T[], wanted: string | number, label: (button: T) => string): T | undefined {
  if (typeof wanted === 'number') return buttons[wanted];
  const plain = (text: string) => text.trim().toLowerCase();
  return buttons.find((each) => label(each) === wanted) ?? buttons.find((each) => plain(label(each)) === plain(wanted));
}

/** The keyboard answers to labels; to numbers only where no message has buttons. */
function keyboardButton(dialog: Dialog, wanted: string | number): KeyboardButton | undefined {
  const buttons = dialog.keyboard?.keyboard.flat() ?? [];
  if (typeof wanted === 'number' && [...dialog.messages.values()].some((message) => buttonsOf(message).length > 0))
    return undefined;
  return find(buttons, wanted, labelOf);
}

function messageToPress({ dialog, topic }: Scene, { message: id, button }: PressAction): Message {
  const here = (message: Message): boolean => topic === undefined || message.message_thread_id === topic;
  const shown =
    id === undefined
      ? [...dialog.messages.values()].filter(here).reverse()
      : [dialog.messages.get(id)].filter((m) => m !== undefined);
  const withButtons = button === undefined ? shown : shown.filter((message) => buttonsOf(message).length > 0);
  const candidates = typeof button === 'number' ? withButtons.slice(0, 1) : withButtons;
  const message = candidates.find((each) => button === undefined || find(buttonsOf(each), button, (b) => b.text));
  if (message) return message;
  const labels = withButtons[0] && buttonsOf(withButtons[0]).map((each) => each.text);
  throw new Impossible(`No such button is shown: ${String(button)}. Shown: ${labels?.join(' | ') ?? 'none'}.`);
}

function query({ world, person, dialog }: Scene, message: Message, data: string, { twice }: PressAction): Done {
  const bot = [...dialog.bots].find((each) => each.me.id === message.from?.id);
  if (!bot) throw new Impossible('That message is not from a bot.');
  const id = world.callbacks.add({ dialog, person, message: message.message_id });
  const chat_instance = String(numberOf(`instance ${dialog.chat.id}`, 10 ** 12, 10 ** 12));
  const update = world.notify(bot, { callback_query: { id, from: person.user, message, chat_instance, data } }, twice);
  return { updates: update === null ? [] : [update], message: message.message_id };
}

function pressKeyboard(scene: Scene, button: KeyboardButton, action: PressAction): Done {
  const { person } = scene;
  if (typeof button === 'object' && 'request_contact' in button) return say(scene, contactContent(person), action);
  if (typeof button === 'object' && 'request_location' in button) return say(scene, { location: HOME }, action);
  return say(scene, textContent(labelOf(button)), action);
}
