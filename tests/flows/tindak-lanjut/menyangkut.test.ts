/** Whomever a report accuses, by name or by post, neither hears of it nor sees it nor acts on it; and somebody else always does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { isAbout } from '#flows/tindak-lanjut/about.ts';
import { deskQueue } from '#flows/tindak-lanjut/desk-queue.ts';
import { reportQueries } from '#flows/tindak-lanjut/queries.ts';
import type { Person } from '#models/person.ts';
import { complaint, doneOf, reportHouse } from '#tests/support/reports.ts';

const CITIZEN = 'telegram-public:1';

async function houseOf(t: TestContext, people: Record<string, string>) {
  const house = await reportHouse(t, {}, '2026-11-02T10:00');
  const all = new Map<string, Person>();
  for (const [name, role] of Object.entries(people)) all.set(name, await house.staff(name, role));
  let pressed = 0;
  return {
    house,
    report: async (text: string, more: object = {}): Promise<string> =>
      doneOf(await house.run('aduan.kirim', complaint(text, more), { chat: CITIZEN, key: 'k' })).number,
    told: (from = 0): string[] => [
      ...new Set(house.told.slice(from).flatMap(({ chat }) => (chat === CITIZEN ? [] : chat.split(':')[1]!))),
    ],
    sees: async (name: string, number: string): Promise<boolean> => {
      const chat = `telegram-members:${name}`;
      const one = await reportQueries['aduan.satu']({ number }, house.services, chat);
      const found = await deskQueue({ search: number }, house.services, chat);
      assert.equal(one !== null, found.length > 0);
      return one !== null;
    },
    acts: async (name: string, number: string, action = 'triase'): Promise<string> => {
      const seen = (await house.services.models.Aduan.findOne({ _id: number }).lean())!.version;
      const from = { chat: `telegram-members:${name}`, who: all.get(name)!, key: `p${(pressed += 1)}` };
      return doneOf(await house.run('aduan.tindak', { number, action, seen, note: 'Siapa?' }, from)).outcome;
    },
  };
}

test('by post: all who have it look away, the level above looks', async (t) => {
  const { report, told, sees, acts } = await houseOf(t, { rina: 'kabag', budi: 'sekwan', sari: 'staf' });
  const number = await report('kabag dprd minta uang ke warga');
  assert.deepEqual([told(), await sees('rina', number), await acts('rina', number)], [['budi'], false, 'forbidden']);
  assert.deepEqual([await sees('budi', number), await acts('budi', number)], [true, 'done']);
});

test('by name: the one who is meant, and not the others of the same post', async (t) => {
  const { report, told, sees } = await houseOf(t, { joko: 'kabag', rina: 'kabag', budi: 'sekwan' });
  const number = await report('pegawai sekretariat dprd, pak Joko, minta uang');
  assert.deepEqual([told(), await sees('joko', number), await sees('rina', number)], [['rina'], false, true]);
});

test('the secretary: whoever is below looks, and a missed day brings it to nobody who is meant', async (t) => {
  const { house, report, told, sees } = await houseOf(t, { rina: 'kabag', budi: 'sekwan' });
  const number = await report('sekwan dprd minta uang proyek');
  const before = house.told.length;
  house.setClock('2026-11-06T08:00');
  await house.sweep();
  assert.deepEqual([told(), told(before), await sees('budi', number)], [['rina'], ['rina'], false]);
});

test('all of the desk: the council’s leaders hear that something waits, and not what', async (t) => {
  const { house, report, told } = await houseOf(t, { rina: 'kabag', budi: 'sekwan', ketua: 'pimpinan' });
  await report('sekwan dprd dan kabag dprd minta uang proyek');
  assert.deepEqual(told(), ['ketua']);
  assert.ok(!JSON.stringify(house.told).includes('proyek'));
});

test('later words that accuse are as good as the first: another desk, and its handler hears that it is theirs no more', async (t) => {
  const { house, report, told, sees, acts } = await houseOf(t, { sari: 'staf', tono: 'staf', rina: 'kabag' });
  const number = await report('parit sumbat');
  assert.equal(await acts('sari', number), 'done');
  assert.equal(await acts('sari', number, 'tanya'), 'done');
  const before = house.told.length;
  const args = { number, action: 'lengkapi', note: 'petugas dprd bernama sari minta uang' };
  const once = () => house.run('aduan.pelapor', args, { chat: CITIZEN, key: 'l' });
  assert.deepEqual(await once(), await once());
  const kept = await house.services.models.Aduan.findOne({ _id: number }).lean();
  assert.deepEqual([kept?.desk, kept?.confidential, kept?.handler], ['atasan', true, null]);
  const heard = house.told.slice(before).map(({ chat, text }) => [chat.split(':')[1], text.key]);
  assert.deepEqual(heard, [
    ['sari', 'tindak-lanjut.cardTaken'],
    ['rina', 'tindak-lanjut.card'],
  ]);
  assert.ok(!JSON.stringify(house.told.slice(before)).includes('minta uang'));
  assert.deepEqual(
    [await sees('sari', number), await sees('tono', number), await sees('rina', number)],
    [false, false, true],
  );
  assert.deepEqual(told(before), ['sari', 'rina']);
});

test('a name in what accuses nobody keeps nobody away, nor does a title', () => {
  const report = { confidential: true, text: 'pak haji minta uang di gang sari', history: [] };
  assert.equal(isAbout({ ...report, confidential: false }, { name: 'Sari Lubis', roles: [] }), false);
  assert.equal(isAbout(report, { name: 'Sari Lubis', roles: [] }), true);
  assert.equal(isAbout(report, { name: 'H. Budi, S.Pd., M.Si.', roles: ['kabag'] }), false);
});
