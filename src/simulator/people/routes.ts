/** People over HTTP, for `talk`, the page of phones and harnesses in another process. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { isMessageOfBot, type People, type Phone } from '../people.ts';
import { isNumber } from '../world/types.ts';
import { actionSchema, Impossible } from './actions.ts';

/** An album of ten photos in base64. */
const BODY_LIMIT = 80 * 1024 * 1024;
const LONGEST_WAIT = 60_000;

const querySchema = z.object({
  /** Events after this number. */
  after: z.coerce.number().int().default(0),
  /** Ms to wait for the first. */
  wait: z.coerce.number().int().min(0).max(LONGEST_WAIT).default(0),
  /** `messages`: only new messages of bots. */
  only: z.enum(['all', 'messages']).default('all'),
});

const groupSchema = z.strictObject({
  title: z.string(),
  people: z.array(z.string()).min(1),
  bots: z.array(z.string()).default([]),
  supergroup: z.boolean().default(false),
  /** A supergroup with topics, which its bots may manage. */
  forum: z.boolean().default(false),
});

const memberSchema = z.strictObject({ bot: z.string(), by: z.string(), admin: z.boolean().default(false) });

/** What a page may set of a person; names and numbers of its own otherwise. */
const personSchema = z.strictObject({
  name: z.string().trim().min(1).max(64).optional(),
  phone: z
    .string()
    .regex(/^\d{8,15}$/)
    .optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)
    .optional(),
});

/** Shown by the browser itself. Everything else is offered as a download: a page that a person sent must not run here. */
const SHOWN = /^(image\/(jpeg|png|gif|webp)|audio\/|video\/|application\/pdf$)/;

interface At {
  person: string;
  /** Username or channel of a bot, the id of a group, or of a topic in one (`-100…:45`). */
  where: string;
}

function phoneAt(people: People, { person, where }: At): Phone {
  const [, group, topic] = /^(-\d+)(?::(\d+))?$/.exec(where) ?? [];
  if (group === undefined) return people.phone(person, where);
  return people.groupOf(Number(group)).phone(person, topic === undefined ? undefined : Number(topic));
}

/** A refusal to a person is an answer, not a failure: 409 with one sentence. 400 for a request that makes no sense. */
function refuse(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof Impossible) return reply.code(409).send({ error: error.message });
  if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
  const { statusCode = 500, message } = error as Error & { statusCode?: number };
  return reply.code(statusCode).send({ error: message });
}

/**
 * `GET  /people` bots, people, groups · `GET /people/events?after&wait` everything any phone shows
 * `POST /people/<person>` makes a person known, with a name, phone or language
 * `POST /people/<person>/at/<bot or group id>` an action of `actions.ts` · `GET` the same address: that phone's events
 * `POST /people/groups`, `/people/groups/<id>/bots`, `/people/groups/<id>/migrate`; `DELETE /people/groups/<id>/bots`
 * `GET  /people/files/<id>` the bytes of a file that a phone showed
 */
export const peopleRoutes = (people: People) => async (app: FastifyInstance) => {
  const { world } = people;
  app.setErrorHandler((error, _request, reply) => refuse(error, reply));

  app.get('/people', async () => ({
    position: world.feed.position,
    bots: world.bots.map(({ me, channel }) => ({ username: me.username, name: me.first_name, channel })),
    people: [...world.people.values()].map(({ key, user, phone }) => ({
      key,
      id: user.id,
      name: user.first_name,
      phone,
    })),
    groups: [...world.dialogs.values()]
      .filter(({ chat }) => chat.type !== 'private')
      .map(({ chat, people: members, topics, movedTo }) => ({
        id: chat.id,
        title: chat.title,
        people: [...members].map(({ key }) => key),
        topics: [...(topics?.values() ?? [])],
        movedTo,
      })),
  }));

  app.get('/people/events', async (request, reply) => {
    const { after, wait, only } = querySchema.parse(request.query);
    const matches = only === 'all' ? () => true : isMessageOfBot;
    return { events: await world.feed.next(after, matches, wait, gone(reply)), position: world.feed.position };
  });

  app.post<{ Params: { person: string } }>('/people/:person', async (request) => {
    const { key, user, phone } = world.person(request.params.person, personSchema.parse(request.body ?? {}));
    return { key, id: user.id, name: user.first_name, phone };
  });

  app.get<{ Params: At }>('/people/:person/at/:where', async (request, reply) => {
    const { after, wait, only } = querySchema.parse(request.query);
    const phone = phoneAt(people, request.params);
    const matches: Phone['sees'] = (event) => phone.sees(event) && (only === 'all' || isMessageOfBot(event));
    const events = await world.feed.next(after, matches, wait, gone(reply));
    const { dialog } = phone.scene;
    return {
      ...{ events, position: world.feed.position, blocked: dialog.blocked },
      opened: dialog.opened || isNumber(dialog),
    };
  });

  app.post<{ Params: At }>('/people/:person/at/:where', { bodyLimit: BODY_LIMIT }, async (request) => {
    const action = actionSchema.parse(request.body);
    const position = world.feed.position;
    return { ...phoneAt(people, request.params).do(action), position };
  });

  app.post('/people/groups', async (request) => {
    const { title, people: members, ...options } = groupSchema.parse(request.body);
    return { id: people.group(title, members, options).id };
  });

  app.post<{ Params: { id: string } }>('/people/groups/:id/bots', async (request) => {
    const { bot, by, admin } = memberSchema.parse(request.body);
    return people.groupOf(Number(request.params.id)).add(bot, by, admin);
  });

  app.delete<{ Params: { id: string } }>('/people/groups/:id/bots', async (request) => {
    const { bot, by } = memberSchema.parse(request.body);
    return people.groupOf(Number(request.params.id)).remove(bot, by);
  });

  app.post<{ Params: { id: string } }>('/people/groups/:id/migrate', async (request) => {
    const { by } = z.strictObject({ by: z.string() }).parse(request.body);
    return { id: people.groupOf(Number(request.params.id)).migrate(by) };
  });

  app.get<{ Params: { id: string } }>('/people/files/:id', async (request, reply) => {
    const file = world.files.peek(request.params.id);
    if (!file) return reply.code(404).send({ error: 'No such file.' });
    const disposition = SHOWN.test(file.mime) ? 'inline' : 'attachment';
    return reply
      .header('x-content-type-options', 'nosniff')
      .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .type(file.mime)
      .send(Buffer.from(file.bytes));
  });
};

function gone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}
