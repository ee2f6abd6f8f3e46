/** The table of a report's life is walked whole: nobody does what it does not say, and nothing is a dead end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  actionsFor,
  ACTIONS,
  ACTORS,
  after,
  lacking,
  reopening,
  OUTCOMES,
  STATES,
  STEPS,
} from '#flows/tindak-lanjut/states.ts';
import type { State } from '#flows/tindak-lanjut/states.ts';

for (const state of STATES)
  for (const action of ACTIONS)
    for (const actor of ACTORS)
      test(`${state}: ${action} by ${actor}`, () => {
        const step = STEPS[state][action];
        const allowed = step?.who.includes(actor) ?? false;
        assert.equal(after(state, action, actor), allowed ? step!.to : null);
        assert.equal(actionsFor(state, actor).includes(action), allowed);
      });

test('every state is reached from the first, and from every one the end is reached', () => {
  const reach = (from: State): Set<State> => {
    const found = new Set<State>([from]);
    for (const state of found) for (const step of Object.values(STEPS[state])) found.add(step.to);
    return found;
  };
  assert.deepEqual([...reach('diterima')].toSorted(), [...STATES].toSorted());
  for (const state of STATES) assert.ok(reach(state).has('selesai'), state);
});

test('the reporter never does the office’s work, and the clock only ends a silence, asks again, or parts what follows', () => {
  assert.deepEqual(
    STATES.flatMap((state) => actionsFor(state, 'waktu').map((action) => [state, action])),
    [
      ['ditanyakan', 'diam'],
      ['dijawab', 'diam'],
      ['selesai', 'tanya-lagi'],
      ['digabung', 'pisah'],
    ],
  );
  const own = new Set(STATES.flatMap((state) => actionsFor(state, 'pelapor')));
  assert.deepEqual([...own].toSorted(), ['belum-beres', 'benar-beres', 'keberatan', 'lengkapi', 'tarik']);
});

test('opened again once, then one level up, within its days', () => {
  assert.equal(reopening(0, 30, 30), 'again');
  assert.equal(reopening(0, 31, 30), null);
  assert.equal(reopening(1, 0, 30), 'up');
  assert.equal(reopening(2, 0, 30), null);
});

const whole = { answer: 'Lampu sudah menyala.', proof: true, confirmed: false, basis: 'Perwal 1/2024' };
for (const outcome of OUTCOMES)
  test(`${outcome} with everything is closed`, () => assert.equal(lacking(outcome, whole), null));
for (const [outcome, without, lacks] of [
  ['beres', { proof: false }, 'bukti'],
  ['beres', { answer: ' ' }, 'jawaban'],
  ['dijelaskan', { answer: '' }, 'jawaban'],
  ['bukan-wewenang', { basis: '' }, 'dasar'],
  ['ditolak', { basis: '  ' }, 'dasar'],
] as const)
  test(`${outcome} without its ${lacks} is not closed`, () =>
    assert.equal(lacking(outcome, { ...whole, ...without }), lacks));
test('the reporter’s own word stands for the proof', () =>
  assert.equal(lacking('beres', { ...whole, proof: false, confirmed: true }), null));
