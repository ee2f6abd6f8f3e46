import assert from 'node:assert/strict';
import { it } from 'node:test';
import { until } from '../support.ts';
import { house, LIBRARIES } from './house.ts';

for (const [library, create] of LIBRARIES)
  it(`a bot on ${library} polls only under the lease`, async () => {
    const at = await house(create);
    at.lease.holds = false;
    at.sari.start();
    await at.bot().start(at.accept);
    await until(() => at.faults.counts.calls['setMyDescription'] === 2);
    assert.equal(at.faults.counts.calls['getUpdates'], undefined);
    at.lease.holds = true;
    await until(() => at.arrivals.length === 1);
    await at.close();
  });
