/**
 * A fortnight with holidays, 500 citizens, 30 staff, followed until everything is over: every day, escalation, closing and
 * count equals figures that are worked out here by other means, from what each citizen and officer was going to do. A quarter
 * of the citizens talk with a person besides, and there every minute is held.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '#models/person.ts';
import { loadCouncil } from '#services/council.ts';
import { looks, talkDeeds, talkFate, talkPlan, TALKS } from '#tests/support/fortnight-talks.ts';
import { complaint, doneOf, reportHouse } from '#tests/support/reports.ts';
import type { ReportHouse } from '#tests/support/reports.ts';

/** A look at the clock, at a minute at which nobody does anything. */
const look: Deed = (house) => house.sweep();

const CITIZENS = 500;
const STAFF = 30;
/** Deeds of one hour that are done at the same time. */
const AT_ONCE = 20;
const HOLIDAYS = ['2026-12-24', '2026-12-25', '2027-01-01', '2027-01-05', '2027-02-06'];
const FIRST = '2026-12-21';
const ENDS = { triage: 3, complaint: 14, grave: 60, information: 10, silence: 10, again: 28 };
/** Working days of a wait on which whoever waits is told so. */
const WORDS = [6, 12, 24, 48];

// Days by plain arithmetic, no calendar of the product's.
const plus = (day: string, n: number): string => new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10);
const works = (day: string): boolean => ![0, 6].includes(new Date(day).getUTCDay()) && !HOLIDAYS.includes(day);
const next = (day: string): string => (works(plus(day, 1)) ? plus(day, 1) : next(plus(day, 1)));
const count = (from: string, n: number): string => (n === 0 ? from : count(next(from), n - 1));
/** What comes after hours or on a closed day counts as of the next working day. */
const start = (day: string, late: boolean): string => (works(day) && !late ? day : next(day));

const CALENDAR = { first: FIRST, works, next, plus };
/** The last conversation begins after three weeks and the weekend behind them, and ends by silence a day later. */
const TALK_DAYS = 27;

const WAYS = [
  ...(['never', 'silent', 'solved', 'unanswered', 'reopened', 'asked', 'closed'] as const),
  // Asked back at once and answered behind the day of the first look, which was not missed; forwarded, and no answer came.
  ...(['completed', 'forwarded'] as const),
];
type Way = (typeof WAYS)[number];

interface Plan {
  chat: string;
  day: string;
  late: boolean;
  kind: 'pengaduan' | 'informasi';
  text: string;
  desk: string;
  way: Way;
  /** Said to be unsolved a second time, which goes one level up, and a third, which is no more. */
  thrice: boolean;
  officer: number;
}

/** What each citizen sends and meets. Ways (9), kinds (11, 13), days (14) and hours (5) share no factor, so that all of them meet. */
const planOf = (place: number): Plan => {
  const grave = place % 11 === 1;
  const information = !grave && place % 13 === 0;
  return {
    chat: `telegram-public:${10_000 + place}`,
    day: plus(FIRST, (place * 5) % 14),
    late: place % 5 === 0,
    kind: information ? 'informasi' : 'pengaduan',
    text: grave ? `staf dprd minta uang, ke ${place}` : `parit sumbat ke ${place}`,
    desk: grave ? 'atasan' : information ? 'ppid' : 'pengaduan',
    way: WAYS[place % WAYS.length]!,
    thrice: place % 4 < 2,
    officer: place % STAFF,
  };
};

interface Fate {
  triageBy: string;
  answerBy: string;
  state: string;
  outcome: string | null;
  /** Day of each level that was gone up. */
  raised: string[];
  level: number;
  closed: string | null;
  askedAgain: string | null;
  /** Each day on which its reporter is told that it still waits. */
  words: string[];
}

