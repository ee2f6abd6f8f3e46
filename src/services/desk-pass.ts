/** The way to the desk page: a link from the bot, good once and for minutes; behind it a session for a working day. */
import { randomBytes } from 'node:crypto';
import type { DeskPass } from '#models/desk-pass.ts';
import type { Person } from '#models/person.ts';
import { personBehind } from './authority.ts';
import type { Services } from './commands.ts';

/** Machine ms. */
const LINK = 10 * 60_000;
const SESSION = 9 * 3_600_000;

export const LINK_MINUTES = LINK / 60_000;

type Parts = Pick<Services, 'models' | 'hash'>;
type Holder = Pick<DeskPass, 'person' | 'chat'>;

/** Made of the request's key, so that an effect that is carried out again gives the same link. */
export async function issueLink({ models, hash }: Parts, holder: Holder, requestKey: string): Promise<string> {
  const token = hash.code(`meja:${requestKey}`);
  const until = new Date(Date.now() + LINK);
  // Used up in the meantime, it is not given again.
  await models.DeskPass.updateOne(
    { _id: hash.code(token) },
    { $setOnInsert: { schemaVersion: 1, kind: 'tautan', used: false, ...holder, until } },
    { upsert: true },
  );
  return token;
}

/** The session's token, or null where the link is no longer good: used, too old, or none of ours. */
export async function useLink({ models, hash }: Parts, token: string): Promise<string | null> {
  // The used link stays until its time is over: the effect that made it may run again.
  const link = await models.DeskPass.findOneAndUpdate(
    { _id: hash.code(token), kind: 'tautan', used: false, until: { $gt: new Date() } },
    { $set: { used: true } },
  ).lean<DeskPass>();
  if (!link) return null;
  const session = randomBytes(32).toString('base64url');
  const { person, chat } = link;
  const until = new Date(Date.now() + SESSION);
  await models.DeskPass.create({ _id: hash.code(session), kind: 'sesi', person, chat, until });
  return session;
}

export interface AtDesk {
  who: Person;
  chat: string;
}

/** Whoever has the session, as they are now; null where it ended, or they are no longer with us. */
export async function atDesk({ models, hash }: Parts, session: string): Promise<AtDesk | null> {
  const pass = await models.DeskPass.findOne({
    _id: hash.code(session),
    kind: 'sesi',
    until: { $gt: new Date() },
  }).lean<DeskPass>();
  if (!pass) return null;
  const who = await personBehind(models, pass.chat);
  // The account at the platform may be somebody else's by now.
  return who && who._id === pass.person ? { who, chat: pass.chat } : null;
}

export async function leaveDesk({ models, hash }: Parts, session: string): Promise<void> {
  await models.DeskPass.deleteOne({ _id: hash.code(session) });
}
