/** Today's guests for the front desk, on paper at 07:00: it must do when power and network are away. */
import type { Office } from './letterhead.ts';
import { clock, peopleOf, printList, type Column } from './table.ts';
import type { VisitDocument } from './types.ts';
import { guestOf, wording } from './words.ts';

export interface DayListed extends VisitDocument {
  /** The code that guests without a QR say at the door. */
  code: string | null;
}

/**
 * One page for 20 visits, in the order of their times.
 * @param date `yyyy-MM-dd`
 */
export function dayList(office: Office, visits: readonly DayListed[], date: string): Promise<Buffer> {
  const { say } = office;
  const rows = visits
    .flatMap(rowsOf)
    .toSorted((a, b) => `${a.time} ${a.number}`.localeCompare(`${b.time} ${b.number}`));
  return printList(office, {
    title: say('list-title', { date }),
    heading: say('list-heading', { date }),
    sum: rows.length ? say('list-sum', { groups: visits.length, people: peopleOf(rows) }) : say('list-empty'),
    note: say('list-note'),
    date,
    columns: columnsOf(say),
    rows,
    rowsAPage: 20,
    // Lines without a booking are for walk-in guests.
    lined: true,
  });
}

/** A group in two parts stands at each of its times. */
const rowsOf = ({ parts, ...visit }: DayListed): DayListed[] =>
  parts ? parts.map((part) => ({ ...visit, ...part })) : [visit];

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
