/** Reports that follow another do not end with its reporter: each reporter's own word is about their own report. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { reportQueries } from '#flows/tindak-lanjut/queries.ts';
import type { Aduan } from '#models/aduan.ts';
import { complaint, doneOf, reportHouse } from '#tests/support/reports.ts';

/** Officers, one report, and those that follow it: `chats[n]` sent `numbers[n]`. */
async function family(t: TestContext, followers = 2) {
  const house = await reportHouse(t, {}, '2026-11-02T10:00');
  const sari = await house.staff('sari');
  const chats = Array.from({ length: followers + 1 }, (_, n) => `telegram-public:${n}`);
  const send = async (chat: string, into: string | null) =>
    doneOf<{ number: string; follows: boolean }>(
      await house.run('aduan.kirim', complaint('parit sumbat', { into }), { chat, key: `k${chat}` }),
    );
  const first = (await send(chats[0]!, null)).number;
  const numbers = [first];
  for (const chat of chats.slice(1)) numbers.push((await send(chat, first)).number);
  const read = async (number: string): Promise<Aduan> =>
    (await house.services.models.Aduan.findOne({ _id: number }).lean<Aduan>())!;
  const own = async (n: number) =>
    (await reportQueries['aduan.milik-satu']({ number: numbers[n]! }, house.services, chats[n]!))!;
  return {
    ...{ house, chats, numbers, send, read, own },
    says: async (n: number, action: string, note = 'kata pelapor') =>
      doneOf(
        await house.run('aduan.pelapor', { number: numbers[n], action, note }, { chat: chats[n]!, key: action + n }),
      ),
    act: async (number: string, action: string, more: object = {}) => {
      const args = { number, action, seen: (await read(number)).version, note: 'Sudah dikeruk.', ...more };
      const from = { chat: 'telegram-members:sari', who: sari, key: `${number}/${action}` };
      return doneOf<{ outcome: string; what?: string }>(await house.run('aduan.tindak', args, from));
    },
    heard: (chat: string) => house.told.filter((one) => one.chat === chat).map(({ text }) => text.key.split('.')[1]),
  };
}

test('taken back: the oldest of those who follow stands by itself, the others follow that one, and both are told', async (t) => {
  const { numbers, chats, read, says, heard, house } = await family(t);
  assert.equal((await says(0, 'tarik')).outcome, 'done');
  const [first, heir, other] = await Promise.all(numbers.map(read));
  assert.deepEqual([first!.state, heir!.state, heir!.mergedInto], ['selesai', 'diterima', null]);
  assert.deepEqual([other!.state, other!.mergedInto], ['digabung', heir!._id]);
  assert.ok(heir!.dueAt, 'its days run again');
  assert.equal(heard(chats[1]!).at(-1), 'alone');
  const heads = house.told.map(({ text }) => (text.args?.['head'] as { key?: string } | undefined)?.key);
  assert.ok(heads.includes('tindak-lanjut.cardAlone'));
  // Carried out again after a death half-way, it changes and says nothing twice.
  const before = house.told.length;
  await says(0, 'tarik');
  assert.deepEqual([(await read(heir!._id)).version, house.told.length], [heir!.version, before]);
});

test('asked and silent: only the one who was asked is closed', async (t) => {
  const { house, numbers, chats, read, act, own, heard } = await family(t, 1);
  await act(numbers[0]!, 'tanya');
  assert.equal((await own(1)).waits?.other, true, 'nobody waits for a word of theirs');
  house.setClock('2026-11-20T08:00');
  await house.sweep();
  const [first, heir] = await Promise.all(numbers.map(read));
  assert.deepEqual([first!.state, first!.outcome], ['selesai', 'tanpa-kabar']);
  assert.deepEqual([heir!.mergedInto, heard(chats[1]!).includes('closedSilent')], [null, false]);
  const closed = house.told.find(({ text }) => text.key === 'tindak-lanjut.closedSilent');
  assert.deepEqual(
    closed?.buttons?.map(({ arg }) => arg),
    [`sudah|${numbers[0]}`, `belum|${numbers[0]}`],
    'the way back is under it',
  );
});

test('answered: whoever follows says by themselves whether it is solved, on a shared phone too', async (t) => {
  const { house, numbers, chats, read, act, says, own, heard } = await family(t);
  await house.run('aduan.netral', { neutral: true }, { chat: chats[2]!, key: 'n' });
  await act(numbers[0]!, 'jawab');
  const answered = house.told.filter(({ text }) => text.key === 'tindak-lanjut.answeredFollower');
  assert.deepEqual([answered[0]?.chat, answered[0]?.buttons?.[0]?.arg], [chats[1], `sudah|${numbers[1]}`]);
  assert.equal(heard(chats[2]!).at(-1), 'neutral');
  assert.equal((await own(2)).news?.args?.['number'], numbers[2], 'BUKA has what the notice stood for');
  assert.equal((await says(2, 'benar-beres')).state, 'digabung');
  assert.equal((await says(1, 'belum-beres')).outcome, 'done');
  const [first, unsolved, content] = await Promise.all(numbers.map(read));
  assert.deepEqual([first!.state, content!.mergedInto], ['dijawab', first!._id]);
  assert.deepEqual([unsolved!.state, unsolved!.mergedInto], ['ditangani', null]);
  assert.equal((await own(1)).state, 'ditangani');
});

test('whoever follows adds and takes back by themselves; what follows them follows what they did', async (t) => {
  const { numbers, house, read, act, says } = await family(t, 1);
  const third = doneOf(
    await house.run('aduan.kirim', complaint('parit lagi'), { chat: 'telegram-public:9', key: 'k9' }),
  ).number;
  assert.equal((await act(third, 'gabung', { into: numbers[0] })).outcome, 'done');
  await house.services.models.Aduan.updateOne({ _id: third }, { mergedInto: numbers[1] });
  await act(numbers[0]!, 'triase');
  assert.equal((await says(1, 'lengkapi', 'airnya masuk rumah')).state, 'digabung');
  const card = house.told.at(-1)!;
  assert.deepEqual([card.text.args?.['number'], card.chat], [numbers[1], 'telegram-members:sari']);
  assert.equal((await says(1, 'tarik')).state, 'selesai');
  assert.deepEqual([(await read(numbers[1]!)).mergedInto, (await read(third)).mergedInto], [null, numbers[0]]);
});

test('nothing follows what is over: offered before its end it stands by itself, and an officer is refused', async (t) => {
  const { numbers, act, send, read } = await family(t, 0);
  await act(numbers[0]!, 'tutup', { outcome: 'dijelaskan' });
  const late = await send('telegram-public:7', numbers[0]!);
  assert.deepEqual([late.follows, (await read(late.number)).state], [false, 'diterima']);
  assert.deepEqual(await act(late.number, 'gabung', { into: numbers[0] }), { outcome: 'lacking', what: 'induk' });
});

test('merged behind an answer it hears that answer; merged wrongly it is parted, and its reporter knows', async (t) => {
  const { house, numbers, read, act, heard } = await family(t, 0);
  await act(numbers[0]!, 'jawab');
  const from = { chat: 'telegram-public:8', key: 'k8' };
  const { number } = doneOf(await house.run('aduan.kirim', complaint('parit sumbat'), from));
  await act(number, 'gabung', { into: numbers[0] });
  assert.deepEqual(heard(from.chat), ['merged', 'answeredFollower']);
  assert.equal((await act(number, 'pisah')).outcome, 'done');
  assert.deepEqual([(await read(number)).state, (await read(number)).mergedInto], ['diterima', null]);
  assert.equal(heard(from.chat).at(-1), 'alone');
});