/** What must become of it. */
function fateOf({ day, late, kind, desk, way, thrice }: Plan): Fate {
  const from = start(day, late);
  const triageBy = count(from, ENDS.triage);
  const limit = desk === 'atasan' ? ENDS.grave : kind === 'informasi' ? ENDS.information : ENDS.complaint;
  const answerBy = count(from, limit);
  const still = { triageBy, answerBy, raised: [], level: 0, closed: null, askedAgain: null, outcome: null, words: [] };
  const words = (since: string): string[] => WORDS.map((n) => count(since, n));
  const taken = next(day);
  const acted = next(taken);
  switch (way) {
    case 'never':
      return { ...still, state: 'diterima', raised: [triageBy, answerBy], level: 2, words: words(from) };
    case 'unanswered':
      return { ...still, state: 'ditangani', raised: [answerBy], level: 1, words: words(from) };
    case 'completed':
      return { ...still, state: 'diterima', raised: [answerBy], level: 1, words: words(from) };
    case 'forwarded':
      // Counted anew from then: it is that office which is waited for.
      return { ...still, state: 'diteruskan', raised: [answerBy], level: 1, words: words(taken) };
    case 'silent': {
      const closed = count(acted, ENDS.silence);
      return { ...still, state: 'selesai', outcome: 'dijelaskan', closed, askedAgain: plus(closed, ENDS.again) };
    }
    case 'asked':
      return { ...still, state: 'selesai', outcome: 'tanpa-kabar', ...closedAt(count(taken, ENDS.silence)) };
    case 'solved':
      return { ...still, state: 'selesai', outcome: 'beres', ...closedAt(next(acted)) };
    case 'reopened': {
      // Said to be unsolved the day after its answer: counted anew from then, and closed with a proof a day later.
      const opened = thrice ? next(next(next(acted))) : next(acted);
      const ends = { answerBy: count(opened, limit), level: thrice ? 1 : 0, ...closedAt(next(opened)) };
      return { ...still, ...ends, state: 'selesai', outcome: 'beres' };
    }
    case 'closed':
      return { ...still, state: 'selesai', outcome: 'ditolak', closed: acted };
  }
}
const closedAt = (closed: string) => ({ closed, askedAgain: plus(closed, ENDS.again) });

type Deed = (house: ReportHouse, staff: readonly Person[]) => Promise<unknown>;

/** Everything that people will do, by day and in the order of the day. */
function deedsOf(plan: Plan, place: number, numbers: Map<number, string>): [day: string, hour: string, deed: Deed][] {
  const { chat, day, late, kind, text, way, thrice } = plan;
  const who = (staff: readonly Person[]): Person =>
    plan.desk === 'atasan'
      ? staff[STAFF - 1]!
      : plan.desk === 'ppid'
        ? staff[STAFF - 2]!
        : staff[plan.officer % (STAFF - 2)]!;
  const act =
    (action: string, more: object = {}): Deed =>
    async (house, staff) => {
      const number = numbers.get(place)!;
      const report = await house.services.models.Aduan.findOne({ _id: number }).lean();
      const args = { number, action, seen: report?.version, note: 'Sudah diperiksa.', ...more };
      const person = who(staff);
      const done = await house.run('aduan.tindak', args, {
        chat: 'telegram-members:x',
        who: person,
        key: `${number}/${action}/${report?.version}`,
      });
      assert.equal(doneOf(done).outcome, 'done', `${number} ${action} ${JSON.stringify(done)}`);
    };
  const says =
    (action: string, time = 1, outcome = 'done'): Deed =>
    async (house) => {
      const args = { number: numbers.get(place)!, action, note: 'kata pelapor' };
      const said = await house.run('aduan.pelapor', args, { chat, key: `${place}/${action}/${time}` });
      assert.equal(doneOf(said).outcome, outcome, `${args.number} ${action} ${time}`);
    };
  const taken = next(day);
  const acted = next(taken);
  const sent: Deed = async (house) => {
    const more = { kind, name: kind === 'informasi' ? 'Budi' : null, topic: kind === 'informasi' ? null : 'parit' };
    const done = await house.run('aduan.kirim', complaint(text, more), { chat, key: `kirim/${place}` });
    numbers.set(place, doneOf(done).number);
  };
  const proof = { outcome: 'beres', proof: { text: 'Dikeruk regu, Senin.', files: [] } };
  const all: [string, string, Deed][] = [[day, late ? '20:00' : '09:00', sent]];
  if (way === 'asked' || way === 'completed') all.push([taken, '10:00', act('tanya')]);
  if (way === 'completed') all.push([count(taken, 4), '10:00', says('lengkapi')]);
  if (way === 'forwarded') all.push([taken, '10:00', act('teruskan', { office: 'sdabmbk' })]);
  if (!['never', 'asked', 'completed', 'forwarded'].includes(way)) all.push([taken, '10:00', act('triase')]);
  if (way === 'silent' || way === 'solved' || way === 'reopened') all.push([acted, '11:00', act('jawab')]);
  if (way === 'closed') all.push([acted, '11:00', act('tutup', { outcome: 'ditolak', basis: 'Perda 1' })]);
  if (way === 'solved') all.push([next(acted), '12:00', says('benar-beres')]);
  const times = way !== 'reopened' ? 0 : thrice ? 2 : 1;
  let on = next(acted);
  for (let time = 1; time <= times; time += 1) {
    all.push([on, '12:00', says('belum-beres', time)], [next(on), '13:00', act('tutup', proof)]);
    on = next(next(on));
  }
  if (times > 1) all.push([on, '12:00', says('belum-beres', times + 1, 'changed')]);
  return all;
}

