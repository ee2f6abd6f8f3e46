/** What comes with a file from the officer's computer. Words of somebody stand in no address: they come in the body, with the file. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Services } from '#services/commands.ts';
import { kindOf, MOST_BYTES } from '#services/file-kinds.ts';

/** Multipart's own lines besides the file. */
export const FORM_BYTES = MOST_BYTES + 64 * 1024;

/** For everything that is registered on it from then on. */
export function takeForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    /^multipart\/form-data/,
    { parseAs: 'buffer', bodyLimit: FORM_BYTES },
    (_request, body, done) => done(null, body),
  );
}

export interface Form {
  fields: Record<string, unknown>;
  /** It is in the request already: what the bot fetches from the platform is handed over here. */
  media: Services['media'];
  sent: { ref: string; as: 'photo' | 'document'; name: string };
}

/** Null where it holds no file. */
export async function formOf({ body, headers }: FastifyRequest): Promise<Form | null> {
  const type = headers['content-type'] ?? '';
  const form = await new Response(body as Buffer<ArrayBuffer>, { headers: { 'content-type': type } })
    .formData()
    .catch(() => new FormData());
  const { file, ...fields } = Object.fromEntries(form);
  if (!(file instanceof File)) return null;
  const bytes = Buffer.from(await file.arrayBuffer());
  const found = await kindOf(bytes);
  const as = found.kind === 'known' && found.mime.startsWith('image/') ? 'photo' : 'document';
  return { fields, media: { download: async () => ({ bytes }) }, sent: { ref: 'meja', as, name: file.name } };
}
