/**
 * What the clock does to a conversation from its first word to its end, at the desk's real hours: ten minutes, those above, the
 * Friday prayer, Ramadan, the evening, a holiday. Everything that anybody is told, and when.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DateTime } from 'luxon';
import { served } from '#models/migrations/026-served.ts';
import { loadCouncil } from '#services/council.ts';
import { asking, doneOf, reportHouse, word, ZONE } from '#tests/support/reports.ts';
import type { ReportHouse } from '#tests/support/reports.ts';

const CITIZEN = 'telegram-public:1';
const SARI = 'telegram-members:sari';
const ENDS: Record<string, string> = { [CITIZEN]: 'warga', [SARI]: 'sari', 'telegram-members:bos': 'bos' };
/** At night little happens. */
const stepAt = ({ hour }: DateTime) => ({ minutes: hour >= 17 || hour < 7 ? 60 : 5 });
const HOLIDAY = '2026-11-03';

interface Scene {
  /** The first word, and until when it is watched. */
  at: string;
  until: string;
  said?: string;
  /** A member's service, by its code, and no person. */
  service?: string;
  /** What somebody does at a time on the way. */
  deeds?: Record<string, (house: House) => Promise<unknown>>;
  /** `10:10 warga chatting.stillLooking`, of another day with its date. */
  heard: string[];
}
type House = ReportHouse & { number: string; sari: never };

const take = ({ run, number, sari }: House) =>
  run('chatting.ambil', { number }, { chat: SARI, who: sari, key: 'ambil' });
const answer = ({ run, number, sari }: House) =>
  run('chatting.kata', word(number, 'Kami periksa.'), { chat: SARI, who: sari, key: 'jawab' });
const says =
  (text: string, key = text) =>
  ({ run, number }: House) =>
    run('chatting.kata', word(number, text), { chat: CITIZEN, key });
const rates = ({ run, number }: House) => run('chatting.nilai', { number, score: 4 }, { chat: CITIZEN, key: 'nilai' });

