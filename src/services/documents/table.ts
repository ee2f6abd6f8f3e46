/** A table on paper: a head, rows of one height, two lines a cell at most. */
import { left, oneLine, type Paper } from './paper.ts';

export const ROW = 23.5;

export interface Column<Row> {
  label: string;
  wide: number;
  /** Up to two lines; the first is the one that is looked for. `row` counts from 1. */
  cell: (of: Row, row: number) => readonly [string, string?];
  /** A box to tick. */
  box?: boolean;
}

export function drawTableHead<Row>(paper: Paper, columns: readonly Column<Row>[]): void {
  paper.font('bold').fontSize(8.5);
  const { y } = paper;
  const wide = columns.reduce((sum, column) => sum + column.wide, 0);
  paper.rect(left(paper), y, wide, 17).fill('#e6e6e6').fillColor('black');
  eachCell(paper, columns, y, 17, (column, x) => oneLine(paper, column.label, x + 3, y + 4, column.wide - 4));
  paper.font('regular');
  paper.y = y + 17;
}

/** An undefined row is a line to write on. */
export function drawTableRow<Row>(
  paper: Paper,
  columns: readonly Column<Row>[],
  of: Row | undefined,
  row: number,
): void {
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
