/** A report was set right: whoever is responsible now hears of it, whoever no longer is as well, and its reporter the day that holds. */
import type { Aduan } from '#models/aduan.ts';
import type { Person } from '#models/person.ts';
import type { Piket } from '#models/piket.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { levels } from '../desks.ts';
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
  // Whoever waits for an answer hears of every longer wait, and why.
  const { answerBy } = report;
  if (fixed.has('jenis')) {
    const kind = tx(`tindak-lanjut.kind-${report.kind}`);
    await tellReporter(services, number, key, { text: tx('tindak-lanjut.resorted', { number, kind, answerBy }) });
  } else if (fixed.has('menyangkut'))
    await tellReporter(services, number, key, { text: tx('tindak-lanjut.resortedGrave', { number, answerBy }) });
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
  await tellOfficers(services, report, key, head, people.length ? people.map(({ _id }) => _id) : null);
}
