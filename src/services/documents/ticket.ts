/** The ticket: a QR to show, and under it the six digits for whoever cannot scan or show it. */
import sharp from 'sharp';
import { lettering, lines, type Weight } from './lettering.ts';
import { qrPath } from './qr.ts';
import type { TicketMarks, VisitDocument } from './types.ts';
import { dayOf, guestOf, hoursOf, wording, type Say } from './words.ts';

const WIDE = 640;
const EDGE = 36;
const QR = 440;

/** A PNG of at most 60 kB, 640 pixels wide. `say` speaks the guest's language. */
export async function ticket(
  { say, title, address }: { say: Say; title: string; address: string },
  visit: VisitDocument,
  marks: TicketMarks,
): Promise<Buffer> {
  const parts: string[] = [];
  let y = 30;
  const write = (text: string, size: number, weight: Weight = 'regular', most = 2): void => {
    for (const line of lines(text, WIDE - 2 * EDGE, size, weight, most)) {
      y += size * 1.25;
      parts.push(lettering(line, WIDE / 2, y, size, weight));
    }
  };
  write(title, 24);
  write(say('ticket-heading', { number: visit.number }), 32, 'bold');
  const code = qr(marks.qr, y);
  parts.push(code.svg);
  y += code.side;
  write(`${marks.code.slice(0, 3)} ${marks.code.slice(3)}`, 68, 'bold');
  y += 4;
  write(say('ticket-code'), 19);
  y += 24;
  parts.push(`<path d="M${EDGE} ${y}H${WIDE - EDGE}" stroke="#000" stroke-width="2" stroke-dasharray="8 8"/>`);
  y += 10;
  write(guestOf(visit), 28, 'bold', 3);
  write(say('people', { count: visit.people }), 24);
  y += 10;
  write(dayOf(say, visit), 28, 'bold');
  for (const part of visit.parts ?? [visit]) {
    write(hoursOf(say, part), 28, 'bold');
    y += visit.parts ? 2 : 10;
    const room = part.room === null ? [] : [wording(say, part.room)];
    const here = [...(visit.parts ? [say('people', { count: part.people })] : []), ...room].join(', ');
    if (here) write(here, 24);
    if (visit.parts) y += 8;
  }
  write(address, 22);
  y += 34;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${Math.ceil(y)}"><rect width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png({ palette: true, colours: 16, compressionLevel: 9 }).toBuffer();
}

/** Whole pixels a module keep its edges sharp; so the side is at most `QR`. */
function qr(content: string, y: number): { svg: string; side: number } {
  const { path, size } = qrPath(content);
  const scale = Math.floor(QR / size);
  const side = scale * size;
  const at = `translate(${Math.round((WIDE - side) / 2)} ${Math.round(y)}) scale(${scale})`;
  return { svg: `<path transform="${at}" d="${path}" shape-rendering="crispEdges"/>`, side };
}
