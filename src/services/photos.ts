/** Photos without what a camera writes into them: place, time, owner. */
import sharp, { type Sharp } from 'sharp';

/** A photo that is opened as more pixels than this is no photo but an attack on memory. */
const MOST_PIXELS = 80_000_000;
const THUMBNAIL_BYTES = 60_000;
/** Sides tried until the picture fits, pixels. */
const SIDES = [1024, 800, 640, 480, 320] as const;
const QUALITIES = [75, 60, 45] as const;

// Two cores serve everybody: one picture at a time, and none stays in memory.
sharp.concurrency(1);
sharp.cache(false);

const open = (bytes: Uint8Array): Sharp =>
  sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).autoOrient();

/** Pixels of a whole, readable picture; null where it is cut off or none. */
export async function pictureSize(bytes: Uint8Array): Promise<{ width: number; height: number } | null> {
  try {
    const { width, height } = await open(bytes).metadata();
    // Read to the end, since a cut picture has a good head.
    await open(bytes).stats();
    return { width, height };
  } catch {
    return null;
  }
}

/** A JPEG of at most 60 kB, turned as it was held, without EXIF. Throws where it is no picture. */
export async function thumbnail(bytes: Uint8Array): Promise<Buffer> {
  let last: Buffer | undefined;
  for (const side of SIDES)
    for (const quality of QUALITIES) {
      const small = open(bytes).resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
      last = await small.flatten({ background: '#fff' }).jpeg({ quality, mozjpeg: true }).toBuffer();
      if (last.length <= THUMBNAIL_BYTES) return last;
    }
  throw new Error(`a picture of ${last?.length ?? 0} bytes does not become small`);
}

/** The same photo in full size without EXIF. A PNG stays one. Throws where it is no picture. */
export async function withoutTraces(bytes: Uint8Array): Promise<Buffer> {
  const { format } = await sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata();
  return format === 'png' ? open(bytes).png().toBuffer() : open(bytes).jpeg({ quality: 88 }).toBuffer();
}
