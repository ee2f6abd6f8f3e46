/**
 * After an anonymous complaint with a photo that knows where it was taken, and a voice, nobody finds the reporter: not in any
 * collection, the log, Valkey or a file, apart from the one document that routes answers. Everything is walked, whatever it is.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Redis } from 'ioredis';
import sharp from 'sharp';
import { Files } from '#services/files.ts';
import { openPlatform, stageOn } from '#tests/support/crash/stage.ts';
import { until } from '#tests/support/crash/until.ts';
import { Process } from '#tests/support/process.ts';
import { picture } from '#tests/support/samples.ts';
import { Talk } from '#tests/support/talk.ts';

const VOICE = new Uint8Array(
  Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(64)]),
);

test('an anonymous complaint with photo and voice', async (t) => {
  const { standIn, env } = await openPlatform(t, { LOG_LEVEL: 'trace', PATIENCE_MS: '600000' });
  const stage = await stageOn(t, standIn, env);
  const ended = await Process.start(t, env);
  const quiet = (): Promise<void> => until(() => stage.chats.allQuiet(0));
  const sari = new Talk(stage.phone('sari', 'telegram-members'), quiet);
  await sari.binds(await stage.invite('Sari Nasution')).done;
  const budi = new Talk(stage.phone('budi', 'telegram-public'), quiet);
  await budi.start().sees('Selamat datang').done;
  await budi.act({ do: 'photo', bytes: await picture() }).sees('sudah kami simpan', 'di mana').done;
  await budi.act({ do: 'voice', bytes: VOICE, seconds: 7 }).sees('Kirim?').tap('Tanpa nama').sees('A-1001').done;
  await sari.sees('Pengaduan baru', 'A-1001').tap('Buka').sees('menunggu diperiksa').tap('Tangani').sees('catatan')
    .done;
  await sari.tap('Lewati').sees('sekarang Bapak/Ibu tangani', 'Pelapor: -').sees('hanya untuk petugas yang menangani')
    .done;
  await sari.sees('hanya untuk petugas yang menangani').done;
  await sari.tap('Buka').sees('sedang ditangani').tap('Jawab').user('Sudah kami periksa.').sees('sudah dijawab').done;
  await budi.sees('Sudah kami periksa', 'Benar sudah beres?').tap('Sudah').sees('sudah beres').done;
  await quiet();
  const chat = stage.chatOf('budi', 'telegram-public');
  const { db } = stage.models.Aduan;
  // What was sent to them stays in their mailbox until the next upkeep.
  const boxed = (): Promise<unknown> => db.collection('chats').findOne({ _id: chat as never });
  await until(async () => !JSON.stringify(await boxed()).includes('A-1001'));

  const { user, phone } = standIn.world.person('budi');
  const { id, first_name } = user;
  const personal = [String(id), first_name, phone.replace(/\D/g, '').slice(-8)].filter(Boolean);
  const redis = new Redis(env['REDIS_URL'] ?? '');
  const realm = db.name;
  const jobs: string[] = [];
  for await (const keys of redis.scanStream({ match: `*${realm}*` }))
    for (const key of keys as string[]) jobs.push(key, ...(await everythingOf(redis, key)));
  redis.disconnect();
  assert.equal(await ended.stop(), 0);

  // Every document of every collection, the mailbox of the chat and the route of its answers set apart.
  const documents: { of: string; id: string; text: string }[] = [];
  for (const { name } of await db.listCollections())
    for (const one of await db.collection(name).find().toArray())
      documents.push({ of: name, id: String(one._id), text: readable(one) });
  const [routes, rest] = [
    documents.filter(({ of }) => of === 'aduan-routes'),
    documents.filter(({ of }) => of !== 'aduan-routes'),
  ];
  assert.ok(routes.length === 1 && routes[0]?.text.includes(chat), 'the one document that routes answers');
  const mailbox = rest.filter((one) => one.of === 'chats' && one.id === chat);
  const others = rest.filter((one) => !mailbox.includes(one));
  assert.ok(mailbox.length === 1 && others.length > 10);
  for (const secret of [...personal, chat])
    for (const one of others) assert.ok(!one.text.includes(secret), `${one.of} ${one.id} holds ${secret}`);
  // The mailbox knows whose it is, and nothing of the report; nor has it a key in common with the report.
  const [box, report] = [mailbox[0]!.text, others.find(({ of }) => of === 'aduan')!.text];
  for (const trace of ['A-1001', 'aduan-', 'Sudah kami periksa']) assert.ok(!box.includes(trace), `${trace} in ${box}`);
  const keysIn = (text: string): string[] => text.match(/[\w/:-]{12,}/g) ?? [];
  const common = keysIn(report).filter((key) => !/^\d{4}-|^schemaVersion$|^requestKey$/.test(key) && box.includes(key));
  assert.deepEqual(common, []);

  const log = ended.lines.join('\n');
  for (const secret of personal) assert.ok(!log.includes(secret), `the log holds ${secret}`);
  for (const job of jobs)
    for (const secret of [...personal, 'A-1001']) assert.ok(!job.includes(secret), `Valkey holds ${secret}: ${job}`);

  const files = await stage.models.File.find().lean();
  assert.deepEqual(files.map(({ mime }) => mime).toSorted(), ['audio/ogg', 'image/jpeg']);
  const store = new Files(stage.models.File, db.db as never, Date.now);
  for (const { _id, mime, name } of files) {
    const kept = await store.read(_id);
    assert.match(name, /^Lampiran laporan/);
    if (mime === 'image/jpeg') assert.equal((await sharp(kept?.bytes).metadata()).exif, undefined);
    for (const secret of personal) assert.ok(!kept?.bytes.includes(secret));
  }
});

/** Bytes as Latin letters, so that a name within a file's chunk is found too. */
const readable = (one: object): string =>
  JSON.stringify(one, (_key, value: unknown) => {
    const bytes = (value as { _bsontype?: string; buffer?: Uint8Array } | null)?._bsontype === 'Binary';
    return bytes ? Buffer.from((value as { buffer: Uint8Array }).buffer).toString('latin1') : value;
  });

async function everythingOf(redis: Redis, key: string): Promise<string[]> {
  switch (await redis.type(key)) {
    case 'string':
      return [(await redis.get(key)) ?? ''];
    case 'hash':
      return Object.entries(await redis.hgetall(key)).flat();
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, '0', '-1');
    case 'stream':
      return [JSON.stringify(await redis.xrange(key, '-', '+'))];
    default:
      return [];
  }
}
