/** What its reporter says to a report, from the chat that its route names. */
import type { Aduan, AduanFile } from '#models/aduan.ts';
import type { AduanRoute } from '#models/aduan-route.ts';
import type { Person } from '#models/person.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { done } from '#services/commands.ts';
import type { Command, Request, Services } from '#services/commands.ts';
import { setting } from '#services/council.ts';
import type { Account } from '#flows/prompts/account.ts';
import { accusing } from '../about.ts';
import { headOf } from '../cards.ts';
import { TOP } from '../desks.ts';
import { shownNote } from '../for-others.ts';
import { placeIn } from '../hearing.ts';
import { isDanger } from '../listening.ts';
import { noObjection } from '../objection.ts';
import { daysOf, objectionDay } from '../schedule.ts';
import { withFiles } from '../rules.ts';
import { after, reopening } from '../states.ts';
import type { Action, Outcome, State } from '../states.ts';
import { changeReport } from './change.ts';
import { keepFiles } from './keep.ts';
import { handOn } from './merged.ts';
import { tellHandler, tellOfficers, tellPeople } from './tell.ts';

/** Files of one report: what more is sent is refused in a sentence, or one chat could fill the house's store. */
const MOST_FILES = 30;
/** The reporter may be content with a refusal, or have taken it back, which makes it no repair. */
const REFUSALS: ReadonlySet<string> = new Set(['ditolak', 'bukan-wewenang', 'ditarik'] satisfies Outcome[]);
const DAY = 86_400_000;

export interface Said {
  number: string;
  action: Action;
  note: string;
  /** It says where a life is at stake, which nobody knew. */
  place?: boolean;
  /** Sent with it, as the answer to the question `asked`. */
  files?: Account['files'];
  asked?: string;
}

export const reporter: Command<Said> = async ({ requestKey, args, chat, locale }, services) => {
  const { number, action, note, place = false } = args;
  const urgent = place || isDanger(note);
  const route = await services.models.AduanRoute.findOne({ _id: number }).lean<AduanRoute>();
  if (route?.chat !== chat) return done({ outcome: 'unknown' });
  // Whoever has changed their language since is shown to the officer in the one they use now.
  if (route.locale !== locale) await services.models.AduanRoute.updateOne({ _id: number, chat }, { $set: { locale } });
  const before = await services.models.Aduan.findOne({ _id: number }).lean<Aduan>();
  const found = before ? await filesAdded(services, before, { requestKey, args, chat }) : [];
  // Words are kept, whatever is wrong with a file.
  if (!Array.isArray(found) && !note) return { refused: { key: args.asked ?? '', why: found.why } };
  const added = Array.isArray(found) ? found : [];
  let full = false;
  const had = before?.handler ? await services.models.Person.findById(before.handler).lean<Person>() : null;
  const changed = await changeReport(services, {
    ...{
      number,
      action,
      actor: 'pelapor',
      requestKey,
      seen: null,
      set: (report) => {
        const changes = changeBy(services, report, action);
        const secret = accusing(report, note, { handler: had, named: route.name !== null });
        const where = place && report.place === null && { place: placeIn(services.council, note) };
        const more = notIn(report, added);
        // Others may have added theirs since it was looked at.
        full = more.length > 0 && report.files.length + more.length > MOST_FILES;
        if (full && !urgent) return null;
        const files = more.length > 0 && !full && { files: [...report.files, ...more] };
        return changes && { ...secret, ...changes, ...(urgent && { urgent }), ...where, ...files };
      },
    },
    ...(note && { event: { note } }),
  });
  if (full) await letGo(services, number, added);
  if (!changed) return done({ outcome: 'unknown' });
  if ('state' in changed)
    return full
      ? { refused: { key: args.asked ?? '', why: fullText(number) } }
      : done({ outcome: 'changed', state: changed.state });
  const { report } = changed;
  const unkept = full ? fullText(number) : Array.isArray(found) ? null : found.why;
  if (unkept) await services.notices.toChat(chat, { key: services.hash.request(`${requestKey}/berkas`), text: unkept });
  if (had && report.handler !== had._id) {
    const taken = { key: `${requestKey}/lepas`, text: tx('tindak-lanjut.cardTaken', { number }) };
    await tellPeople(services, [had._id], taken);
  }
  if (action === 'tarik') await handOn(services, { _id: number, mergedInto: before?.mergedInto ?? null }, requestKey);
  const shown = unkept ? { ...args, files: [] } : args;
  if (action !== 'benar-beres') await tellOffice(services, report, shown, { key: requestKey, urgent });
  return done({ outcome: 'done', state: report.state, level: report.level });
};

