/** Documents that open pages show: what was written lately is found without looking at all of them. */
import type { Schema } from 'mongoose';

export interface Touched {
  /** Machine time of the last write; absent in documents of before. */
  touchedAt?: Date;
}

export function touch(schema: Schema): void {
  schema.set('timestamps', { createdAt: false, updatedAt: 'touchedAt' });
  // The latest.
  schema.index({ touchedAt: -1 });
}
