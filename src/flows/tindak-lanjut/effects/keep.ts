/** Files of a report, fetched and kept. What a camera wrote into a picture or video is gone before anything is stored. */
import type { AduanFile } from '#models/aduan.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { bare } from '#services/bare-files.ts';
import { FileRefused } from '#services/files.ts';
import { TryLater } from '#services/try-later.ts';
import type { Account } from '#flows/prompts/account.ts';

/** Where files come from and whose they are. `key`: the question that they answered. */
interface From {
  owner: string;
  sent: Account['files'];
  chat: string;
  key: string;
}

/** Everything that was sent, or one sentence about the first that cannot be kept. */
export async function keepFiles(services: Services, { sent, ...from }: From): Promise<AduanFile[] | { why: TextRef }> {
  const kept: AduanFile[] = [];
  for (const one of sent) {
    const got = await keepOne(services, one, from);
    if ('why' in got) return got;
    kept.push(got);
  }
  return kept;
}

export interface Kept {
  kept: AduanFile[];
  /** One sentence about the last that could not be. */
  why: TextRef | null;
}

/** What of it can be kept. `late`: a platform that does not give a file has been waited for long enough. */
export async function keepWhatCanBe(
  services: Services,
  { sent, late = false, ...from }: From & { late?: boolean | undefined },
): Promise<Kept> {
  const kept: AduanFile[] = [];
  let why: TextRef | null = null;
  for (const one of sent) {
    const got = await keepOne(services, one, from).catch((error: unknown) => {
      if (late && error instanceof TryLater && 'refused' in error.otherwise) return error.otherwise.refused;
      throw error;
    });
    if ('why' in got) ({ why } = got);
    else kept.push(got);
  }
  return { kept, why };
}

async function keepOne(
  { media, files, say }: Services,
  { ref, as }: Account['files'][number],
  { owner, chat, key }: Omit<From, 'sent'>,
): Promise<AduanFile | { why: TextRef }> {
  const got = await media.download(chat, ref, key);
  if ('why' in got) return got;
  try {
    const name = say('id', tx('tindak-lanjut.attachment'));
    const file = await files.keep({ bytes: await bare(got.bytes), name, owner });
    return { file: file.id, as, name: file.name, mime: file.mime, size: file.size };
  } catch (error) {
    if (error instanceof FileRefused) return { why: tx('tindak-lanjut.fileRefused') };
    throw error;
  }
}

/** What the reporter hears of files that are not there. Whoever died behind the change knows only how many, and not why. */
export const unkept = (sent: number, kept: number, why: TextRef | null): TextRef | null =>
  kept < sent ? tx('tindak-lanjut.unkept', { count: sent - kept, why: why ?? tx('media.gone') }) : null;
