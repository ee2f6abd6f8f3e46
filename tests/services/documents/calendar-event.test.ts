import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentsOf, visit } from './support.ts';

const papers = documentsOf();
const made = { sequence: 0, cancelled: false, at: Date.UTC(2026, 10, 5, 3) };
/** The event's properties by name, folded lines joined; the alarm says what to show once more. */
const read = (ics: string): Map<string, string> =>
  new Map(
    ics
      .replace(/DESCRIPTION:.*\r\nEND:VALARM/, 'END:VALARM')
      .replace(/\r\n[ \t]/g, '')
      .split('\r\n')
      .map((line): [string, string] => [line.split(/[:;]/)[0] ?? '', line.slice(line.indexOf(':') + 1)]),
  );

test('a visit at 09.00 WIB is at 02:00 UTC, with an alarm the day before', () => {
  const event = read(papers.calendarEvent(visit, made, 'id'));
  assert.equal(event.get('DTSTART'), '20261110T020000Z');
  assert.equal(event.get('DTEND'), '20261110T040000Z');
  assert.equal(event.get('DTSTAMP'), '20261105T030000Z');
  assert.equal(event.get('METHOD'), 'REQUEST');
  assert.equal(event.get('TRIGGER'), '-P1D');
  assert.equal(event.get('LOCATION'), 'Ruang Badan Musyawarah\\, Jl. Contoh No. 1\\, Medan');
});

test('a move and a cancellation are the same event with a later sequence', () => {
  const first = read(papers.calendarEvent(visit, made, 'id'));
  const gone = read(papers.calendarEvent(visit, { ...made, sequence: 2, cancelled: true }, 'id'));
  assert.equal(gone.get('UID'), first.get('UID'));
  assert.deepEqual(
    ['METHOD', 'SEQUENCE', 'STATUS'].map((name) => gone.get(name)),
    ['CANCEL', '2', 'CANCELLED'],
  );
  assert.equal(gone.get('TRIGGER'), undefined);
});

test("in the guest's language, and with no way out of a value", () => {
  const institution = 'SMP 7\r\nATTENDEE:mailto:x@y.z;a,b';
  const ics = papers.calendarEvent({ ...visit, institution, people: 1 }, made, 'en');
  const event = read(ics);
  assert.equal(event.get('SUMMARY'), 'Visit to Secretariat of the Medan City Council');
  assert.equal(event.get('ATTENDEE'), undefined);
  assert.match(
    event.get('DESCRIPTION') ?? '',
    /SMP 7\\nATTENDEE:mailto:x@y\.z\\;a\\,b\\, 1 person\\n09:00 WIB to 11:00 WIB/,
  );
});

test('a visit without an end takes two hours', () => {
  assert.equal(read(papers.calendarEvent({ ...visit, endTime: null }, made, 'id')).get('DTEND'), '20261110T040000Z');
});
