/** A booking and a decree in the same moment, on the real database: whichever is first, the guest hears of the holiday, once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sikulinCommands } from '#flows/sikulin/effects.ts';
import { visitDates } from '#flows/sikulin/calendar.ts';
import type { BookVisit } from '#flows/sikulin/rules.ts';
import { GUEST, NOW, openHouse } from '../deadlines/house.ts';

const WORD = 'menjadi hari libur';
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type House = Awaited<ReturnType<typeof openHouse>>;

const book = ({ services }: House, date: string) => {
  const visit: BookVisit = {
    ...{ kind: 'warga', institution: null, purpose: 'audiensi', meet: null, needs: [], date, time: '09:00', people: 1 },
    ...{ name: 'Rina', phone: '+6281234567890', letter: null },
  };
  const request = { requestKey: `book ${date}`, args: visit as never, chat: GUEST, locale: 'id', who: null } as const;
  // As a worker does: the council as it was when the command began.
  return sikulinCommands['sikulin.book']!(request, { ...services });
};

const openDates = ({ services }: House): string[] => visitDates(services.council, NOW).open;
const words = (heard: readonly string[], chat: string): string[] =>
  heard.filter((line) => line.startsWith(`${chat}: `) && line.includes(WORD));

test('decreed between the look at the calendar and the booking: the guest and the office hear of it', async (t) => {
  const house = await openHouse(t);
  const { models } = house;
  const [date = ''] = openDates(house);
  const create = models.Visit.create.bind(models.Visit) as (doc: unknown) => Promise<unknown>;
  const late = t.mock.method(models.Visit, 'create', async (doc: unknown) => {
    await house.change([{ date }]);
    return create(doc);
  });
  await book(house, date);
  late.mock.restore();
  const heard = house.heard();
  const [visit] = await models.Visit.find().lean();
  assert.equal(words(heard, GUEST).length, 1, heard.join('\n'));
  assert.ok(
    heard.some((line) => line.includes(WORD) && line.includes(`Kunjungan pada hari itu: <b>${visit!._id}</b>`)),
  );
});

test('a visit that is moved to a day in the moment of its decree is told of it too', async (t) => {
  const house = await openHouse(t);
  const { models, services } = house;
  const [first = '', second = ''] = openDates(house);
  const number = await house.visit({ date: first, kind: 'warga', institution: null, letterBy: null });
  await models.Contact.create({ _id: number, name: 'Rina', phone: '+6281234567890', chat: GUEST });
  const seats = models.Seat.create.bind(models.Seat) as (doc: unknown) => Promise<unknown>;
  const files = { release: async () => {} };
  const late = t.mock.method(models.Seat, 'create', async (doc: unknown) => {
    await house.change([{ date: second }]);
    return seats(doc);
  });
  const args = { number, date: second, time: '09:00' } as never;
  const request = { requestKey: 'move', args, chat: GUEST, locale: 'id', who: null } as const;
  await sikulinCommands['sikulin.move']!(request, { ...services, files } as never);
  late.mock.restore();
  const heard = house.heard();
  assert.equal(words(heard, GUEST).length, 1, heard.join('\n'));
});

test('at once, a few ms before or after each other: no visit on a holiday is kept in silence, and none is told of twice', async (t) => {
  const house = await openHouse(t);
  const { models } = house;
  let booked = 0;
  for (const [n, date] of openDates(house).slice(0, 4).entries()) {
    await Promise.all([
      pause(n % 4).then(() => house.change([{ date }])),
      pause((n * 7) % 5).then(() => book(house, date)),
    ]);
    const visits = await models.Visit.countDocuments({ date });
    booked += visits;
    const heard = house.heard();
    assert.equal(words(heard, GUEST).length, visits, `${date}: ${heard.join('\n')}`);
    // Room for the next under the limit of open bookings.
    await models.Visit.updateMany({ date }, { $set: { status: 'batal' } });
  }
  t.diagnostic(`${booked} of 4 were booked`);
});
