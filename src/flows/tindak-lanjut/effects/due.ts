/** What the clock does: one level up at a missed day, once; and the end of a silence. */
import type { Aduan } from '#models/aduan.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { nextDue } from '../schedule.ts';
import { changeReport } from './change.ts';
import { tellOfficers, tellReporter } from './tell.ts';

const BATCH = 50;

export async function reportsDue(services: Services): Promise<number> {
  const { models, clock } = services;
  const due = await models.Aduan.find({ dueAt: { $lte: new Date(clock.now()), $type: 'date' } })
    .sort({ dueAt: 1 })
    .limit(BATCH)
    .lean<Aduan[]>();
  const faults: unknown[] = [];
  for (const report of due) await carryOut(services, report).catch((error: unknown) => faults.push(error));
  if (faults.length) throw new Error(`${faults.length} of ${due.length} reports failed`, { cause: faults[0] });
  return due.length;
}

const carryOut = (services: Services, report: Aduan): Promise<void> =>
  report.state === 'dijawab' || report.state === 'ditanyakan' ? endSilence(services, report) : raise(services, report);

/** Told first, under a key of this miss: whoever dies behind it tells nobody twice, and the level goes up in the next sweep. */
async function raise(services: Services, report: Aduan): Promise<void> {
  const { models, council, clock } = services;
  const key = `aduan-naik/${report._id}/${report.version}`;
  await tellOfficers(
    services,
    { ...report, level: 1 },
    key,
    tx('tindak-lanjut.cardLate', { answerBy: report.answerBy }),
  );
  const event = { at: new Date(clock.now()), what: 'naik', requestKey: key };
  await models.Aduan.updateOne(
    { _id: report._id, version: report.version },
    {
      $set: { level: 1, dueAt: nextDue(council, { ...report, level: 1 }) },
      $inc: { version: 1 },
      $push: { history: event },
    },
  );
}

async function endSilence(services: Services, report: Aduan): Promise<void> {
  const key = `aduan-diam/${report._id}/${report.version}`;
  const outcome = report.state === 'dijawab' ? 'dijelaskan' : 'tanpa-kabar';
  const changed = await changeReport(services, {
    ...{ number: report._id, action: 'diam', actor: 'waktu', requestKey: key, seen: report.version },
    set: { outcome },
  });
  if (changed && 'report' in changed)
    await tellReporter(services, report._id, key, tx('tindak-lanjut.closedSilent', { number: report._id }));
}
