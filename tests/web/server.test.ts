/** A page that fails: the operator finds where, and whoever asked for it is told nothing of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWeb } from '#web/server.ts';

test('a fault of a page goes to the operator, and no word of it to whoever asked', async (t) => {
  const faults: unknown[] = [];
  const fault = new Error('no such Rahasia');
  const web = await createWeb({
    ...{ host: '127.0.0.1', port: 0, webhooks: null, devClock: null, phones: null },
    readiness: () => Promise.reject(fault),
    metrics: () => Promise.reject(fault),
    onFault: (error) => faults.push(error),
  });
  t.after(() => web.close());
  const answer = await fetch(`${web.address}/metrics`);
  assert.deepEqual([answer.status, await answer.text()], [500, '{"error":"fault"}']);
  assert.deepEqual(faults, [fault]);
  assert.equal((await fetch(`${web.address}/no/such/page`)).status, 404);
});
