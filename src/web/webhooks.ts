/** Where Telegram pushes updates to. Telegram keeps what is not answered with 200, so 200 is said only after accept. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify';

export interface WebhookBot {
  /** The secret given to setWebhook. */
  secret: string;
  /** Resolves when the update is durable. */
  receive(update: unknown): Promise<void>;
}

export interface WebhookOptions {
  /** By the last part of the path; a bot that polls is left out. */
  bots: Partial<Record<'public' | 'members', WebhookBot>>;
  /** True while this process takes on no more turns. */
  saturated(): boolean;
  /** Told of an update that could not be stored, which the platform brings again. */
  onFault(error: unknown): void;
}

type Route = { Params: { bot: string } };

/** `POST /webhooks/telegram/<public|members>`: 200 accepted, 401 wrong secret, 404 no such bot, 400 no update, 503 bring it again. */
export const webhooks: FastifyPluginAsync<WebhookOptions> = async (
  app: FastifyInstance,
  { bots, saturated, onFault },
) => {
  const botOf = ({ bot }: Route['Params']): WebhookBot | undefined =>
    Object.hasOwn(bots, bot) ? bots[bot as keyof typeof bots] : undefined;

  app.post<Route>('/webhooks/telegram/:bot', {
    // Before the body: a stranger's is never read.
    onRequest: async ({ params, headers }, reply) => {
      const bot = botOf(params);
      if (!bot) return reply.code(404).send();
      if (!isSecret(headers['x-telegram-bot-api-secret-token'], bot.secret)) return reply.code(401).send();
    },
    handler: async ({ params, body }, reply) => {
      if (!isUpdate(body)) return reply.code(400).send();
      if (saturated()) return later(reply);
      try {
        await botOf(params)!.receive(body);
        return reply.code(200).send();
      } catch (error) {
        onFault(error);
        return later(reply);
      }
    },
  });
};

/** Seconds: by then another replica has it, or this one a place again. */
const later = (reply: FastifyReply): FastifyReply => reply.code(503).header('retry-after', '2').send();

/** Digests have one length, so that neither length nor place of the first difference shows in the time. */
const isSecret = (given: string | string[] | undefined, secret: string): boolean =>
  typeof given === 'string' && timingSafeEqual(digest(given), digest(secret));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const isUpdate = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'update_id' in body && Number.isSafeInteger(body.update_id);
