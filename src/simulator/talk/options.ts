/** How `talk` is called. */
import { parseArgs } from 'node:util';

export const USAGE = `Talks to the running system as one person. One line in is one message; the bot's messages come out.

  npm run -s talk -- [--channel telegram-public|telegram-members|whatsapp-public|whatsapp-members]
                     [--person warga-1] [--url http://127.0.0.1:PORT]

  --channel   which bot or number (telegram-public), or a group by its id, or a topic of one: -1001234:45
  --person    who speaks (warga-1); a new name is a new person, and keeps their account for ever
  --url       address of the Bot API stand-in; found by itself where npm start runs
  --web       address of the web, for @clock; found likewise

Exit code 0: every line was answered. 1: a line was not (it says which), or nothing runs. 2: wrong usage.
@help lists what a line may be.`;

export const LINES = `  any text                 says it; \\n breaks the line, @@ at the start stands for @
  @tap 2  @tap Ya          presses a button, by number as last shown or by label
  @photo f.jpg [caption]   sends a picture; @voice f.ogg and @file f.pdf likewise, "quoted" if the name has spaces
  @location 3.59,98.67     sends a place
  @contact                 shares one's own contact; @contact other shares somebody else's
  @sticker                 sends a sticker
  @edit new text           edits the last text
  @start [payload]         presses Start, or follows a link with a payload
  @block  @unblock         blocks the bot
  @again                   delivers the last thing twice
  @wait 5s                 waits (ms, s, m)
  @clock +1d               moves the business time
  @help                    this list`;

export class WrongUsage extends Error {}

export interface Options {
  channel: string;
  person: string;
  url: string | undefined;
  web: string | undefined;
  help: boolean;
}

const CHANNELS = ['telegram-public', 'telegram-members', 'whatsapp-public', 'whatsapp-members'];

/** Throws `WrongUsage` with a sentence. */
export function readOptions(args: string[]): Options {
  const options = {
    channel: { type: 'string', default: CHANNELS[0]! },
    person: { type: 'string', default: 'warga-1' },
    url: { type: 'string' },
    web: { type: 'string' },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    const { channel, person, url, web, help } = parseArgs({ args, options }).values;
    if (!CHANNELS.includes(channel) && !/^-\d+(:\d+)?$/.test(channel))
      throw new Error(`There is no channel ${channel}: choose ${CHANNELS.join(' or ')}.`);
    if (!/^[\w.-]{1,64}$/.test(person)) throw new Error('A person is one word of letters, digits, dots and dashes.');
    for (const address of [url, web]) {
      if (address !== undefined && !/^https?:/.test(address))
        throw new Error(`${address} is no address: write http://…`);
    }
    return { channel, person, url: url?.replace(/\/$/, ''), web: web?.replace(/\/$/, ''), help };
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}