/** What is to be kept of what was sent with the words; nothing where they come too late, or were carried out before. */
async function filesAdded(
  services: Services,
  before: Aduan,
  { requestKey, args, chat }: Pick<Request<Said>, 'requestKey' | 'args' | 'chat'>,
): Promise<AduanFile[] | { why: TextRef }> {
  const { action, files = [], asked = '' } = args;
  const isDone = before.history.some((one) => one.requestKey === requestKey);
  if (!files.length || isDone || after(before.state as State, action, 'pelapor') === null) return [];
  if (before.files.length + files.length > MOST_FILES) return { why: fullText(before._id) };
  return keepFiles(services, { owner: before.requestKey, sent: files, chat, key: asked });
}

const fullText = (number: string): TextRef => tx('tindak-lanjut.filesFull', { number });

/** Sent twice, it is there already. */
const notIn = ({ files }: Aduan, added: readonly AduanFile[]): AduanFile[] =>
  added.filter(({ file }) => files.every((one) => one.file !== file));

/** There was no room for them any more; what the report has of them stays. */
async function letGo({ models, files, clock }: Services, _id: string, added: readonly AduanFile[]): Promise<void> {
  const report = await models.Aduan.findOne({ _id }).lean<Aduan>();
  const unkept = report ? notIn(report, added) : added;
  await files.release(
    unkept.map(({ file }) => file),
    clock.now(),
  );
}

/** Whoever handles it; where a life may be at stake the whole desk too, since they may not be there now. */
async function tellOffice(
  services: Services,
  report: Aduan,
  { action, note, files = [] }: Said,
  { key, urgent }: { key: string; urgent: boolean },
): Promise<void> {
  const card = (words: string | TextRef): TextRef => {
    const head = tx(`tindak-lanjut.card-${action}`, { note: withFiles(words, files.length) });
    return urgent ? tx('tindak-lanjut.cardUrgentOf', { head }) : head;
  };
  const others = card(shownNote(report, note));
  // Of what follows another, whoever handles that one hears.
  const { handler, level } = await headOf(services, report);
  await tellHandler(services, { ...report, handler, level }, key, card(note), others);
  if (urgent) await tellOfficers(services, report, key, others);
}

/** Null: not any more. */
function changeBy(services: Services, before: Aduan, action: Action): Partial<Aduan> | null {
  const { council, clock } = services;
  const now = clock.now();
  const raised = { level: Math.min(before.level + 1, TOP) };
  switch (action) {
    case 'benar-beres':
      // What follows another ends with that one.
      return before.state === 'digabung' || REFUSALS.has(before.outcome ?? '') ? {} : { outcome: 'beres' };
    case 'belum-beres': {
      const closed = before.closedAt?.getTime() ?? now;
      const within = setting(council, 'aduan.reopenDays', clock.date(now));
      const how = reopening(before.reopened, Math.floor((now - closed) / DAY), within);
      if (how === null) return null;
      const { answerBy } = daysOf(council, now, before.kind, before.confidential);
      const missed = before.missed.filter((day) => day !== 'jawaban');
      const answerFrom = { at: new Date(now), what: 'biasa' as const };
      const opened = { reopened: before.reopened + 1, outcome: null, missed, askedAgain: false, mergedInto: null };
      return { ...opened, answerBy, answerFrom, ...(how === 'up' && raised) };
    }
    case 'keberatan':
      if (noObjection(council, before, clock.date(now))) return null;
      return {
        ...{ ...raised, objected: true, outcome: null, missed: ['triase'] },
        ...{ answerBy: objectionDay(council, now), answerFrom: { at: new Date(now), what: 'keberatan' } },
      };
    case 'tarik':
      return { outcome: 'ditarik', mergedInto: null };
    default:
      return {};
  }
}