const SCENES: Record<string, Scene> = {
  'nobody takes it: ten minutes, twenty, the evening, the morning': {
    at: '2026-11-04T09:00',
    until: '2026-11-05T08:15',
    heard: [
      ...['09:00 sari cardNew', '09:10 warga stillLooking', '09:10 sari cardWaits', '09:20 bos cardAbove'],
      '16:00 warga closing 2026-11-05T08:00',
      ...['05 08:00 sari cardKept', '05 08:10 warga stillLooking', '05 08:10 sari cardWaits'],
    ],
  },
  'five minutes before the Friday prayer': {
    at: '2026-11-06T11:55',
    until: '2026-11-06T13:45',
    heard: [
      ...['11:55 sari cardNew', '12:00 warga closing 2026-11-06T13:30', '13:30 sari cardKept'],
      ...['13:40 warga stillLooking', '13:40 sari cardWaits'],
    ],
  },
  'on Friday in the afternoon: Monday': {
    at: '2026-11-06T15:55',
    until: '2026-11-09T08:05',
    heard: ['15:55 sari cardNew', '16:00 warga closing 2026-11-09T08:00', '09 08:00 sari cardKept'],
  },
  'before a holiday: the day after it': {
    at: '2026-11-02T15:55',
    until: '2026-11-04T08:05',
    heard: ['15:55 sari cardNew', '16:00 warga closing 2026-11-04T08:00', '04 08:00 sari cardKept'],
  },
  'in Ramadan the noon break comes at twelve, and the evening at three': {
    at: '2027-02-09T11:55',
    until: '2027-02-09T15:05',
    heard: [
      ...['11:55 sari cardNew', '12:00 warga closing 2027-02-09T12:30', '12:30 sari cardKept'],
      ...['12:40 warga stillLooking', '12:40 sari cardWaits', '12:50 bos cardAbove'],
      '15:00 warga closing 2027-02-10T08:00',
    ],
  },
  'on a Friday of Ramadan': {
    at: '2027-02-12T11:25',
    until: '2027-02-12T13:05',
    heard: ['11:25 sari cardNew', '11:30 warga closing 2027-02-12T13:00', '13:00 sari cardKept'],
  },
  'asked in the evening: nobody is called before the morning': {
    at: '2026-11-04T20:00',
    until: '2026-11-05T08:05',
    heard: ['05 08:00 sari cardKept'],
  },
  'taken and not answered: reminded, then to the pool': {
    at: '2026-11-04T09:00',
    until: '2026-11-04T10:00',
    deeds: { '09:05': take },
    heard: [
      ...['09:00 sari cardNew', '09:05 warga here', '09:05 sari tools', '09:20 sari owes'],
      ...['09:35 sari tookAway', '09:35 warga lookingOther', '09:35 sari cardReleased', '09:55 bos cardAbove'],
    ],
  },
  'answered: a day of silence ends it, and it is rated once': {
    at: '2026-11-04T09:00',
    until: '2026-11-05T09:20',
    deeds: { '09:05': take, '09:10': answer, '05 09:15': rates },
    heard: [
      ...['09:00 sari cardNew', '09:05 warga here', '09:05 sari tools', '09:10 warga relayed', '09:10 sari sent'],
      ...['05 09:10 warga overSilent', '05 09:10 sari overByClock'],
    ],
  },
  'a word of who asks keeps it open, and its holder owes again': {
    at: '2026-11-04T09:00',
    until: '2026-11-04T10:20',
    deeds: { '09:05': take, '09:10': answer, '10:00': says('Terima kasih, kapan selesai?') },
    heard: [
      ...['09:00 sari cardNew', '09:05 warga here', '09:05 sari tools', '09:10 warga relayed', '09:10 sari sent'],
      ...['10:00 sari relayed', '10:15 sari owes'],
    ],
  },
  'taken in the last minutes and not answered: kept with its number': {
    at: '2026-11-04T15:50',
    until: '2026-11-05T08:05',
    deeds: { '15:55': take },
    heard: [
      ...['15:50 sari cardNew', '15:55 warga here', '15:55 sari tools'],
      ...[
        '16:00 warga closing 2026-11-05T08:00',
        '16:00 sari closingHolder 2026-11-05T08:00',
        '05 08:00 sari cardKept',
      ],
    ],
  },
  'a service that is taken and forgotten: its holder reminded, back to the pool, those above; and who asked hears of it':
    {
      at: '2026-11-04T09:00',
      until: '2026-11-05T09:30',
      service: 'ruang',
      deeds: { '09:05': take },
      heard: [
        ...['09:00 sari cardService', '09:05 warga serving', '09:05 sari tools'],
        ...['13:05 sari owesService', '13:05 warga stillServing'],
        ...[
          '05 09:05 sari tookAway',
          '05 09:05 warga lookingOther',
          '05 09:05 sari cardReleased',
          '05 09:25 bos cardAbove',
        ],
      ],
    },
  'a service whose holder has said something: two days': {
    at: '2026-11-04T09:00',
    until: '2026-11-06T09:15',
    service: 'ruang',
    deeds: { '09:05': take, '09:10': answer },
    heard: [
      ...[
        '09:00 sari cardService',
        '09:05 warga serving',
        '09:05 sari tools',
        '09:10 warga relayed',
        '09:10 sari sent',
      ],
      ...['06 09:10 sari owesService', '06 09:10 warga stillServing'],
    ],
  },
  'a life in danger when the desk is closed: everybody at once, and the numbers': {
    at: '2026-11-04T16:30',
    until: '2026-11-04T16:50',
    said: 'tolong suami saya mau bunuh diri',
    deeds: { '16:40': says('cepat, dia mau bunuh diri') },
    // A quarter of an hour alarms once; said again, nobody is rung again and it is kept.
    heard: ['16:30 sari cardDanger', '16:30 bos cardDanger', '16:40 warga keptToo 2026-11-05T08:00'],
  },
  'danger in a talk that somebody has': {
    at: '2026-11-04T09:00',
    until: '2026-11-04T09:10',
    deeds: { '09:05': take, '09:10': says('rumah saya kebakaran!') },
    heard: [
      ...[
        '09:00 sari cardNew',
        '09:05 warga here',
        '09:05 sari tools',
        '09:10 warga danger',
        '09:10 sari dangerHolder',
      ],
      ...['09:10 sari cardDanger', '09:10 bos cardDanger', '09:10 sari relayed'],
    ],
  },
  'danger while it waits': {
    at: '2026-11-04T09:00',
    until: '2026-11-04T09:05',
    deeds: { '09:05': says('anak saya tenggelam') },
    heard: ['09:00 sari cardNew', '09:05 warga danger', '09:05 sari cardDanger', '09:05 bos cardDanger'],
  },
};

