/** The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, on one fastify instance. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Message } from '@grammyjs/types';
import type { Bot } from '../world/types.ts';
import { strikesAfter, type Fault, type Faults, type Target } from '../faults.ts';
import { parseCall } from './body.ts';
import type { Call, Platform } from './call.ts';
import { findMethod } from './methods.ts';
import { notFound, Refusal, unauthorized } from './refusal.ts';
import { UPLOAD_LIMIT } from './uploads.ts';

/** Room for the other fields of a form that carries the largest upload. */
const BODY_LIMIT = UPLOAD_LIMIT + 1024 * 1024;

const PROXY_PAGE =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>\r\n';

/** Runs a method as the bot; throws `Refusal`. Gives the ids of the messages it showed beside the result. */
export async function runMethod(
  call: Call,
  name: string,
  args: Record<string, unknown>,
): Promise<{ result: unknown; shown: number[] }> {
  const method = findMethod(name);
  if (!method) throw notFound();
  const result = await method.handler(call, args);
  const messages = method.name.startsWith('send') ? [result].flat() : [];
  return { result, shown: messages.map((message) => (message as Message).message_id).filter((id) => id !== undefined) };
}

/** Aborts when the caller's connection closes before it was answered. */
function closedSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}

function cut(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return reply.code(refusal.code).send(refusal.body);
}

const WORDS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden: bot was blocked by the user',
  409: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  500: 'Internal Server Error',
};

function answerFault(reply: FastifyReply, fault: Extract<Fault, { kind: 'answer' }>): FastifyReply {
  if (fault.code === 502) return reply.code(502).type('text/html').send(PROXY_PAGE);
  const seconds = fault.retryAfter ?? 1;
  const description = fault.description ?? WORDS[fault.code] ?? `Too Many Requests: retry after ${seconds}`;
  return refuse(reply, new Refusal(fault.code, description, fault.code === 429 ? { retry_after: seconds } : undefined));
}

function strike(faults: Faults, fault: Fault, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (fault.kind !== 'answer') return fault.kind === 'hang' ? reply.hijack() : cut(request, reply);
  faults.answered(fault.code);
  return answerFault(reply, fault);
}

function cutHalfway(request: FastifyRequest, reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-length': bytes.length });
  reply.raw.write(bytes.subarray(0, bytes.length / 2), () => request.raw.socket.destroy());
  return reply;
}

/** The call's way through fault, method, fault. */
async function handle(
  platform: Platform,
  faults: Faults,
  bot: Bot,
  name: string,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const [, query = ''] = request.url.split('?', 2);
  const { args, uploads } = parseCall(
    query,
    (request.body as Buffer | undefined) ?? Buffer.alloc(0),
    request.headers['content-type'] ?? '',
  );
  const chat = args['chat_id'] === undefined ? undefined : Number(args['chat_id']);
  const target: Target = { method: findMethod(name)?.name ?? name, bot: bot.me.username, chat };
  const fault = faults.take(target);
  if (fault && !strikesAfter(fault)) return strike(faults, fault, request, reply);
  const call: Call = { ...platform, bot, uploads, closed: closedSignal(reply) };
  const { result, shown } = await runMethod(call, name, args);
  faults.carriedOut(target, shown, fault);
  if (fault?.kind === 'cut') return cut(request, reply);
  if (fault?.kind === 'silent') return reply.hijack();
  if (fault?.kind === 'late') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  faults.answered(200);
  return reply.send({ ok: true, result });
}

/** Splits `/bot<token>/<method>`; a test server's `/test` is ignored. */
function addressed(url: string): { token: string; rest: string } | null {
  const match = /^\/(?:file\/)?bot([^/?]+)\/(?:test\/)?([^?]+)/.exec(url);
  return match ? { token: decodeURIComponent(match[1]!), rest: decodeURIComponent(match[2]!) } : null;
}

function botAt(platform: Platform, token: string): Bot {
  const bot = platform.world.bots.find((each) => each.token === token);
  if (!bot) throw unauthorized();
  return bot;
}

/** A fastify plugin; the platform's bodies and errors stay inside it. */
export const botApi = (platform: Platform, faults: Faults) => async (app: FastifyInstance) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  );

  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const tooLarge = error.statusCode === 413 ? new Refusal(413, 'Request Entity Too Large') : undefined;
    const refusal =
      error instanceof Refusal ? error : (tooLarge ?? new Refusal(500, `Internal Server Error: ${error.message}`));
    faults.answered(refusal.code);
    return refuse(reply, refusal);
  });

  app.all('/bot*', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const address = addressed(request.url);
    if (!address) throw new Refusal(404, 'Not Found');
    return handle(platform, faults, botAt(platform, address.token), address.rest, request, reply);
  });

  app.get('/file/bot*', async (request, reply) => {
    const address = addressed(request.url);
    if (!address) throw new Refusal(404, 'Not Found');
    const bot = botAt(platform, address.token);
    const fault = faults.take({ method: 'download', bot: bot.me.username, chat: undefined });
    if (fault && !strikesAfter(fault)) return strike(faults, fault, request, reply);
    const file = platform.world.files.at(address.rest, bot, platform.world.now());
    if (!file) throw new Refusal(404, 'Not Found');
    if (fault) return cutHalfway(request, reply, file.bytes);
    return reply.type('application/octet-stream').send(Buffer.from(file.bytes));
  });
};
