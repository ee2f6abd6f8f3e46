/** Two do something with one conversation at the same moment, in every state: one outcome, and both are told which. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EffectResult } from '#flows/engine/item.ts';
import { asking, doneOf, reportHouse, word } from '#tests/support/reports.ts';
import type { ReportHouse } from '#tests/support/reports.ts';

const STATES = ['menunggu', 'tertunda', 'ditangani', 'selesai'] as const;
type State = (typeof STATES)[number];
type Who = 'sari' | 'joko' | 'bos' | 'kabag' | 'warga';
type Deed = readonly [who: Who, deed: string, more?: object];

const CLAIM = (who: Who): Deed => [who, 'ambil'];
const CLOSE = (who: Who): Deed => [who, 'tutup'];
const HAND = (who: Who, to: string): Deed => [who, 'oper', { to, note: '' }];
const POOL = (who: Who): Deed => [who, 'piket', { teams: [] }];
const LEAVE: Deed = ['warga', 'akhiri', { menu: false }];

/** In each state, everything that two could wish of it and that cannot both be. Sari has what is `ditangani`. */
const PAIRS: Record<State, readonly (readonly [Deed, Deed])[]> = {
  menunggu: [
    [CLAIM('sari'), CLAIM('joko')],
    [CLAIM('sari'), HAND('bos', 'orang:joko')],
    [CLAIM('sari'), CLOSE('bos')],
    [CLAIM('sari'), LEAVE],
    [HAND('bos', 'orang:joko'), HAND('kabag', 'unit:umum')],
    [CLOSE('bos'), CLOSE('kabag')],
    [CLOSE('bos'), LEAVE],
  ],
  tertunda: [
    [CLAIM('sari'), CLAIM('joko')],
    [CLAIM('joko'), CLOSE('bos')],
    [HAND('bos', 'orang:sari'), HAND('kabag', 'orang:joko')],
    [HAND('bos', 'unit:umum'), LEAVE],
  ],
  ditangani: [
    [HAND('sari', 'orang:joko'), HAND('bos', 'unit:umum')],
    [HAND('sari', 'orang:joko'), CLOSE('bos')],
    [CLOSE('sari'), CLOSE('bos')],
    [CLOSE('sari'), LEAVE],
    [POOL('sari'), HAND('bos', 'orang:joko')],
    [POOL('sari'), CLOSE('bos')],
    [CLAIM('joko'), CLOSE('sari')],
    [CLAIM('joko'), CLAIM('bos')],
  ],
  selesai: [
    [CLAIM('sari'), CLAIM('joko')],
    [CLOSE('bos'), HAND('kabag', 'orang:joko')],
    [LEAVE, CLOSE('sari')],
  ],
};
/** What makes somebody's wish come true; whatever else may be noted. */
const TURNS = new Set(['diambil', 'dioper', 'lepas', 'selesai', 'diakhiri']);

let made = 0;

async function talkIn(house: ReportHouse, state: State, people: Record<string, never>): Promise<string> {
  made += 1;
  house.setClock(state === 'tertunda' ? '2026-11-04T20:00' : '2026-11-04T09:00');
  const chat = chatOf('warga');
  const { number } = doneOf(await house.run('chatting.minta', asking('Mau tanya'), { chat, key: `minta${made}` }));
  if (state === 'ditangani' || state === 'selesai') await press(house, people, number, CLAIM('sari'), 'dulu');
  if (state === 'selesai') await press(house, people, number, CLOSE('sari'), 'dulu');
  return number;
}

const chatOf = (who: Who): string => (who === 'warga' ? `telegram-public:${made}` : `telegram-members:${who}`);

const press = (house: ReportHouse, people: Record<string, never>, number: string, [who, deed, more]: Deed, key = '') =>
  house.run(
    `chatting.${deed}`,
    { number, ...more },
    { chat: chatOf(who), ...(who !== 'warga' && { who: people[who]! }), key: `${number}/${deed}/${who}/${key}` },
  );

/** What who pressed was told: by the result, or by a word of its own. */
const toldOf = (house: ReportHouse, result: EffectResult, { 0: who }: Deed, from: number): string => {
  const outcome = 'done' in result && (result.done as { outcome?: string } | null)?.outcome;
  const words = house.told.slice(from).filter(({ chat }) => chat === chatOf(who));
  // Who hands it over tells so after writing it: that word may come behind the one that it is over.
  const last = words.findLast(({ text }) => who !== 'warga' || text.key !== 'chatting.passedOn');
  return outcome || (last?.text.key ?? 'nothing');
};

