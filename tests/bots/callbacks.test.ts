import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decode, encode, PAYLOAD_BYTES } from '#bots/callbacks.ts';

describe('payloads of buttons', () => {
  it('come back as they went', () => {
    const run = fc.stringMatching(/^[\w-]{1,24}$/);
    fc.assert(
      fc.property(run, fc.nat(9999), fc.nat(99), (run, askNo, choice) =>
        assert.deepEqual(decode(encode({ run, askNo, choice })), { run, askNo, choice }),
      ),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z-]{1,20}$/), fc.stringMatching(/^[\w:.é/ -]{0,20}$/), (flow, arg) =>
        assert.deepEqual(decode(encode({ flow, arg })), { flow, arg }),
      ),
    );
  });

  const wrong: [string, () => string][] = [
    ['over 64 bytes', () => encode({ flow: 'sikulin', arg: 'x'.repeat(56) })],
    ['over 64 bytes though not 64 characters', () => encode({ flow: 'sikulin', arg: 'é'.repeat(30) })],
    ['a run with a colon', () => encode({ run: 'a:b', askNo: 1, choice: 0 })],
    ['a run of nothing', () => encode({ run: '', askNo: 1, choice: 0 })],
    ['a negative choice', () => encode({ run: 'a', askNo: 1, choice: -1 })],
    ['a flow with a colon', () => encode({ flow: 'a:b', arg: '' }).concat(encode({ flow: 'A', arg: '' }))],
    ['an argument with a line break', () => encode({ flow: 'a', arg: '1\n2' })],
  ];
  for (const [what, make] of wrong) it(`refuse ${what}`, () => assert.throws(make, RangeError));

  it('take exactly 64 bytes', () =>
    assert.equal(Buffer.byteLength(encode({ flow: 'sikulin', arg: 'x'.repeat(54) })), PAYLOAD_BYTES));

  for (const garbage of [
    '',
    'q',
    'q:',
    'q:a:1',
    'q:a:1:2:3',
    'q:a:x:1',
    'q:a:1:-1',
    's:',
    's:A:b',
    'S:a:b',
    'x:a:b',
    'null',
    'q:a:1:1\n',
  ])
    it(`${JSON.stringify(garbage)} is not ours`, () => assert.equal(decode(garbage), null));

  it('are read from anything without a throw, and what is read can be written again', () => {
    const near = fc.stringMatching(/^[qs]:[a-z]{0,3}:[\d:\n]{0,6}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), near), (data) => {
        const payload = decode(data);
        if (payload && Buffer.byteLength(data) <= PAYLOAD_BYTES) assert.deepEqual(decode(encode(payload)), payload);
      }),
    );
  });
});
