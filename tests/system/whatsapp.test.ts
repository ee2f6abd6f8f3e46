/** The whole system with its WhatsApp numbers: the real library in a real Chromium, WhatsApp itself played. */
import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { after, before, test } from 'node:test';
import type { TestContext } from 'node:test';
import { CEILING } from '#bots/whatsapp/pace.ts';
import { tx } from '#flows/engine/message.ts';
import { visitDates } from '#flows/sikulin/calendar.ts';
import { loadCouncil } from '#services/council.ts';
import { reaches, subscribed, toLoudHours } from '#tests/support/broadcasts.ts';
import { stageOn } from '#tests/support/crash/stage.ts';
import { beginTheirsInTheMorning, toMorning } from '#tests/support/office-hours.ts';
import { startTestSystem } from '#tests/support/system.ts';
import type { TestSystem } from '#tests/support/system.ts';
import { domainOf } from '#tests/support/transcripts/domain.ts';
import { TRANSCRIPTS } from '#tests/support/transcripts/index.ts';
import { play } from '#tests/support/transcripts/play.ts';

/** The package's own types name its default twice. */
const readQr = jsQR as unknown as typeof jsQR.default;

const day = visitDates(loadCouncil('medan'), Date.now())
  .open.filter((date) => new Date(date).getUTCDay() !== 5)[8]!
  .split('-')
  .reverse()
  .join('/');

let house: TestSystem;
let end: () => Promise<void> = async () => {};
/** One system and its browsers for all but the transcripts, which count what is left. */
before(async () => {
  const ends: (() => unknown)[] = [];
  house = await startTestSystem({ after: (work: () => unknown) => void ends.push(work) } as never, { whatsapp: true });
  end = async () => {
    for (const work of ends.reverse()) await work();
  };
});
after(() => end());

test('a number is linked by the code in an administrator’s chat, is banned, and another takes its place; nothing of anybody is lost', async () => {
  const { talk, system, staff, numbers, standIn } = house;
  const owner = numbers!.standIns.public;
  await owner.handset.do('wait');
  const admin = await staff('admin-1', 'admin');
  const rina = talk('whatsapp-public', 'rina');
  rina.phone.start();
  rina.phone.text('kunjungan');
  const standing = async (): Promise<string> => {
    const answer = await fetch(`${system.web}/readyz`);
    return (
      ((await answer.json()) as { parts: { whatsapp: Record<string, string> } }).parts.whatsapp['whatsapp-public'] ?? ''
    );
  };
  await until(async () => (await standing()).startsWith('unlinked'), 'an unlinked number in /readyz');

  await admin
    .user('nomor whatsapp')
    .sees('menunggu ditautkan')
    .tap('Tautkan dengan kode QR')
    .sees('pindai dengan HP kantor').done;
  const shown = admin.phone.messages().findLast(({ file }) => file !== undefined)!;
  const picture = await sharp(Buffer.from(standIn.world.files.peek(shown.file!.id)!.bytes))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = picture.info;
  assert.match(readQr(new Uint8ClampedArray(picture.data), width, height)?.data ?? '', /^2@/);
  await owner.scan();
  await admin.sees('sudah tertaut', '+620000000011').done;
  await until(
    () => admin.phone.events(shown.seq).some(({ what, id }) => what === 'deleted' && id === shown.id),
    'the code erased',
  );
  await rina.sees('Siapa yang akan datang').done;
  await until(async () => (await standing()) === 'ready', 'a ready number in /readyz');
  const figures = await (await fetch(`${system.web}/metrics`)).text();
  assert.match(figures, /menyapa_whatsapp_state\{number="public",state="ready"\} 1\n/);
  assert.match(figures, /menyapa_whatsapp_state\{number="public",state="unlinked"\} 0\n/);

  await owner.handset.do('ban');
  await admin.sees('ditolak WhatsApp', 'Tidak ada data yang hilang').done;
  await talk('telegram-public', 'sari')
    .user('nomor resmi')
    .sees('WhatsApp untuk warga: +620000000011 (sedang tidak bisa dipakai)').done;
  const page = async (): Promise<string> => (await fetch(`${system.web}/saluran`)).text();
  assert.match(await page(), /\+620000000011<\/b> \(sedang tidak bisa dipakai\)/);

  // The spare number.
  await owner.handset.do('spare');
  await admin
    .user('nomor whatsapp')
    .sees('diblokir WhatsApp')
    .tap('Pindah nomor')
    .sees('Tautan yang sekarang dilepas')
    .user('ya')
    .sees('mulai dipindahkan')
    .sees('pindai dengan HP kantor').done;
  assert.match(await page(), /\+620000000011<\/b> \(sedang tidak bisa dipakai\)/, 'not until it has moved');
  await owner.scan();
  await admin.sees('sudah pindah ke', '+620000000091').done;
  assert.match(await page(), /\+620000000091<\/b><\/li>/);
  await rina.user('Warga').sees('Apa keperluannya').done;
  assert.equal((await system.services.models.WhatsAppNumber.findById('whatsapp-public').lean())?.move?.step, 'told');
  await owner.handset.do('ready');
});

