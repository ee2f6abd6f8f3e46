/** Groups that the usual rooms do not hold: what is offered, what is held, and what the papers say of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EffectResult } from '#flows/engine/item.ts';
import { fitting, holds, placesOf, plansFor, spread } from '#flows/sikulin/rooms.ts';
import type { FreeDay, Place } from '#flows/sikulin/rooms.ts';
import { sikulinQueries } from '#flows/sikulin/queries.ts';
import type { RoomFit } from '#flows/sikulin/rules.ts';
import { loadCouncil } from '#services/council.ts';
import { CHAT, Desk } from '#tests/support/reruns.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { book, toPeople } from '#tests/support/visits.ts';

const place = (id: string, people: number, large = false): Place => ({ id, room: id, people, large });
const ALL = [place('kecil', 30), place('besar', 60), place('aula', 120, true)];
const HOURS = ['09:00', '11:00'];
/** A day on which all is free but what is named `hour#room`. */
const day = (date: string, ...taken: string[]): FreeDay => ({
  date,
  all: ALL,
  slots: HOURS.map((time) => ({ time, free: ALL.filter(({ id }) => !taken.includes(`${time}#${id}`)) })),
});
const told = (days: FreeDay[], people: number, time = '09:00'): string[] =>
  plansFor(days, { time, people }).map(({ date, groups }) =>
    [date.slice(-2), ...groups.map((g) => `${g.time} ${g.people} ${g.room}`)].join(' | '),
  );

const OFFERS: [what: string, people: number, days: FreeDay[], offered: string[]][] = [
  [
    'too many for one: the hall, two rooms, two hours, another hour',
    80,
    [day('d-01')],
    [
      '01 | 09:00 80 aula',
      '01 | 09:00 50 besar | 09:00 30 kecil',
      '01 | 09:00 40 besar | 11:00 40 besar',
      '01 | 11:00 80 aula',
    ],
  ],
  ['the hall is taken', 100, [day('d-01', '09:00#aula', '11:00#aula')], ['01 | 09:00 50 besar | 11:00 50 besar']],
  [
    'the hall is not for who fits elsewhere',
    50,
    [day('d-01', '09:00#besar', '11:00#besar')],
    ['01 | 09:00 25 kecil | 11:00 25 kecil'],
  ],
  [
    'nothing that day',
    100,
    [day('d-01', '09:00#aula', '11:00#aula', '11:00#besar'), day('d-02')],
    ['02 | 09:00 100 aula'],
  ],
  ['nothing at all', 130, [day('d-01'), day('d-02')], []],
];
for (const [what, people, days, offered] of OFFERS)
  test(`rooms for ${people}: ${what}`, () => assert.deepEqual(told(days, people), offered));

test('the smallest room that holds a group is tried first, the hall only where no other holds it', () => {
  const ids = (people: number): string[] => fitting(ALL, people).map(({ id }) => id);
  assert.deepEqual([ids(30), ids(31), ids(61), ids(121)], [['kecil', 'besar'], ['besar'], ['aula'], []]);
});

test('the council’s own rooms: two usual ones, a hall for large groups, no room beyond them', () => {
  const medan = loadCouncil('medan');
  const rooms = placesOf(medan, '2026-11-10').map(({ room, people }) => `${room} ${people}`);
  assert.deepEqual(rooms, ['banmus 60', 'banggar 60', 'paripurna 120']);
  const idsFor = (people: number): string[] => fitting(placesOf(medan, '2026-11-10'), people).map(({ id }) => id);
  assert.deepEqual([idsFor(60), idsFor(61), idsFor(121)], [['1', '2'], ['paripurna'], []]);
  const two = [
    { time: '09:00', people: 40, room: 'banmus' },
    { time: '09:00', people: 39, room: null },
  ];
  assert.equal(holds(medan, '2026-11-10', two), 120);
  assert.deepEqual(
    spread(medan, '2026-11-10', two, 101).map(({ people }) => people),
    [51, 50],
  );
  assert.equal(holds(medan, '2026-11-10', []), 60, 'a visit from before rooms were kept');
});

const seatsOf = async ({ services }: Desk): Promise<string[]> =>
  (await services.models.Seat.find().lean()).map(({ _id }) => _id.replace(/^.*T/, '')).toSorted();
const whyOf = (result: EffectResult): unknown => ('refused' in result ? result.refused.why.key : result);

