/** The deadlines of a report: the first look, which the reporter was promised, and the answer, which is the rule's limit. */
import type { Aduan } from '#models/aduan.ts';
import type { AduanRoute } from '#models/aduan-route.ts';
import type { Council } from '#services/council.ts';
import type { Holder, Running } from '#services/deadlines/holder.ts';
import { levels, rolesOf } from './desks.ts';
import { tellReporter } from './effects/tell.ts';
import { answerDay, answerSetting, isLookedAt, nextDue, triageCount } from './schedule.ts';

/** Of one chat. */
const LIST = 8;
const TO_ANSWER = ['diterima', 'ditangani', 'diteruskan'];

export const reportDeadlines: Holder<Aduan> = {
  prefix: 'A-',
  model: ({ Aduan }) => Aduan,
  version: 'version',
  mayAsk: ({ desk }) => rolesOf(desk),
  running: (council, report) => [...firstLook(council, report), ...answers(council, report)],
  fields(council, report, dates) {
    const set = {
      triageBy: dates.get('periksa') ?? report.triageBy,
      answerBy: dates.get('jawaban') ?? report.answerBy,
    };
    return { ...set, dueAt: nextDue(council, { ...report, ...set }) };
  },
  owner: ({ handler, level }) => (level > 0 ? null : handler),
  staff: ({ desk, level }) => levels(desk, level),
  async person({ models }, { _id }) {
    const route = await models.AduanRoute.findOne({ _id }).lean<AduanRoute>();
    return route?.chat ?? null;
  },
  async tellPerson(services, { _id }, { key, text, buttons }) {
    await tellReporter(services, _id, key, { text, buttons });
  },
  async own({ models }, chat) {
    const routes = await models.AduanRoute.find({ chat }).sort({ serial: -1 }).limit(LIST).lean<AduanRoute[]>();
    return models.Aduan.find({ _id: { $in: routes.map(({ _id }) => _id) } }).lean<Aduan[]>();
  },
};

function firstLook(council: Council, report: Aduan): Running[] {
  if (report.state !== 'diterima' || isLookedAt(report.history)) return [];
  const counted = triageCount(council, report.receivedAt.getTime());
  return [
    {
      ...{ what: 'periksa', was: report.triageBy, now: counted.due, counted },
      ...{ setting: 'aduan.triageDays', told: ['staff', 'person'] },
    },
  ];
}

/** The reporter is told a day only where the answer is put off. */
function answers(council: Council, report: Aduan): Running[] {
  const counted = TO_ANSWER.includes(report.state) ? answerDay(council, report) : null;
  if (!counted) return [];
  const told = report.answerFrom?.what === 'perpanjang' ? (['staff', 'person'] as const) : (['staff'] as const);
  return [{ what: 'jawaban', was: report.answerBy, now: counted.due, counted, setting: answerSetting(report), told }];
}
