/** Files of a report, fetched and kept. What a camera wrote into a picture or video is gone before anything is stored. */
import type { AduanFile } from '#models/aduan.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { bare } from '#services/bare-files.ts';
import { FileRefused } from '#services/files.ts';
import type { Account } from '#flows/prompts/account.ts';

/** Everything that was sent, or one sentence about the first that cannot be kept. `key`: the question that they answered. */
export async function keepFiles(
  { media, files, say }: Services,
  { owner, sent, chat, key }: { owner: string; sent: Account['files']; chat: string; key: string },
): Promise<AduanFile[] | { why: TextRef }> {
  const kept: AduanFile[] = [];
  const name = say('id', tx('tindak-lanjut.attachment'));
  for (const { ref, as } of sent) {
    const got = await media.download(chat, ref, key);
    if ('why' in got) return got;
    try {
      const file = await files.keep({ bytes: await bare(got.bytes), name, owner });
      kept.push({ file: file.id, as, name: file.name, mime: file.mime, size: file.size });
    } catch (error) {
      if (error instanceof FileRefused) return { why: tx('tindak-lanjut.fileRefused') };
      throw error;
    }
  }
  return kept;
}
