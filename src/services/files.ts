/**
 * The house's files, on GridFS. The same bytes of the same owner are kept once, so that a repeated effect makes no second
 * file; two owners have their own, so that erasing one never takes the other's. What the platforms call a file dies with
 * them; these stay.
 */
import { createHash } from 'node:crypto';
import { mongo, type Model, type Types } from 'mongoose';
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

export class Files {
  private readonly files: Model<FileDoc>;
  private readonly bucket: mongo.GridFSBucket;
  private readonly chunks: mongo.Collection<{ _id: Types.ObjectId; files_id: Types.ObjectId; n: number }>;

  constructor(files: Model<FileDoc>, db: mongo.Db) {
    this.files = files;
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
    const before = await this.find(id);
    if (before) return toStored(before);
    // Bytes first, under a name of this try: whoever dies here leaves bytes that are nobody's, and `sweep` takes them.
    const content = await this.upload(bytes);
    const doc = { _id: id, owner, name: fileName(name, found.extension), mime: found.mime, size: bytes.length, sha256 };
    try {
      await this.files.create({ ...doc, content });
      return toStored(doc);
    } catch (error) {
      if ((error as { code?: number }).code !== 11000) throw error;
      // Another did the same at once and was faster.
      await this.drop(content);
      return toStored((await this.find(id)) ?? doc);
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

  /** Takes bytes that belong to no file: of a process that died while it kept or removed one. @param before machine ms */
  async sweep(before: number): Promise<number> {
    const until = mongo.ObjectId.createFromTime(Math.floor(before / 1000));
    let swept = 0;
    const first = this.chunks.find({ files_id: { $lt: until as never }, n: 0 }, { projection: { files_id: 1 } });
    for await (const { files_id: content } of first) {
      if (await this.files.exists({ content })) continue;
      await this.drop(content);
      swept += 1;
    }
    return swept;
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
}: Omit<FileDoc, 'schemaVersion' | 'owner' | 'content'>): StoredFile => ({
  id: _id,
  sha256,
  name,
  mime,
  size,
});
