import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SharedReads } from '#services/shared-read.ts';

const hung = new Promise<never>(() => {});
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('a hundred who ask at once cost two reads, and each knows what was there when they asked', async () => {
  const reads = new SharedReads<number>();
  let there = 0;
  let count = 0;
  const read = async (): Promise<number> => {
    count += 1;
    const seen = there;
    await pause(5);
    return seen;
  };
  const asked = Array.from({ length: 100 }, () => {
    there += 1;
    const least = there;
    return reads.read('x', read).then((seen) => assert.ok(seen >= least, `${seen} told to who knew of ${least}`));
  });
  await Promise.all(asked);
  assert.equal(count, 2);
  await reads.read('x', read);
  assert.equal(count, 3, 'nothing is kept');
});

test('what differs is not shared', async () => {
  const reads = new SharedReads<string>();
  const read = (what: string) => reads.read(what, () => Promise.resolve(what));
  assert.deepEqual(await Promise.all([read('a'), read('b'), read('a')]), ['a', 'b', 'a']);
});

test('a read that fails is told to who shared it, and not to who asks next', async () => {
  const reads = new SharedReads<string>();
  let times = 0;
  const read = () =>
    reads.read('x', async () => (await pause(1), (times += 1) === 1 ? Promise.reject(new Error('away')) : 'there'));
  const [first, second, third] = await Promise.allSettled([read(), read(), read()]);
  assert.equal(first.status, 'rejected');
  assert.equal(second.status === 'fulfilled' && second.value, 'there');
  assert.equal(third.status === 'fulfilled' && third.value, 'there');
  assert.equal(await read(), 'there');
});

test('a read that hangs does not hold up who asks later', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const reads = new SharedReads<string>();
  void reads.read('x', () => hung);
  const later = reads.read('x', () => Promise.resolve('there'));
  t.mock.timers.tick(1000);
  assert.equal(await later, 'there');
});
