/** What is left of a visit: a group photo, and how the guests found it. */
import type { Visit } from '#models/visit.ts';
import { tx } from '#flows/engine/message.ts';
import type { SentFiles } from '#flows/prompts/sent-file.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command } from '#services/commands.ts';
import { pictureSize, withoutTraces } from '#services/photos.ts';
import { DESK_ROLES } from '../roles.ts';
import { buttonArg } from '../rules.ts';
import type { Rated } from '../rules.ts';
import { changeVisit, crowded } from './change.ts';
import { asFile, factsOf, tellGuest, tellStaff } from './tell.ts';

type Stop = 'foreign' | 'over' | 'same' | 'often';

/** Ids of files are of letters, digits, - and _. */
const photoStamp = ({ file }: { file: string }): string => file.slice(0, 8);

const isPhotographed = ({ status, kind }: Visit): boolean => status === 'selesai' && kind !== 'langsung';

/** Sent to the guests at once; shown to others only when they say so. */
export const keepPhoto: Command<{ number: string; photo: SentFiles }> = async (request, services) => {
  const { requestKey, args, chat, who } = request;
  if (!allowed(who, DESK_ROLES)) return done({ outcome: 'forbidden' });
  const before = await services.models.Visit.findOne({ _id: args.number }).lean<Visit>();
  if (!before) return done({ outcome: 'unknown' });
  // Nothing is fetched, and kept, for a visit that it cannot belong to.
  if (!isPhotographed(before)) return done({ outcome: 'over' });
  const got = await services.media.download(chat, args.photo.ref, 'foto');
  if ('why' in got) return { refused: { key: 'foto', why: got.why } };
  if (!(await pictureSize(got.bytes))) return { refused: { key: 'foto', why: tx('prompts.photo.expects') } };
  const bytes = await withoutTraces(got.bytes);
  const { id, name, mime, size } = await services.files.keep({
    bytes,
    name: services.say('id', tx('sikulin.photoFile')),
    owner: args.number,
  });
  const photo = { file: id, name, mime, size, publish: null };
  const change = await changeVisit<Stop>(services, args.number, requestKey, (visit) =>
    isPhotographed(visit) && !crowded(visit)
      ? { set: { photo }, event: { what: 'foto', by: who._id } }
      : { stop: 'over' },
  );
  if (!change || 'stop' in change) return done({ outcome: change ? 'over' : 'unknown' });
  await tellGuest(services, change.visit, {
    key: requestKey,
    text: tx('sikulin.photo', factsOf(change.visit)),
    file: asFile(photo),
    buttons: (['boleh', 'jangan'] as const).map((word) => ({
      label: tx(`sikulin.photo-${word}`),
      flow: 'sikulin-foto',
      arg: buttonArg(word, args.number, photoStamp(photo)),
    })),
  });
  return done({ outcome: 'done' });
};

/** A yes can be taken back at any time (UU 27/2022): the last word holds. */
export const publishPhoto: Command<{ number: string; publish: boolean; seen: string }> = async (request, services) => {
  const { requestKey, args, chat } = request;
  const change = await changeVisit<Stop>(services, args.number, requestKey, (visit) => {
    // A word on one photo is none on another.
    if (visit.chat !== chat || !visit.photo || photoStamp(visit.photo) !== args.seen) return { stop: 'foreign' };
    if (visit.photo.publish === args.publish) return { stop: 'same' };
    // A yes can be taken back however often it was given.
    if (args.publish && crowded(visit)) return { stop: 'often' };
    const note = args.publish ? 'boleh dimuat' : 'jangan dimuat';
    return { set: { photo: { ...visit.photo, publish: args.publish } }, event: { what: 'izin-foto', note } };
  });
  if (!change) return done({ outcome: 'foreign' });
  // Pressed again: nothing changes, and nobody is told again.
  if ('stop' in change) return done({ outcome: change.stop === 'same' ? 'done' : 'foreign' });
  await tellStaff(services, change.visit, requestKey, `sikulin.desk-photo-${args.publish ? 'boleh' : 'jangan'}`);
  return done({ outcome: 'done' });
};

/** 1 to 4; given again, the last one holds. */
export const rate: Command<{ number: string; score: number; note: string | null }> = async (request, services) => {
  const { requestKey, args, chat } = request;
  const change = await changeVisit<Stop>(services, args.number, requestKey, (visit: Visit) => {
    if (visit.chat !== chat) return { stop: 'foreign' };
    if (visit.status !== 'selesai') return { stop: 'over' };
    if (visit.rating?.score === args.score && args.note === null) return { stop: 'same' };
    if (crowded(visit)) return { stop: 'often' };
    const rating = { score: args.score, note: args.note };
    return { set: { rating }, event: { what: 'nilai', note: String(args.score) } };
  });
  if (!change) return done({ outcome: 'foreign' } satisfies Rated);
  if ('stop' in change) return done({ outcome: change.stop === 'same' ? 'done' : change.stop } satisfies Rated);
  if (args.note !== null) {
    const facts = { ...factsOf(change.visit), note: args.note };
    await services.notices.toRoles(['kasubag', 'admin'], { key: requestKey, text: tx('sikulin.desk-note', facts) });
  }
  return done({ outcome: 'done' } satisfies Rated);
};
