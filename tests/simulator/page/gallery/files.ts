/** The recordings as files of `docs/gallery/`: one JSON a conversation, and a page that can be read without any program. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import type { Recording, Step } from './stage.ts';

export const folder = path.resolve(import.meta.dirname, '../../../../docs/gallery');
const options = { singleQuote: true, printWidth: 120 };

export const fileOf = (name: string): string => path.join(folder, `${name}.json`);
export const asText = (recording: Recording): Promise<string> =>
  format(JSON.stringify(recording, null, 2), { ...options, parser: 'json' });
export const kept = (name: string): Recording => JSON.parse(readFileSync(fileOf(name), 'utf8')) as Recording;

const quote = (text: string): string => text.replace(/^/gm, '> ').replace(/[*_<]/g, String.raw`\$&`);
const label = ({ label: text }: { label: string }): string => `\`${text}\``;

function line({ who, do: action, shows }: Step, people: Recording['people']): string[] {
  const name = people.find(({ key }) => key === who)?.name ?? who;
  if (action?.do === 'press') return [`**${name}** → \`${String(action.button)}\``];
  if (!shows || shows['what'] === 'deleted') return [];
  const { byBot, text, buttons, what, contact } = shows as unknown as {
    byBot: boolean;
    text: string;
    what: string;
    buttons: { label: string }[][];
    contact?: unknown;
  };
  // An edit only takes buttons away or ticks one; the words were read before.
  if (what === 'edited' && byBot) return [];
  const said = text || (contact === undefined ? '…' : '[kontak]');
  return [`**${byBot ? `Menyapa, kepada ${name}` : name}**`, quote(said), buttons.flat().map(label).join(' ')];
}

/** Markdown of all recordings. */
export function pageOf(recordings: [name: string, Recording][]): Promise<string> {
  const parts = recordings.flatMap(([name, { title, about, people, steps }]) => [
    `## ${title.id}`,
    `_${title.en}._ ${about.id} ([${name}.json](${name}.json))`,
    ...steps.filter(({ before }) => !before).flatMap((step) => line(step, people)),
  ]);
  const head = [
    '# Recorded conversations',
    'Made by `npm run gallery` from real runs of the system, and compared with it by the tests. `npm start` shows them in the page of phones, where they can be replayed.',
  ];
  return format([...head, ...parts].filter(Boolean).join('\n\n'), { ...options, parser: 'markdown' });
}
