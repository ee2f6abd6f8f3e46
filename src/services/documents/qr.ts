/** A QR code as one path, drawn alike on paper and in a picture. */
import QRCode from 'qrcode';

/** White around the code, in modules; readers need it. */
const QUIET = 4;

/** `path`: SVG path data in modules, `size` modules wide with the quiet zone. */
export function qrPath(content: string): { path: string; size: number } {
  // M reads with a seventh of it soiled or creased.
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' });
  const rows: string[] = [];
  for (let y = 0; y < modules.size; y += 1)
    for (let x = 0; x < modules.size; x += 1) {
      if (!modules.get(y, x)) continue;
      const from = x;
      while (x + 1 < modules.size && modules.get(y, x + 1)) x += 1;
      rows.push(`M${from + QUIET} ${y + QUIET}h${x + 1 - from}v1h${from - x - 1}z`);
    }
  return { path: rows.join(''), size: modules.size + 2 * QUIET };
}
