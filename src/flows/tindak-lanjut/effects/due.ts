/** What the clock does: one level up at a missed day, once; and the end of a silence. */
import type { Aduan } from '#models/aduan.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { eachDue } from '#services/each-due.ts';
import { changeReport, write } from './change.ts';
import { tellOfficers, tellReporter } from './tell.ts';

export const reportsDue = (services: Services): Promise<number> =>
  eachDue(services.models.Aduan, services.clock.now(), (report) => carryOut(services, report));

const carryOut = (services: Services, report: Aduan): Promise<void> =>
  report.state === 'dijawab' || report.state === 'ditanyakan' ? endSilence(services, report) : raise(services, report);

/** Told first, under a key of this miss: whoever dies behind it tells nobody twice, and the level goes up in the next sweep. */
async function raise(services: Services, report: Aduan): Promise<void> {
  const key = `aduan-naik/${report._id}/${report.version}`;
  const head = tx('tindak-lanjut.cardLate', { answerBy: report.answerBy });
  await tellOfficers(services, { ...report, level: 1 }, key, head);
  await write(services, report, { level: 1 }, { what: 'naik', requestKey: key });
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
