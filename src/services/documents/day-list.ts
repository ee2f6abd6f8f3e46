/** Today's guests for the front desk, on paper at 07:00: it must do when power and network are away. */
import { drawFoot, type Office } from './letterhead.ts';
import { left, oneLine, print, width, type Paper } from './paper.ts';
import type { VisitDocument } from './types.ts';
import { guestOf, wording } from './words.ts';

const ROWS_A_PAGE = 20;
const ROW = 23.5;

interface Column {
  label: string;
  wide: number;
  /** Up to two lines; the first is the one that is looked for. */
  cell: (visit: DayListed, row: number) => readonly [string, string?];
  box?: boolean;
}

export interface DayListed extends VisitDocument {
  /** The code that guests without a QR say at the door. */
  code: string | null;
}

/**
 * One page for 20 visits, in the order of their times.
 * @param date `yyyy-MM-dd`
 */
export function dayList(office: Office, visits: readonly DayListed[], date: string): Promise<Buffer> {
  const { council, say } = office;
  const sorted = visits.toSorted((a, b) => `${a.time} ${a.number}`.localeCompare(`${b.time} ${b.number}`));
  const options = {
    title: say('list-title', { date }),
    date,
    zone: council.zone,
    landscape: true,
    margins: { top: 30, right: 30, bottom: 40, left: 30 },
    foot: (paper: Paper, page: { number: number; of: number; y: number }) =>
      drawFoot(paper, office, { ...page, y: page.y - 8 }, { note: say('list-note'), ours: false }),
  };
  return print(options, (paper) => {
    const columns = columnsOf(say);
    for (let from = 0; from === 0 || from < sorted.length; from += ROWS_A_PAGE) {
      if (from > 0) paper.addPage();
      drawTitle(paper, office, sorted, date);
      drawHead(paper, columns);
      // Lines without a booking are for walk-in guests.
      for (let at = from; at < from + ROWS_A_PAGE; at += 1) drawRow(paper, columns, sorted[at], at + 1);
    }
  });
}

const columnsOf = (say: Office['say']): Column[] => [
  { label: say('column-number'), wide: 24, cell: (_, row) => [String(row)] },
  { label: say('column-time'), wide: 40, cell: ({ time, endTime }) => [clock(time), endTime ? clock(endTime) : ''] },
  { label: say('column-visit'), wide: 52, cell: ({ number, code }) => [number, code ?? ''] },
  { label: say('column-guest'), wide: 164, cell: (visit) => [guestOf(visit), say(`kind-${visit.kind}`)] },
  { label: say('column-people'), wide: 34, cell: ({ people }) => [String(people)] },
  {
    label: say('column-room'),
    wide: 116,
    cell: ({ room, host }) => [room === null ? '-' : wording(say, room), host === null ? '' : wording(say, host)],
  },
  { label: say('column-needs'), wide: 128, cell: ({ needs }) => [needs.map((need) => wording(say, need)).join(', ')] },
  {
    label: say('column-contact'),
    wide: 108,
    cell: ({ name, phone }) => [name, say('phone', { phone })],
  },
  { label: say('column-here'), wide: 34, cell: () => [''], box: true },
  { label: say('column-in'), wide: 41, cell: () => [''] },
  { label: say('column-out'), wide: 41, cell: () => [''] },
];

const clock = (time: string): string => time.replace(':', '.');

function drawTitle(paper: Paper, { say }: Office, visits: readonly DayListed[], date: string): void {
  const { top } = paper.page.margins;
  const people = visits.reduce((sum, visit) => sum + visit.people, 0);
  paper.font('bold').fontSize(14);
  paper.text(say('list-heading', { date }), left(paper), top, { width: width(paper) * 0.7 });
  paper.font('regular').fontSize(10);
  paper.text(
    visits.length ? say('list-sum', { groups: visits.length, people }) : say('list-empty'),
    left(paper),
    top + 3,
    {
      width: width(paper),
      align: 'right',
    },
  );
  paper.y = top + 26;
}

function drawHead(paper: Paper, columns: readonly Column[]): void {
  paper.font('bold').fontSize(8.5);
  const { y } = paper;
  paper.rect(left(paper), y, width(paper), 17).fill('#e6e6e6').fillColor('black');
  eachCell(paper, columns, y, 17, ({ label, wide }, x) => oneLine(paper, label, x + 3, y + 4, wide - 4));
  paper.font('regular');
  paper.y = y + 17;
}

function drawRow(paper: Paper, columns: readonly Column[], visit: DayListed | undefined, row: number): void {
  const { y } = paper;
  eachCell(paper, columns, y, ROW, ({ wide, cell, box }, x) => {
    const [first, second = ''] = visit ? cell(visit, row) : [''];
    if (second) drawTwo(paper, [first, second], x + 3, y, wide - 5);
    else drawWhole(paper, first, x + 3, y + 2, wide - 5);
    if (box)
      paper
        .rect(x + wide / 2 - 6, y + 5.7, 12, 12)
        .lineWidth(1)
        .stroke();
  });
  paper.y = y + ROW;
}

function drawTwo(paper: Paper, [first, second]: readonly [string, string], x: number, y: number, wide: number): void {
  if (![8.5, 7.5, 6.5].some((size) => paper.fontSize(size).widthOfString(first) < wide - 1)) paper.fontSize(6.5);
  oneLine(paper, first, x, y + 3, wide);
  paper.fontSize(7.5).fillColor('#333333');
  oneLine(paper, second, x, y + 13, wide);
  paper.fillColor('black');
}

/** Small print is better than a wheelchair that is not read. */
function drawWhole(paper: Paper, text: string, x: number, y: number, wide: number): void {
  const height = ROW - 2;
  const fits = (size: number): boolean => paper.fontSize(size).heightOfString(text, { width: wide }) <= height;
  if (![9, 7.5, 6].some(fits)) paper.fontSize(6);
  paper.text(text, x, y, { width: wide, height, ellipsis: '…' });
}

function eachCell(
  paper: Paper,
  columns: readonly Column[],
  y: number,
  height: number,
  draw: (column: Column, x: number) => void,
): void {
  let x = left(paper);
  for (const column of columns) {
    paper.rect(x, y, column.wide, height).lineWidth(0.5).stroke('#555555');
    draw(column, x);
    x += column.wide;
  }
}
