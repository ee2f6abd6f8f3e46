/** A4 paper: fonts that are part of the file, margins, fields, and what stands at the foot of every page. */
import { fileURLToPath } from 'node:url';
import { DateTime } from 'luxon';

export type Paper = PDFKit.PDFDocument;

/** Points; one is 1/72 inch. */
export interface PaperOptions {
  title: string;
  /** `yyyy-MM-dd`: the same data make the same bytes, so that a repeated effect makes no second file. */
  date: string;
  zone: string;
  landscape?: boolean;
  margins: { top: number; right: number; bottom: number; left: number };
  /** Drawn on every page when their count is known, from `y` on, below the text. */
  foot: (paper: Paper, page: { number: number; of: number; y: number }) => void;
}

const font = (name: string): string =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/arimo/${name}/Arimo_${name}.ttf`));

export const FONTS = {
  regular: font('400Regular'),
  bold: font('700Bold'),
  italic: font('400Regular_Italic'),
} as const;

/** The PDF's bytes. What `draw` throws is thrown. */
export async function print(options: PaperOptions, draw: (paper: Paper) => void): Promise<Buffer> {
  const { title, date, zone, margins, landscape = false } = options;
  const at = DateTime.fromISO(date, { zone }).toJSDate();
  // Loaded with the first page: it takes a tenth of a start.
  const { default: PDFDocument } = await import('pdfkit');
  const paper = new PDFDocument({
    size: 'A4',
    layout: landscape ? 'landscape' : 'portrait',
    margins,
    bufferPages: true,
    displayTitle: true,
    lang: 'id-ID',
    font: FONTS.regular,
    info: { Title: title, CreationDate: at, ModDate: at },
  });
  for (const [name, file] of Object.entries(FONTS)) paper.registerFont(name, file);
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    paper
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', reject);
  });
  draw(paper);
  drawFeet(paper, options);
  paper.end();
  return done;
}

function drawFeet(paper: Paper, { margins, foot }: PaperOptions): void {
  const { count } = paper.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    paper.switchToPage(page);
    // Text below the margin would begin a new page.
    paper.page.margins = { ...margins, bottom: 0 };
    foot(paper, { number: page + 1, of: count, y: paper.page.height - margins.bottom + 12 });
  }
}

export const left = (paper: Paper): number => paper.page.margins.left;
export const width = (paper: Paper): number => paper.page.width - paper.page.margins.left - paper.page.margins.right;
export const bottom = (paper: Paper): number => paper.page.height - paper.page.margins.bottom;

/** Begins a new page where `height` points are not left, so that a block stays whole. */
export function keepTogether(paper: Paper, height: number): void {
  if (paper.y + height > bottom(paper)) paper.addPage();
}

/** A paragraph at the left margin, with `after` points of air. */
export function paragraph(paper: Paper, text: string, { after = 8, indent = 0 } = {}): void {
  paper.text(text, left(paper), paper.y, { width: width(paper), align: 'justify', lineGap: 2, indent });
  paper.y += after;
}

/** "Label   : value" lines; long values go on under themselves. */
export function fields(
  paper: Paper,
  rows: readonly (readonly [label: string, value: string])[],
  place: { x?: number; labelWidth?: number; total?: number; gap?: number } = {},
): void {
  const { x = left(paper), labelWidth = 90, gap = 2 } = place;
  const total = place.total ?? left(paper) + width(paper) - x;
  const wide = total - labelWidth - 10;
  for (const [label, value] of rows) {
    keepTogether(paper, paper.heightOfString(value, { width: wide }) + gap);
    const { y } = paper;
    paper.text(label, x, y, { width: labelWidth });
    paper.text(':', x + labelWidth, y, { width: 8 });
    paper.text(value, x + labelWidth + 10, y, { width: wide });
    paper.y = Math.max(paper.y, y + paper.currentLineHeight(true)) + gap;
  }
}

/** Numbered lines. */
export function numbered(paper: Paper, lines: readonly string[]): void {
  lines.forEach((line, at) => {
    const wide = width(paper) - 20;
    keepTogether(paper, paper.heightOfString(line, { width: wide }) + 3);
    const { y } = paper;
    paper.text(`${at + 1}.`, left(paper), y, { width: 16 });
    paper.text(line, left(paper) + 20, y, { width: wide, lineGap: 1, align: 'justify' });
    paper.y += 3;
  });
}

/** One line at a fixed place, cut with dots where it is too long. */
export function oneLine(
  paper: Paper,
  text: string,
  x: number,
  y: number,
  wide: number,
  options: PDFKit.Mixins.TextOptions = {},
): void {
  paper.text(text, x, y, { width: wide, height: paper.currentLineHeight(), ellipsis: '…', ...options });
}
