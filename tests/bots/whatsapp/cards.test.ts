/** Words that stand for buttons: what each of them means when several cards are open. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cards } from '#bots/whatsapp/cards.ts';
import { HOW } from '#flows/deadlines/rules.ts';

const nothing = { of: async () => [], keep: async () => {} };
const button = (label: string, flow: string, arg: string) => ({ label, flow, arg });
const card = (arg: string) => [button('Setujui', 'putuskan', arg), button('Cara hitung', HOW, arg)];

test('a card that was only asked about keeps its words: the next one gets others', async () => {
  const cards = new Cards(nothing);
  await cards.put('a', card('K-1'));
  assert.deepEqual(await cards.meant('a', 'cara hitung', undefined), { flow: HOW, arg: 'K-1', sure: false });
  assert.deepEqual((await cards.put('a', card('K-2'))).labels, ['Setujui 2', 'Cara hitung 2']);
  assert.equal((await cards.meant('a', 'setujui', undefined))?.arg, 'K-1');
  assert.equal((await cards.meant('a', 'Setujui 2', undefined))?.arg, 'K-2');
  assert.deepEqual((await cards.put('a', card('K-3'))).labels, ['Setujui', 'Cara hitung'], 'both were used up');
});

test('a word that means the same on another card needs no number', async () => {
  const cards = new Cards(nothing);
  const send = button('Kirim surat', 'surat', 'K-1');
  await cards.put('a', [send]);
  assert.deepEqual((await cards.put('a', [send, button('Cara hitung', HOW, 'K-1')])).labels, [
    'Kirim surat',
    'Cara hitung',
  ]);
  const other = button('Kirim surat', 'surat', 'K-2');
  assert.deepEqual((await cards.put('a', [other])).labels, ['Kirim surat 2']);
});
