/** Buku tamu of a month: who came, when, to whom and what for. */
import type { Office } from './letterhead.ts';
import { clock, peopleOf, printList, type Column } from './table.ts';
import type { VisitDocument } from './types.ts';
import { guestOf, purposeOf, wording } from './words.ts';

export interface BookedGuest extends VisitDocument {
  /** `HH:mm` */
  arrived: string;
  /** `HH:mm`; null where nobody noted that they left. */
  left: string | null;
}

/**
 * In the order of their coming.
 * @param month `yyyy-MM`
 */
export function guestBook(office: Office, guests: readonly BookedGuest[], month: string): Promise<Buffer> {
  const { say } = office;
  const rows = guests.toSorted((a, b) => `${a.date} ${a.arrived}`.localeCompare(`${b.date} ${b.arrived}`));
  const date = `${month}-01`;
  return printList(office, {
    title: say('book-title', { month: date }),
    heading: say('book-title', { month: date }),
    sum: say('list-sum', { groups: rows.length, people: peopleOf(rows) }),
    note: say('book-note'),
    date,
    columns: columnsOf(say),
    rows,
    rowsAPage: 19,
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
