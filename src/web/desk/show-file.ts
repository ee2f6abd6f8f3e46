/** A file that somebody sent, on the officers' page: shown where it can do nothing, and kept by no cache on the way. */
import type { FastifyReply } from 'fastify';
import type { Services } from '#services/commands.ts';

/** What a browser shows or plays by itself; whatever else somebody sent is never run as a page of ours. */
const SHOWN = /^(image\/(jpeg|png|webp)|audio\/(ogg|mpeg|mp4|wav)|video\/(mp4|webm))$/;

/** `id` null: there is none, or not for whoever asks. */
export async function showFile({ files }: Services, id: string | null, reply: FastifyReply): Promise<FastifyReply> {
  const stored = id === null ? null : await files.read(id);
  if (!stored) return reply.code(404).send({ error: 'unknown' });
  const { mime, name } = stored.file;
  const shown = SHOWN.test(mime);
  return reply
    .type(shown ? mime : 'application/octet-stream')
    .headers({
      'cache-control': 'no-store, private',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
    })
    .send(stored.bytes);
}
