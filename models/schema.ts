/** What all domain documents share: a schema number, strict fields, no hidden version key. */
import { Schema } from 'mongoose';
import type { SchemaDefinition } from 'mongoose';

export const documentSchema = (collection: string, definition: SchemaDefinition): Schema =>
  new Schema(
    { schema: { type: Number, default: 1 }, ...definition },
    { collection, versionKey: false, strict: 'throw', id: false },
  );
