/** What officers and reporters are told of a report. The way to the reporter is looked up here and nowhere else. */
import type { Aduan } from '#models/aduan.ts';
import type { AduanRoute } from '#models/aduan-route.ts';
import type { NoticeButton } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { masked } from '../masking.ts';
import { stateOf } from '../rules.ts';
import type { State } from '../states.ts';
import { ABOVE, OFFICERS } from '../roles.ts';

export const topicOf = ({ council }: Services, { topic }: Aduan): { id: string; en: string } | TextRef => {
  const found = council.topics.find(({ code }) => code === topic);
  return found ? { ...found.name } : tx('tindak-lanjut.topicOther');
};

/** The card, to the officers or to the level above. Numbers that name a person show only once the report is opened. */
export async function tellOfficers(services: Services, report: Aduan, key: string, head: TextRef): Promise<void> {
  const notice = {
    key,
    text: tx('tindak-lanjut.card', {
      head,
      number: report._id,
      topic: topicOf(services, report),
      text: masked(report.text) || tx('tindak-lanjut.onlyFiles', { count: report.files.length }),
      place: report.place?.said ?? '-',
      state: stateOf(report.state as State),
      answerBy: report.answerBy,
    }),
    buttons: [{ label: tx('tindak-lanjut.open'), flow: 'aduan-buka', arg: report._id }],
  };
  for (const roles of report.level > 0 ? [ABOVE, OFFICERS] : [OFFICERS, ABOVE])
    if (await services.notices.toRoles(roles, notice)) return;
}

/** Resolves to false where the reporter can no longer be reached: their route was erased. */
export async function tellReporter(
  { models, notices }: Services,
  number: string,
  key: string,
  text: TextRef,
  buttons?: NoticeButton[],
): Promise<boolean> {
  const route = await models.AduanRoute.findOne({ _id: number }).lean<AduanRoute>();
  if (!route) return false;
  await notices.toChat(route.chat, { key, text, ...(buttons && { buttons }) });
  return true;
}

export const verdictButtons = (number: string): NoticeButton[] => [
  { label: tx('tindak-lanjut.solved'), flow: 'laporan-beres', arg: `sudah|${number}` },
  { label: tx('tindak-lanjut.unsolved'), flow: 'laporan-beres', arg: `belum|${number}` },
];
