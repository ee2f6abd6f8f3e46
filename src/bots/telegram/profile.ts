/** What people see of the bot before they write: its commands and its description. */
import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import type { ChannelName } from '../channel.ts';
import { plain } from '../render/html.ts';
import { within, type CallApi } from './call.ts';
import { whyNot } from './connect.ts';
import type { TelegramOptions } from './options.ts';

/** The reserved words, in the order of their use; each has a word and a line in `locales/`. */
const COMMANDS = ['menu', 'help', 'back', 'cancel', 'repeat', 'language', 'staff'];
/** Words of a group that the office works in, shown to those who may make it one. */
const GROUP = ['bind', 'unbind'];

const LIMIT = 10_000;

/** Best effort: a bot without its description answers as well as one with it. */
export const setProfile = async (
  name: ChannelName,
  call: CallApi,
  { texts, log }: Pick<TelegramOptions, 'texts' | 'log'>,
  signal: AbortSignal,
): Promise<void> => {
  const calls = (['id', 'en'] as const).flatMap((locale) =>
    profile(name, locale, (ref) => plain(texts.say(locale, ref))),
  );
  for (const [method, payload] of calls)
    await call(method, payload, within(LIMIT, signal)).catch((error: unknown) =>
      log.info({ bot: name, method, why: whyNot(error) }, 'the profile was not set'),
    );
};

const profile = (name: ChannelName, locale: Locale, say: (ref: TextRef) => string): [string, object][] => {
  // Telegram shows the entry without a language to everybody who has none of their own: that one is Indonesian.
  const language = locale === 'id' ? {} : { language_code: locale };
  const about = tx(name === 'telegram-members' ? 'bots.membersAbout' : 'bots.publicAbout');
  const commands = (keys: string[], type: string): [string, object] => [
    'setMyCommands',
    {
      commands: keys.map((key) => ({
        command: say(tx(`bots.commands.${key}.word`)),
        description: say(tx(`bots.commands.${key}.about`)),
      })),
      ...{ scope: { type }, ...language },
    },
  ];
  return [
    commands(COMMANDS, 'all_private_chats'),
    ...(name === 'telegram-members' ? [commands(GROUP, 'all_chat_administrators')] : []),
    ['setMyDescription', { description: say(about), ...language }],
  ];
};
