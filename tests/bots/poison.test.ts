import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutPoison } from '#bots/poison.ts';

const outage = new Error('database away');

const scene = (fail: () => unknown, store: () => Promise<void> = async () => {}) => {
  const stored: number[] = [];
  const take = withoutPoison<{ update_id: number }>({
    accept: async () => {
      const error = fail();
      if (error) throw error;
    },
    outage: (error) => error === outage,
    onPoison: async ({ update_id }) => {
      await store();
      stored.push(update_id);
    },
    tries: 3,
  });
  const tries = async (times: number): Promise<string> => {
    let how = '';
    for (let n = 0; n < times; n += 1)
      how += await take({ update_id: 5 }).then(
        () => 'y',
        () => 'n',
      );
    return how;
  };
  return { tries, stored };
};

describe('poison', () => {
  it('is stored and let go after the third fault of its own', async () => {
    const { tries, stored } = scene(() => new TypeError('bug'));
    assert.equal(await tries(3), 'nny');
    assert.deepEqual(stored, [5]);
  });

  it('is not an update that the database only was not there for', async () => {
    const { tries, stored } = scene(() => outage);
    assert.equal(await tries(50), 'n'.repeat(50));
    assert.deepEqual(stored, []);
  });

  it('is kept while it cannot be stored', async () => {
    let away = 4;
    const store = async (): Promise<void> => {
      if ((away -= 1) > 0) throw outage;
    };
    const { tries, stored } = scene(() => new TypeError('bug'), store);
    assert.equal(await tries(6), 'nnnnny');
    assert.deepEqual(stored, [5]);
  });

  it('is forgotten once the update was accepted', async () => {
    const faults = [1, 1, 0, 1, 1, 0];
    const { tries, stored } = scene(() => faults.shift() && new TypeError('bug'));
    assert.equal(await tries(6), 'nnynny');
    assert.deepEqual(stored, []);
  });
});
