/** Everything goes wrong for a short while, polled and pushed. The long run is `npm run test:chaos`. */
import { test } from 'node:test';
import { assertWell, runChaos, summaryOf } from '#tests/support/chaos/chaos.ts';

for (const webhook of [false, true])
  test(`chaos, updates ${webhook ? 'pushed through a bad balancer' : 'polled'}: nothing lost, nothing twice`, async (t) => {
    const result = await runChaos(t, { seconds: 15, people: 4, guests: 3, webhook });
    for (const line of summaryOf(result)) t.diagnostic(line);
    assertWell(result);
  });
