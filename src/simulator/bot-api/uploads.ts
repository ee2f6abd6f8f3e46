/** The file of a call: uploaded with it, or one that the platform already has. */
import type { FileKind, StoredFile } from '../world/files.ts';
import type { Call } from './call.ts';
import { badRequest, Refusal } from './refusal.ts';

const MB = 1024 * 1024;
export const UPLOAD_LIMIT = 50 * MB;
export const DOWNLOAD_LIMIT = 20 * MB;
const PHOTO_LIMIT = 10 * MB;

const MAGIC = ['ffd8ff', '89504e47', '47494638', '52494646'];
const looksLikeImage = (bytes: Uint8Array): boolean =>
  MAGIC.some((magic) => Buffer.from(bytes.subarray(0, 4)).toString('hex').startsWith(magic));

/** `value` is the argument: `attach://name`, an id, or nothing where the upload's field has the argument's name. */
export function takeFile(call: Call, kind: FileKind, field: string, value: unknown): StoredFile {
  const attached = typeof value === 'string' && value.startsWith('attach://') ? value.slice('attach://'.length) : field;
  const upload = call.uploads.get(attached);
  if (!upload) return knownFile(call, kind, value);
  const { bytes } = upload;
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  if (bytes.length > UPLOAD_LIMIT) throw new Refusal(413, 'Request Entity Too Large');
  if (kind === 'photo' && bytes.length > PHOTO_LIMIT) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${PHOTO_LIMIT} bytes`,
    );
  }
  if (kind === 'photo' && !looksLikeImage(bytes)) throw badRequest('IMAGE_PROCESS_FAILED');
  const mime = upload.mime === 'application/octet-stream' ? undefined : upload.mime || undefined;
  return call.world.files.add({ kind, bytes, name: upload.name, mime }, [call.bot]);
}

function knownFile({ world, bot }: Call, kind: FileKind, value: unknown): StoredFile {
  if (typeof value !== 'string' || value === '') throw badRequest(`there is no ${kind} in the request`);
  // The stand-in reaches no other machine, so it cannot fetch an address for the bot.
  if (/^https?:\/\//.test(value)) throw badRequest('failed to get HTTP URL content');
  const file = world.files.get(value, bot);
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified');
  if (file.kind !== kind) throw badRequest(`can't use file of type ${label(file.kind)} as ${label(kind)}`);
  return file;
}

const label = (kind: FileKind): string =>
  kind === 'voice' ? 'VoiceNote' : kind.charAt(0).toUpperCase() + kind.slice(1);
