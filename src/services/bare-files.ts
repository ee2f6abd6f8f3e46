/** Files as they are kept: what a camera wrote into a picture or video is gone, also where it was sent as a file. */
import { kindOf } from './file-kinds.ts';
import { FileRefused } from './files.ts';
import { withoutTraces } from './photos.ts';
import { withoutPlaces } from './videos.ts';

/** @throws FileRefused where it is a picture that cannot be read */
export async function bare(bytes: Buffer): Promise<Uint8Array> {
  const found = await kindOf(bytes);
  const mime = found.kind === 'known' ? found.mime : '';
  if (mime.startsWith('video/')) return withoutPlaces(bytes);
  if (!mime.startsWith('image/')) return bytes;
  return withoutTraces(bytes).catch(() => {
    throw new FileRefused('unknown');
  });
}
