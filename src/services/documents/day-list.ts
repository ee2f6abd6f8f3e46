/** Today's guests for the front desk, on paper at 07:00: it must do when power and network are away. */
import { drawFoot, type Office } from './letterhead.ts';
import { left, print, width, type Paper } from './paper.ts';
import { drawTableHead, drawTableRow, type Column } from './table.ts';
import type { VisitDocument } from './types.ts';
import { guestOf, wording } from './words.ts';

const ROWS_A_PAGE = 20;

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
      drawTableHead(paper, columns);
      // Lines without a booking are for walk-in guests.
      for (let at = from; at < from + ROWS_A_PAGE; at += 1) drawTableRow(paper, columns, sorted[at], at + 1);
    }
  });
}

const columnsOf = (say: Office['say']): Column<DayListed>[] => [
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
