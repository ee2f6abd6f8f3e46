/** Names of files as the house gives and shows them. */
import { clean } from '#flows/prompts/normalise.ts';

const LENGTH = 80;

/**
 * A name that is safe to show and to save: no path, no hidden signs, one extension, which the content gives.
 * `surat\u202Efdp.exe` of a PDF becomes `surat-fdp-exe.pdf`.
 */
export function fileName(said: string, extension: string): string {
  const base = clean(said.split(/[\\/]/).at(-1) ?? '')
    .replace(/[\n\t<>:"|?*\u0000-\u001f]/g, ' ')
    .replace(new RegExp(`\\.${extension}$`, 'i'), '')
    .replace(/\.+/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[\s-]+|[\s-]+$/g, '');
  const short = [...base].slice(0, LENGTH).join('').trim();
  return `${short || 'berkas'}.${extension}`;
}
