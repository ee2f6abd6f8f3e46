import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { mongo } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { connect, database } from '#models/database.ts';
import { fileModel, type FileDoc } from '#models/file.ts';
import { fileName } from '#services/file-name.ts';
import { FileRefused, Files } from '#services/files.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';
import { exe, heic, pdf, photo } from './file-samples.ts';

const uri = freshDatabase();
let connection: Connection;
let model: Model<FileDoc>;
let files: Files;
/** Business ms. */
let now = Date.now();
before(async () => {
  connection = await connect(uri);
  model = fileModel(connection);
  await model.createIndexes();
  files = new Files(model, database(connection), () => now);
});
beforeEach(async () => {
  for (const { _id } of await model.find().lean()) await files.remove(_id);
});
after(async () => {
  await connection.close();
  await dropDatabase(uri);
});

const soon = () => Date.now() + 5000;
const count = async (name: 'fs.files' | 'fs.chunks'): Promise<number> =>
  database(connection).collection(name).countDocuments();

test('what is kept is read back: bytes, type by content, a name of the house', async () => {
  const bytes = await pdf();
  const kept = await files.keep({ bytes, name: 'Surat K-1001.docx', owner: 'K-1001' });
  assert.equal(kept.mime, 'application/pdf');
  assert.equal(kept.name, 'Surat K-1001-docx.pdf');
  assert.equal(kept.size, bytes.length);
  const read = await files.read(kept.id);
  assert.deepEqual(read?.file, kept);
  assert.ok(read?.bytes.equals(bytes));
});

test('a file of several chunks', async () => {
  const bytes = Buffer.concat([await photo(400, 300), randomBytes(2_000_000)]);
  const kept = await files.keep({ bytes, name: 'Foto', owner: 'K-1' });
  assert.ok((await files.read(kept.id))?.bytes.equals(bytes));
  assert.ok((await count('fs.chunks')) > 1);
});

test('the same file of the same owner is kept once, also by twenty at once', async () => {
  const bytes = await pdf();
  const kept = await Promise.all(Array.from({ length: 20 }, () => files.keep({ bytes, name: 'Surat', owner: 'K-1' })));
  assert.equal(new Set(kept.map(({ id }) => id)).size, 1);
  assert.equal(await model.countDocuments(), 1);
  assert.equal(await count('fs.files'), 1);
  assert.ok((await files.read(kept[0]?.id ?? ''))?.bytes.equals(bytes));
});

test('erasing an owner leaves the same file of another', async () => {
  const bytes = await pdf();
  const one = await files.keep({ bytes, name: 'Surat', owner: 'K-1' });
  const other = await files.keep({ bytes, name: 'Surat', owner: 'K-2' });
  await files.keep({ bytes: await photo(300, 300), name: 'Foto', owner: 'K-1' });
  assert.equal(await files.removeOf('K-1'), 2);
  assert.equal(await files.read(one.id), null);
  assert.ok((await files.read(other.id))?.bytes.equals(bytes));
  assert.equal(await count('fs.files'), 1);
  await files.remove(one.id);
});

test('bytes of a process that died are swept, those of files and of the last hour are not', async () => {
  const kept = await files.keep({ bytes: await pdf(), name: 'Surat', owner: 'K-1' });
  // It died after the bytes and before the document, and in the middle of the bytes.
  const whole = await files.keep({ bytes: await photo(300, 300), name: 'Foto', owner: 'K-2' });
  const cut = await files.keep({ bytes: await photo(301, 300), name: 'Foto', owner: 'K-3' });
  const half = await model.findOneAndDelete({ _id: cut.id }).lean();
  await database(connection)
    .collection('fs.files')
    .deleteOne({ _id: half?.content as never });
  await model.deleteOne({ _id: whole.id });
  assert.equal(await files.sweep(Date.now() - 3_600_000), 0);
  assert.equal(await files.sweep(soon()), 2);
  assert.equal(await files.sweep(soon()), 0);
  assert.equal(await count('fs.files'), 1);
  assert.ok(await files.read(kept.id));
});

