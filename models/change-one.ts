/** Compare-and-set of a domain document that was read before: answers with it as the change left it, or later. */
import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import { database, scansToAnswer } from './database.ts';

/**
 * Null: the filter, which names the document and the version that was looked at, found none. One trip, but where the database
 * would read the whole collection for it (58 ms beside 500 reports): there an update, then a read by its id.
 */
export async function changeOne<Doc extends { _id: string }>(
  model: Model<Doc>,
  filter: QueryFilter<Doc> & { _id: string },
  update: UpdateQuery<Doc>,
): Promise<Doc | null> {
  if (!scansToAnswer(database(model.db)))
    return model.findOneAndUpdate(filter, update, { returnDocument: 'after' }).lean<Doc>();
  const { matchedCount } = await model.updateOne(filter, update);
  return matchedCount ? model.findById(filter._id).lean<Doc>() : null;
}
