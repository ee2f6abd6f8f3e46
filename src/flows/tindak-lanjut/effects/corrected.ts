/** A report was set right: whoever is responsible now hears of it, whoever no longer is as well, its reporter the day that holds, and of a later one those above. */
import type { Aduan } from '#models/aduan.ts';
import type { Person } from '#models/person.ts';
import type { Piket } from '#models/piket.ts';
import { howButton } from '#flows/deadlines/rules.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { isAbout } from '../about.ts';
import { above, levels } from '../desks.ts';
import { shownReason } from '../for-others.ts';
import type { PutOff } from '../rules.ts';
import { tellHandler, tellOfficers, tellPeople, tellReporter } from './tell.ts';

/** By what its history says of this request, so that whoever dies half-way is followed with the same words. */
export async function tellCorrected(services: Services, report: Aduan, requestKey: string): Promise<void> {
  const event = report.history.find((one) => one.requestKey === requestKey);
  const fixed = new Map((event?.fixed ?? []).map(({ field, from }) => [field, from]));
  const number = report._id;
  const key = `${requestKey}/pilah`;
  const before = fixed.get('petugas');
  if (before && before !== event?.by)
    await tellPeople(services, [before], { key: `${key}/lama`, text: tx('tindak-lanjut.cardTaken', { number }) });
  if (fixed.has('meja')) await tellOfficers(services, report, key, tx('tindak-lanjut.cardMoved'));
  else if (fixed.has('bagian')) await tellUnit(services, report, key);
  else if (fixed.has('segera') && report.urgent)
    await tellHandler(services, report, key, tx('tindak-lanjut.cardRaised'));
  const later = event?.fixed?.find(({ field }) => field === 'tenggat');
  const putOff = later && { from: later.from ?? '', to: later.to ?? '', why: event?.note ?? '' };
  if (putOff) await tellAbove(services, report, { key, by: event?.by ?? '', putOff });
  if (fixed.has('jenis') || fixed.has('menyangkut'))
    await tellWhoWaits(services, report, { key, as: fixed.has('jenis') ? 'resorted' : 'resortedGrave', putOff });
}

/** The day that an answer was put off from and to, and why. */
interface Later extends PutOff {
  why: string;
}

/** Whoever waits for an answer hears of every longer wait, and why. */
async function tellWhoWaits(
  services: Services,
  { _id: number, kind: code, answerBy }: Aduan,
  { key, as, putOff }: { key: string; as: 'resorted' | 'resortedGrave'; putOff: Later | undefined },
): Promise<void> {
  const kind = tx(`tindak-lanjut.kind-${code}`);
  await tellReporter(services, number, key, {
    text: tx(`tindak-lanjut.${as}${putOff ? 'Later' : ''}`, { number, kind, answerBy, ...putOff }),
    ...(putOff && { buttons: [howButton(number)] }),
  });
}

/** An officer does not give themselves more time unseen. */
async function tellAbove(
  services: Services,
  report: Aduan,
  { key, by, putOff: { from, to, why } }: { key: string; by: string; putOff: Later },
): Promise<void> {
  const who = await services.models.Person.findOne({ _id: by }).lean<Person>();
  const level = above(report.desk, report.level, who?.roles ?? []);
  const head = tx('tindak-lanjut.cardPutOff', { from, to, why: shownReason(why) });
  await tellOfficers(services, { ...report, level }, `${key}/mundur`, head);
}

/** Those of its desk who are on duty for the unit; where there is none, the whole desk. */
async function tellUnit(services: Services, report: Aduan, key: string): Promise<void> {
  const { models } = services;
  const [roles = []] = levels(report.desk, report.level);
  const duties = await models.Piket.find({ on: true, teams: report.unit ?? '' }).lean<Piket[]>();
  const people = await models.Person.find({
    ...{ _id: { $in: duties.map(({ _id }) => _id) }, roles: { $in: [...roles] }, active: true },
  }).lean<Person[]>();
  const head = tx('tindak-lanjut.cardUnit');
  const others = people.filter((person) => !isAbout(report, person)).map(({ _id }) => _id);
  await tellOfficers(services, report, key, head, others.length ? others : null);
}
