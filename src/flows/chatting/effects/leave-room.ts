/** A group cannot be used any more: its open conversations go on in the bot, and those above hear of it. */
import type { Grup } from '#models/grup.ts';
import type { Obrolan } from '#models/obrolan.ts';
import type { Person } from '#models/person.ts';
import { tx } from '#flows/engine/message.ts';
import { chatsOfPerson } from '#services/authority.ts';
import type { Services } from '#services/commands.ts';
import { ABOVE } from '../roles.ts';
import { linesOf, SHOWN } from '../rules.ts';
import { offer } from './offer.ts';
import { roomChat } from './room.ts';
import { aboutOf, toHolder, toRoom } from './tell.ts';

export async function groupsDue(services: Services): Promise<number> {
  const groups = await services.models.Grup.find({ untold: true }).lean<Grup[]>();
  for (const grup of groups) await leave(services, grup);
  return groups.length;
}

/** Told first: whoever dies in between finds the rest again, and tells nobody twice. */
async function leave(services: Services, { _id, trouble, since }: Grup): Promise<void> {
  const { models, notices } = services;
  const open = await models.Obrolan.find({
    state: { $in: ['menunggu', 'ditangani', 'tertunda'] },
    room: { $ne: null },
  })
    .sort({ openedAt: 1 })
    .lean<Obrolan[]>();
  for (const talk of open.filter(({ room }) => room?.startsWith(roomChat(`${_id}/`)))) await leaveRoom(services, talk);
  if (trouble !== null && trouble !== 'lepas')
    await notices.toRoles(ABOVE, {
      key: `${_id}/${trouble}/${since?.getTime()}`,
      text: tx(`chatting.trouble-${trouble}`),
    });
  await models.Grup.updateOne({ _id, trouble, since }, { $set: { untold: false } });
}

/** Times that it is told anew because somebody else took it, ended it or moved it under the word. */
const TRIES = 5;

/** Whoever has it goes on in their own chat with the bot; what waits is offered to people there. */
export async function leaveRoom(services: Services, talk: Obrolan): Promise<void> {
  const { Obrolan } = services.models;
  const { room } = talk;
  for (let [now, tries] = [talk as Obrolan | null, 0]; room && now?.room === room && tries < TRIES; tries += 1) {
    if (await leftRoom(services, now)) return;
    now = await Obrolan.findById(talk._id).lean<Obrolan>();
  }
}

/** Told first: whoever dies in between is followed. False: it is not what it was, and somebody else may have to hear of it. */
async function leftRoom(services: Services, talk: Obrolan): Promise<boolean> {
  const { models } = services;
  const { _id: number, room, version } = talk;
  if (!room) return true;
  const key = `${number}/tinggal/${room}`;
  const person =
    talk.holder === null ? null : await models.Person.findOne({ _id: talk.holder, active: true }).lean<Person>();
  const holderChat = talk.holderChat === room ? (person ? (chatsOfPerson(person)[0] ?? null) : null) : talk.holderChat;
  await toRoom(services, talk, { key: `${key}/ruang`, text: tx('chatting.roomLeft', { number }) });
  const lines = talk.lines.slice(-SHOWN).map(({ by, text, files }) => ({ by, text, files: files.length }));
  if (talk.state === 'ditangani')
    await toHolder(
      services,
      { ...talk, holderChat },
      {
        key,
        text: tx('chatting.roomGone', {
          ...{ number, lines: linesOf(lines) },
          about: aboutOf(services.council, talk) ?? tx('chatting.aboutOther'),
        }),
        reply: true,
      },
    );
  const left = await models.Obrolan.updateOne(
    { _id: number, room, version },
    { $set: { room: null, ...(talk.holderChat === room && { holderChat }) } },
  );
  if (!left.matchedCount) return false;
  if (talk.state === 'menunggu') await offer(services, { ...talk, room: null }, `${key}/kartu`, 'cardWaits');
  return true;
}
