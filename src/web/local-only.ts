/**
 * For what must never be reached from another machine or by another site in the same browser: the caller sits on this machine
 * and named it as such, so that a foreign name which was pointed at 127.0.0.1 opens nothing.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';

const NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);
const ADDRESSES = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Answers 403 to anybody else. */
export async function localOnly({ ip, host }: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!ADDRESSES.has(ip) || !NAMES.has(host.replace(/:\d+$/, '')))
    await reply.code(403).send({ error: 'Only from this machine.' });
}