test('every state, every pair that cannot both be', async (t) => {
  const house = await reportHouse(t, {}, '2026-11-04T09:00');
  const people: Record<string, never> = {};
  const roles = { sari: 'staf', joko: 'staf', bos: 'kasubag', kabag: 'kabag' };
  for (const [name, role] of Object.entries(roles)) people[name] = (await house.staff(name, role)) as never;
  for (const state of STATES)
    for (const [one, other] of PAIRS[state]) {
      const name = `${state}: ${one[0]} ${one[1]} and ${other[0]} ${other[1]}`;
      const number = await talkIn(house, state, people);
      const before = (await house.services.models.Obrolan.findById(number).lean())!;
      const from = house.told.length;
      const results = await Promise.all([one, other].map((deed) => press(house, people, number, deed)));
      const talk = (await house.services.models.Obrolan.findById(number).lean())!;
      const turns = talk.history.slice(before.history.length).filter(({ what }) => TURNS.has(what));
      const same = one[1] === other[1];
      const nobody = state === 'selesai' || (same && one[1] === 'ambil' && state === 'ditangani');
      // One behind the other both may be right, as long as the later one saw what the earlier one did; two of a kind never.
      assert.ok(nobody ? turns.length === 0 : same && one[1] !== 'oper' ? turns.length === 1 : turns.length > 0, name);
      const last = turns.at(-1);
      const to = /^orang:(.*)/.exec(last?.note ?? '')?.[1] ?? null;
      if (last?.what === 'diambil') assert.equal(talk.holder, last.by, name);
      else if (last?.what === 'dioper' || last?.what === 'lepas') assert.equal(talk.holder, to, name);
      else if (last) assert.equal(talk.state, 'selesai', name);
      for (const [n, deed] of [one, other].entries()) {
        const [who, what] = deed;
        const told = toldOf(house, results[n]!, deed, from);
        const did = turns.some(({ by = 'warga' }) => by === who);
        const yes = { akhiri: /^chatting\.over/, piket: /^off$/ }[what] ?? /^done$/;
        const no =
          { akhiri: /^chatting\.(?:wasOver|over)/, piket: /^off$/ }[what] ?? /^(?:taken|over|moved|not-yours)$/;
        assert.match(told, did ? yes : no, `${name}: ${who}`);
      }
    }
});

test('who answers in the moment in which the clock takes it away keeps it, and nobody is told otherwise', async (t) => {
  const house = await reportHouse(t, {}, '2026-11-04T09:00');
  const sari = (await house.staff('sari')) as never;
  const people = { sari };
  for (let n = 0; n < 8; n += 1) {
    const number = await talkIn(house, 'ditangani', people);
    house.setClock('2026-11-04T09:15');
    await house.sweep();
    house.setClock('2026-11-04T09:30');
    const from = house.told.length;
    const says = house.run('chatting.kata', word(number, 'Sudah kami periksa.'), {
      chat: chatOf('sari'),
      who: sari,
      key: `${number}/kata`,
    });
    await Promise.all([says, house.sweep()]);
    const talk = (await house.services.models.Obrolan.findById(number).lean())!;
    const keys = house.told.slice(from).map(({ text }) => text.key);
    const answered = keys.includes('chatting.sent');
    assert.equal(talk.holder, answered ? 'sari' : null, keys.join());
    assert.equal(keys.includes('chatting.tookAway'), !answered, keys.join());
    assert.equal(keys.includes('chatting.notSent'), !answered, keys.join());
  }
});

test('handed over and answered at once: the word reaches the citizen or its writer hears that it did not', async (t) => {
  const house = await reportHouse(t, {}, '2026-11-04T09:00');
  const people: Record<string, never> = {};
  for (const [name, role] of [
    ['sari', 'staf'],
    ['joko', 'staf'],
    ['bos', 'kasubag'],
  ] as const)
    people[name] = (await house.staff(name, role)) as never;
  const number = await talkIn(house, 'ditangani', people);
  const says = house.run('chatting.kata', word(number, 'Baik.'), {
    chat: chatOf('sari'),
    who: people['sari']!,
    key: 'kata',
  });
  await Promise.all([says, press(house, people, number, HAND('bos', 'orang:joko'))]);
  const keys = (chat: string) => house.told.filter((one) => one.chat === chat).map(({ text }) => text.key);
  const reached = keys(chatOf('warga')).includes('chatting.relayed');
  assert.equal(keys(chatOf('sari')).includes(reached ? 'chatting.sent' : 'chatting.notSent'), true);
  assert.ok(keys(chatOf('sari')).includes('chatting.handedOver'));
  assert.ok(keys(chatOf('joko')).includes('chatting.card'));
});
