/** What somebody said, made fit for the other side: words, and files of the house's own store without what a camera wrote into them. */
import type { ObrolanFile } from '#models/obrolan.ts';
import type { PersonContent } from '#flows/engine/chat.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { bare } from '#services/bare-files.ts';
import { namesProgram } from '#services/file-kinds.ts';
import { FileRefused } from '#services/files.ts';

export interface Content {
  text: string;
  files: ObrolanFile[];
  /** It stands for an earlier message. */
  edited: boolean;
}

interface Sent {
  ref: string;
  as: ObrolanFile['as'];
  name?: string;
}

const AS = { photo: 'photo', voice: 'voice', video: 'document', document: 'document' } as const;

/** `owner`: the conversation, with which its files go. One sentence where it cannot be handed on. */
export async function contentOf(
  services: Services,
  chat: string,
  owner: string,
  said: PersonContent,
): Promise<Content | { why: TextRef }> {
  switch (said.kind) {
    case 'text':
      return words(said.text);
    case 'edit':
      return { ...words(said.text), edited: true };
    case 'location':
      return words(`${said.lat.toFixed(5)}, ${said.lon.toFixed(5)}`);
    case 'contact':
      return words(said.phone);
    case 'photo':
    case 'voice':
    case 'video':
    case 'document': {
      const sent = [said.file, ...(said.more ?? [])].map(({ ref, name }) => ({
        ...{ ref, as: AS[said.kind] },
        ...(name !== undefined && { name }),
      }));
      const files = await keepFiles(services, chat, owner, sent);
      return Array.isArray(files) ? { ...words(said.caption ?? ''), files } : files;
    }
    default:
      return { why: tx('chatting.cannot') };
  }
}

const words = (text: string): Content => ({ text, files: [], edited: false });

/** @throws TryLater where the platform does not give a file now */
export async function keepFiles(
  { media, files, say }: Services,
  chat: string,
  owner: string,
  sent: readonly Sent[],
): Promise<ObrolanFile[] | { why: TextRef }> {
  const kept: ObrolanFile[] = [];
  for (const { ref, as, name = say('id', tx('chatting.attachment')) } of sent) {
    const got = await media.download(chat, ref, 'pesan');
    if ('why' in got) return got;
    try {
      if (namesProgram(name)) throw new FileRefused('program');
      const file = await files.keep({ bytes: await bare(got.bytes), name, owner });
      kept.push({ file: file.id, as, name: file.name, mime: file.mime, size: file.size });
    } catch (error) {
      if (error instanceof FileRefused) return { why: tx('chatting.fileRefused') };
      throw error;
    }
  }
  return kept;
}