test('a person books a visit on WhatsApp by typing numbers, staff approve it on theirs', async () => {
  const { talk, system, staff } = house;
  const tuti = await staff('tuti');
  await talk('whatsapp-public', 'rini')
    .user('Assalamualaikum')
    .sees('gratis', 'OTP', 'rekam suara', 'type ENGLISH')
    .sees('Waalaikumsalam')
    .user('ini asli?')
    .sees('@menyapa_public_bot', '+620000000091')
    .user('help')
    .sees('mengetik nomornya')
    .user('privasi')
    .sees('HAPUS DATA SAYA', 'terlihat oleh petugas yang memegang HP kantor')
    .user('bansos')
    .sees('Dinas Sosial', '1. Cukup')
    .user('1')
    .sees('Ada yang bisa kami bantu')
    .user('lapor')
    .sees('terlihat oleh petugas', 'https://t.me/menyapa_public_bot', 'Ada masalah apa')
    .user('batal')
    .sees('batalkan')
    .user('cek pesan palsu')
    .sees('teruskan atau tempel')
    .user('Segera kirim kode OTP ke 0857-1111-2222')
    .sees('tanda penipuan', '+6285711112222', 'Teruskan ke petugas')
    .tap('Teruskan')
    .sees('P-').done;
  await tuti.sees('Ada warga ragu', 'kode OTP').done;
  await talk('whatsapp-public', 'rini')
    .user('kunjungan')
    .sees('Siapa yang akan datang', '1. ')
    .tap('Warga')
    .sees('Apa keperluannya')
    .user('Menyampaikan usul')
    .sees('Ingin bertemu siapa')
    .tap('Bantu')
    .sees('tanggal berapa')
    .user(day)
    .sees('Jam berapa')
    .tap('11.00')
    .sees('Berapa orang')
    .user('berdua')
    .sees('perlu kami siapkan')
    .tap('Tidak ada')
    .sees('Atas nama siapa')
    .user('Rini')
    .sees('Nomor HP', 'Bisa dibalas: Pakai nomor ini')
    .user('nomor ini aja')
    .sees('diperiksa dulu', 'Rini')
    .tap('Ya, kirim')
    .sees('Nomor: K-', 'Bisa dibalas: Cara hitung').done;
  await tuti.sees('Permohonan kunjungan', 'Rini').tap('Setujui').sees('disetujui').done;
  // Her phone could open no file for a calendar.
  await talk('whatsapp-public', 'rini').sees('Kabar baik').sees('Tiket').sees('dicatat di kalender', '11.00 WIB').done;
  const files = talk('whatsapp-public', 'rini').phone.messages();
  assert.ok(files.every(({ file }) => !file?.name.endsWith('.ics')));
  const visits = await system.services.models.Visit.find().lean();
  assert.equal(visits.length, 1);
  assert.doesNotMatch(visits[0]!.chat, /628|lid/, 'an address names no phone');
});

