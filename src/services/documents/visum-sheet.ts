/** Lembar visum: proof of arrival and departure that travelling guests bring home, ready to be signed and stamped. */
import { drawFoot, drawLetterhead, type Office } from './letterhead.ts';
import { bottom, fields, keepTogether, left, oneLine, print, width, type Paper } from './paper.ts';
import type { VisitDocument } from './types.ts';
import { dayOf, guestOf, hoursOf, purposeOf, wording } from './words.ts';

/** More travellers than this bring their own list. */
const MOST_ROWS = 30;
const ROW = 21;

export function visumSheet(office: Office, visit: VisitDocument): Promise<Buffer> {
  const { council, say } = office;
  const options = {
    title: say('visum-title', { number: visit.number }),
    date: visit.date,
    zone: council.zone,
    margins: { top: 40, right: 54, bottom: 66, left: 60 },
    foot: (paper: Paper, page: { number: number; of: number; y: number }) =>
      drawFoot(paper, office, page, { note: say('visum-note', { number: visit.number }) }),
  };
  return print(options, (paper) => {
    drawLetterhead(paper, office);
    paper.font('bold').fontSize(13);
    paper.text(say('visum-heading'), left(paper), paper.y, { width: width(paper), align: 'center' });
    paper.y += 8;
    paper.font('regular').fontSize(10.5);
    fields(paper, rowsOf(office, visit), { labelWidth: 110 });
    paper.y += 8;
    drawStamps(paper, office, visit);
    drawTravellers(paper, office, visit);
  });
}

const rowsOf = ({ say }: Office, visit: VisitDocument): [string, string][] => [
  [say('row-guest'), guestOf(visit)],
  [say('row-purpose'), purposeOf(visit) ?? say('visum-purpose')],
  ...(visit.host === null ? [] : ([[say('row-host'), wording(say, visit.host)]] as [string, string][])),
  [say('row-day'), `${dayOf(say, visit)}, ${hoursOf(say, visit)}`],
  [say('row-people'), say('people', { count: visit.people })],
];

/** Two boxes side by side, arrival and departure, each with room for signature and stamp. */
function drawStamps(paper: Paper, office: Office, visit: VisitDocument): void {
  const { say, council } = office;
  const { city, signer } = council.letterhead;
  const HEIGHT = 196;
  keepTogether(paper, HEIGHT);
  const half = width(paper) / 2;
  const top = paper.y;
  const boxes = [
    [
      [say('visum-arrived'), city],
      [say('visum-from'), visit.address ?? ''],
      [say('visum-on'), say('day', { date: visit.date })],
      [say('visum-at'), ''],
    ],
    [
      [say('visum-left'), city],
      [say('visum-to'), visit.address ?? ''],
      [say('visum-on'), ''],
      [say('visum-at'), ''],
    ],
  ] as const;
  boxes.forEach((rows, at) => {
    const x = left(paper) + at * half;
    paper.rect(x, top, half, HEIGHT).lineWidth(0.8).stroke();
    paper.y = top + 9;
    fields(paper, rows, { x: x + 10, labelWidth: 76, total: half - 20, gap: 4 });
    paper.text(`${signer.title},`, x + 10, top + 92, { width: half - 20 });
    paper
      .fillColor('#777777')
      .fontSize(8)
      .text(say('visum-stamp'), x + 10, top + 118, { width: half - 20 });
    paper.fillColor('black').fontSize(10.5);
    paper.font('bold').text(signer.name, x + 10, top + HEIGHT - 38, { width: half - 20, underline: true });
    paper.font('regular').text(say('nip', { nip: signer.nip }), { width: half - 20 });
  });
  paper.y = top + HEIGHT + 12;
}

/** Empty lines for the travellers' names: they are written by hand, so that no list of people is kept. */
function drawTravellers(paper: Paper, { say }: Office, { people }: VisitDocument): void {
  const count = Math.min(people, MOST_ROWS);
  keepTogether(paper, 3 * ROW);
  const columns: [string, number][] = [
    [say('column-number'), 26],
    [say('column-name'), 170],
    [say('column-post'), 120],
    [say('column-spd'), 95],
    [say('column-sign'), width(paper) - 411],
  ];
  const head = () => {
    paper.font('bold').fontSize(9);
    drawRow(paper, columns, (label) => label);
    paper.font('regular');
  };
  head();
  for (let row = 1; row <= count; row += 1) {
    if (paper.y + ROW > bottom(paper)) {
      paper.addPage();
      head();
    }
    drawRow(paper, columns, (_, at) => (at === 0 ? String(row) : ''));
  }
  if (people > count) paper.fontSize(9).text(say('visum-more', { count: people - count }), left(paper), paper.y + 4);
}

function drawRow(
  paper: Paper,
  columns: readonly (readonly [string, number])[],
  cell: (label: string, at: number) => string,
): void {
  const { y } = paper;
  let x = left(paper);
  columns.forEach(([label, wide], at) => {
    paper.rect(x, y, wide, ROW).lineWidth(0.6).stroke();
    oneLine(paper, cell(label, at), x + 4, y + 6, wide - 8);
    x += wide;
  });
  paper.y = y + ROW;
}