test('a hall and two halves are held and freed whole, also by a run that follows a death', async (t) => {
  const desk = await Desk.open(t);
  const wish = desk.wish(0, '09:00');
  await desk.run('book', 'hall', { ...wish, people: 100 });
  assert.deepEqual(await seatsOf(desk), ['09:00#paripurna']);
  assert.equal(whyOf(await desk.run('book', 'late', { ...wish, institution: 'SD 6', people: 90 })), 'sikulin.slotGone');

  const split = [
    { time: '11:00', people: 40 },
    { time: '11:00', people: 40 },
  ];
  const halves = { ...wish, time: '11:00', people: 80, split };
  await desk.run('book', 'two', halves);
  assert.deepEqual(await seatsOf(desk), ['09:00#paripurna', '11:00#1', '11:00#2']);
  // One half is there, the other is not: nothing is held.
  await desk.run('book', 'one', { ...wish, time: '14:00', institution: 'SD 7' });
  const none = await desk.run('book', 'none', {
    ...{ ...wish, time: '14:00', institution: 'SD 8', people: 80 },
    split: split.map((group) => ({ ...group, time: '14:00' })),
  });
  assert.equal(whyOf(none), 'sikulin.slotGone');
  assert.deepEqual((await desk.seats()).toSorted(), ['hall', 'one', 'two', 'two/2']);

  const { groups = [], people } = await desk.visit('K-1002');
  assert.deepEqual([people, groups.map(({ room }) => room)], [80, ['banmus', 'banggar']]);
  await desk.diesFreeing('cancel', 'x', { number: 'K-1002' });
  await desk.run('cancel', 'x', { number: 'K-1002' });
  assert.deepEqual((await desk.seats()).toSorted(), ['hall', 'one']);
});

test('a hall that is taken makes no day fuller than it is', async (t) => {
  const desk = await Desk.open(t);
  const { services, open } = desk;
  const dates = async (): Promise<boolean> =>
    Boolean((await sikulinQueries['sikulin.rules']({}, services, CHAT)).dates.open?.includes(open[0] ?? ''));
  const wish = desk.wish(0, '09:00');
  await desk.run('book', 'hall', { ...wish, institution: 'SD hall', people: 100 });
  for (const time of ['09:00', '11:00', '14:00'])
    for (const n of [1, 2]) {
      assert.equal(await dates(), true, `${time} ${n}`);
      await desk.run('book', `${time}-${n}`, { ...wish, institution: `SD ${time} ${n}`, time });
    }
  assert.equal(await dates(), false);
});

test('a group that grows: within its room it just grows; beyond it, it asks for another one and moves there', async (t) => {
  const desk = await Desk.open(t);
  const number = await desk.book('b');
  await desk.decide(number, 'd');
  const more = { number, people: 70 };
  assert.equal(whyOf(await desk.run('people', 'p', more)), 'sikulin.roomFull');
  const [date, time] = [desk.open[0] ?? '', '09:00'];
  const fit = (await sikulinQueries['sikulin.fit']({ date, time, ...more }, desk.services, CHAT)) as RoomFit;
  assert.equal(fit.fits, false);
  assert.deepEqual(
    fit.plans.map(({ groups }) => groups.map(({ room }) => room)),
    [['paripurna'], ['banmus', 'banggar'], ['banmus', 'banmus'], ['paripurna']],
  );
  await desk.run('move', 'm', { ...more, date, time });
  const visit = await desk.visit(number);
  assert.deepEqual(
    [visit.people, visit.status, visit.groups],
    [70, 'menunggu', [{ time, people: 70, room: 'paripurna' }]],
  );
  assert.deepEqual(await seatsOf(desk), ['09:00#paripurna']);
});

test('eighty pupils take the hall with one press; card, news, letter and list name it', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  const both = '40 orang di Ruang Badan Musyawarah';
  await toPeople(rina).user('80').sees('tamu yang biasa tidak cukup', 'Ruang Rapat Paripurna', both).done;
  await rina.user('mungkin').sees('pilih salah satu').done;
  await rina.tap('Ruang lebih besar').sees('siapkan').tap('Tidak ada').sees('Atas nama').user('Bu Rina').sees('HP')
    .done;
  await rina.user('081234567890').sees('surat').tap('Menyusul').sees('Tempat: Ruang Rapat Paripurna').done;
  await rina.tap('Ya, kirim').sees(/Nomor: K-1001/).done;
  await sari.sees('Permohonan', 'Tempat: Ruang Rapat Paripurna').tap('Setujui').sees('disetujui').done;
  await rina.sees('Tempat: Ruang Rapat Paripurna').sees('kalender').done;

  const budi = talk('telegram-public', 'budi');
  await toPeople(budi, { from: 'SD 6' }).user('seratus').sees('tidak cukup').user('2').sees('siapkan').done;
  await budi.tap('Tidak ada').sees('Atas nama').user('Pak Budi').sees('HP').user('081311112222').sees('surat').done;
  await budi
    .tap('Menyusul')
    .sees('50 orang di')
    .tap('Ya, kirim')
    .sees(/Nomor: K-1002/).done;
  await sari.sees('Permohonan', '50 orang di Ruang Badan').tap('Setujui').sees('disetujui').done;
  await budi.sees('Kabar baik', '50 orang di').sees('kalender').done;

  const wati = talk('telegram-public', 'wati');
  await book(wati, { from: 'SD 7', day: 'Rabu minggu depan' }).done;
  await wati.user('kunjungan saya').sees('Mau apa').tap('Ubah jumlah').sees('Berapa').user('70').sees('tidak cukup')
    .done;
  await wati.tap('Ruang lebih besar').sees('menjadi 70 orang', 'di Ruang Rapat Paripurna').tap('Ya, kirim').done;
  await wati.sees('K-1003 menjadi 70 orang', 'Kantor memutuskannya lagi').done;
  const visit = await system.services.models.Visit.findById('K-1002').lean();
  assert.equal(visit?.groups?.length, 2);
});
