/** A list on paper: a head, rows of one height, two lines a cell at most. */
import { drawFoot, type Office } from './letterhead.ts';
import { left, oneLine, print, width, type Paper } from './paper.ts';

const ROW = 23.5;

export interface Column<Row> {
  label: string;
  wide: number;
  /** Up to two lines; the first is the one that is looked for. `row` counts from 1. */
  cell: (of: Row, row: number) => readonly [string, string?];
  /** A box to tick. */
  box?: boolean;
}

/** A list for the desk, on as many lying pages as it takes. */
export interface List<Row> {
  /** The document's own, beside the one on its pages. */
  title: string;
  heading: string;
  sum: string;
  note: string;
  /** `yyyy-MM-dd` */
  date: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowsAPage: number;
  /** Pages are filled up with lines to write on. */
  lined?: boolean;
}

export function printList<Row>(office: Office, list: List<Row>): Promise<Buffer> {
  const { title, date, note, columns, rows, rowsAPage, lined = false } = list;
  const options = {
    title,
    date,
    zone: office.council.zone,
    landscape: true,
    margins: { top: 30, right: 30, bottom: 40, left: 30 },
    foot: (paper: Paper, page: { number: number; of: number; y: number }) =>
      drawFoot(paper, office, { ...page, y: page.y - 8 }, { note, ours: false }),
  };
  return print(options, (paper) => {
    for (let from = 0; from === 0 || from < rows.length; from += rowsAPage) {
      if (from > 0) paper.addPage();
      drawHeading(paper, list);
      drawHead(paper, columns);
      const until = lined ? from + rowsAPage : Math.min(from + rowsAPage, rows.length);
      for (let at = from; at < until; at += 1) drawRow(paper, columns, rows[at], at + 1);
    }
  });
}

function drawHeading<Row>(paper: Paper, { heading, sum }: List<Row>): void {
  const { top } = paper.page.margins;
  paper.font('bold').fontSize(14);
  paper.text(heading, left(paper), top, { width: width(paper) * 0.7 });
  paper.font('regular').fontSize(10);
  paper.text(sum, left(paper), top + 3, { width: width(paper), align: 'right' });
  paper.y = top + 26;
}

function drawHead<Row>(paper: Paper, columns: readonly Column<Row>[]): void {
  paper.font('bold').fontSize(8.5);
  const { y } = paper;
  const wide = columns.reduce((sum, column) => sum + column.wide, 0);
  paper.rect(left(paper), y, wide, 17).fill('#e6e6e6').fillColor('black');
  eachCell(paper, columns, y, 17, (column, x) => oneLine(paper, column.label, x + 3, y + 4, column.wide - 4));
  paper.font('regular');
  paper.y = y + 17;
}

/** An undefined row is a line to write on. */
function drawRow<Row>(paper: Paper, columns: readonly Column<Row>[], of: Row | undefined, row: number): void {
  const { y } = paper;
  eachCell(paper, columns, y, ROW, ({ wide, cell, box }, x) => {
    const [first, second = ''] = of === undefined ? [''] : cell(of, row);
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

function eachCell<Row>(
  paper: Paper,
  columns: readonly Column<Row>[],
  y: number,
  height: number,
  draw: (column: Column<Row>, x: number) => void,
): void {
  let x = left(paper);
  for (const column of columns) {
    paper.rect(x, y, column.wide, height).lineWidth(0.5).stroke('#555555');
    draw(column, x);
    x += column.wide;
  }
}

/** "09.00", as the office writes it. */
export const clock = (time: string): string => time.replace(':', '.');

export const peopleOf = (visits: readonly { people: number }[]): number =>
  visits.reduce((sum, { people }) => sum + people, 0);
