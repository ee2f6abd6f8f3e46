/**
 * A visit, a complaint and a conversation, with everything going wrong that can: nothing of who was there stands in the log at its most
 * talkative, in the figures, in what health tells, or in the queues as an administrator sees them.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Queue } from 'bullmq';
import { loadCouncil } from '#services/council.ts';
import { openPlatform, stageOn } from '#tests/support/crash/stage.ts';
import { until } from '#tests/support/crash/until.ts';
import { beginTheirsInTheMorning } from '#tests/support/office-hours.ts';
import { Process } from '#tests/support/process.ts';
import { Talk } from '#tests/support/talk.ts';
import { toSummary } from '#tests/support/visits.ts';

const PASSWORD = 'correct horse battery';
const NAME = 'Nyonya Rahasia';
const PHONE = '81398765432';
const COMPLAINT = 'parit sumbat di depan rumah Tuan Tersembunyi, gg mawar marelan';
const NIK = '3171234567890001';

test('nothing personal is written down', async (t) => {
  const { standIn, env } = await openPlatform(t, { LOG_LEVEL: 'trace', ADMIN_PASSWORD: PASSWORD });
  const stage = await stageOn(t, standIn, env);
  const house = await Process.start(t, env);
  await beginTheirsInTheMorning(loadCouncil('medan'), stage.models);
  const quiet = (): Promise<void> => until(() => stage.chats.allQuiet(0));
  const talk = (name: string, bot: 'telegram-public' | 'telegram-members'): Talk =>
    new Talk(stage.phone(name, bot), quiet);
  const sari = talk('sari', 'telegram-members');
  await sari.binds(await stage.invite('Sari Nasution')).done;
  const rina = talk('rina', 'telegram-public');
  const { faults } = standIn;
  await rina.start().sees('Ada yang bisa kami bantu').done;

  // The platform refuses, quoting what it was sent; is slow, breaks off, and says nothing.
  const chat = standIn.world.person('rina').user.id;
  const broken = { method: 'sendMessage', chat, times: 1 } as const;
  faults.add({
    ...broken,
    fault: { kind: 'answer', code: 400, description: `Bad Request: can't parse "${NAME}" ${NIK}` },
  });
  await rina.user(`Saya ${NAME}, NIK ${NIK}`).done;
  await until(() => house.log.some(({ msg }) => msg === 'the platform refused a message'));
  for (const fault of [{ kind: 'refuse' }, { kind: 'answer', code: 502 }, { kind: 'silent' }] as const)
    faults.add({ ...broken, fault });
  await rina.user('kunjungan').sees('Siapa yang akan datang').user('batal').sees('kami batalkan').done;
  // The database refuses, quoting the name.
  const contacts = stage.models.Contact.collection;
  await contacts.insertOne({ _id: 'another', name: NAME } as never);
  await contacts.createIndex({ name: 1 }, { unique: true });
  const failed = () => house.log.find(({ msg }) => msg === 'an effect failed') as { err: Fault } | undefined;
  await toSummary(rina, { kind: 'Warga', name: NAME })
    .tap('Ya, kirim')
    .meanwhile(async () => {
      await until(() => failed() !== undefined);
      await contacts.dropIndex('name_1');
      await contacts.deleteOne({ _id: 'another' as never });
    })
    .sees(/Nomor: K-\d+/).done;
  await rina.user(COMPLAINT).sees('Kirim?').tap('Kirim').sees('A-1001').done;
  await rina.user('petugas').sees('tulis keperluannya').user(`Telepon saya, 0${PHONE}`).sees(/C-\d+/).done;
  await sari.sees(/C-\d+/).done;
  await quiet();

  const queue = new Queue('effects', {
    connection: { url: env.REDIS_URL! },
    prefix: `{menyapa-${new URL(env.MONGODB_URI!.replace('mongodb', 'http')).pathname.slice(1)}}`,
  });
  const waiting = stage.chatOf('rina', 'telegram-public');
  await queue.add('wake', { chat: waiting }, { delay: 600_000 });
  t.after(() => queue.close());
  const signedIn = await fetch(`${house.web}/admin/login`, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ password: PASSWORD }) },
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const ask = async (path: string): Promise<string> => (await fetch(house.web + path, { headers: { cookie } })).text();
  const board = await ask('/admin/queues/api/queues?activeQueue=effects&status=delayed&page=1');
  assert.match(board, /"data":\{"chat":"[\w-]{10}"\}/, 'the job is there, under a tag');
  const told = [board, await ask('/metrics'), await ask('/readyz'), await ask('/healthz'), await ask('/no/such/page')];
  assert.equal(await house.stop(), 0);

  const all = [...house.lines, ...told].join('\n');
  const people = ['rina', 'sari'].map((name) => standIn.world.person(name).user);
  const shown = [...rina.phone.messages(), ...sari.phone.messages()].map(({ text }) => text.split('\n')[0]!);
  const secrets = [
    ...[NAME, 'Rahasia', 'Sari', 'Nasution', 'Tersembunyi', 'gg mawar', NIK, PHONE, '812-3456', PASSWORD],
    ...people.map(({ id }) => String(id)),
    ...shown.filter((text) => text.length > 12),
  ];
  for (const secret of secrets)
    assert.ok(!all.includes(secret), `${JSON.stringify(secret)} in: ${lineWith(all, secret)}`);
  const { code, at } = failed()!.err;
  assert.equal(code, 11000);
  assert.ok(
    at.some((place) => /effects\/book\.ts:\d+:\d+ await models\.Contact\.updateOne\($/.test(place)),
    at.join('\n'),
  );
  assert.ok(house.log.some(({ msg }) => msg === 'effect') && house.log.length > 50, 'it did log');
});

interface Fault {
  code: number;
  at: string[];
}

const lineWith = (all: string, part: string): string => all.split('\n').find((line) => line.includes(part)) ?? '';
