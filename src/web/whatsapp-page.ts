/** `/admin/whatsapp`: how the numbers stand, and the code that links one. Behind the login of `admin.ts`; looks anew by itself. */
import { toString } from 'qrcode';

/** A number as the page shows it. `link`: what links it now. */
export interface NumberShown {
  name: string;
  state: string;
  why: string | null;
  since: string | null;
  move: string | null;
  link: { kind: 'qr' | 'code'; text: string } | null;
}

/** Seconds between two looks. */
const ANEW = 5;

const plain = (text: string): string => text.replace(/[^\w .:+-]/g, '');

export async function whatsAppPage(numbers: readonly NumberShown[]): Promise<string> {
  const parts = await Promise.all(numbers.map(section));
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="${ANEW}"><title>WhatsApp numbers</title><main>${
    parts.join('') || '<p>No WhatsApp number has been used here yet.</p>'
  }</main></html>`;
}

async function section({ name, state, why, since, move, link }: NumberShown): Promise<string> {
  const said = [
    `Since ${since ?? 'never'}`,
    ...(why === null ? [] : [`last ending: ${why}`]),
    ...(move === null ? [] : [`move: ${move}`]),
  ];
  const code =
    link === null
      ? ''
      : link.kind === 'code'
        ? `<p>Type this on the handset, under Linked devices: <strong>${plain(link.text)}</strong></p>`
        : `<p>Scan this on the handset, under Linked devices.</p>${await toString(link.text, { type: 'svg', width: 320 })}`;
  return `<section><h1>${plain(name)}: ${plain(state)}</h1><p>${said.map(plain).join('; ')}</p>${code}</section>`;
}
