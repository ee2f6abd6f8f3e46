/** Surat balasan: the office says yes to a visit, with number, day, place and what to bring. */
import { drawFoot, drawLetterhead, drawSigner, type Office } from './letterhead.ts';
import { fields, keepTogether, left, numbered, paragraph, print, width, type Paper } from './paper.ts';
import type { LetterMarks, VisitDocument } from './types.ts';
import { dayOf, guestOf, hoursOf, letterDate, partOf, purposeOf, wording } from './words.ts';

export const LETTER_MARGINS = { top: 40, right: 60, bottom: 92, left: 72 };

export function replyLetter(office: Office, visit: VisitDocument, marks: LetterMarks): Promise<Buffer> {
  const { council, say } = office;
  const options = {
    title: say('reply-title', { number: marks.number }),
    date: marks.date,
    zone: council.zone,
    margins: LETTER_MARGINS,
    foot: (paper: Paper, page: { number: number; of: number; y: number }) =>
      drawFoot(paper, office, page, { check: marks.check, note: say('reply-check', { check: marks.check }) }),
  };
  return print(options, (paper) => {
    drawLetterhead(paper, office);
    paper.fontSize(11);
    drawHead(paper, office, marks);
    drawAddressee(paper, office, visit);
    drawBody(paper, office, visit);
    drawSigner(paper, office);
    drawCopies(paper, office);
  });
}

/** Nomor, Sifat, Lampiran, Hal at the left, place and date at the right. */
function drawHead(paper: Paper, { council, say }: Office, { number, date, nature }: LetterMarks): void {
  const { y } = paper;
  const wide = width(paper) * 0.38;
  paper.text(
    say('place-date', { city: council.letterhead.city, date: letterDate(date) }),
    left(paper) + width(paper) - wide,
    y,
    {
      width: wide,
      align: 'right',
    },
  );
  paper.y = y;
  fields(
    paper,
    [
      [say('number'), number],
      [say('nature'), nature],
      [say('attachments'), '-'],
      [say('subject'), say('reply-subject')],
    ],
    { labelWidth: 60, total: width(paper) * 0.6 },
  );
  paper.y += 14;
}

function drawAddressee(paper: Paper, { say }: Office, visit: VisitDocument): void {
  const wide = width(paper) * 0.7;
  paper.text(say(`reply-to-${visit.kind}`, { guest: guestOf(visit) }), left(paper), paper.y, { width: wide });
  paper.text(say('at-place', { place: visit.address ?? say('place') }), { width: wide });
  paper.y += 14;
}

function drawBody(paper: Paper, { council, say }: Office, visit: VisitDocument): void {
  const at = { guest: guestOf(visit), office: say('office'), number: visit.number };
  const { letter } = visit;
  paragraph(
    paper,
    letter?.number && letter.date
      ? say('reply-opening-letter', { ...at, letter: letter.number, date: letterDate(letter.date) })
      : say('reply-opening', at),
  );
  fields(paper, visitRows(say, visit), { x: left(paper) + 24, labelWidth: 104 });
  paper.y += 6;
  paragraph(paper, say('reply-asks'), { after: 4 });
  numbered(paper, [say('bring-ticket', { number: visit.number }), ...bring(say, visit), say('bring-early')]);
  paper.y += 5;
  // The closing words, the signature and the copies stand together, none alone on a page.
  keepTogether(paper, 200 + council.letterhead.copies.length * 13);
  paragraph(paper, say('reply-closing'), { after: 16 });
}

const bring = (say: Office['say'], { kind }: VisitDocument): string[] =>
  kind === 'dprd' || kind === 'instansi' ? [say('bring-orders')] : kind === 'sekolah' ? [say('bring-teacher')] : [];

/** Day, time, place, people, host, purpose and needs, as far as they are known. */
export function visitRows(say: Office['say'], visit: VisitDocument): [string, string][] {
  const { host, needs, people } = visit;
  const rows: [string, string | null][] = [
    [say('row-day'), dayOf(say, visit)],
    ...whereRows(say, visit),
    [say('row-people'), say('people', { count: people })],
    [say('row-host'), host && wording(say, host)],
    [say('row-purpose'), purposeOf(visit)],
    [say('row-needs'), needs.length ? needs.map((need) => wording(say, need)).join(', ') : null],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== null);
}

/** Time and place; of a group in two parts, those of each. */
function whereRows(say: Office['say'], visit: VisitDocument): [string, string][] {
  const { room, parts } = visit;
  if (!parts)
    return [
      [say('row-time'), hoursOf(say, visit)],
      [say('row-place'), say('place-of', { room: room === null ? say('office') : wording(say, room) })],
    ];
  return [
    ...parts.map((part, n): [string, string] => [say('row-part', { n: n + 1 }), partOf(say, part)]),
    [say('row-place'), say('place-of', { room: say('office') })],
  ];
}

function drawCopies(paper: Paper, { council, say }: Office): void {
  const { copies } = council.letterhead;
  if (!copies.length) return;
  paper.y += 12;
  paper.fontSize(9.5);
  keepTogether(paper, 16 + copies.length * 13);
  paper.text(say('copies'), left(paper), paper.y, { underline: true });
  copies.forEach((copy, at) => paper.text(`${at + 1}. ${copy}`, left(paper), paper.y, { width: width(paper) }));
}
