/** `GET /dev/chats/<chat>`: what the database holds of one chat, for the page of phones. Reads only; never in production. */
import type { FastifyPluginAsync } from 'fastify';
import type { Model } from 'mongoose';
import type { ChatStore } from '#models/chat.store.ts';
import type { Models } from '#models/models.ts';
import { addressOf, channelOf } from '#services/outbox.ts';

export interface DevChatsOptions {
  models: Models;
  chats: Pick<ChatStore, 'load'>;
}

/** Documents of one kind that are shown at most. */
const MOST = 20;

type Doc = Record<string, unknown>;

/** Every text that stands anywhere in a document: one of them may be another document's id or request. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null && !(value instanceof Date))
    for (const each of Object.values(value)) yield* textsIn(each);
}

const find = (model: Model<never>, filter: Doc): Promise<Doc[]> =>
  model
    .find(filter as never)
    .limit(MOST)
    .sort({ _id: -1 })
    .lean<Doc[]>()
    .exec();

/**
 * Documents connected with a chat by model name: those that name the chat or its person, then what these name (a visit's seat
 * and contact). Goes by the paths of the schemas, so that a new model appears by itself.
 */
async function connected(models: Models, chat: string): Promise<Record<string, Doc[]>> {
  const every = Object.entries(models) as unknown as [string, Model<never>][];
  const identities = { $elemMatch: { channel: channelOf(chat), address: addressOf(chat) } };
  const [person] = await find(models.Person as unknown as Model<never>, { identities });
  const near = async (model: Model<never>): Promise<Doc[]> => {
    const ways: Doc[] = [];
    if (model.schema.path('chat')) ways.push({ chat });
    if (person && model.schema.path('decidedBy.person')) ways.push({ 'decidedBy.person': person['_id'] });
    if (model === (models.Person as unknown)) return person ? [person] : [];
    return ways.length ? find(model, { $or: ways }) : [];
  };
  const first = await Promise.all(every.map(async ([name, model]) => [name, model, await near(model)] as const));
  const named = [...new Set(first.flatMap(([, , docs]) => [...textsIn(docs)]))].filter((text) => text !== chat);
  const all = await Promise.all(
    first.map(async ([name, model, docs]): Promise<[string, Doc[]]> => {
      if (docs.length || !named.length) return [name, docs];
      const byRequest = model.schema.path('requestKey') ? [{ requestKey: { $in: named } }] : [];
      // An id that the database drew is no text, and named nowhere.
      const byId = model.schema.path('_id').instance === 'String' ? [{ _id: { $in: named } }] : [];
      const ways = [...byId, ...byRequest];
      return [name, ways.length ? await find(model, { $or: ways }) : []];
    }),
  );
  return Object.fromEntries(all.filter(([, docs]) => docs.length > 0));
}

export const devChats: FastifyPluginAsync<DevChatsOptions> = async (app, { models, chats }) => {
  app.get<{ Params: { chat: string } }>('/dev/chats/:chat', async ({ params: { chat } }) => ({
    chat: await chats.load(chat),
    documents: await connected(models, chat),
  }));
};
