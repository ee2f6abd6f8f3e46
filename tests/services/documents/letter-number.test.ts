import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, beforeEach, test } from 'node:test';
import type { Connection, Model } from 'mongoose';
import { connect } from '#models/database.ts';
import {
  cancelLetterNumber,
  letterNumberModel,
  unusedLetterNumbers,
  useLetterNumber,
  type LetterNumber,
} from '#models/letter-number.ts';
import { keepManualNumbers, letterNumberText, letterOf, numberLetter } from '#services/documents/letter-number.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';
import { medan } from './support.ts';

const uri = freshDatabase();
let connection: Connection;
let numbers: Model<LetterNumber>;
before(async () => {
  connection = await connect(uri);
  numbers = letterNumberModel(connection);
  await numbers.createIndexes();
});
beforeEach(() => numbers.deleteMany({}));
after(async () => {
  await connection.close();
  await dropDatabase(uri);
});

const at = new Date('2026-11-05T03:00:00Z');
const claim = (requestKey: string, date = '2026-11-05', council = medan) =>
  numberLetter(numbers, council, { name: 'balasan-kunjungan', requestKey, date, at });
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const taken = async () => (await numbers.find().sort({ number: 1 }).lean<LetterNumber[]>()).map((row) => row.number);

test('fifty at once get 1 to 50, each its own, also those that ask twice', async () => {
  const keys = upTo(50).map((n) => `r${n}`);
  const claims = await Promise.all([...keys, ...keys.slice(0, 5)].map((key) => claim(key)));
  assert.deepEqual(await taken(), upTo(50));
  assert.deepEqual(
    claims.map((one) => one.requestKey),
    [...keys, ...keys.slice(0, 5)],
  );
  for (const n of [0, 1, 2, 3, 4]) assert.equal(claims[n]?.text, claims[50 + n]?.text);
});

test('processes killed between claim and use leave no gap and no second number', async () => {
  const keys = upTo(30).map((n) => `k${n}`);
  const lives = [3, 7, 12, Infinity];
  for (const claims of lives) await Promise.all([run(keys, claims), run(keys.toReversed(), claims)]);
  const rows = await numbers.find().sort({ number: 1 }).lean<LetterNumber[]>();
  assert.deepEqual(
    rows.map((row) => row.number),
    upTo(30),
  );
  assert.deepEqual(new Set(rows.map((row) => row.requestKey)), new Set(keys));
  assert.ok(rows.every((row) => row.status === 'dipakai'));
});

/** A process that dies right after its n-th claim, before it uses the number. */
async function run(keys: string[], dies: number): Promise<void> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'claims.ts'), ...keys], {
    env: { ...process.env, CLAIMS_URI: uri },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  let claims = 0;
  for await (const _ of createInterface({ input: child.stdout })) {
    claims += 1;
    if (claims >= dies) child.kill('SIGKILL');
    else child.stdin.write('\n');
  }
  await gone;
}

test('each year begins at 1, and a retry in the new year keeps the old number', async () => {
  assert.equal((await claim('a', '2026-12-31')).text, '400/1/SETWAN/2026');
  assert.equal((await claim('b', '2027-01-04')).text, '400/1/SETWAN/2027');
  assert.equal((await claim('a', '2027-01-04')).text, '400/1/SETWAN/2026');
});

test('a cancelled number stays as batal, is not given again, and its letter may not go out', async () => {
  await claim('a');
  assert.ok(await cancelLetterNumber(numbers, { requestKey: 'a' }, 'kunjungan dibatalkan'));
  assert.equal((await claim('a')).status, 'batal');
  assert.equal(await useLetterNumber(numbers, 'a'), false);
  assert.equal((await claim('b')).number, 2);
  assert.equal(await useLetterNumber(numbers, 'b'), true);
  assert.ok(await cancelLetterNumber(numbers, { requestKey: 'a' }, 'lagi'), 'twice is no fault');
  assert.equal((await numbers.findOne({ requestKey: 'a' }).lean<LetterNumber>())?.note, 'kunjungan dibatalkan');
  assert.equal(await cancelLetterNumber(numbers, { requestKey: 'nobody' }, '-'), false);
});

test('claims whose letter was never made are found', async () => {
  await claim('a');
  await claim('b');
  await useLetterNumber(numbers, 'b');
  const later = new Date(at.getTime() + 1);
  assert.deepEqual(
    (await unusedLetterNumbers(numbers, later)).map((row) => row.requestKey),
    ['a'],
  );
  assert.deepEqual(await unusedLetterNumbers(numbers, at), []);
});

test('numbers for a day without the system stand in the same sequence', async () => {
  await claim('a');
  const block = { name: 'balasan-kunjungan', requestKey: 'm', date: '2026-11-05', at, count: 3 };
  const kept = await keepManualNumbers(numbers, medan, block);
  assert.deepEqual(
    kept.map(({ number, status }) => [number, status]),
    [2, 3, 4].map((n) => [n, 'manual']),
  );
  assert.deepEqual(await keepManualNumbers(numbers, medan, block), await numbers.find({ status: 'manual' }).lean());
  assert.equal((await claim('b')).number, 5);
});

test('two sequences cannot make one number', async () => {
  await claim('a');
  const [letter] = medan.letterCodes.letters;
  assert.ok(letter);
  const moved = { ...medan, letterCodes: { ...medan.letterCodes, letters: [{ ...letter, unit: 'umum' }] } };
  await assert.rejects(claim('b', '2026-11-05', moved), /400\/1\/SETWAN\/2026 belongs to another sequence/);
});

test("the form of a number is the council's", () => {
  const letter = letterOf(medan, 'balasan-kunjungan');
  assert.equal(letterNumberText(medan, letter, 17, '2026-11-05'), '400/17/SETWAN/2026');
  const other = { ...medan, letterCodes: { ...medan.letterCodes, format: '{number}/{code}/{unit}/{month}/{year}' } };
  assert.equal(letterNumberText(other, letter, 17, '2026-11-05'), '17/400/SETWAN/XI/2026');
  assert.throws(() => letterOf(medan, 'surat-cinta'), /no letter surat-cinta/);
});
