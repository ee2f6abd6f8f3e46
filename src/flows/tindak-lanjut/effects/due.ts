/** What the clock does: one level up at a missed day, once; a word to who waits; the end of a silence; and the question whether it is solved. */
import type { Aduan } from '#models/aduan.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { eachDue } from '#services/each-due.ts';
import { TOP } from '../desks.ts';
import { missedDay, nextDue, nextEnd } from '../schedule.ts';
import { nextWord, stillWaiting, waitingText } from '../waiting.ts';
import { changeReport, write } from './change.ts';
import { handOn } from './merged.ts';
import { tellAll, tellHandler, tellOfficers, tellReporter, verdictButtons } from './tell.ts';

export const reportsDue = (services: Services): Promise<number> =>
  eachDue(services.models.Aduan, services.clock.now(), (report) => carryOut(services, report));

function carryOut(services: Services, report: Aduan): Promise<void> {
  if (report.state === 'selesai')
    return report.untold ? tellSilence(services, report, report.untold) : askAgain(services, report);
  if (report.state === 'dijawab' || report.state === 'ditanyakan') return endSilence(services, report);
  const isDue = (at: Date | null): at is Date => at !== null && at.getTime() <= services.clock.now();
  if (isDue(nextEnd(services.council, report))) return raise(services, report);
  const word = nextWord(services.council, report);
  return isDue(word) ? tellWaiting(services, report, word) : reschedule(services, report);
}

/** A figure was changed since: the moment is another one now. */
async function reschedule({ models, council }: Services, report: Aduan): Promise<void> {
  const { _id, version } = report;
  await models.Aduan.updateOne({ _id, version }, { $set: { dueAt: nextDue(council, report) } });
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

/** Its reporter, who has heard nothing, and whoever has it, who is asked to do something about it. Told first, as above. */
async function tellWaiting(services: Services, report: Aduan, due: Date): Promise<void> {
  const { council, clock } = services;
  const today = clock.date(clock.now());
  const key = `aduan-kabar/${report._id}/${due.getTime()}`;
  await tellAll(services, report._id, key, (number) => ({
    text: waitingText(council, report, number, today),
    inChat: true,
  }));
  // What nobody has taken yet stands in the digest of each morning.
  if (report.state !== 'diterima') {
    const { state, office, day } = stillWaiting(council, report, today);
    await tellHandler(services, report, `${key}/petugas`, tx(`tindak-lanjut.card-menunggu-${state}`, { office, day }));
  }
  await write(services, report, {}, { what: 'kabar', requestKey: key });
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
  await tellAll(services, _id, key, (number) => ({
    text: tx('tindak-lanjut.closedSilent', { number }),
    buttons: verdictButtons(number),
  }));
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
