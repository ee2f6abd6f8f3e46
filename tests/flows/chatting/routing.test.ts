/** Whom a question goes to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextUp, routed } from '#flows/chatting/routing.ts';
import type { Candidate } from '#flows/chatting/routing.ts';
import { namedIn, numberOf } from '#flows/chatting/rules.ts';
import { loadCouncil } from '#services/council.ts';

const council = loadCouncil('medan');

const words: [said: string, topic: string | null, team: string][] = [
  ['surat saya sampai mana', 'surat', 'umum'],
  ['kapan RDP soal bangunan?', 'rapat', 'persidangan'],
  ['mau studi banding bulan depan', 'kunjungan', 'humas'],
  ['lampu di gang kami mati', 'laporan', 'persidangan'],
  ['halo', null, 'humas'],
  ['', null, 'humas'],
];
for (const [said, topic, team] of words)
  test(`"${said}"`, () => assert.deepEqual(routed(council, said), { topic, team }));

const one = (person: string, more: Partial<Candidate> = {}): Candidate => ({
  ...{ person, duty: null, open: 0, idleSince: 0, ...more },
});
const on = (...teams: string[]) => ({ on: true, teams });
const off = { on: false, teams: ['umum'] };

const people: [said: string, all: Candidate[], team: string | null, asked: string[]][] = [
  ['nobody', [], 'umum', []],
  ['nobody ever said: all', [one('a'), one('b')], 'umum', ['a', 'b']],
  [
    'the team on duty alone',
    [one('a', { duty: on('umum') }), one('b', { duty: on('humas') }), one('c')],
    'umum',
    ['a'],
  ],
  ['nobody of the team: who is on duty', [one('b', { duty: on('humas') }), one('c')], 'umum', ['b']],
  [
    'everybody on duty, where the team has been asked',
    [one('a', { duty: on('umum') }), one('b', { duty: on('humas') })],
    null,
    ['a', 'b'],
  ],
  ['who is off is never asked', [one('a', { duty: off })], 'umum', []],
  ['off beside somebody who never said', [one('a', { duty: off }), one('b')], 'umum', ['b']],
  ['the last place is a place', [one('a', { duty: on('umum'), open: 4 })], 'umum', ['a']],
  ['hands full', [one('a', { duty: on('umum'), open: 5 }), one('b', { duty: on('humas') })], 'umum', ['b']],
  [
    'who has least to do first, then who has waited longest',
    [one('a', { open: 1 }), one('b', { idleSince: 20 }), one('c', { idleSince: 10 })],
    'umum',
    ['c', 'b', 'a'],
  ],
];
for (const [said, all, team, asked] of people) test(said, () => assert.deepEqual(nextUp(all, team, 5), asked));

const heads: [said: string, number: string | null][] = [
  ['C-1001 · Warga\nhalo', 'C-1001'],
  ['Petugas Bagian Umum · C-1002\nC-9999', 'C-1002'],
  ['halo\nC-1001', null],
  ['A-1001', null],
  [`${'x'.repeat(90)} C-1001`, null],
];
for (const [said, number] of heads) test(`named in ${said.slice(0, 20)}`, () => assert.equal(namedIn(said), number));

test('a number as people write it', () =>
  assert.deepEqual(['c-12', ' C12 ', '12'].map(numberOf), ['C-12', 'C-12', 'C-12']));
