/** Small real files. */
import sharp from 'sharp';

/** A PDF of one empty page; `mark` tells one from another. */
export const pdf = (mark = ''): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    [
      `%PDF-1.4${mark && `\n%${mark}`}`,
      '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
      '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj',
      'trailer<</Root 1 0 R>>',
      'startxref',
      '0',
      '%%EOF',
      '',
    ].join('\n'),
  );

/** A photo as a camera writes it, with the place where it was taken. */
export const picture = async (): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#246' } })
      .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '3/1 35/1 0/1' } })
      .jpeg()
      .toBuffer(),
  );

/** The head of a voice note, which is all that tells it. */
export function ogg(): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(64);
  head.set(new TextEncoder().encode('OggS'));
  head.set(new TextEncoder().encode('OpusHead'), 28);
  return head;
}
