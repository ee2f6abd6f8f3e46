/** What the flows of conversations read. Lists are staff's; what may be asked of the units is the members'. */
import type { Obrolan } from '#models/obrolan.ts';
import type { Person } from '#models/person.ts';
import type { Piket } from '#models/piket.ts';
import { onlyFor, personBehind } from '#services/authority.ts';
import type { Services } from '#services/commands.ts';
import { masked } from '#flows/tindak-lanjut/masking.ts';
import { ANSWERING, SERVED } from './roles.ts';
import type { Option, ServiceOption, TalkRow, ToolsOf } from './rules.ts';
import { aboutOf, whoAsks } from './effects/tell.ts';

/** Most that a list of choices can show. */
const LIST = 9;
const FIRST = 60;

/** One's own first, then those that wait, the oldest on top. */
async function list(_args: unknown, services: Services, chat: string): Promise<TalkRow[]> {
  const { models } = services;
  const who = await personBehind(models, chat);
  const own = await models.Obrolan.find({ holder: who?._id ?? '', state: 'ditangani' })
    .sort({ lastAt: 1 })
    .limit(LIST)
    .lean<Obrolan[]>();
  const waiting = await models.Obrolan.find({
    state: { $in: ['menunggu', 'tertunda'] },
    asker: { $ne: who?._id ?? '' },
  })
    .sort({ since: 1 })
    .limit(LIST - own.length)
    .lean<Obrolan[]>();
  return Promise.all([...own, ...waiting].map((talk) => rowOf(services, talk)));
}

async function rowOf(services: Services, talk: Obrolan): Promise<TalkRow> {
  const last = talk.lines.findLast(({ by }) => by === 'penanya');
  return {
    number: talk._id,
    mine: talk.state === 'ditangani',
    owed: talk.lastBy === 'penanya',
    about: aboutOf(services.council, talk),
    who: await whoAsks(services, talk),
    said: masked(last?.text ?? '').slice(0, FIRST),
    labels: services.council.chatting.labels
      .filter(({ code }) => talk.labels.includes(code))
      .map(({ name }) => ({ ...name })),
  };
}

/** What may be picked in the tools: ready answers, labels, colleagues who may answer, units. */
async function tools(_args: unknown, { models, council }: Services, chat: string): Promise<ToolsOf> {
  const who = await personBehind(models, chat);
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
  'chatting.daftar': onlyFor(ANSWERING, list),
  'chatting.alat': onlyFor(ANSWERING, tools),
  'chatting.unit': onlyFor(ANSWERING, units),
  'chatting.layanan': onlyFor(SERVED, services),
};