test('500 citizens, 30 staff, a fortnight with holidays', async (t) => {
  const began = performance.now();
  const holiday = (date: string) => ({
    ...{ date, kind: 'libur-nasional' as never, name: { id: 'Libur', en: 'Holiday' }, source: 'tes', tentative: false },
  });
  const house = await reportHouse(t, { holidays: HOLIDAYS.map(holiday), hours: loadCouncil('medan').hours });
  const staff: Person[] = [];
  for (let n = 0; n < STAFF; n += 1)
    staff.push(await house.staff(`petugas-${n}`, n === STAFF - 1 ? 'kabag' : n === STAFF - 2 ? 'admin-ppid' : 'staf'));
  const plans = Array.from({ length: CITIZENS }, (_, place) => planOf(place));
  const numbers = new Map<number, string>();
  const talks = Array.from({ length: TALKS }, (_, place) => talkPlan(CALENDAR, place));
  const talkNumbers = new Map<number, string>();
  const days = Array.from({ length: TALK_DAYS }, (_, n) => plus(FIRST, n));
  const deeds = [
    ...days.flatMap((day) => looks(day).map((hour): [string, string, Deed] => [day, hour, look])),
    ...plans.flatMap((plan, place) => deedsOf(plan, place, numbers)),
    ...talks.flatMap((plan, place) => talkDeeds(CALENDAR, plan, place, talkNumbers)),
  ].toSorted((a, b) => `${a[0]}${a[1]}`.localeCompare(`${b[0]}${b[1]}`));
  const last = plans
    .map(fateOf)
    .flatMap(({ raised, askedAgain, answerBy, words }) => [...raised, ...words, askedAgain ?? answerBy])
    .toSorted()
    .at(-1)!;
  for (let day = FIRST, at = 0; day <= plus(last, 1); day = plus(day, 1)) {
    while (deeds[at]?.[0] === day) {
      const hour = deeds[at]![1];
      const together = deeds.slice(at, at + AT_ONCE).filter(([on, when]) => on === day && when === hour);
      house.setClock(`${day}T${hour}`);
      await Promise.all(together.map(([, , deed]) => deed(house, staff)));
      at += together.length;
    }
    house.setClock(`${day}T23:00`);
    await house.sweep();
  }

  const reports = new Map((await house.services.models.Aduan.find().lean()).map((one) => [one._id, one]));
  assert.equal(reports.size, CITIZENS);
  const dayOf = (at: Date | null | undefined): string | null => (at ? house.services.clock.date(at.getTime()) : null);
  for (const [place, plan] of plans.entries()) {
    const report = reports.get(numbers.get(place)!)!;
    const events = (what: string) => report.history.filter((one) => one.what === what).map(({ at }) => dayOf(at));
    const became: Fate = {
      ...{ triageBy: report.triageBy, answerBy: report.answerBy, state: report.state, outcome: report.outcome },
      ...{
        raised: events('naik') as string[],
        level: report.level,
        closed: dayOf(report.closedAt),
        askedAgain: events('tanya-lagi')[0] ?? null,
        words: events('kabar') as string[],
      },
    };
    assert.equal(report.desk, plan.desk, report._id);
    assert.deepEqual(became, fateOf(plan), `${report._id} of plan ${place}: ${JSON.stringify(plan)}`);
  }

  const kept = new Map((await house.services.models.Obrolan.find().lean()).map((one) => [one._id, one]));
  assert.equal(kept.size, TALKS);
  const { clock } = house.services;
  for (const [place, plan] of talks.entries()) {
    const talk = kept.get(talkNumbers.get(place)!)!;
    const history = talk.history.map(({ what, at }) => `${what} ${clock.instant(at.getTime()).slice(0, 16)}`);
    assert.deepEqual(history, talkFate(CALENDAR, plan), `${talk._id} of talk ${place}: ${JSON.stringify(plan)}`);
    assert.deepEqual([talk.state, talk.rating?.score], ['selesai', plan.score], talk._id);
  }
  const happened = (what: string): number =>
    talks.flatMap((plan) => talkFate(CALENDAR, plan)).filter((line) => line.startsWith(`${what} `)).length;
  const heard = (key: string, side = 'telegram-public'): number =>
    house.told.filter(({ text, chat }) => text.key === `chatting.${key}` && chat.startsWith(side)).length;
  const heads = (key: string): number => {
    const cards = house.told.filter(({ text }) => (text.args?.['head'] as { key?: string })?.key === `chatting.${key}`);
    return new Set(cards.map((one) => one.key)).size;
  };
  assert.deepEqual(
    {
      ...{
        looking: heard('stillLooking'),
        closing: heard('closing'),
        other: heard('lookingOther'),
        here: heard('here'),
      },
      ...{ silent: heard('overSilent'), over: heard('over'), owes: heard('owes', 'telegram-members') },
      ...{ away: heard('tookAway', 'telegram-members'), above: heads('cardAbove'), morning: heads('cardKept') },
    },
    {
      ...{ looking: happened('cari'), closing: happened('tutup'), other: happened('lepas'), here: happened('diambil') },
      ...{ silent: happened('diam'), over: happened('selesai') + happened('diakhiri'), owes: happened('ingatkan') },
      ...{ away: happened('lepas'), above: happened('atasan'), morning: happened('buka') },
    },
  );

  // What people were told, counted from the plans alone.
  const fates = plans.map(fateOf);
  const many = (test: (plan: Plan, fate: Fate) => boolean): number =>
    plans.filter((plan, n) => test(plan, fates[n]!)).length;
  const told = (key: string, side = 'telegram-public'): number =>
    house.told.filter((one) => one.text.key === `tindak-lanjut.${key}` && one.chat.startsWith(side)).length;
  const answers = many(({ way }) => ['silent', 'solved', 'reopened'].includes(way));
  assert.deepEqual(
    {
      ...{ answered: told('answered'), asked: told('asked'), closed: told('closed') },
      ...{ silent: told('closedSilent'), again: told('askAgain'), forwarded: told('forwarded') },
      words: ['diterima', 'ditangani', 'diteruskan'].reduce((sum, state) => sum + told(`waiting-${state}`), 0),
    },
    {
      ...{ answered: answers, asked: many(({ way }) => way === 'asked' || way === 'completed') },
      forwarded: many(({ way }) => way === 'forwarded'),
      words: fates.reduce((sum, { words }) => sum + words.length, 0),
      closed:
        many(({ way }) => way === 'closed' || way === 'reopened') +
        many(({ way, thrice }) => way === 'reopened' && thrice),
      silent: many(({ way }) => way === 'silent' || way === 'asked'),
      again: many((_plan, { askedAgain }) => askedAgain !== null),
    },
  );
  // Each miss goes one level up and is told there once: to the only head of division or to nobody above, then to those who are.
  const misses = fates.reduce((sum, { raised }) => sum + raised.length, 0);
  const late = house.told.filter(
    ({ text }) => (text.args?.['head'] as { key?: string } | undefined)?.key === 'tindak-lanjut.cardLate',
  );
  assert.equal(new Set(late.map(({ key }) => key)).size, misses);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(
    `${CITIZENS} citizens, ${STAFF} staff, ${TALKS} talks: ${misses} escalations, ${house.told.length} notices, ${seconds} s\n`,
  );
});
