/**
 * A week of visits, twelve groups a day, with the clock moved from half hour to half hour: people book, move, cancel, come and
 * stay away, and staff are silent at times. What must be said, when and to whom, is computed from what people did
 * (`tests/support/week/story.ts`); it must have come once, and nothing else. Fourteen bookings go through the whole form, the
 * others through the command behind it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagesOf } from '#tests/services/documents/support.ts';
import { Agenda } from '#tests/support/week/agenda.ts';
import { Deeds } from '#tests/support/week/deeds.ts';
import { House } from '#tests/support/week/house.ts';
import { figuresOf, letterOf, listOf, listsDue, seatsOf } from '#tests/support/week/ledger.ts';
import { at, END, VISIT_DAYS } from '#tests/support/week/moments.ts';
import { planReading, planVisits, planWalkIns } from '#tests/support/week/plan.ts';
import { DESK } from '#tests/support/week/story.ts';
import type { Said } from '#tests/support/week/story.ts';

test('a week of visits', async (t) => {
  const house = await House.open(t);
  const deeds = await Deeds.open(house);
  const agenda = new Agenda();
  planVisits(agenda, deeds);
  planWalkIns(agenda, deeds);
  const read = planReading(agenda, deeds);
  await agenda.run(house);
  const { stories } = deeds;
  const heard = house.heard();

  await t.test('every message came in its half hour, to whom it was for, once; and no other', () => {
    const due = [...stories.flatMap((story) => story.said(END)), ...listsDue(stories)];
    const [said, wanted] = [heard.map(key), due.map(key)];
    assert.deepEqual({ missing: without(wanted, said), extra: without(said, wanted) }, { missing: [], extra: [] });
    assert.ok(said.length > 900, `${said.length} messages`);
    const wrong = due.filter(
      (one) => !heard.some((h) => key(h) === key(one) && h.message.text.includes(one.says ?? '')),
    );
    assert.deepEqual(wrong, []);
  });

  await t.test(
    'letters: one sequence without a gap, a number for each visit and each time it was moved to',
    async () => {
      const numbers = new Map<string, string>();
      for (const letter of heard.filter(({ kind }) => kind === 'letter')) {
        const { key: one, says } = letterOf(stories, letter);
        const number = /nomor (\S+)\.$/.exec(letter.message.text)?.[1] ?? '';
        assert.equal(number, numbers.get(one) ?? number, `a second number for ${one}`);
        numbers.set(one, number);
        const page = (await pagesOf(house.bytesOf(letter))).join(' ');
        for (const words of [`Nomor : ${number}`, ...says])
          assert.ok(page.includes(words), `“${words}” is not in “${page}”`);
      }
      const sequence = [...numbers.values()].map((number) => Number(number.split('/')[1])).toSorted((a, b) => a - b);
      assert.deepEqual(
        sequence,
        sequence.map((_, place) => place + 1),
      );
      assert.deepEqual(
        [...numbers.values()].toSorted(),
        sequence.map((number) => `400/${number}/SETWAN/2030`).toSorted(),
      );
      // Two that had a letter were moved to another time.
      assert.equal(numbers.size - new Set([...numbers.keys()].map((one) => one.split(' ')[0])).size, 2);
    },
  );

  await t.test('the list of each day, at seven, on paper', async () => {
    const lists = heard.filter(({ kind }) => kind === 'day-list');
    assert.equal(lists.length, VISIT_DAYS.length * DESK.length);
    for (const list of lists) {
      const [page = '', ...more] = await pagesOf(house.bytesOf(list));
      const rows = listOf(stories, at(list.at.slice(0, 10), '07:00'), (story) => deeds.codeOf(story));
      assert.deepEqual(
        [more.length, [...page.matchAll(/[KT]-\d+/g)].map(([one]) => one)],
        [0, rows.map(({ number }) => number)],
      );
      for (const { line } of rows) assert.ok(page.includes(line), `“${line}” is not in “${page}”`);
    }
  });

  await t.test('what the desk reads of a day, and of the month', () => {
    for (const [day, text] of read.today) {
      const rows = listOf(stories, at(day, '07:30'), () => '');
      assert.deepEqual(
        [...text.matchAll(/K-\d+/g)].map(([one]) => one).toSorted(),
        rows.map(({ number }) => number).toSorted(),
      );
    }
    assert.deepEqual(read.figures.split('\n').slice(1).toSorted(), figuresOf(stories).toSorted());
  });

  await t.test('a seat is held for each visit that has its time, and no other', async () => {
    const seats = await house.services.models.Seat.find().lean();
    assert.deepEqual(seats.map(({ day, time }) => `${day} ${time}`).toSorted(), seatsOf(stories).toSorted());
  });
});

const key = ({ at, who, kind, visit }: Said): string => `${at} ${who}: ${kind} ${visit}`;

/** What stands in the one list and not, or not as often, in the other. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = [...other];
  return list
    .filter((one) => {
      const place = left.indexOf(one);
      if (place >= 0) left.splice(place, 1);
      return place < 0;
    })
    .toSorted();
}
