/** What the clock does: one level up at a missed day, once; the end of a silence; and the question whether it is solved. */
import type { Aduan } from '#models/aduan.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { eachDue } from '#services/each-due.ts';
import { TOP } from '../desks.ts';
import { missedDay, nextDue } from '../schedule.ts';
import { changeReport, write } from './change.ts';
import { handOn } from './merged.ts';
import { tellAll, tellOfficers, tellReporter, verdictButtons } from './tell.ts';

export const reportsDue = (services: Services): Promise<number> =>
  eachDue(services.models.Aduan, services.clock.now(), (report) => carryOut(services, report));

function carryOut(services: Services, report: Aduan): Promise<void> {
  if (report.state === 'selesai')
    return report.untold ? tellSilence(services, report, report.untold) : askAgain(services, report);
  return report.state === 'dijawab' || report.state === 'ditanyakan'
    ? endSilence(services, report)
    : raise(services, report);
}

/** Told first, under a key of this miss: whoever dies behind it tells nobody twice, and the level goes up in the next sweep. */
async function raise(services: Services, report: Aduan): Promise<void> {
  const what = missedDay(report);
  const level = Math.min(report.level + 1, TOP);
  const key = `aduan-naik/${report._id}/${report.version}`;
  const day = what === 'triase' ? report.triageBy : report.answerBy;
  await tellOfficers(services, { ...report, level }, key, tx('tindak-lanjut.cardLate', { answerBy: day }));
  const missed = [...report.missed, what];
  await write(services, report, { level, missed }, { what: 'naik', note: what, requestKey: key });
}

async function endSilence(services: Services, report: Aduan): Promise<void> {
  const key = `aduan-diam/${report._id}/${report.version}`;
  const outcome = report.state === 'dijawab' ? 'dijelaskan' : 'tanpa-kabar';
  if (report.state === 'ditanyakan') await handOn(services, report, key);
  const changed = await changeReport(services, {
    ...{ number: report._id, action: 'diam', actor: 'waktu', requestKey: key, seen: report.version },
    set: { outcome, untold: key },
  });
  if (changed && 'report' in changed) await tellSilence(services, changed.report, key);
}

/** Safe to run again under the same key: whoever dies half-way is followed by the next sweep. */
async function tellSilence(services: Services, report: Aduan, key: string): Promise<void> {
  const { _id, version } = report;
  await tellAll(services, _id, key, (number) => ({ text: tx('tindak-lanjut.closedSilent', { number }) }));
  const dueAt = nextDue(services.council, { ...report, untold: null });
  await services.models.Aduan.updateOne({ _id, version }, { $set: { untold: null, dueAt } });
}

/** Some weeks after closing: a repair may not have held. */
async function askAgain(services: Services, report: Aduan): Promise<void> {
  const key = `aduan-lagi/${report._id}/${report.closedAt?.getTime()}`;
  const number = report._id;
  await tellReporter(services, number, key, {
    text: tx('tindak-lanjut.askAgain', { number }),
    buttons: verdictButtons(number),
  });
  await changeReport(services, {
    ...{ number, action: 'tanya-lagi', actor: 'waktu', requestKey: key, seen: report.version },
    set: { askedAgain: true },
  });
}
