/** What a fault says of itself may be what a person wrote: its kind, its signs and its places go into the log, and no word of theirs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import mongoose from 'mongoose';
import { createLog } from '#services/log.ts';

/** The line as it is written. */
function lineOf(fields: object): string {
  let line = '';
  createLog('info', 'a key that only the tests have, 32 signs', { write: (text) => (line += text) }).error(
    fields,
    'so',
  );
  return line;
}

// Never in one line with a fault: the code at its place is shown.
const [NAME, PHONE, NIK] = ['Rahasia', '81234567890', '3171234567890001'];
const SECRETS = [NAME, PHONE, NIK];
const caught = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};
const named = (name: string, more: object = {}): Error => Object.assign(new Error(NAME), { name, ...more });
const looped = new Error(NAME);
looped.cause = looped;

const FAULTS: [string, unknown][] = [
  ['a key that is there twice', new Error(`E11000 duplicate key error: { phone: "+62${PHONE}" }`)],
  ['a value that nothing stands around', new Error(`E11000 duplicate key error dup key: { name: Nyonya ${NAME} }`)],
  ['the value itself', named('MongoServerError', { keyValue: { name: NAME }, errmsg: NAME })],
  ['a value of the wrong kind', caught(() => new mongoose.Types.ObjectId(`Nyonya ${NAME}`))],
  ['quotes in what is quoted', caught(() => JSON.parse(`${NIK} "${NAME}" ${NIK}`))],
  ['words in many lines', new Error(`could not read\nNyonya ${NAME}\n62${PHONE}`)],
  [
    'words like places',
    new Error(`no\n    at ${NAME} (${import.meta.filename}/${NAME}:1:1)\n  at ${NAME} (node:fs:1:1)`),
  ],
  ['a place that is not there', new Error(`no\n    at ${import.meta.url.replace('log.test', NAME)}:1:1`)],
  ['a number alone', new Error(`no chat ${NIK}`)],
  ['a cause', new Error('a turn failed', { cause: new Error(`could not book for '${NAME}'`) })],
  ['its own cause', looped],
  [
    'a name and signs that are sentences',
    named(`Nyonya ${NAME}`, { code: `no ${NAME}`, statusCode: `Nyonya ${NAME}` }),
  ],
  ['no error at all', `Nyonya ${NAME}`],
];

for (const [what, fault] of FAULTS)
  test(what, () => {
    // Under any name; and by itself.
    for (const fields of [{ err: fault }, ...(fault instanceof Error ? [{ why: fault }, fault] : [])])
      for (const secret of SECRETS) assert.ok(!lineOf(fields).includes(secret), lineOf(fields));
  });

test('its kind, its signs and the code at its places stay', () => {
  const fault = new RangeError(`no room for ${NAME}`);
  const { err } = JSON.parse(lineOf({ err: Object.assign(fault, { code: 11000, keyPattern: { phone: 1 } }) })) as {
    err: { type: string; code: number; keys: string[]; at: string[] };
  };
  assert.deepEqual([err.type, err.code, err.keys], ['RangeError', 11000, ['phone']]);
  assert.match(
    err.at[0]!,
    /^tests\/services\/log\.test\.ts:\d+:\d+ const fault = new RangeError\(`no room for \$\{NAME\}`\);$/,
  );
});

test('a fault in a library is told by its own line and by ours', () => {
  const { err } = JSON.parse(lineOf({ err: caught(() => new mongoose.Types.ObjectId('Nyonya Rahasia')) })) as {
    err: { at: string[] };
  };
  assert.match(err.at[0]!, /^node_modules\/.*\/bson\/.*new BSONError\(/);
  assert.ok(
    err.at.some((place) => place.startsWith('tests/services/log.test.ts:')),
    err.at.join('\n'),
  );
});
