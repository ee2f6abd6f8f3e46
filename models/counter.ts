/** Rising numbers for references. Gaps are allowed here; letter numbers, which may have none, are claims of their own. */
import type { Connection, Model } from 'mongoose';
import { unlessDuplicate } from './database.ts';
import { documentSchema } from './schema.ts';

interface Counter {
  _id: string;
  schemaVersion: number;
  value: number;
}

export const counterModel = (connection: Connection): Model<Counter> =>
  connection.model<Counter>(
    'Counter',
    documentSchema('counters', { _id: String, value: { type: Number, default: 1000 } }),
  );

/** The next number, from 1001. */
export async function nextNumber(counters: Model<Counter>, name: string): Promise<number> {
  const step = () =>
    counters.findOneAndUpdate({ _id: name }, { $inc: { value: 1 } }, { returnDocument: 'after' }).lean();
  const found = await step();
  if (found) return found.value;
  // Two may make the counter at once; one of them finds it made.
  await counters.create({ _id: name, value: 1000 }).catch(unlessDuplicate);
  return (await step())?.value ?? 1001;
}
