/** What may end a send between its first step and its last. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cards } from '#bots/whatsapp/cards.ts';
import type { Living } from '#bots/whatsapp/life.ts';
import type { Memory, WhatsAppOptions } from '#bots/whatsapp/options.ts';
import { OwnSends } from '#bots/whatsapp/own-sends.ts';
import { Sender } from '#bots/whatsapp/send.ts';
import { never, words } from '../contract/bench.ts';
import { remembered } from './remembered.ts';

test('a number that is given up while its memory is written sends nothing more: somebody else may send it then', async () => {
  const [sent, leaving] = [[] as string[], new AbortController()];
  const client = { sendMessage: async (_to: string, text: string) => void sent.push(text) };
  const life = { client, during: (work: (signal: AbortSignal) => unknown) => work(leaving.signal) };
  const memory: Partial<Memory> = { ...remembered(), sent: async () => 0, countSent: async () => 1 };
  const slow = { ...remembered(), keepOwn: async () => leaving.abort() };
  const options = { paced: false, memory, identities: { idsOf: async () => ['sari@lid'] } };
  const cards = new Cards({ of: async () => [], keep: async () => {} });
  const sender = new Sender(
    life as unknown as Living,
    options as unknown as WhatsAppOptions,
    cards,
    new OwnSends(slow),
  );
  assert.deepEqual(Object.keys(await sender.send('sari', words('Halo'), never)), ['retryAfter', 'scope']);
  assert.deepEqual(sent, []);
});
