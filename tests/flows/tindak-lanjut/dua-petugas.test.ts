/** Two officers press at once, in every state and with everything they may do: one outcome, and both are told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionsFor, STATES, STEPS } from '#flows/tindak-lanjut/states.ts';
import type { Action, State } from '#flows/tindak-lanjut/states.ts';
import { complaint, doneOf, reportHouse } from '#tests/support/reports.ts';
import type { ReportHouse } from '#tests/support/reports.ts';

const DETAILS: Partial<Record<Action, object>> = {
  teruskan: { office: 'pln' },
  tutup: { outcome: 'dijelaskan' },
  gabung: { into: 'A-1001' },
  koreksi: { fix: { urgent: true } },
};

let made = 0;
async function reportIn(house: ReportHouse, state: State): Promise<string> {
  made += 1;
  const kind = { kind: 'informasi', name: 'Budi', topic: null };
  const from = { chat: `telegram-public:${made}`, key: `k${made}` };
  const { number } = doneOf(await house.run('aduan.kirim', complaint('minta salinan', kind), from));
  await house.services.models.Aduan.updateOne({ _id: number }, { $set: { state } });
  return number;
}

const press = (house: ReportHouse, number: string, action: Action, who: string, people: Map<string, never>) =>
  house.run(
    'aduan.tindak',
    { number, action, seen: 0, note: 'Sudah dijawab.', ...DETAILS[action] },
    { chat: `telegram-members:${who}`, who: people.get(who)!, key: `${number}/${action}/${who}` },
  );

test('every state, every pair of actions', async (t) => {
  const house = await reportHouse(t);
  const people = new Map<string, never>();
  for (const name of ['sari', 'tono']) people.set(name, (await house.staff(name)) as never);
  await reportIn(house, 'diterima');
  let pairs = 0;
  for (const state of STATES) {
    const may = actionsFor(state, 'petugas').filter((action) => action !== 'lengkapi' && action !== 'benar-beres');
    for (const [place, one] of may.entries()) {
      // Each with itself, and with its neighbour.
      for (const other of new Set([one, may[(place + 1) % may.length] ?? one])) {
        const number = await reportIn(house, state);
        const results = await Promise.all([
          press(house, number, one, 'sari', people),
          press(house, number, other, 'tono', people),
        ]);
        const outcomes = results.map((result) => doneOf(result).outcome).toSorted();
        assert.deepEqual(outcomes, ['changed', 'done'], `${state}: ${one} and ${other}`);
        const report = await house.services.models.Aduan.findOne({ _id: number }).lean();
        const acted = report?.history.filter(({ by }) => by !== undefined) ?? [];
        assert.equal(acted.length, 1);
        assert.equal(report?.state, STEPS[state][acted[0]!.what as Action]?.to);
        assert.equal(report?.version, 1);
        pairs += 1;
      }
    }
  }
  assert.ok(pairs > 40, String(pairs));
});

test('the same press twice is one, and says the same', async (t) => {
  const house = await reportHouse(t);
  const sari = await house.staff('sari');
  const number = await reportIn(house, 'diterima');
  const once = () => press(house, number, 'jawab', 'sari', new Map([['sari', sari as never]]));
  assert.deepEqual(await once(), await once());
  assert.equal(house.told.filter(({ chat }) => chat.startsWith('telegram-public')).length, 1);
});

test('merging never goes in a circle, nor to another desk', async (t) => {
  const house = await reportHouse(t);
  const people = new Map([['sari', (await house.staff('sari')) as never]]);
  const first = await reportIn(house, 'diterima');
  const second = await reportIn(house, 'diterima');
  const join = async (number: string, into: string) =>
    doneOf(
      await house.run(
        'aduan.tindak',
        { number, action: 'gabung', seen: 0, note: '', into },
        { chat: 'telegram-members:sari', who: people.get('sari')!, key: `${number}>${into}` },
      ),
    ).outcome;
  assert.equal(await join(first, second), 'lacking');
  assert.equal(await join(first, first), 'lacking');
  assert.equal(await join(second, 'A-9999'), 'lacking');
  assert.equal(await join(second, first), 'done');
  const other = doneOf(
    await house.run('aduan.kirim', complaint('parit sumbat'), { chat: 'telegram-public:x', key: 'kx' }),
  ).number;
  assert.equal(await join(other, first), 'lacking');
});
