/** Thirty files a report, however many additions come at once: whoever finds no room is told, and nothing of theirs stays behind. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { complaint, doneOf, reportHouse } from '#tests/support/reports.ts';
import { pdf } from '#tests/support/samples.ts';

const CITIZEN = 'telegram-public:1';
const ROOM = 30;

/** A report with room for `room` more, and a store of files. Each addition is read before any of `together` is written. */
async function almostFull(t: TestContext, room: number, together: number) {
  const house = await reportHouse(t, {}, '2026-11-02T10:00');
  await house.staff('sari');
  const { number } = doneOf(await house.run('aduan.kirim', complaint('parit sumbat'), { chat: CITIZEN, key: 'k' }));
  const { Aduan } = house.services.models;
  const one = { as: 'photo', name: 'foto', mime: 'image/jpeg', size: 1 };
  const files = Array.from({ length: ROOM - room }, (_, n) => ({ ...one, file: `old${n}` }));
  await Aduan.updateOne({ _id: number }, { $set: { files } });
  const [gate, released] = [Promise.withResolvers<void>(), [] as string[]];
  let waiting = 0;
  const media = {
    download: async (_chat: string, ref: string) => {
      if ((waiting += 1) >= together) gate.resolve();
      await gate.promise;
      return { bytes: Buffer.from(pdf(ref)) };
    },
  };
  const store = {
    keep: async ({ bytes }: { bytes: Uint8Array }) => {
      const id = `new${/ref\d+/.exec(Buffer.from(bytes).toString('latin1'))?.[0]}`;
      return { id, name: 'berkas', mime: 'application/pdf', size: bytes.length };
    },
    release: async (ids: readonly string[]) => void released.push(...ids),
  };
  Object.assign(house.services, { media, files: store });
  const adds = (ref: string, note = '') => {
    const args = { number, action: 'lengkapi', note, files: [{ ref, as: 'document' }], asked: 'cerita' };
    return house.run('aduan.pelapor', args, { chat: CITIZEN, key: `${ref}/${note}` });
  };
  const kept = async () =>
    (await Aduan.findById(number).lean())!.files.map(({ file }) => file).filter((id) => /new/.test(id));
  return { house, adds, kept, released };
}

test('of six at once with room for three, three are kept and three are told so', async (t) => {
  const { adds, kept, released } = await almostFull(t, 3, 6);
  const refs = Array.from({ length: 6 }, (_, n) => `ref${n}`);
  const results = await Promise.all(refs.map((ref) => adds(ref)));
  const took = refs.filter((_, n) => 'done' in results[n]!);
  const told = results.flatMap((result) => ('refused' in result ? [result.refused] : []));
  assert.deepEqual(
    told.map(({ key, why }) => [key, why.key]),
    Array(3).fill(['cerita', 'tindak-lanjut.filesFull']),
  );
  assert.deepEqual(new Set(await kept()), new Set(took.map((ref) => `new${ref}`)));
  assert.deepEqual(new Set(released), new Set(refs.filter((ref) => !took.includes(ref)).map((ref) => `new${ref}`)));
});

test('the same file twice at once is kept once, and nobody is refused for it', async (t) => {
  const { adds, kept, released } = await almostFull(t, 1, 2);
  const both = await Promise.all([adds('ref1'), adds('ref1', 'ini fotonya')]);
  for (const one of both) assert.equal(doneOf(one).outcome, 'done');
  assert.deepEqual([await kept(), released], [['newref1'], []]);
});

test('a life may be at stake: the words are kept, and that the file was not is said', async (t) => {
  const { house, adds, kept } = await almostFull(t, 1, 2);
  const cries = await Promise.all([
    adds('ref1', 'tolong, anak saya tenggelam'),
    adds('ref2', 'tolong, anak saya hanyut'),
  ]);
  for (const cry of cries) assert.equal(doneOf(cry).outcome, 'done');
  assert.equal((await kept()).length, 1);
  const office = house.told.filter(({ chat }) => chat !== CITIZEN).map(({ text }) => JSON.stringify(text));
  for (const words of ['tenggelam', 'hanyut']) assert.ok(office.some((text) => text.includes(words)));
  const said = house.told.filter(({ chat, text }) => chat === CITIZEN && text.key === 'tindak-lanjut.filesFull');
  assert.equal(said.length, 1);
});
