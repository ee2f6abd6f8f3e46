/** Deadlines on the real database without anything else of the house: documents, a calendar, a clock that stands, words written down. */
import type { TestContext } from 'node:test';
import type { Aduan } from '#models/aduan.ts';
import { connect } from '#models/database.ts';
import { createModels } from '#models/models.ts';
import type { Visit } from '#models/visit.ts';
import type { NoticeContent } from '#flows/engine/item.ts';
import { holidayCommands } from '#flows/holidays/effects.ts';
import type { HolidayWish } from '#flows/holidays/rules.ts';
import { whenAnswered } from '#flows/sikulin/calendar.ts';
import { awaiting, letterBy, nextDue } from '#flows/sikulin/schedule.ts';
import { daysOf, nextDue as reportDue } from '#flows/tindak-lanjut/schedule.ts';
import type { Services } from '#services/commands.ts';
import { loadCouncil } from '#services/council.ts';
import { factsOf } from '#services/council-facts.ts';
import { Holidays } from '#services/holidays.ts';
import { IdentityHash } from '#services/identity.ts';
import { Notices } from '#services/notices.ts';
import { readTextTrees } from '#services/text-files.ts';
import { createTexts } from '#services/texts.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';

const medan = loadCouncil('medan');
const texts = createTexts({
  trees: readTextTrees('locales'),
  facts: { id: factsOf(medan, 'id'), en: factsOf(medan, 'en') },
  zone: medan.zone,
  strict: true,
});

/** Thursday morning; no holiday is near. */
export const NOW = Date.parse('2026-11-05T10:00:00+07:00');
export const GUEST = 'telegram-public:9';
const at = (ms: number): string => new Date(ms + 7 * 3_600_000).toISOString().replace('Z', '+07:00');

export async function openHouse(t: Pick<TestContext, 'after'>) {
  const uri = freshDatabase();
  const connection = await connect(uri);
  const models = createModels(connection);
  const holidays = new Holidays(medan, models);
  await holidays.start();
  t.after(async () => {
    holidays.stop();
    await connection.close();
    await dropDatabase(uri);
  });
  const time = { now: NOW };
  /** By their ids, as a chat knows them: the second of one id is no second word. */
  const said = new Map<string, { chat: string; text: string; buttons: string[] }>();
  const words = { dieAfter: Infinity };
  const accept = async (chat: string, _side: unknown, { id, content }: { id: string; content: unknown }) => {
    if (words.dieAfter <= 0) throw new Error('the process dies');
    words.dieAfter -= 1;
    const { text, buttons = [] } = content as NoticeContent;
    if (!said.has(`${chat} ${id}`))
      said.set(`${chat} ${id}`, { chat, text: texts.say('id', text), buttons: buttons.map(({ arg }) => arg) });
    return true;
  };
  const clock = {
    ...{ zone: medan.zone, now: () => time.now, instant: at },
    date: (ms: number) => at(ms).slice(0, 10),
    time: (ms: number) => at(ms).slice(11, 16),
  };
  const services = {
    ...{ hash: new IdentityHash('a key that only the tests have, 32 signs') },
    ...{ models, holidays, clock, notices: new Notices({ accept } as never, models) },
    get council() {
      return holidays.council;
    },
  } as unknown as Services;
  for (const [n, role] of ['staf', 'sekwan'].entries())
    await models.Person.create({
      ...{ _id: role, name: role, roles: [role], active: true, requestKey: role },
      identities: [{ channel: 'telegram-members', address: String(n + 1) }],
    });
  let numbers = 1000;
  const number = (sign: string): string => `${sign}-${(numbers += 1)}`;
  return {
    services,
    models,
    holidays,
    time,
    words,
    /** All that was said since the last look, sorted. */
    heard: (): string[] => {
      const all = [...said.values()].map(({ chat, text }) => `${chat}: ${text}`).toSorted();
      said.clear();
      return all;
    },
    change: async (days: Partial<HolidayWish['days'][number]>[], requestKey = JSON.stringify(days)) => {
      const who = await models.Person.findById('sekwan').lean();
      const whole = days.map((day) => ({ kind: 'leave', name: 'Cuti bersama', tentative: false, ...day }));
      const args = { days: whole, basis: 'SKB 9/2026' } as never;
      return holidayCommands['holidays.change']({ requestKey, args, chat: 'x', locale: 'id', who }, services);
    },
    report: async (more: Partial<Aduan> = {}) => {
      const base = { kind: 'pengaduan' as const, receivedAt: new Date(NOW), level: 0, state: 'diterima' };
      const days = daysOf(holidays.council, NOW, 'pengaduan', false);
      const _id = number('A');
      const draft = {
        ...{ _id, requestKey: _id, text: 'parit', identity: 'rahasia' as const, calendar: holidays.council.calendar },
        ...{ ...base, ...days, answerFrom: { at: new Date(NOW), what: 'biasa' as const } },
        ...{
          missed: [],
          outcome: null,
          closedAt: null,
          askedAgain: false,
          history: [{ at: new Date(NOW), what: 'diterima' }],
        },
        ...more,
      };
      await models.Aduan.create({ ...draft, dueAt: reportDue(holidays.council, draft) });
      const consent = { text: 'x', version: 1, at: new Date(NOW) };
      await models.AduanRoute.create({ _id, serial: Number(_id.slice(2)), chat: GUEST, locale: 'id', consent });
      return _id;
    },
    visit: async (more: Partial<Visit> = {}) => {
      const { council } = holidays;
      const [_id, date] = [number('K'), more.date ?? '2026-11-17'];
      const base = {
        ...{ _id, requestKey: _id, kind: 'sekolah', institution: 'SD 5', purpose: '', meet: null, needs: [] },
        ...{ date, time: '09:00', people: 9, peopleAgreed: 9, seat: _id, contact: _id, locale: 'id', chat: GUEST },
        ...{ letter: null, letterBy: letterBy(council, date, NOW), letterFrom: new Date(NOW), level: 0 },
        ...{ status: 'menunggu' as const, proposal: null, answerBy: whenAnswered(council, NOW), leftAt: null },
        ...{ calendar: council.calendar, history: [{ at: new Date(NOW), what: 'menunggu' }] },
        ...more,
      };
      const draft = { ...base, ...awaiting(council, 'jam', base, NOW), ...more };
      const due = nextDue(council, draft, NOW);
      await models.Visit.create({ ...draft, dueAt: due?.at ?? null, dueWhat: due?.what ?? null });
      return _id;
    },
  };
}
