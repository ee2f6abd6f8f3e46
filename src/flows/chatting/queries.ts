/** What the flows of conversations read. Lists are staff's; what may be asked of the units is the members'. */
import type { Person } from '#models/person.ts';
import type { Piket } from '#models/piket.ts';
import { asking, onlyFor } from '#services/authority.ts';
import type { Services } from '#services/commands.ts';
import { deskTalk, deskTalks } from './desk-talks.ts';
import { openTalks, rowOf } from './open-talks.ts';
import { ownTalk, ownTalks } from './own-talks.ts';
import { ANSWERING, SERVED } from './roles.ts';
import type { Option, ServiceOption, TalkRow, ToolsOf } from './rules.ts';

/** Most that a list of choices can show. */
const LIST = 9;

async function list(_args: unknown, services: Services, chat: string): Promise<TalkRow[]> {
  const who = await asking(services, chat);
  return Promise.all((await openTalks(services, who, LIST)).map((talk) => rowOf(services, talk)));
}

/** What may be picked in the tools: ready answers, labels, colleagues who may answer, units. */
async function tools(_args: unknown, services: Services, chat: string): Promise<ToolsOf> {
  const { models, council } = services;
  const who = await asking(services, chat);
  const people = await models.Person.find({
    roles: { $in: [...ANSWERING] },
    active: true,
    _id: { $ne: who?._id ?? '' },
  })
    .sort({ name: 1 })
    .limit(LIST)
    .lean<Person[]>();
  const off = await models.Piket.find({ _id: { $in: people.map(({ _id }) => _id) }, on: false }).lean<Piket[]>();
  const both = ({ code, name }: { code: string; name: { id: string; en: string } }): Option => ({
    id: code,
    name: { ...name },
  });
  return {
    ready: council.chatting.canned.map(both),
    labels: council.chatting.labels.map(both),
    people: people
      .filter(({ _id }) => !off.some((one) => one._id === _id))
      .map(({ _id, name }) => ({ id: _id, name: { id: name, en: name } })),
    units: council.units.filter(({ parent }) => parent !== undefined).map(both),
  };
}

const units = async (_args: unknown, { council }: Services): Promise<Option[]> =>
  council.units.filter(({ parent }) => parent !== undefined).map(({ code, name }) => ({ id: code, name: { ...name } }));

const services = async (_args: unknown, { council }: Services): Promise<ServiceOption[]> =>
  council.chatting.services.map(({ code, name, words, ask }) => ({
    id: code,
    name: { ...name },
    words: [...words],
    ask: { ...ask },
  }));

export const chattingQueries = {
  'chatting.milik': ownTalks,
  'chatting.milik-satu': ownTalk,
  'chatting.daftar': onlyFor(ANSWERING, list),
  'chatting.alat': onlyFor(ANSWERING, tools),
  'chatting.meja': onlyFor(ANSWERING, deskTalks),
  'chatting.satu': onlyFor(ANSWERING, deskTalk),
  'chatting.unit': onlyFor(ANSWERING, units),
  'chatting.layanan': onlyFor(SERVED, services),
};
