/** What a reporter says after sending stays with the case: whoever handles it reads it whole, whenever they look; nobody else reads a number. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { copiedOf } from '#flows/tindak-lanjut/antrean.flow.ts';
import { complete } from '#flows/tindak-lanjut/cek.flow.ts';
import { reportQueries } from '#flows/tindak-lanjut/queries.ts';
import type { ReportCard } from '#flows/tindak-lanjut/rules.ts';
import { drive } from '#tests/support/engine.ts';
import { HOUSE, productEnv } from '#tests/support/journals.ts';
import { complaint, doneOf, reportHouse } from '#tests/support/reports.ts';

const { say } = productEnv(HOUSE);
const CITIZEN = 'telegram-public:1';
const PHONE = '0812-3456-7890';
const NOTE = `airnya masuk rumah, telp ${PHONE}`;

async function deskWith(t: TestContext, text: string, more: object = {}) {
  const house = await reportHouse(t, {}, '2026-11-02T10:00');
  const [sari, tono, kabag] = [
    await house.staff('sari'),
    await house.staff('tono'),
    await house.staff('kabag', 'kabag'),
  ];
  const people = { sari, tono, kabag };
  const { number } = doneOf(await house.run('aduan.kirim', complaint(text, more), { chat: CITIZEN, key: 'k' }));
  let said = 0;
  return {
    ...{ house, number },
    act: async (name: keyof typeof people, action: string) => {
      const { version } = (await house.services.models.Aduan.findOne({ _id: number }).lean())!;
      const args = { number, action, seen: version, note: 'Sejak kapan?' };
      const from = { chat: `telegram-members:${name}`, who: people[name], key: `${action}${version}` };
      assert.equal(doneOf(await house.run('aduan.tindak', args, from)).outcome, 'done');
    },
    adds: async (note = NOTE, more: object = {}) => {
      said += 1;
      const args = { number, action: 'lengkapi', note, ...more };
      assert.equal(doneOf(await house.run('aduan.pelapor', args, { chat: CITIZEN, key: `l${said}` })).outcome, 'done');
    },
    /** What the desk was told behind `from`. */
    told: (from = 0) => JSON.stringify(house.told.slice(from).filter(({ chat }) => chat !== CITIZEN)),
    sees: async (name: string): Promise<ReportCard> =>
      (await reportQueries['aduan.satu']({ number }, house.services, `telegram-members:${name}`)) as ReportCard,
  };
}

const saidOn = ({ steps }: ReportCard): string[] => steps.flatMap(({ said }) => said ?? []);

test('asked and answered: the answer stands on the case, whole for the handler and masked for a colleague', async (t) => {
  const { act, adds, sees } = await deskWith(t, 'parit sumbat', { place: `gg mawar, hubungi ${PHONE}` });
  await act('sari', 'triase');
  await act('sari', 'tanya');
  await adds();
  const [handler, colleague] = [await sees('sari'), await sees('tono')];
  assert.deepEqual(saidOn(handler), ['Sejak kapan?', 'Sejak kapan?', NOTE]);
  assert.equal(saidOn(colleague).length, 3);
  assert.ok(JSON.stringify(handler).includes(PHONE));
  for (const seen of [colleague, copiedOf(colleague)]) assert.ok(!JSON.stringify(seen).includes(PHONE), 'nor a place');
  const copied = say('id', copiedOf(handler));
  assert.match(copied, /Tambahan pelapor: airnya masuk rumah/);
  assert.ok(!copied.includes(PHONE), copied);
  // Whoever takes it over reads what was said before their time.
  await act('tono', 'triase');
  assert.equal(saidOn(await sees('tono'))[2], NOTE);
});

test('nobody handles it: the desk hears that there is more, and no number', async (t) => {
  const { adds, told, house } = await deskWith(t, 'parit sumbat', { place: `gg mawar, hubungi ${PHONE}` });
  assert.ok(!told().includes(PHONE), 'the first card');
  const before = house.told.length;
  await adds();
  assert.match(told(before), /card-lengkapi.*airnya masuk rumah/);
  assert.ok(!told(before).includes(PHONE));
});

test('what accuses somebody: of its words, place and later words the desk reads nothing, the handler everything', async (t) => {
  const place = 'rumah pak lurah Budi, Tanjung Mulia, Medan Deli';
  const { act, adds, told, house, sees } = await deskWith(t, 'pak lurah Budi minta uang', { place });
  await adds();
  for (const seen of [told(), JSON.stringify(await sees('tono'))]) {
    assert.doesNotMatch(seen, /airnya masuk rumah|minta uang|Budi/);
    assert.match(seen, /Tanjung Mulia, Medan Deli/);
  }
  await act('sari', 'triase');
  const before = house.told.length;
  await adds();
  assert.ok(told(before).includes(NOTE));
  const [handler, colleague] = [await sees('sari'), await sees('tono')];
  assert.deepEqual([handler.place, saidOn(handler).at(-1), saidOn(colleague)], [place, NOTE, []]);
  for (const copied of [handler, colleague].map((card) => say('id', copiedOf(card)))) {
    assert.doesNotMatch(copied, /airnya masuk rumah|minta uang|Budi/);
    assert.match(copied, /isinya rahasia/);
  }
});

