/** What every paper of the office has: kop surat, signer's block, foot with the check code. */
import type { Council } from '../council.ts';
import { keepTogether, left, oneLine, width, type Paper } from './paper.ts';
import { qrPath } from './qr.ts';
import type { Say } from './words.ts';

/** Everything the papers share. `say` speaks Indonesian, the language of letters. */
export interface Office {
  council: Council;
  /** PNG or JPEG; null where the council gave none. */
  emblem: Buffer | null;
  say: Say;
}

const EMBLEM = { width: 56, height: 62 };

/** Kop surat, with the double rule under it. */
export function drawLetterhead(paper: Paper, { council, emblem, say }: Office): void {
  const { letterhead, address, phone } = council;
  const top = paper.y;
  if (emblem) paper.image(emblem, left(paper), top, { fit: [EMBLEM.width, EMBLEM.height], align: 'center' });
  const beside = emblem ? EMBLEM.width + 12 : 0;
  const x = left(paper) + beside;
  const wide = width(paper) - beside;
  const centred = { width: wide, align: 'center' } as const;
  paper.font('bold').fontSize(15);
  // The name of an office is one line, however long it is.
  const longest = Math.max(...letterhead.lines.map((line) => paper.widthOfString(line)));
  paper.fontSize(Math.min(15, (15 * (wide - 2)) / longest));
  letterhead.lines.forEach((line) => paper.text(line, x, paper.y, centred));
  paper.y += 3;
  paper.font('regular').fontSize(9);
  paper.text(say('address', { address: address.text, phone: phone.text }), x, paper.y, centred);
  paper.text(letterhead.contact.text, x, paper.y, centred);
  const y = Math.max(paper.y + 6, emblem ? top + EMBLEM.height + 4 : 0);
  rule(paper, y, 2);
  rule(paper, y + 3, 0.6);
  paper.y = y + 16;
}

function rule(paper: Paper, y: number, weight: number): void {
  paper
    .moveTo(left(paper), y)
    .lineTo(left(paper) + width(paper), y)
    .lineWidth(weight)
    .stroke();
}

/** The signer's block in the right half, with room for a signature and a stamp. */
export function drawSigner(paper: Paper, { council, say }: Office): void {
  const { signer } = council.letterhead;
  const SIGN = 58;
  keepTogether(paper, SIGN + 60);
  const x = left(paper) + width(paper) * 0.52;
  const wide = width(paper) * 0.48;
  paper.font('regular').text(`${signer.title},`, x, paper.y, { width: wide });
  paper.y += SIGN;
  paper.font('bold').text(signer.name, x, paper.y, { width: wide, underline: true });
  paper.font('regular').text(signer.rank, x, paper.y, { width: wide });
  paper.text(say('nip', { nip: signer.nip }), x, paper.y, { width: wide });
}

/** True while the paper would carry what somebody made up. */
const isDemo = ({ letterhead, address, phone }: Council): boolean =>
  letterhead.signer.demo || letterhead.contact.demo || address.demo || phone.demo;

export interface Foot {
  number: number;
  of: number;
  y: number;
}

/** The foot of a page: the check code as QR where there is one, a note, page numbers from the second page on. */
export function drawFoot(
  paper: Paper,
  { council, say }: Office,
  { number, of, y }: Foot,
  { check, note, ours = true }: { check?: string; note: string; /** It carries our letterhead. */ ours?: boolean },
): void {
  const SIDE = 54;
  if (check) drawQr(paper, check, left(paper) - 6, y, SIDE);
  const x = left(paper) + (check ? SIDE + 4 : 0);
  const pages = of > 1 ? say('page', { number, of }) : '';
  paper.font('regular').fontSize(8).fillColor('#333333');
  paper.text(note, x, y + 8, { width: left(paper) + width(paper) - x - (pages ? 80 : 0) });
  if (ours && isDemo(council)) paper.font('italic').text(say('demo'), x, paper.y + 2);
  paper.font('regular');
  if (pages) oneLine(paper, pages, left(paper) + width(paper) - 76, y + 8, 76, { align: 'right' });
  paper.fillColor('black');
}

export function drawQr(paper: Paper, content: string, x: number, y: number, side: number): void {
  const { path, size } = qrPath(content);
  paper.save();
  paper.translate(x, y).scale(side / size);
  paper.path(path).fill('black');
  paper.restore();
}
