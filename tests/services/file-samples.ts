/** Small real files, made and not kept. */
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';

export async function pdf(options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const document = new PDFDocument({ compress: false, ...options });
  const done = buffer(document.pipe(new PassThrough()));
  document.text('Surat permohonan').end();
  return done;
}

/** A photo with noise, as a camera makes it, that says where it was taken. */
export const photo = (width = 1200, height = 900, format: 'jpeg' | 'png' = 'jpeg'): Promise<Buffer> =>
  sharp({
    create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
    .withExif({ IFD0: { Artist: 'Budi Contoh' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '3/1 35/1 0/1' } })
    .toFormat(format)
    .toBuffer();

export const heic = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypheic\0\0\0\0heicmif1'),
  Buffer.alloc(64),
]);
export const exe = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0'), Buffer.alloc(200)]);
