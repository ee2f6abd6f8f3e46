/** The guest's letter: fetched from the platform, looked at by its content, kept in the house. */
import type { VisitLetter } from '#models/visit.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { SentFiles } from '#flows/prompts/sent-file.ts';
import type { Services } from '#services/commands.ts';
import { checkLetter } from '#services/letter-check.ts';

/** The kept letter, or one sentence that says what to send instead. Rejects where another try may help. */
export async function fetchLetter(
  { media, files, say }: Services,
  chat: string,
  sent: SentFiles,
  owner: string,
): Promise<VisitLetter | { why: TextRef }> {
  const got = await media.download(chat, sent.ref, 'surat');
  if ('why' in got) return got;
  const check = await checkLetter(got.bytes, sent.name ?? '');
  if ('refuse' in check) return { why: check.refuse };
  const kept = await files.keep({ bytes: got.bytes, name: say('id', tx('sikulin.guestLetterFile')), owner });
  return { file: kept.id, name: kept.name, mime: kept.mime, size: kept.size };
}
