/** A kept file; its bytes are in GridFS under `content`. A file without this document is none and is swept. */
import type { Connection, Model, Types } from 'mongoose';
import { Schema } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface FileDoc {
  /** Made from owner and bytes: the same file of the same owner is kept once. */
  _id: string;
  schemaVersion: number;
  /** What it belongs to: a visit's number, a request key. Never a person's name or number. */
  owner: string;
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
  /** Of the bytes, hex. */
  sha256: string;
  content: Types.ObjectId;
  /** Business time when it is looked at, and erased unless what it belongs to needs it longer. */
  eraseAt: Date;
  /** What it belonged to has another one now: then nobody is asked. */
  released: boolean;
}

export function fileModel(connection: Connection): Model<FileDoc> {
  const schema = documentSchema('files', {
    _id: String,
    owner: { type: String, required: true },
    name: { type: String, required: true },
    mime: { type: String, required: true },
    size: { type: Number, required: true },
    sha256: { type: String, required: true },
    content: { type: Schema.Types.ObjectId, required: true },
    eraseAt: { type: Date, required: true },
    released: { type: Boolean, default: false },
  });
  // What is to be erased, the oldest first.
  schema.index({ eraseAt: 1 });
  // Everything of an owner, to be erased with it.
  schema.index({ owner: 1 });
  // Is this content anybody's? The sweep's question.
  schema.index({ content: 1 }, { unique: true });
  return connection.model<FileDoc>('File', schema);
}
