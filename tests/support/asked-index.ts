/** Which index the database asks, by its own word. It leaves out one where the question asks for more than the index's fields. */
import assert from 'node:assert/strict';

interface Explained {
  collectionName: string;
  find(filter: object): { explain(how: 'queryPlanner'): Promise<unknown> };
}

export async function assertAsked(collection: Explained, filter: object, index: string): Promise<void> {
  const plan = JSON.stringify(await collection.find(filter).explain('queryPlanner'));
  const said = `${collection.collectionName}: ${JSON.stringify(filter)} does not ask ${index}`;
  assert.ok(plan.includes(`"indexName":"${index}"`), said);
}
