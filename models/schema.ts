/** What all domain documents share: a schema number (not named `schema`, which a mongoose document has already), strict fields, no hidden version key. */
import { Schema } from 'mongoose';
import type { SchemaDefinition } from 'mongoose';

export const documentSchema = (collection: string, definition: SchemaDefinition): Schema =>
  new Schema(
    { schemaVersion: { type: Number, default: 1 }, ...definition },
    { collection, versionKey: false, strict: 'throw', id: false },
  );
