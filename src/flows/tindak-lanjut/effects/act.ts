/** What officers do with a report, and what its reporter says to it. Authority is looked at now, not when a card was drawn. */
import type { Aduan } from '#models/aduan.ts';
import type { AduanRoute } from '#models/aduan-route.ts';
import { tx } from '#flows/engine/message.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { setting } from '#services/council.ts';
import { OFFICERS } from '../roles.ts';
import type { ActOn } from '../rules.ts';
import { lacking, mayReopen } from '../states.ts';
import type { Action } from '../states.ts';
import { changeReport } from './change.ts';
import { tellOfficers, tellReporter, verdictButtons } from './tell.ts';

const DAY = 86_400_000;

export const act: Command<ActOn> = async ({ requestKey, args, who }, services) => {
  if (!allowed(who, OFFICERS)) return done({ outcome: 'forbidden' });
  const { number, action, seen, note, office, outcome = 'dijelaskan', basis = '' } = args;
  if (action === 'tutup') {
    const what = lacking(outcome, { answer: note, proof: false, confirmed: false, basis });
    if (what) return done({ outcome: 'lacking', what });
  }
  const set: Partial<Aduan> = {
    ...(action === 'teruskan' && { office: office ?? null }),
    ...((action === 'jawab' || action === 'tutup') && { answer: note }),
    ...(action === 'tutup' && { outcome }),
  };
  const event = { by: who._id, ...(note && { note: basis ? `${note} (${basis})` : note }) };
  const changed = await changeReport(services, { number, action, actor: 'petugas', requestKey, seen, set, event });
  if (!changed) return done({ outcome: 'unknown' });
  if ('state' in changed) return done({ outcome: 'changed', state: changed.state });
  const { report } = changed;
  await tellWhatWasDone(services, report, action, requestKey, note);
  return done({ outcome: 'done', state: report.state });
};

async function tellWhatWasDone(
  services: Services,
  report: Aduan,
  action: Action,
  key: string,
  note: string,
): Promise<void> {
  const number = report._id;
  if (action === 'tanya')
    await tellReporter(services, number, key, tx('tindak-lanjut.asked', { number, note }), [
      { label: tx('tindak-lanjut.reply'), flow: 'laporan-lengkapi', arg: number },
    ]);
  else if (action === 'jawab')
    await tellReporter(services, number, key, tx('tindak-lanjut.answered', { number, note }), verdictButtons(number));
  else if (action === 'tutup')
    await tellReporter(
      services,
      number,
      key,
      tx('tindak-lanjut.closed', { number, note }),
      verdictButtons(number).slice(1),
    );
  else if (action === 'teruskan') {
    const office = services.council.offices.find(({ code }) => code === report.office);
    await tellReporter(services, number, key, tx('tindak-lanjut.forwarded', { number, office: office?.short ?? '-' }));
  }
}

/** The reporter's own word, from the chat that the report's route names. */
export const reporter: Command<{ number: string; action: Action; note: string }> = async (
  { requestKey, args, chat },
  services,
) => {
  const { number, action, note } = args;
  const route = await services.models.AduanRoute.findOne({ _id: number }).lean<AduanRoute>();
  if (route?.chat !== chat) return done({ outcome: 'unknown' });
  const before = await services.models.Aduan.findOne({ _id: number }).lean<Aduan>();
  if (!before) return done({ outcome: 'unknown' });
  const again = action === 'belum-beres';
  if (again && !mine(before, requestKey) && !reopens(services, before))
    return done({ outcome: 'changed', state: before.state });
  const set: Partial<Aduan> = {
    ...(again && { reopened: before.reopened + 1, level: 1, outcome: null }),
    ...(action === 'benar-beres' && { outcome: 'beres' }),
  };
  const changed = await changeReport(services, {
    ...{ number, action, actor: 'pelapor', requestKey, seen: null, set },
    ...(note && { event: { note } }),
  });
  if (!changed) return done({ outcome: 'unknown' });
  if ('state' in changed) return done({ outcome: 'changed', state: changed.state });
  if (action !== 'benar-beres')
    await tellOfficers(services, changed.report, requestKey, tx(`tindak-lanjut.card-${action}`, { note }));
  return done({ outcome: 'done', state: changed.report.state });
};

const mine = (report: Aduan, requestKey: string): boolean =>
  report.history.some((one) => one.requestKey === requestKey);

function reopens({ council, clock }: Services, report: Aduan): boolean {
  const closed = report.closedAt?.getTime() ?? clock.now();
  const days = Math.floor((clock.now() - closed) / DAY);
  return mayReopen(report, days, setting(council, 'aduan.reopenDays', clock.date(clock.now())));
}