test('the office at the handset is not interrupted and stands in the books; a lid and a phone of one person become one', async () => {
  const { talk, system, numbers, staff } = house;
  const dewi = talk('whatsapp-public', 'dewi');
  await dewi.user('kunjungan').sees('Siapa yang akan datang').done;
  await numbers!.standIns.public.bridge.handset('dewi', 'Selamat siang Bu, saya Tuti dari kantor');
  const { Report } = system.services.models;
  while ((await Report.countDocuments({ kind: 'kantor' })) === 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const before = dewi.phone.messages().length;
  await dewi.user('Oh ya, siang Bu').done;
  // The engine's own word calls the bot back; what was said to the office in between is not answered.
  await dewi.user('ulangi').sees('Siapa yang akan datang').done;
  assert.equal(dewi.phone.messages().length, before + 1);
  assert.equal((await Report.findOne({ kind: 'kantor' }).lean())?.note, 'Selamat siang Bu, saya Tuti dari kantor');

  // A payslip, a PIN, a secret letter: not where the office's handset shows it.
  const { notices, models } = system.services;
  const chat = `whatsapp-public:${(await models.WhatsAppId.findById(numbers!.standIns.public.bridge.jid('dewi')).lean())?.address}`;
  await notices.toChat(chat, { key: 'slip', text: tx('resmi.reported', { number: 'SLIP-7' }), secret: true });
  await dewi.sees('tidak mengirimnya lewat WhatsApp', 'https://t.me/menyapa_public_bot').done;
  assert.ok(!dewi.phone.messages().some(({ text }) => text.includes('SLIP-7')));
  const chats = models.Visit.db.collection<{ _id: string }>('chats');
  await until(
    async () => !JSON.stringify(await chats.findOne({ _id: chat })).includes('SLIP-7'),
    'nothing of it in the chat',
  );

  // The last message of today that nobody asked for: those who announce hear why the rest waits.
  const admin = await staff('admin-2', 'admin');
  const sent = { day: new Date().toISOString().slice(0, 10), count: CEILING - 1 };
  await models.WhatsAppNumber.updateOne({ _id: 'whatsapp-public' }, { $set: { sent } });
  await notices.toChat(chat, { key: 'terakhir', text: tx('resmi.reported', { number: 'P-300' }) });
  await dewi.sees('P-300').done;
  await admin.sees(`mengirim ${CEILING}`, 'menunggu sampai besok').done;

  const { bridge } = numbers!.standIns.public;
  const budi = talk('whatsapp-public', 'budi');
  bridge.know('budi', 'hidden-lid');
  await budi.user('kunjungan').sees('Siapa yang akan datang').tap('Warga').sees('Apa keperluannya').done;
  bridge.know('budi', 'phone');
  await budi.user('lapor').sees('Ada masalah apa').done;
  const chatsNow = () => chats.countDocuments({ _id: { $gt: 'whatsapp-public:', $lt: 'whatsapp-public;' } });
  const apart = await chatsNow();
  bridge.know('budi', 'lid');
  // The question that they saw last is the one they answer; what was open before is taken up behind it.
  await budi.user('batal').sees('batalkan', 'Apa keperluannya').done;
  await budi.user('Menyampaikan usul').sees('Ingin bertemu siapa').done;
  assert.equal(await chatsNow(), apart - 1);
});

const council = loadCouncil('medan');
const days = visitDates(council, Date.now() + toMorning(council, Date.now()))
  .open.filter((date) => new Date(date).getUTCDay() !== 5)
  .slice(3)
  .map((date) => date.split('-').reverse().join('/'));

/** What a run of all transcripts leaves in the domain, people by their names, whatever their channel calls them. */
const left = async (t: TestContext, whatsapp: boolean): Promise<object> => {
  const { standIn, env, numbers } = await startTestSystem(t, { whatsapp });
  const stage = await stageOn(t, standIn, env, numbers);
  await beginTheirsInTheMorning(council, stage.models);
  await Promise.all(TRANSCRIPTS.map((one, place) => play(stage, one, { day: days[place]!, whatsapp })));
  assert.ok(await stage.chats.allQuiet(30_000), 'something is left undone');
  const { deadletters, unknown } = await stage.chats.leftovers();
  const doubtful = await stage.chats.doubtful();
  assert.deepEqual({ deadletters, unknown, doubtful }, { deadletters: 0, unknown: 0, doubtful: 0 });
  const family = whatsapp ? 'whatsapp' : 'telegram';
  let domain = JSON.stringify(await domainOf(stage.models)).replaceAll(`${family}-`, '');
  for (const key of standIn.world.people.keys())
    domain = domain.replaceAll(stage.chatOf(key, `${family}-public`).replace(/^[^:]+:/, ''), key);
  return JSON.parse(domain) as object;
};

test('every transcript leaves on WhatsApp what it leaves on Telegram', async (t) => {
  const [here, there] = await Promise.all([left(t, true), left(t, false)]);
  assert.deepEqual(sorted(here), sorted(there));
});

/** Lists were in the order of their texts, which held other names. */
const sorted = (domain: object): object =>
  Object.fromEntries(
    Object.entries(domain).map(([name, rows]) => [name, Array.isArray(rows) ? rows.map(String).sort() : rows]),
  );

/** Until it holds; the test's own end is the limit. */
const until = async (holds: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  for (const deadline = Date.now() + 60_000; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
};

test('one person in both apps gets an announcement once, and at WhatsApp where Telegram reaches them no more; a shared number says who they are', async (t) => {
  const { talk, system, standIn, env, numbers } = await startTestSystem(t, { whatsapp: true });
  await toLoudHours(system);
  const { models, clock } = system.services;
  const stage = await stageOn(t, standIn, env, numbers);
  const [there, here] = [talk('telegram-public', 'rina'), talk('whatsapp-public', 'rina')];
  await there.start().sees('Ada yang bisa kami bantu').contact().sees('Ada yang bisa kami bantu').done;
  await here.user('halo').sees('Ada yang bisa kami bantu').done;
  const chats = [stage.chatOf('rina', 'telegram-public'), stage.chatOf('rina', 'whatsapp-public')];
  await subscribed(models, chats);
  const announce = async (_id: string, text: string): Promise<void> => {
    await models.Broadcast.create({
      ...{ _id, requestKey: _id, status: 'terjadwal', at: new Date(clock.now()), text: { id: text, en: null } },
      ...{ audience: { by: 'topik', values: ['layanan'] }, except: { districts: [], broadcasts: [] } },
      author: { person: 'p', name: 'Sari' },
    } as never);
    await reaches(system, _id, 'selesai');
  };
  await announce('S-3001', 'Kantor tutup hari Jumat.');
  await there.sees('Kantor tutup').done;
  there.phone.block();
  await until(async () => (await stage.chats.load(chats[0]!))?.unreachable === true, 'the block');
  await announce('S-3002', 'Kantor buka hari Sabtu.');
  await here.sees('Kantor buka').done;
  const rows = await models.Delivery.find().sort({ _id: 1 }).lean();
  assert.deepEqual(
    rows.map(({ state, chat }) => [state, chat]),
    chats.map((chat) => ['sent', chat]),
  );
  assert.ok(!here.phone.messages().some(({ text }) => text.includes('Kantor tutup')));
});
