/** Files as the platform keeps them: an id that only one bot can use, and a download path that expires. */
import { randomBytes } from 'node:crypto';
import type { Bot } from './types.ts';

export type FileKind = 'photo' | 'document' | 'voice' | 'video' | 'sticker';

export interface FileSpec {
  kind: FileKind;
  bytes: Uint8Array;
  name?: string | undefined;
  mime?: string | undefined;
  /** What the platform claims, bytes; the true length without it. Lets a test speak of 25 MB without carrying them. */
  size?: number | undefined;
}

export interface StoredFile {
  id: string;
  uniqueId: string;
  kind: FileKind;
  bytes: Uint8Array;
  name: string;
  mime: string;
  size: number;
  path: string;
  /** Ms until which the path can be downloaded; 0 until a bot asked for it. */
  openUntil: number;
  owners: Set<Bot>;
}

const FOLDERS = { photo: 'photos', document: 'documents', voice: 'voice', video: 'videos', sticker: 'stickers' };
const DEFAULTS: Record<FileKind, { name: string; mime: string }> = {
  photo: { name: 'photo.jpg', mime: 'image/jpeg' },
  document: { name: 'file.bin', mime: 'application/octet-stream' },
  voice: { name: 'voice.oga', mime: 'audio/ogg' },
  video: { name: 'video.mp4', mime: 'video/mp4' },
  sticker: { name: 'sticker.webp', mime: 'image/webp' },
};

export class Files {
  private byId = new Map<string, StoredFile>();
  private byPath = new Map<string, StoredFile>();

  /** Keeps a file for the bots that may use its id. Other bots are told that the id is wrong. */
  add(spec: FileSpec, owners: Iterable<Bot>): StoredFile {
    const number = this.byId.size;
    const { name, mime } = DEFAULTS[spec.kind];
    const shownName = spec.name ?? name;
    const extension = /\.[A-Za-z0-9]+$/.exec(shownName)?.[0] ?? '';
    const file: StoredFile = {
      id: `AgAC${randomBytes(36).toString('base64url')}`,
      uniqueId: `AQAD${randomBytes(9).toString('base64url')}`,
      kind: spec.kind,
      bytes: spec.bytes,
      name: shownName,
      mime: spec.mime ?? mime,
      size: spec.size ?? spec.bytes.length,
      path: `${FOLDERS[spec.kind]}/file_${number}${extension}`,
      openUntil: 0,
      owners: new Set(owners),
    };
    this.byId.set(file.id, file);
    this.byPath.set(file.path, file);
    return file;
  }

  /** The file if this bot may use the id. */
  get(id: string, bot: Bot): StoredFile | undefined {
    const file = this.byId.get(id);
    return file?.owners.has(bot) ? file : undefined;
  }

  /** The file at a download path, for this bot and while the path is open. */
  at(path: string, bot: Bot, now: number): StoredFile | undefined {
    const file = this.byPath.get(path);
    return file && file.owners.has(bot) && file.openUntil > now ? file : undefined;
  }

  /** The file behind an id, for the people's side, which sees every file shown to it. */
  peek(id: string): StoredFile | undefined {
    return this.byId.get(id);
  }
}
