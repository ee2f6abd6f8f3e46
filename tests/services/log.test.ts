/** What a fault says of itself may be what a person wrote: its kind and its place go into the log, and no word of theirs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { symbols } from 'pino';
import { createLog } from '#services/log.ts';

/** The line as it would be written. */
function lineOf(error: unknown): string {
  const log = createLog('silent', 'a key that only the tests have, 32 signs');
  const { err } = log[symbols.serializersSym as never] as { err(error: unknown): unknown };
  return JSON.stringify(err(error));
}

const SECRETS = ['Rahasia', '81234567890', 'Budi', '3171234567890001'];
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
};

const FAULTS: [string, unknown][] = [
  ['a key that is there twice', new Error('E11000 duplicate key error: { phone: "+6281234567890" }')],
  ['a value of the wrong kind', new TypeError('Cast to Number failed for value "Nyonya Rahasia" (type string)')],
  ['no JSON', parse('{"name": Budi}')],
  ['words in many lines', new Error('could not read\nNyonya Rahasia\n6281234567890')],
  ['a number alone', new Error('no chat 3171234567890001')],
  ['a cause', new Error('a turn failed', { cause: new Error("could not book for 'Budi'") })],
  ['no error at all', 'Nyonya Rahasia'],
];

for (const [what, fault] of FAULTS)
  test(what, () => {
    const line = lineOf(fault);
    for (const secret of SECRETS) assert.ok(!line.includes(secret), line);
  });

test('its kind, its code and its place stay', () => {
  const line = lineOf(Object.assign(new RangeError('no room for "Budi"'), { code: 11000 }));
  assert.match(line, /RangeError/);
  assert.match(line, /11000/);
  assert.match(line, /log\.test\.ts/);
  assert.match(line, /no room for/);
});
