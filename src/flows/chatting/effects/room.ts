/** The topic of a group in which a conversation stands, where its unit works in one. */
import type { Grup } from '#models/grup.ts';
import { isDuplicate } from '#models/database.ts';
import type { Obrolan } from '#models/obrolan.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { addressOf, chatId } from '#services/outbox.ts';
import { SHOWN } from '../rules.ts';
import { card, outFile, toRoom, whoAsks } from './tell.ts';

/** The only bot that works in groups. */
export const roomChat = (address: string): string => chatId('telegram-members', address);

/** The conversation with its topic: the one it has, that of the one before it, or a new one; without, where its unit has no group. */
export async function roomed(services: Services, talk: Obrolan): Promise<Obrolan> {
  const { models } = services;
  const grup = await grupOf(services, talk.team);
  const inIt = (room: string): boolean => grup !== null && room.startsWith(roomChat(`${grup._id}/`));
  const now = talk.room ?? null;
  if (now !== null && inIt(now)) return talk;
  const before = talk.before === null ? null : await models.Obrolan.findById(talk.before).lean<Obrolan>();
  const last = before?.room ?? null;
  const room = !grup ? null : last !== null && inIt(last) ? last : roomChat(`${grup._id}/${talk._id}`);
  if (grup && room !== null) {
    const topic = { _id: addressOf(room), grup: grup._id, talk: talk._id };
    await models.Topik.create(topic).catch(async (error: unknown) => {
      if (!isDuplicate(error)) throw error;
      await models.Topik.updateOne({ _id: topic._id }, { $set: { talk: talk._id } });
    });
  }
  if (room !== now) {
    const moved = await models.Obrolan.updateOne({ _id: talk._id, room: now }, { $set: { room } });
    // Somebody else has moved it since: where it is now counts, and what they left they have told of.
    if (!moved.matchedCount) return (await models.Obrolan.findById(talk._id).lean<Obrolan>()) ?? { ...talk, room };
  }
  // Its topic closes with this word, since the conversation is no longer there.
  if (now !== null)
    await toRoom(services, talk, {
      key: `${talk._id}/pindah/${talk.version}`,
      text: tx('chatting.roomLeft', { number: talk._id }),
    });
  return { ...talk, room };
}

/** The group of this very unit before one of all units; of two the one that was bound last. */
async function grupOf({ models }: Services, team: string): Promise<Grup | null> {
  const groups = await models.Grup.find({ trouble: null }).sort({ at: -1 }).lean<Grup[]>();
  return groups.find(({ teams }) => teams.includes(team)) ?? groups.find(({ teams }) => !teams.length) ?? null;
}

/** Offered in its topic: the card, and what was said besides its words. What stands there already is known by its key. */
export async function offerInRoom(
  services: Services,
  talk: Obrolan,
  key: string,
  head: string,
  shows?: string,
): Promise<void> {
  const { text, buttons } = await card(services, talk, head, shows);
  const number = talk._id;
  await toRoom(services, talk, {
    key,
    text: tx('chatting.roomCard', { card: text, number }),
    ...(buttons && { buttons }),
    set: 'on',
  });
  const who = await whoAsks(services, talk);
  for (const [n, line] of talk.lines.entries()) {
    if (line.by !== 'penanya' || n < talk.lines.length - SHOWN || (n === 0 && !line.files.length)) continue;
    await relay(services, talk, line.requestKey, {
      head: tx('chatting.fromAsker', { number, who }),
      text: n ? line.text : '',
      files: line.files,
    });
  }
}

interface Relayed {
  head: ReturnType<typeof tx>;
  text: string;
  files: Obrolan['lines'][number]['files'];
}

async function relay(services: Services, talk: Obrolan, key: string, { head, text, files }: Relayed): Promise<void> {
  const body = text ? tx('chatting.relayed', { head, text, quotes: '', edited: '' }) : head;
  const [file, ...more] = files.map(outFile);
  await toRoom(services, talk, { key, text: body, ...(file && { file }) });
  for (const [n, one] of more.entries())
    await toRoom(services, talk, { key: `${key}/${n + 1}`, text: head, file: one });
}