test('later words that are the first to accuse: the handler alone reads them', async (t) => {
  const { adds, told, house, sees, act } = await deskWith(t, 'parit sumbat');
  const before = house.told.length;
  await adds('yang menumpat parit itu pak lurah Budi, minta uang');
  await act('sari', 'triase');
  for (const seen of [told(before), JSON.stringify(await sees('tono'))]) assert.doesNotMatch(seen, /minta uang/);
  assert.match(saidOn(await sees('sari')).join(), /minta uang/);
});

test('the place of a life in danger stands as the place of the report, for everybody who was called', async (t) => {
  const { adds, told, house, sees, number } = await deskWith(t, 'anak hanyut', { place: null, consented: false });
  const route = await house.services.models.AduanRoute.findById(number).lean();
  assert.equal(route?.consent, null, 'no proof of what nobody was asked');
  const before = house.told.length;
  await adds('dekat titi gg mawar, Tanjung Mulia', { place: true });
  assert.match(told(before), /sari".*cardUrgentOf.*tono"/);
  const { place, urgent } = await sees('tono');
  assert.deepEqual([place, urgent], ['dekat titi gg mawar, Tanjung Mulia', true]);
  await adds('bukan di titi', { place: true });
  assert.equal((await sees('tono')).place, 'dekat titi gg mawar, Tanjung Mulia');
});

test('a life in danger in later words calls the whole desk, whoever handles it', async (t) => {
  const { act, house, number } = await deskWith(t, 'parit sumbat');
  await act('sari', 'triase');
  const before = house.told.length;
  const args = { number, action: 'lengkapi', note: 'anak saya hanyut' };
  const once = () => house.run('aduan.pelapor', args, { chat: CITIZEN, key: 'hanyut' });
  assert.deepEqual(await once(), await once());
  const called = house.told.slice(before).map(({ chat, text }) => [chat, text.key, JSON.stringify(text.args)] as const);
  assert.deepEqual(
    called.map(([chat, key]) => [chat, key]),
    [
      ['telegram-members:sari', 'tindak-lanjut.cardHandler'],
      ['telegram-members:tono', 'tindak-lanjut.card'],
    ],
  );
  for (const [, , said] of called) assert.match(said, /cardUrgentOf.*card-lengkapi.*anak saya hanyut/);
  assert.equal((await house.services.models.Aduan.findOne({ _id: number }).lean())?.urgent, true);
});

test('a report has room for thirty files: one more is refused in a sentence, and nothing is written', async (t) => {
  const { house, number } = await deskWith(t, 'parit sumbat');
  const one = { file: 'f', as: 'photo', name: 'foto', mime: 'image/jpeg', size: 1 };
  await house.services.models.Aduan.updateOne({ _id: number }, { $set: { files: Array(30).fill(one) } });
  const files = [{ ref: 'f1', as: 'photo' }];
  const args = { number, action: 'lengkapi', note: '', files, asked: 'cerita' };
  const result = await house.run('aduan.pelapor', args, { chat: CITIZEN, key: 'penuh' });
  assert.deepEqual('refused' in result && [result.refused.key, say('id', result.refused.why)], [
    'cerita',
    'Tempat berkas untuk <b>A-1001</b> sudah penuh. Mohon ceritakan dengan kata-kata.',
  ]);
  const report = await house.services.models.Aduan.findById(number).lean();
  assert.deepEqual([report?.files.length, report?.history.length], [30, 1]);
  const cry = { ...args, note: 'tolong, anak saya tenggelam' };
  assert.equal(doneOf(await house.run('aduan.pelapor', cry, { chat: CITIZEN, key: 'gawat' })).outcome, 'done');
  assert.match(JSON.stringify(house.told.at(-1)), /anak saya tenggelam/);
  assert.doesNotMatch(JSON.stringify(house.told.at(-1)), /onlyFiles/, 'no file was kept');
});

test('a pin far from every kelurahan is added as where it is', async () => {
  const queries = { 'aduan.dengar': () => ({ place: null }) };
  const chat = drive({ flows: [{ flow: complete, args: (number: string) => ({ number }) }], queries });
  await chat.start('laporan-lengkapi', 'A-1001');
  await chat.take({ kind: 'location', lat: 2.9, lon: 99.1, live: false });
  assert.equal((chat.outstanding[0]!.args as { note: string }).note, '2.90000, 99.10000');
});
