/** What one line means. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { WrongUsage } from './options.ts';

export type Step =
  /** An action of `people/actions.ts`. `silent`: no answer is due. */
  | { kind: 'act'; action: Record<string, unknown>; silent: boolean }
  /** A press, by number as last shown or by label. */
  | { kind: 'tap'; button: string }
  | { kind: 'wait'; ms: number }
  | { kind: 'clock'; move: string }
  | { kind: 'help' };

type Reader = (rest: string) => Step | Promise<Step>;

const act = (action: Record<string, unknown>, silent = false): Step => ({ kind: 'act', action, silent });
const OTHER = { name: 'Orang Lain', phone: '6281299998888' };
const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000 };
const MIMES: Record<string, string> = {
  '.pdf': 'application/pdf',
  '.ogg': 'audio/ogg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.txt': 'text/plain',
};

/** Reads `name rest` or `"name with spaces" rest` and the file's bytes; names are relative to where the person called. */
async function withFile(kind: string, rest: string): Promise<Step> {
  const [, quoted, bare, caption = ''] = /^(?:"([^"]+)"|(\S+))\s*(.*)$/s.exec(rest) ?? [];
  const name = quoted ?? bare;
  if (name === undefined) throw new WrongUsage(`Say which file: @${kind} name.`);
  const file = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), name);
  const bytes = await readFile(file).catch(() => {
    throw new WrongUsage(`There is no file ${name} to send.`);
  });
  const mime = MIMES[path.extname(name).toLowerCase()];
  return act({
    do: kind,
    bytes: bytes.toString('base64'),
    name: path.basename(name),
    ...(mime !== undefined && { mime }),
    ...(caption !== '' && { caption }),
  });
}

function place(rest: string): Step {
  const match = /^(-?\d+(?:\.\d+)?)\s*[,\s]\s*(-?\d+(?:\.\d+)?)$/.exec(rest);
  if (!match) throw new WrongUsage('A place is two numbers: @location 3.59,98.67');
  return act({ do: 'location', lat: Number(match[1]), lon: Number(match[2]) });
}

function pause(rest: string): Step {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m)$/.exec(rest);
  if (!match) throw new WrongUsage('A pause is a number and ms, s or m: @wait 5s');
  return { kind: 'wait', ms: Number(match[1]) * UNITS[match[2]!]! };
}

function needed(rest: string, example: string): string {
  if (rest === '') throw new WrongUsage(`Something is missing: ${example}`);
  return rest;
}

const COMMANDS: Record<string, Reader> = {
  tap: (rest) => ({ kind: 'tap', button: needed(rest, '@tap 2') }),
  photo: (rest) => withFile('photo', rest),
  voice: (rest) => withFile('voice', rest),
  file: (rest) => withFile('file', rest),
  location: place,
  contact: (rest) => act({ do: 'contact', of: rest === '' ? 'own' : OTHER }),
  sticker: () => act({ do: 'sticker' }),
  edit: (rest) => act({ do: 'edit', text: needed(rest, '@edit new text') }),
  start: (rest) => act({ do: 'start', ...(rest !== '' && { payload: rest }) }),
  block: () => act({ do: 'block' }, true),
  unblock: () => act({ do: 'unblock' }, true),
  // The second of two equal deliveries deserves silence.
  again: () => act({ do: 'again' }, true),
  wait: pause,
  clock: (rest) => ({ kind: 'clock', move: needed(rest, '@clock +1d') }),
  help: () => ({ kind: 'help' }),
};

/** Throws `WrongUsage` with a sentence. */
export async function readLine(line: string): Promise<Step> {
  const match = /^@([a-z]+)(?:\s+(.*))?$/s.exec(line);
  if (!match || line.startsWith('@@')) {
    return act({ do: 'text', text: line.replace(/^@@/, '@').replaceAll(String.raw`\n`, '\n') });
  }
  const command = COMMANDS[match[1]!];
  if (!command) throw new WrongUsage(`There is no @${match[1]}: @help lists what a line may be.`);
  return command((match[2] ?? '').trim());
}
