/** A draft is made or changed, and shown to its author as it will look. */
import { nextNumber } from '#models/counter.ts';
import { WHOLE_CITY } from '#models/broadcast.ts';
import type { Broadcast, BroadcastFile } from '#models/broadcast.ts';
import { isDuplicate } from '#models/database.ts';
import type { Person } from '#models/person.ts';
import { DateTime } from 'luxon';
import type { EffectResult } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Moment } from '#flows/prompts/moment.ts';
import type { SentFiles } from '#flows/prompts/sent-file.ts';
import { hasReceivers } from '#services/broadcast/reach.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { checkLetter } from '#services/letter-check.ts';
import { thumbnail } from '#services/photos.ts';
import { WRITERS } from '../roles.ts';
import type { Draft, Seen } from '../rules.ts';
import { CHANGED, changeBroadcast, WRITTEN } from './change.ts';
import { unknownIn } from './named.ts';
import { cityWithout, showDraft } from './show.ts';

const refuse = (key: string, why: TextRef): EffectResult => ({ refused: { key, why } });

/** Who wrote to a kecamatan that nobody follows hears of those who follow the whole city: its people may be among them. */
async function nobody(services: Services, whom: Pick<Broadcast, 'audience' | 'except'>): Promise<EffectResult> {
  const rest = await cityWithout(services, whom);
  if (rest) return refuse('kepada-kecamatan', tx('siaran.nobodyButCity', { rest }));
  return refuse('kepada', tx('siaran.nobody'));
}

export const draft: Command<Draft> = async ({ requestKey, args, chat, who }, services) => {
  if (!allowed(who, WRITERS)) return done({ outcome: 'forbidden' });
  const { models } = services;
  const known = () => models.Broadcast.findOne({ requestKey }).lean<Broadcast>();
  let broadcast = await known();
  if (!broadcast) {
    const { audience, except, text, english } = args;
    const unknown = await unknownIn(services, args);
    if (unknown) return unknown;
    if (!(await hasReceivers(models, { audience, except }))) return nobody(services, { audience, except });
    const at = instantOf(services, args.at);
    if (at === 'past') return refuse('kapan', tx('siaran.past'));
    const serial = await nextNumber(models.Counter, 'siaran');
    const _id = `S-${serial}`;
    const file = await fetched(services, chat, args.file, _id);
    if (file && 'why' in file) return refuse('berkas', file.why);
    const author = { person: who._id, name: who.name };
    const doc = {
      _id,
      serial,
      requestKey,
      status: 'draf' as const,
      audience,
      except,
      text: { id: text, en: english },
      file,
      at,
      author,
      history: [{ at: new Date(services.clock.now()), what: WRITTEN, by: who._id, requestKey }],
    };
    await models.Broadcast.create(doc).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
    });
    broadcast = await known();
  }
  if (!broadcast) throw new Error('a draft was not kept');
  await showDraft(services, chat, requestKey, broadcast);
  return done({ outcome: 'done', number: broadcast._id });
};

/** Only before it goes out. Whatever it was, it is a draft then. */
export const change: Command<{ number: string; change: Partial<Draft> }> = async (request, services) => {
  const { requestKey, args, chat, who } = request;
  if (!allowed(who, WRITERS)) return done({ outcome: 'forbidden' });
  const { text, english, audience, except } = args.change;
  const unknown = await unknownIn(services, args.change);
  if (unknown) return unknown;
  const at = instantOf(services, args.change.at ?? null);
  if (at === 'past') return refuse('kapan', tx('siaran.past'));
  const file = await fetched(services, chat, args.change.file ?? null, args.number);
  if (file && 'why' in file) return refuse('berkas', file.why);
  if (audience && except && !(await hasReceivers(services.models, { audience, except })))
    return nobody(services, { audience, except });
  const changed = await changeBroadcast(services, { number: args.number, requestKey, who }, (before) => {
    const { status } = before;
    if (status !== 'draf' && status !== 'menunggu' && status !== 'terjadwal')
      return { stop: { outcome: 'already', status } };
    return {
      what: CHANGED,
      set: {
        ...revised(before, who),
        ...((text !== undefined || english !== undefined) && {
          text: { id: text ?? before.text.id, en: english === undefined ? before.text.en : english },
        }),
        ...(audience && except && { audience, except }),
        ...('file' in args.change && { file }),
        ...('at' in args.change && { at }),
      },
    };
  });
  if ('stop' in changed) return done(changed.stop);
  await showDraft(services, chat, requestKey, changed.broadcast);
  return done({ outcome: 'done' });
};

/** A draft for some kecamatan is for who follows the whole city too: one press on its card, which is shown anew. */
export const addCity: Command<Seen> = async ({ requestKey, args, chat, who }, services) => {
  if (!allowed(who, WRITERS)) return done({ outcome: 'forbidden' });
  const changed = await changeBroadcast(services, { number: args.number, requestKey, who }, (before) => {
    const { status, version, audience } = before;
    if (version !== args.version || audience.by !== 'kecamatan') return { stop: { outcome: 'changed' } };
    if (status !== 'draf') return { stop: { outcome: 'already', status } };
    const values = [...audience.values, WHOLE_CITY];
    return { what: CHANGED, set: { ...revised(before, who), audience: { by: 'kecamatan', values } } };
  });
  if ('stop' in changed) return done(changed.stop);
  await showDraft(services, chat, requestKey, changed.broadcast);
  return done({ outcome: 'done' });
};

/** Whoever changes it is its author; who approved, approved something else. */
const revised = ({ version }: Broadcast, { _id: person, name }: Person): Partial<Broadcast> => ({
  ...{ status: 'draf', version: version + 1, approver: null, author: { person, name } },
});

/** Null: as soon as it is approved. */
export function instantOf(
  { council, clock }: Pick<Services, 'council' | 'clock'>,
  at: Moment | null,
): Date | 'past' | null {
  if (!at) return null;
  const instant = DateTime.fromISO(`${at.date}T${at.time}`, { zone: council.zone });
  return instant.toMillis() < clock.now() ? 'past' : instant.toJSDate();
}

/** Kept in the house: a picture small, for people who pay for each byte, and without what the camera wrote into it. */
async function fetched(
  { media, files, say }: Services,
  chat: string,
  sent: SentFiles | null,
  owner: string,
): Promise<BroadcastFile | { why: TextRef } | null> {
  if (!sent) return null;
  const got = await media.download(chat, sent.ref, 'berkas');
  if ('why' in got) return got;
  const check = await checkLetter(got.bytes, sent.name ?? '');
  if ('refuse' in check) return { why: tx('siaran.badFile') };
  const bytes = check.ok.mime.startsWith('image/') ? await thumbnail(got.bytes) : got.bytes;
  const { id, name, mime, size } = await files.keep({ bytes, name: say('id', tx('siaran.fileName')), owner });
  return { id, name, mime, size };
}
