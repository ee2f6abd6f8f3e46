/** What officers and reporters are told of a report. The way to the reporter is looked up here and nowhere else. */
import type { Aduan } from '#models/aduan.ts';
import type { AduanRoute } from '#models/aduan-route.ts';
import type { Person } from '#models/person.ts';
import { howButton } from '#flows/deadlines/rules.ts';
import type { NoticeButton } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import type { OutFile, TextRef } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import type { Notice } from '#services/notices.ts';
import { isAbout } from '../about.ts';
import { levels } from '../desks.ts';
import { shownPlace, shownText } from '../for-others.ts';
import { stateOf } from '../rules.ts';
import type { State } from '../states.ts';

export const topicOf = (
  { council }: Pick<Services, 'council'>,
  { topic }: Aduan,
): { id: string; en: string } | TextRef => {
  const found = council.topics.find(({ code }) => code === topic);
  return found ? { ...found.name } : tx('tindak-lanjut.topicOther');
};

/** The card, to the officers of its desk or to the level above; or to some of them, by person id. */
export async function tellOfficers(
  services: Services,
  report: Aduan,
  key: string,
  head: TextRef,
  only: readonly string[] | null = null,
): Promise<void> {
  const notice = {
    key,
    text: tx('tindak-lanjut.card', {
      ...{ head, number: report._id, topic: topicOf(services, report), text: shownText(report) },
      ...{ place: shownPlace(report), state: stateOf(report.state as State), answerBy: report.answerBy },
    }),
    buttons: [{ label: tx('tindak-lanjut.open'), flow: 'aduan-buka', arg: report._id }, howButton(report._id)],
  };
  if (only) return tellPeople(services, only, notice);
  const but = (person: Person): boolean => isAbout(report, person);
  const { notices } = services;
  for (const roles of levels(report.desk, report.level)) if (await notices.toRoles(roles, notice, but)) return;
  // Nobody of that desk is bound, or not about them: the secretary hears that something waits, and not what; else the council's leaders.
  const waits = { key, text: tx('tindak-lanjut.cardNobody', { number: report._id }) };
  for (const roles of [['sekwan'], ['pimpinan']]) if (await notices.toRoles(roles, waits, but)) return;
}

/** In each chat they are bound to. */
export async function tellPeople(services: Services, ids: readonly string[], notice: Notice): Promise<void> {
  for (const id of ids) await services.notices.toPerson(id, notice);
}

/** To whoever handles it, else to its desk, which may read less: `others` has words as `shownNote` shows them. */
export async function tellHandler(
  services: Services,
  report: Aduan,
  key: string,
  head: TextRef,
  others = head,
): Promise<void> {
  const text = tx('tindak-lanjut.cardHandler', { head, number: report._id, topic: topicOf(services, report) });
  const buttons = [{ label: tx('tindak-lanjut.open'), flow: 'aduan-buka', arg: report._id }];
  const { handler, level } = report;
  if (handler && level === 0 && (await services.notices.toPerson(handler, { key, text, buttons }))) return;
  await tellOfficers(services, report, key, others);
}

export interface News {
  text: TextRef;
  buttons?: NoticeButton[];
  file?: OutFile;
  /** Not worth a call by staff: whoever is told by hand hears nothing. */
  inChat?: true;
}

/** Resolves to false where the reporter can no longer be reached: their route was erased. */
export async function tellReporter(
  services: Services,
  number: string,
  key: string,
  { text, buttons, file, inChat }: News,
): Promise<boolean> {
  const route = await services.models.AduanRoute.findOne({ _id: number }).lean<AduanRoute>();
  if (!route) return false;
  if (route.chat === null) {
    if (!inChat) await tellByHand(services, number, key, route, text);
    return true;
  }
  // On a shared phone the words wait until they are asked for.
  const news = route.neutral
    ? { text: tx('tindak-lanjut.neutral', { number }) }
    : { text, ...(buttons && { buttons }), ...(file && { file }) };
  // The key stays in the chat that got it, and would lead from there to the report.
  await services.notices.toChat(route.chat, { key: services.hash.request(`${key}/${number}`), ...news });
  return true;
}

/** Whoever called or wrote is told by staff; their number shows only to whoever handles the report. */
async function tellByHand(
  services: Services,
  number: string,
  key: string,
  { name, contact }: AduanRoute,
  text: TextRef,
): Promise<void> {
  const report = await services.models.Aduan.findOne({ _id: number }).lean<Aduan>();
  if (!report) return;
  const args = { number, name: name ?? '-', contact: contact ?? '-', text };
  const byHand = { key: `${key}/tangan`, text: tx('tindak-lanjut.byHand', args) };
  if (report.handler && (await services.notices.toPerson(report.handler, byHand))) return;
  // Who handled it is no longer with us: the desk hears that somebody waits for a call, and not who.
  await tellOfficers(services, report, byHand.key, tx('tindak-lanjut.card-telepon'));
}

/** The reporter and everybody whose report was merged into theirs; `of` says it for one number. */
export async function tellAll(
  services: Services,
  number: string,
  key: string,
  of: (number: string, followers: boolean) => News,
): Promise<void> {
  await tellReporter(services, number, key, of(number, false));
  for (const follower of await followersOf(services, number))
    await tellReporter(services, follower, `${key}/${follower}`, of(follower, true));
}

/** Merging goes to the older number only, so the way down always ends. */
export async function followersOf({ models }: Pick<Services, 'models'>, number: string): Promise<string[]> {
  const all: string[] = [];
  for (let level = [number]; level.length;) {
    // Each by itself: of several at once the index is not asked.
    const found = level.map((mergedInto) => models.Aduan.find({ mergedInto }, { _id: 1 }).lean<{ _id: string }[]>());
    level = (await Promise.all(found)).flat().map(({ _id }) => _id);
    all.push(...level);
  }
  return all;
}

export const verdictButtons = (number: string): NoticeButton[] => [
  { label: tx('tindak-lanjut.solved'), flow: 'laporan-beres', arg: `sudah|${number}` },
  { label: tx('tindak-lanjut.unsolved'), flow: 'laporan-beres', arg: `belum|${number}` },
];
