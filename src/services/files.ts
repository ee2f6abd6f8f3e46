/**
 * The house's files, on GridFS. The same bytes of the same owner are kept once, so that a repeated effect makes no second
 * file; two owners have their own, so that erasing one never takes the other's. What the platforms call a file dies with
 * them; these stay.
 */
import { createHash } from 'node:crypto';
import { mongo, type Model, type Types } from 'mongoose';
import { isDuplicate } from '#models/database.ts';
import type { FileDoc } from '#models/file.ts';
import { kindOf, MOST_BYTES } from './file-kinds.ts';
import { fileName } from './file-name.ts';

export interface StoredFile {
  id: string;
  /** Hex. */
  sha256: string;
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
}

/** `why`: it is no file of a kind that is kept. */
export class FileRefused extends Error {
  override name = 'FileRefused';
  readonly why: 'too-large' | 'empty' | 'program' | 'heic' | 'unknown';

  constructor(why: FileRefused['why']) {
    super(`a file was refused: ${why}`);
    this.why = why;
  }
}

export interface Keep {
  bytes: Uint8Array;
  /** What the house calls it, without a person's name or number: `Surat K-1001`. The extension comes from the content. */
  name: string;
  /** A visit's number, a request key: what it is erased with. */
  owner: string;
  /** Told for plain text only (`text/calendar`); everything else is known by its content. */
  mime?: string;
}

export type DueFile = Pick<FileDoc, '_id' | 'owner' | 'released'>;

const DAY = 24 * 3_600_000;
/** Contents that a sweep holds at once. */
const BATCH = 500;

export class Files {
  private readonly files: Model<FileDoc>;
  private readonly now: () => number;
  private readonly bucket: mongo.GridFSBucket;
  private readonly chunks: mongo.Collection<{ _id: Types.ObjectId; files_id: Types.ObjectId; n: number }>;

  /** `now`: business ms. */
  constructor(files: Model<FileDoc>, db: mongo.Db, now: () => number) {
    this.files = files;
    this.now = now;
    this.bucket = new mongo.GridFSBucket(db, { bucketName: 'fs' });
    this.chunks = db.collection('fs.chunks');
  }

  /** @throws FileRefused; where the database is away, its fault */
  async keep({ bytes, name, owner, mime: claimed }: Keep): Promise<StoredFile> {
    if (bytes.length > MOST_BYTES) throw new FileRefused('too-large');
    const found = await kindOf(bytes, claimed);
    if (found.kind !== 'known') throw new FileRefused(found.kind);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const id = createHash('sha256').update(`${owner}\n${sha256}`).digest('base64url').slice(0, 27);
    const eraseAt = new Date(this.now() + DAY);
    const before = await this.again(id, eraseAt);
    if (before) return toStored(before);
    // Bytes first, under a name of this try: whoever dies here leaves bytes that are nobody's, and `sweep` takes them.
    const content = await this.upload(bytes);
    const doc = { _id: id, owner, name: fileName(name, found.extension), mime: found.mime, size: bytes.length, sha256 };
    try {
      await this.files.create({ ...doc, content, eraseAt });
      return toStored(doc);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      // Another did the same at once and was faster.
      await this.drop(content);
      return toStored((await this.again(id, eraseAt)) ?? doc);
    }
  }

  /** Null where there is none, or none any more. Rejects where its bytes are not what was kept. */
  async read(id: string): Promise<{ file: StoredFile; bytes: Buffer } | null> {
    const doc = await this.find(id);
    if (!doc) return null;
    const parts: Buffer[] = [];
    for await (const part of this.bucket.openDownloadStream(doc.content as never)) parts.push(part as Buffer);
    const bytes = Buffer.concat(parts);
    if (createHash('sha256').update(bytes).digest('hex') !== doc.sha256) throw new Error(`file ${id} is damaged`);
    return { file: toStored(doc), bytes };
  }

  /** Null where it is not kept yet. One that was let go of is somebody's again. */
  private again(id: string, eraseAt: Date): Promise<FileDoc | null> {
    return this.files
      .findOneAndUpdate({ _id: id }, { $set: { released: false }, $max: { eraseAt } }, { returnDocument: 'after' })
      .lean<FileDoc>();
  }

