/** Buku tamu of a month: who came, when, to whom and what for. */
import { drawFoot, type Office } from './letterhead.ts';
import { left, print, width, type Paper } from './paper.ts';
import { drawTableHead, drawTableRow, type Column } from './table.ts';
import type { VisitDocument } from './types.ts';
import { guestOf, purposeOf, wording } from './words.ts';

const ROWS_A_PAGE = 19;

export interface BookedGuest extends VisitDocument {
  /** `HH:mm`; null where nobody noted that they left. */
  arrived: string;
  left: string | null;
}

/**
 * In the order of their coming.
 * @param month `yyyy-MM`
 */
export function guestBook(office: Office, guests: readonly BookedGuest[], month: string): Promise<Buffer> {
  const { council, say } = office;
  const sorted = guests.toSorted((a, b) => `${a.date} ${a.arrived}`.localeCompare(`${b.date} ${b.arrived}`));
  const options = {
    title: say('book-title', { month: `${month}-01` }),
    date: `${month}-01`,
    zone: council.zone,
    landscape: true,
    margins: { top: 30, right: 30, bottom: 40, left: 30 },
    foot: (paper: Paper, page: { number: number; of: number; y: number }) =>
      drawFoot(paper, office, { ...page, y: page.y - 8 }, { note: say('book-note'), ours: false }),
  };
  return print(options, (paper) => {
    const columns = columnsOf(say);
    for (let from = 0; from === 0 || from < sorted.length; from += ROWS_A_PAGE) {
      if (from > 0) paper.addPage();
      drawTitle(paper, office, sorted, month);
      drawTableHead(paper, columns);
      sorted.slice(from, from + ROWS_A_PAGE).forEach((guest, at) => drawTableRow(paper, columns, guest, from + at + 1));
    }
  });
}

const columnsOf = (say: Office['say']): Column<BookedGuest>[] => [
  { label: say('column-number'), wide: 26, cell: (_, row) => [String(row)] },
  { label: say('column-date'), wide: 76, cell: ({ date }) => [say('short-day', { date })] },
  { label: say('column-in'), wide: 44, cell: ({ arrived }) => [clock(arrived)] },
  { label: say('column-out'), wide: 44, cell: ({ left: at }) => [at === null ? '-' : clock(at)] },
  { label: say('column-visit'), wide: 56, cell: ({ number }) => [number] },
  { label: say('column-guest'), wide: 176, cell: (guest) => [guestOf(guest), say(`kind-${guest.kind}`)] },
  { label: say('column-people'), wide: 36, cell: ({ people }) => [String(people)] },
  { label: say('column-purpose'), wide: 200, cell: (guest) => [purposeOf(guest) ?? ''] },
  { label: say('column-host'), wide: 124, cell: ({ host }) => [host === null ? '-' : wording(say, host)] },
];

const clock = (time: string): string => time.replace(':', '.');

function drawTitle(paper: Paper, { say }: Office, guests: readonly BookedGuest[], month: string): void {
  const { top } = paper.page.margins;
  const people = guests.reduce((sum, guest) => sum + guest.people, 0);
  paper.font('bold').fontSize(14);
  paper.text(say('book-title', { month: `${month}-01` }), left(paper), top, { width: width(paper) * 0.7 });
  paper.font('regular').fontSize(10);
  const sum = say('list-sum', { groups: guests.length, people });
  paper.text(sum, left(paper), top + 3, { width: width(paper), align: 'right' });
  paper.y = top + 26;
}
