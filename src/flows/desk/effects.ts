/** What could not be carried out, and the answers to whoever it befell. */
import { nextNumber } from '#models/counter.ts';
import { isDuplicate } from '#models/database.ts';
import type { Report } from '#models/report.ts';
import { tx } from '#flows/engine/message.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { AWAY } from '#services/stuck-kinds.ts';
import { caseOf } from './by-hand.ts';
import { DESK_ROLES } from './roles.ts';
import { stuckCommands } from './stuck-effects.ts';
import { whatHappened } from './stuck.ts';

/** A message that somebody doubts, passed on for a look. `about` is `palsu`. */
const request: Command<{ note: string; about: 'palsu' }> = async ({ requestKey, args, chat }, services) => {
  const report = await keep(services, { requestKey, kind: 'petugas', chat, note: args.note });
  await services.notices.toRoles(DESK_ROLES, {
    key: requestKey,
    text: tx('desk.doubted', { number: report._id, note: args.note }),
    buttons: [{ label: tx('desk.reply'), flow: 'balas', arg: report._id }],
  });
  return done({ number: report._id });
};

const answer: Command<{ number: string; note: string }> = async ({ requestKey, args, who }, services) => {
  if (!allowed(who, DESK_ROLES)) return done({ outcome: 'forbidden' });
  const { Report } = services.models;
  const answered = { requestKey, person: who._id, at: new Date(services.clock.now()) };
  const won = await Report.findOneAndUpdate(
    { _id: args.number, $or: [{ answered: null }, { 'answered.requestKey': requestKey }] },
    { $set: { answered } },
    { returnDocument: 'after' },
  ).lean<Report>();
  if (!won) return done({ outcome: (await Report.exists({ _id: args.number })) ? 'already' : 'unknown' });
  await services.notices.toChat(won.chat, {
    key: requestKey,
    text: tx('desk.answered', { number: won._id, note: args.note }),
  });
  return done({ outcome: 'done' });
};

/** Somebody's message or form failed. The reference finds it in the log and in the chat's dead letters. */
const fault: Command<{ reference: string; kind: string }> = async ({ requestKey, args, chat }, services) => {
  await keep(services, { requestKey, kind: 'gangguan', chat, note: args.kind, number: args.reference });
  // Somebody blocks a bot every day: it stands in the list, and nobody is disturbed for it.
  if (args.kind === AWAY) return done();
  await services.notices.toRoles(DESK_ROLES, {
    key: requestKey,
    text: tx('desk.faultCard', { number: args.reference, what: whatHappened({ what: args.kind, missed: 0 }) }),
    buttons: [
      { label: tx('desk.reply'), flow: 'balas', arg: args.reference },
      { label: tx('desk.look'), flow: 'macet', arg: args.reference },
    ],
  });
  return done();
};

/** Somebody of the office wrote by hand, at the handset of a number: kept beside what the bot says, under the office's name. */
const office: Command<{ text: string; on?: number }> = async ({ requestKey, args, chat }, services) => {
  const about = await caseOf(services, chat);
  await keep(services, { requestKey, kind: 'kantor', chat, note: args.text, on: args.on, about });
  return done();
};

type Kept = Pick<Report, 'requestKey' | 'kind' | 'chat' | 'note'> &
  Partial<Pick<Report, 'about'>> & { number?: string; on?: number | undefined };

async function keep({ models, clock }: Services, { number, on = clock.now(), ...report }: Kept): Promise<Report> {
  const known = () => models.Report.findOne({ requestKey: report.requestKey }).lean<Report>();
  const before = await known();
  if (before) return before;
  const _id = number ?? `P-${await nextNumber(models.Counter, 'petugas')}`;
  await models.Report.create({ _id, ...report, at: new Date(on) }).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
  const kept = await known();
  if (!kept) throw new Error('a report was not kept');
  return kept;
}

export const deskCommands = {
  ...stuckCommands,
  'desk.request': request as Command,
  'desk.answer': answer as Command,
  'desk.fault': fault as Command,
  'desk.office': office as Command,
};