  /** Leaves bytes for another process of the house, which takes them; they are nobody's file, and swept where nobody does. */
  pass(bytes: Uint8Array): Promise<Types.ObjectId> {
    return this.upload(bytes);
  }

  /** Rejects where they were taken already. */
  async take(content: Types.ObjectId): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.bucket.openDownloadStream(content as never)) parts.push(part as Buffer);
    await this.drop(content);
    return Buffer.concat(parts);
  }

  async remove(id: string): Promise<void> {
    const gone = await this.files.findOneAndDelete({ _id: id }).lean<FileDoc>();
    if (gone) await this.drop(gone.content);
  }

  /** Everything that belongs to an owner. */
  async removeOf(owner: string): Promise<number> {
    const all = await this.files.find({ owner }, { _id: 1 }).lean<{ _id: string }[]>();
    for (const { _id } of all) await this.remove(_id);
    return all.length;
  }

  /** To another owner, with which they go from now on; nothing is copied, and the one of before may be erased without them. */
  async give(ids: readonly string[], owner: string): Promise<void> {
    await this.files.updateMany({ _id: { $in: ids } }, { $set: { owner, released: false } });
  }

  /** Takes bytes that belong to no file: of a process that died while it kept or removed one. @param before machine ms */
  async sweep(before: number): Promise<number> {
    const until = mongo.ObjectId.createFromTime(Math.floor(before / 1000)) as never;
    let swept = 0;
    for (let last = mongo.ObjectId.createFromTime(0) as never; ;) {
      const heads = await this.chunks
        .find({ files_id: { $gt: last, $lt: until }, n: 0 }, { projection: { files_id: 1 } })
        .sort({ files_id: 1 })
        .limit(BATCH)
        .toArray();
      const contents = heads.map(({ files_id }) => files_id);
      const kept = await this.files.find({ content: { $in: contents } }, { content: 1 }).lean<FileDoc[]>();
      const known = new Set(kept.map(({ content }) => String(content)));
      const lost = contents.filter((content) => !known.has(String(content)));
      for (const content of lost) await this.drop(content);
      swept += lost.length;
      if (heads.length < BATCH) return swept;
      last = contents.at(-1) as never;
    }
  }

  /**
   * Whatever had them has others now. They are erased a day later: a message that shows one may still wait to be sent.
   * @param now business ms
   */
  async release(ids: readonly string[], now: number): Promise<void> {
    if (ids.length)
      await this.files.updateMany({ _id: { $in: ids } }, { $set: { released: true, eraseAt: new Date(now + DAY) } });
  }

  /** Files to look at, the oldest first; each is then removed or needed until later. @param now business ms */
  due(now: number, limit: number): Promise<DueFile[]> {
    return this.files
      .find({ eraseAt: { $lte: new Date(now) } }, { owner: 1, released: 1 })
      .sort({ eraseAt: 1 })
      .limit(limit)
      .lean<DueFile[]>();
  }

  /** What it belongs to needs it until then; unless that let go of it meanwhile. */
  async neededUntil(id: string, eraseAt: Date): Promise<void> {
    await this.files.updateOne({ _id: id, released: false }, { $set: { eraseAt } });
  }

  private find(id: string): Promise<FileDoc | null> {
    return this.files.findOne({ _id: id }).lean<FileDoc>();
  }

  private async upload(bytes: Uint8Array): Promise<Types.ObjectId> {
    const stream = this.bucket.openUploadStream('file');
    await new Promise<void>((resolve, reject) => {
      stream.once('finish', () => resolve()).once('error', reject);
      stream.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    });
    return stream.id as never;
  }

  /** Twice is no fault; of an upload that was cut off the driver takes the chunks, and says that there was no file. */
  private async drop(content: Types.ObjectId): Promise<void> {
    await this.bucket.delete(content as never).catch((error: unknown) => {
      if (!(error instanceof mongo.MongoRuntimeError)) throw error;
    });
  }
}

const toStored = ({
  _id,
  sha256,
  name,
  mime,
  size,
}: Pick<FileDoc, '_id' | 'sha256' | 'name' | 'mime' | 'size'>): StoredFile => ({
  id: _id,
  sha256,
  name,
  mime,
  size,
});
