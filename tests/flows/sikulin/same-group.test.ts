/** The same people in two apps, or with two accounts, are known by the phone number that they give. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sikulinCommands } from '#flows/sikulin/effects.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import { Desk } from '#tests/support/reruns.ts';

const OTHER = 'whatsapp-public:2';
const key = (result: EffectResult): unknown => ('refused' in result ? result.refused.why.key : result);

test('one number takes one seat of a slot for the same group, in whatever app; for another group it may', async (t) => {
  const desk = await Desk.open(t);
  const from = (chat: string, command: string, requestKey: string, args: object): Promise<EffectResult> =>
    sikulinCommands[`sikulin.${command}`]!(
      { requestKey, args: args as never, chat, locale: 'id', who: null },
      desk.services,
    );
  await desk.run('book', 'a', desk.wish(0, '09:00'));
  const again = desk.wish(0, '09:00');
  assert.equal(key(await from(OTHER, 'book', 'b', again)), 'sikulin.sameSlotPhone');
  assert.equal(key(await from(OTHER, 'book', 'b2', { ...again, institution: 'sd 5!' })), 'sikulin.sameSlotPhone');
  assert.deepEqual(await desk.seats(), ['a']);

  const theirs = desk.wish(0, '09:00', '+6281311112222');
  assert.ok(
    'done' in (await from(OTHER, 'book', 'c', theirs)),
    'the same school, another person: two classes may come',
  );
  const other = await from(OTHER, 'book', 'd', { ...desk.wish(0, '11:00'), institution: 'SD 6' });
  assert.ok('done' in other);
  assert.ok('done' in (await from(OTHER, 'book', 'e', { ...desk.wish(0, '11:00'), institution: 'SD 7' })), 'an aide');

  const citizen = { ...desk.wish(1, '09:00'), kind: 'warga', institution: null };
  assert.ok('done' in (await desk.run('book', 'f', citizen)));
  assert.equal(key(await from(OTHER, 'book', 'g', citizen)), 'sikulin.sameSlotPhone');
  const athome = { ...citizen, name: 'Pak Budi' };
  assert.ok('done' in (await from(OTHER, 'book', 'h', athome)), 'another of the same household');

  await desk.run('cancel', 'x', { number: 'K-1001' });
  const moved = { number: 'K-1003', date: desk.open[0], time: '09:00' };
  assert.deepEqual(await from(OTHER, 'move', 'm', moved), { done: { outcome: 'done' } }, 'nobody has that hour now');
});

test('moved onto the same number’s visit in another app, it is the same mistake', async (t) => {
  const desk = await Desk.open(t);
  const from = (command: string, requestKey: string, args: object): Promise<EffectResult> =>
    sikulinCommands[`sikulin.${command}`]!(
      { requestKey, args: args as never, chat: OTHER, locale: 'id', who: null },
      desk.services,
    );
  await desk.run('book', 'a', desk.wish(0, '09:00'));
  await from('book', 'b', desk.wish(0, '11:00'));
  const move = { number: 'K-1002', date: desk.open[0], time: '09:00' };
  assert.equal(key(await from('move', 'm', move)), 'sikulin.sameSlotPhone');
  assert.deepEqual(await desk.seats(), ['a', 'b']);
});