const holidays = [
  { date: HOLIDAY, kind: 'leave' as never, name: { id: 'Libur', en: 'Holiday' }, source: 'tes', tentative: false },
];

for (const [name, { at, until, said = 'Mau tanya surat', service, deeds = {}, heard }] of Object.entries(SCENES))
  test(name, async (t) => {
    const house = await reportHouse(t, { holidays: [...loadCouncil('medan').holidays, ...holidays] }, at);
    const sari = (await house.staff('sari')) as never;
    await house.staff('bos', 'kasubag');
    await house.services.models.Piket.create({ _id: 'bos', on: false, teams: [], at: new Date() });
    const wish = { ...(asking(said) as object), ...(service && { service }) };
    const asked = await house.run('chatting.minta', wish, { chat: CITIZEN, key: 'minta' });
    const { number } = doneOf(asked);
    const day = at.slice(8, 10);
    const end = DateTime.fromISO(until, { zone: ZONE });
    for (let now = DateTime.fromISO(at, { zone: ZONE }); now <= end; now = now.plus(stepAt(now))) {
      house.setClock(now.toFormat("yyyy-MM-dd'T'HH:mm"));
      await house.sweep();
      await deeds[now.toFormat(now.toFormat('dd') === day ? 'HH:mm' : 'dd HH:mm')]?.({ ...house, number, sari });
    }
    const lines = house.told.map((one) => {
      const when = one.at.slice(8, 10) === day ? one.at.slice(11) : `${one.at.slice(8, 10)} ${one.at.slice(11)}`;
      const head = one.text.args?.['head'] as { key?: string } | undefined;
      const key = one.text.key === 'chatting.card' ? head?.key : one.text.key;
      const opens = (one.text.args?.['opens'] as string | undefined)?.slice(0, 16);
      return [when, ENDS[one.chat], key?.slice('chatting.'.length), opens].filter(Boolean).join(' ');
    });
    assert.deepEqual(lines, heard);
  });

test('a service that somebody took in the release before is looked at from now on', async (t) => {
  const house = await reportHouse(t, {}, '2026-11-04T09:00');
  const sari = await house.staff('sari');
  const { Obrolan } = house.services.models;
  const wish = { ...(asking('untuk rapat') as object), service: 'ruang' };
  const { number } = doneOf(await house.run('chatting.minta', wish, { chat: CITIZEN, key: 'minta' }));
  await house.run('chatting.ambil', { number }, { chat: SARI, who: sari, key: 'ambil' });
  await Obrolan.updateOne({ _id: number }, { dueAt: null });
  for (let times = 0; times < 2; times += 1) await served.run(Obrolan.db.db as never, house.services.models);
  await house.sweep();
  const due = (await Obrolan.findById(number).lean())?.dueAt?.getTime() ?? 0;
  assert.equal(house.services.clock.instant(due).slice(0, 16), '2026-11-04T13:00');
});
