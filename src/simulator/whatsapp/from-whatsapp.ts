/** A message of the bot as people's phones show it. */
import type { FileKind, Files } from '../world/files.ts';
import { fileContent } from '../world/content.ts';
import type { Bot, Content } from '../world/types.ts';
import type { Account } from './account.ts';
import { readMarks } from './marks.ts';
import type { PageMessage } from './server.ts';

const KINDS: Record<string, FileKind> = {
  ...{ image: 'photo', ptt: 'voice', audio: 'voice', video: 'video', sticker: 'sticker', document: 'document' },
};

export const contentOf = (message: PageMessage, bot: Bot, files: Files, account: Account): Content => {
  const { text, entities } = readMarks(
    message.directPath === undefined ? (message.body ?? '') : (message.caption ?? ''),
  );
  const file = message.directPath === undefined ? undefined : account.file(message.directPath);
  if (!file) return { text, ...(entities.length > 0 && { entities }) };
  const { filename: name, mimetype: mime, type } = message;
  const kept = files.add({ kind: KINDS[type] ?? 'document', bytes: file.bytes, name, mime }, [bot]);
  return {
    ...fileContent(kept),
    ...(text && { caption: text, ...(entities.length > 0 && { caption_entities: entities }) }),
  };
};