test('bytes that are not what was kept are a fault and no answer', async () => {
  const kept = await files.keep({ bytes: await pdf(), name: 'Surat', owner: 'K-1' });
  await model.updateOne({ _id: kept.id }, { sha256: 'f'.repeat(64) });
  await assert.rejects(files.read(kept.id), /damaged/);
});

test('programs, HEIC, nothing, too much and the unknown are refused, with the reason', async () => {
  const cases: [FileRefused['why'], Uint8Array][] = [
    ['program', exe],
    ['heic', heic],
    ['empty', new Uint8Array()],
    ['too-large', new Uint8Array(20 * 1024 * 1024 + 1)],
    ['unknown', Buffer.from('<svg onload=alert(1)>')],
    ['unknown', Buffer.from([0, 1, 2, 3])],
  ];
  for (const [why, bytes] of cases)
    await assert.rejects(files.keep({ bytes, name: 'Surat', owner: 'K-1' }), (error) => {
      assert.ok(error instanceof FileRefused);
      assert.equal(error.why, why);
      return true;
    });
  assert.equal(await count('fs.files'), 0);
});

test('a calendar is text that its maker names', async () => {
  const bytes = Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n');
  const kept = await files.keep({ bytes, name: 'Kunjungan K-1', owner: 'K-1', mime: 'text/calendar' });
  assert.deepEqual([kept.mime, kept.name], ['text/calendar', 'Kunjungan K-1.ics']);
});

test('a name is safe whatever was typed', () => {
  assert.equal(fileName('surat\u202Efdp.exe', 'pdf'), 'suratfdp-exe.pdf');
  assert.equal(fileName('../../etc/passwd', 'pdf'), 'passwd.pdf');
  assert.equal(fileName('C:\\surat\\..\\Surat Dinas.PDF', 'pdf'), 'Surat Dinas.pdf');
  assert.equal(fileName('  . ', 'jpg'), 'berkas.jpg');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (said) => {
      const name = fileName(said, 'pdf');
      assert.match(name, /^[^./\\<>:"|?*\p{Cc}\u202a-\u202e]{1,80}\.pdf$/u);
    }),
  );
});

test('a file is looked at after a day; what was let go of goes a day later, unless somebody keeps it again', async () => {
  const DAY = 86_400_000;
  const bytes = await pdf();
  const { id } = await files.keep({ bytes, name: 'Surat', owner: 'K-1001' });
  const due = async (): Promise<[string, boolean][]> =>
    (await files.due(now, 10)).map(({ owner, released }) => [owner, released]);
  assert.deepEqual(await due(), []);
  now += DAY;
  assert.deepEqual(await due(), [['K-1001', false]]);
  await files.neededUntil(id, new Date(now + 90 * DAY));
  assert.deepEqual(await due(), []);
  await files.release([id], now);
  await files.neededUntil(id, new Date(now + 90 * DAY));
  assert.deepEqual(await due(), []);
  now += DAY;
  assert.deepEqual(await due(), [['K-1001', true]], 'who let go of it while it was looked at is not overruled');
  await files.keep({ bytes, name: 'Surat', owner: 'K-1001' });
  assert.deepEqual(await due(), [], 'kept again');
});

test('the sweep goes through more contents than it holds at once', async () => {
  const lost = database(connection).collection('fs.chunks');
  const at = (n: number): mongo.ObjectId => new mongo.ObjectId(n.toString(16).padStart(24, '0'));
  await lost.insertMany(Array.from({ length: 501 }, (_, n) => ({ files_id: at(n + 1), n: 0, data: Buffer.alloc(1) })));
  assert.equal(await files.sweep(Date.now() - 3_600_000), 501);
  assert.equal(await lost.countDocuments({ files_id: { $lte: at(2000) } }), 0);
});
