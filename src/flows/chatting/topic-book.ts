/** What the members' bot is told of groups and topics: where a conversation stands, how its topic should look, who may write there. */
import type { Broken, Spot, Topics } from '#services/topics.ts';
import type { Grup } from '#models/grup.ts';
import { isDuplicate } from '#models/database.ts';
import type { Obrolan } from '#models/obrolan.ts';
import type { Topik } from '#models/topik.ts';
import { tx } from '#flows/engine/message.ts';
import { allowed, personBehind } from '#services/authority.ts';
import type { Services } from '#services/commands.ts';
import { leaveRoom } from './effects/leave-room.ts';
import { roomChat } from './effects/room.ts';
import { aboutOf } from './effects/tell.ts';
import { ANSWERING } from './roles.ts';
import { namedIn } from './rules.ts';

/** Topics made for one conversation: of a platform that always fails behind it, or a colleague who always deletes it, so many are enough. */
const MOST = 5;
/** Telegram's limit for a topic's name. */
const NAME = 128;

const known = (thread: number, name: string): Partial<Topik> => ({ thread, shown: name, closed: false, meant: null });

/** A second one of a conversation: its only word closes it, as the last word of a conversation closes any. */
async function double(
  { models, notices }: Services,
  topik: Pick<Topik, '_id' | 'grup' | 'talk' | 'thread' | 'shown'>,
): Promise<void> {
  const { _id, talk: number } = topik;
  await models.Topik.create(topik).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
  await notices.toChat(roomChat(_id), {
    key: `${_id}/ganda`,
    text: tx('chatting.roomDouble', { number }),
    talk: { number, as: 'answers', set: 'on' },
  });
}

export function createTopicBook(services: Services): Topics {
  const { models, clock } = services;
  const { Grup, Topik, Obrolan } = models;

  const trouble = async (group: string, why: Broken): Promise<void> => {
    const since = new Date(clock.now());
    await Grup.updateOne({ group, trouble: null }, { $set: { trouble: why, since, untold: true } });
  };

  const placeOf = async ({ group, thread }: Spot): Promise<Topik | null> => {
    const grup = thread === null ? null : await Grup.findOne({ group }).lean<Grup>();
    return grup && Topik.findOne({ grup: grup._id, thread }).lean<Topik>();
  };

  const nameOf = (talk: Obrolan | null, number: string): string => {
    const about = (talk && aboutOf(services.council, talk)) ?? tx('chatting.aboutOther');
    const state = tx(`chatting.topic-${talk?.state ?? 'selesai'}`);
    return services.say('id', tx('chatting.topicName', { number, about, state })).slice(0, NAME);
  };

  return {
    async find(address) {
      const topik = await Topik.findById(address).lean<Topik>();
      const grup = topik && (await Grup.findById(topik.grup).lean<Grup>());
      // Unbound, it still takes the word that closes what is open.
      if (!grup || (grup.trouble !== null && grup.trouble !== 'lepas')) return null;
      const talk = await Obrolan.findById(topik.talk).lean<Obrolan>();
      // The word that takes leave may be sent before the conversation is noted as gone from there.
      const left = grup.trouble !== null || talk?.room !== roomChat(address);
      const over = !talk || talk.state === 'selesai' || left;
      if (over && topik.thread === null) return null;
      const { thread, shown, closed, meant } = topik;
      return {
        ...{ group: grup.group, thread, name: nameOf(talk, topik.talk), shown, over, closed },
        meant: typeof meant === 'string',
      };
    },

    async intend(address, name) {
      const intent = { $inc: { tries: 1 }, $set: { meant: namedIn(name) } };
      const kept = await Topik.updateOne({ _id: address, tries: { $lt: MOST } }, intent);
      if (kept.matchedCount) return true;
      const talk = await Obrolan.findOne({ room: roomChat(address), state: { $ne: 'selesai' } }).lean<Obrolan>();
      if (talk) await leaveRoom(services, talk);
      return false;
    },

    async unmade(address) {
      await Topik.updateOne({ _id: address, tries: { $gt: 0 } }, { $inc: { tries: -1 }, $set: { meant: null } });
    },

    async made(address, thread, name) {
      await Topik.updateOne({ _id: address, thread: null }, { $set: known(thread, name) });
      return (await Topik.findById(address).lean<Topik>())?.thread ?? thread;
    },

    async began(group, thread, name) {
      const grup = await Grup.findOne({ group }).lean<Grup>();
      const number = namedIn(name);
      if (!grup || number === null) return;
      const meant = { grup: grup._id, thread: null, meant: number };
      if ((await Topik.updateOne(meant, { $set: known(thread, name) })).matchedCount) return;
      if (await Topik.exists({ grup: grup._id, thread })) return;
      await double(services, {
        _id: `${grup._id}/${number}.${thread}`,
        grup: grup._id,
        talk: number,
        thread,
        shown: name,
      });
    },

    async note(address, seen) {
      await Topik.updateOne({ _id: address }, { $set: seen });
    },

    broken: trouble,

    async moved(from, to) {
      await Grup.updateOne({ group: from }, { $set: { group: to } }).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
    },

    async standing(group, { inside, bot }) {
      if (!inside || !bot) return trouble(group, inside ? 'rights' : 'gone');
      // What topics were turned off for, or a person unbound, is not put right by a right.
      const mended = { trouble: null, since: null, untold: false };
      await Grup.updateOne({ group, trouble: { $in: ['rights', 'gone'] } }, { $set: mended });
    },

    async at(spot) {
      const topik = await placeOf(spot);
      if (!topik) return null;
      const who = spot.by === null ? null : await personBehind(models, roomChat(spot.by));
      return { address: topik._id, may: allowed(who, ANSWERING) };
    },

    async turned(spot, closed) {
      const topik = await placeOf(spot);
      if (topik) await Topik.updateOne({ _id: topik._id }, { $set: { closed } });
    },
  };
}
