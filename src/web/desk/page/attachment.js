/** A file that somebody sent: a picture is seen, a voice is heard, anything else is downloaded. */
import { el } from './dom.js';
import { t } from './texts.js';

/** What the server shows; everything else it gives to be kept. */
const IMAGE = /^image\/(jpeg|png|webp)$/;
const SOUND = /^audio\/(ogg|mpeg|mp4|wav)$/;
const FILM = /^video\/(mp4|webm)$/;

export function attachment(address, { mime }, name) {
  if (IMAGE.test(mime))
    return el(
      'a',
      { href: address, target: '_blank', rel: 'noopener', class: 'picture' },
      el('img', { src: address, alt: name }),
    );
  if (SOUND.test(mime)) return el('audio', { src: address, controls: '', preload: 'metadata', 'aria-label': name });
  if (FILM.test(mime)) return el('video', { src: address, controls: '', preload: 'metadata', 'aria-label': name });
  return el('a', { href: address, download: '', class: 'file' }, t('download', { name }));
}
