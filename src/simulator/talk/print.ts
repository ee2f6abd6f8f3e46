/** What a phone shows, as plain text. */
import type { Button, Shown, ShownFile } from '../world/shown.ts';

const REFERENCES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** Markup goes; the address behind a linked word stays, in brackets. */
function plain(html: string): string {
  return html
    .replaceAll(/<a href="([^"]*)">(.*?)<\/a>/gs, (_, address: string, label: string) =>
      label === address ? label : `${label} (${address})`,
    )
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:lt|gt|quot|amp);/g, (reference) => REFERENCES[reference]!);
}

export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const fileLine = ({ name, size }: ShownFile): string => `[${name}, ${sizeOf(size)}]`;

const HINTS: Partial<Record<Button['kind'], string>> = {
  contact: '(shares your contact)',
  location: '(shares your location)',
};

function choiceLine(button: Button, number: number): string {
  const hint = button.kind === 'url' ? `-> ${button.data}` : HINTS[button.kind];
  return [`[${number}]`, button.label, hint].filter(Boolean).join(' ');
}

/** The buttons that a number may name now: those under the message, else those of the keyboard that came with it. */
export const choicesOf = (event: Shown): Button[] => (event.buttons.length > 0 ? event.buttons : event.keyboard).flat();

/** Lines for one event; empty for what has nothing to read. `keyboard`: it is new, so its choices are listed too. */
export function linesOf(event: Shown, keyboard: boolean): string[] {
  if (event.what === 'toast') return [`(${event.text})`];
  if (event.what === 'deleted') return ['(a message was deleted)'];
  const text = plain(event.html);
  const choices = event.buttons.length > 0 || keyboard ? choicesOf(event) : [];
  return [
    ...(event.what === 'edited' ? ['(edited)'] : []),
    ...(event.file ? [fileLine(event.file)] : []),
    ...(event.location ? [`[location ${event.location.lat}, ${event.location.lon}]`] : []),
    ...(text === '' ? [] : [text]),
    ...choices.map((button, place) => choiceLine(button, place + 1)),
  ];
}
