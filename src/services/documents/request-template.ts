/** A letter of request that guests print on their own paper: what they told the chat is filled in, the rest is dotted. */
import { drawFoot, type Office } from './letterhead.ts';
import { fields, keepTogether, left, paragraph, print, width, type Paper } from './paper.ts';
import { LETTER_MARGINS, visitRows } from './reply-letter.ts';
import type { VisitDocument } from './types.ts';
import { guestOf } from './words.ts';

const DOTS = '…'.repeat(14);

/** @param on `yyyy-MM-dd`, the day it is made. */
export function requestTemplate(office: Office, visit: VisitDocument, on: string): Promise<Buffer> {
  const { council, say } = office;
  const options = {
    title: say('request-title', { number: visit.number }),
    date: on,
    zone: council.zone,
    margins: LETTER_MARGINS,
    foot: (paper: Paper, page: { number: number; of: number; y: number }) =>
      drawFoot(paper, office, page, {
        note: say(visit.kind === 'warga' ? 'request-note-warga' : 'request-note', { number: visit.number }),
        ours: false,
      }),
  };
  return print(options, (paper) => {
    drawOwnHead(paper, office, visit);
    drawHead(paper, office, visit);
    drawBody(paper, office, visit);
    drawSigner(paper, office, visit);
  });
}

/** Room for the guests' own kop surat. A citizen has none. */
function drawOwnHead(paper: Paper, { say }: Office, { kind, institution }: VisitDocument): void {
  if (kind === 'warga') return;
  const { y } = paper;
  paper
    .roundedRect(left(paper), y, width(paper), 70, 4)
    .dash(3, { space: 3 })
    .lineWidth(0.8)
    .stroke('#777777')
    .undash();
  const centred = { width: width(paper), align: 'center' } as const;
  paper
    .fillColor('#555555')
    .fontSize(10)
    .text(say(`request-head-${kind}`), left(paper), y + 18, centred);
  paper
    .fillColor('black')
    .font('bold')
    .fontSize(12)
    .text(institution ?? '', left(paper), paper.y + 4, { ...centred, height: 32, ellipsis: '…' });
  paper.font('regular');
  paper.y = y + 88;
}

function drawHead(paper: Paper, { council, say }: Office, { letter, kind }: VisitDocument): void {
  paper.fontSize(11);
  const { y } = paper;
  paper.text(`${DOTS.slice(0, 6)}, ${DOTS.slice(0, 10)}`, left(paper), y, { width: width(paper), align: 'right' });
  paper.y = y;
  const total = width(paper) * 0.62;
  fields(
    paper,
    [
      ...(kind === 'warga' ? [] : ([[say('number'), letter?.number ?? DOTS]] as const)),
      [say('attachments'), say('request-attachments')],
      [say('subject'), say('request-subject')],
    ],
    { labelWidth: 60, total },
  );
  paper.y += 12;
  paper.text(say('request-to', { title: council.letterhead.signer.title }), left(paper));
  paper.text(say('at-place', { place: council.letterhead.city }));
  paper.y += 12;
}

function drawBody(paper: Paper, { say }: Office, visit: VisitDocument): void {
  paragraph(paper, say('request-greeting'));
  paragraph(paper, say(`request-opening-${visit.kind}`, { guest: guestOf(visit), office: say('office') }));
  fields(paper, requestRows(say, visit), { x: left(paper) + 24, labelWidth: 104 });
  paper.y += 6;
  if (visit.kind !== 'warga') paragraph(paper, say(`request-attached-${visit.kind}`));
  keepTogether(paper, 170);
  paragraph(paper, say('request-closing'), { after: 16 });
}

/** The place is the office's to say; what was not told is left to be filled in. */
function requestRows(say: Office['say'], visit: VisitDocument): [string, string][] {
  const known = visitRows(say, visit).filter(([label]) => label !== say('row-place'));
  const open = ['row-host', 'row-purpose']
    .map((key): [string, string] => [say(key), DOTS])
    .filter(([label]) => !known.some((row) => row[0] === label));
  const contact: [string, string] = [say('row-contact'), say('contact', { name: visit.name, phone: visit.phone })];
  return [...known, ...open, contact];
}

function drawSigner(paper: Paper, { say }: Office, { kind, name }: VisitDocument): void {
  keepTogether(paper, 120);
  const x = left(paper) + width(paper) * 0.55;
  const wide = width(paper) * 0.45;
  paper.text(say(`request-signer-${kind}`), x, paper.y, { width: wide });
  paper.y += 62;
  paper.text(kind === 'warga' ? name : `( ${DOTS} )`, x, paper.y, { width: wide });
  if (kind === 'dprd' || kind === 'instansi') paper.text(say('nip', { nip: DOTS.slice(0, 11) }), x, paper.y);
}
