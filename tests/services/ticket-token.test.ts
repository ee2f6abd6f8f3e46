import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { IdentityHash } from '#services/identity.ts';
import {
  checkCode,
  checkedNumber,
  isTicketToken,
  readTicketToken,
  sameCheckCode,
  ticketCode,
  ticketToken,
} from '#services/ticket-token.ts';

const medan = { regionCode: '12.71' };
const binjai = { regionCode: '12.75' };
const key = new IdentityHash('a key that only the tests have, 32 signs');
const other = new IdentityHash('another key, as another server has it');

const numbers = fc.integer({ min: 1001, max: 999_999_999 }).map((n) => `K-${n}`);

test('a token fits a start link and is read back', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      const token = ticketToken(number, medan, key);
      assert.match(token, /^[\w-]{1,64}$/);
      assert.ok(isTicketToken(token));
      assert.deepEqual(readTicketToken(token, medan, key), { number });
    }),
  );
});

test('any sign changed is a forgery, or another council’s where that sign says so', () => {
  const token = ticketToken('K-1001', medan, key);
  for (let at = 0; at < token.length; at += 1)
    for (const sign of 'A0_-1') {
      const forged = token.slice(0, at) + sign + token.slice(at + 1);
      if (forged !== token) assert.ok('wrong' in readTicketToken(forged, medan, key), forged);
    }
  for (const nonsense of ['', 't1271', 'K-1001', `${token}x`, ` ${token}`, 'a'.repeat(5000)])
    assert.deepEqual(readTicketToken(nonsense, medan, key), { wrong: 'forged' });
});

test('another council’s ticket is named as such, one of another key is forged', () => {
  assert.deepEqual(readTicketToken(ticketToken('K-1001', binjai, other), medan, key), { wrong: 'other-council' });
  assert.deepEqual(readTicketToken(ticketToken('K-1001', medan, other), medan, key), { wrong: 'forged' });
  assert.notEqual(ticketToken('K-1001', medan, key).slice(6), ticketToken('K-1001', binjai, key).slice(6));
});

test('six digits: the same for a retry, others for another attempt, visit, council or key', () => {
  const code = ticketCode('K-1001', medan, key);
  assert.match(code, /^\d{6}$/);
  assert.equal(code, ticketCode('K-1001', medan, key));
  const others = [
    ticketCode('K-1001', medan, key, 1),
    ticketCode('K-1002', medan, key),
    ticketCode('K-1001', binjai, key),
    ticketCode('K-1001', medan, other),
  ];
  assert.ok(!others.includes(code));
  const many = new Set(Array.from({ length: 2000 }, (_, at) => ticketCode(`K-${at}`, medan, key)));
  assert.ok(many.size > 1990, `${many.size} of 2000`);
});

test('a check code is typed in many ways, names its visit, and opens no door', () => {
  const code = checkCode('K-1001', '400/17/SETWAN/2026', medan, key);
  assert.match(code, /^K-1001-[0-9A-Z]{8}$/);
  for (const said of [code, code.toLowerCase(), code.replaceAll('-', ' '), ` ${code.replaceAll('0', 'o')} `]) {
    assert.equal(checkedNumber(said), 'K-1001', said);
    assert.ok(sameCheckCode(said, code), said);
  }
  assert.ok(!sameCheckCode(checkCode('K-1001', '400/18/SETWAN/2026', medan, key), code));
  assert.equal(checkedNumber('halo'), null);
  assert.deepEqual(readTicketToken(code, medan, key), { wrong: 'forged' });
});
