import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, test } from 'node:test';
import { Bot, InlineKeyboard, InputFile, Keyboard } from 'grammy';
import { demoBots } from '#simulator/demo-bots.ts';
import { createStandIn } from '#simulator/stand-in.ts';

const TALK = path.resolve(import.meta.dirname, '../../src/simulator/talk.ts');

/** A small bot that answers everything but the word "diam". */
function echo(url: string): Bot {
  const bot = new Bot(demoBots.public.token, { client: { apiRoot: url } });
  bot.command('start', (ctx) =>
    ctx.reply(`Selamat datang${ctx.match ? ` lewat ${ctx.match}` : ''}, <b>Bapak/Ibu</b> &amp; keluarga`, {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboard().text('Kunjungan', 'k').row().url('Situs', 'https://dprd.example/'),
    }),
  );
  bot.callbackQuery('k', async (ctx) => {
    await ctx.answerCallbackQuery('Baik');
    // Longer than the quiet that ends an answer: a word on the button must not be taken for the answer.
    await sleep(700);
    await ctx.editMessageText('Kunjungan dipilih');
    await ctx.reply('Nomor?', { reply_markup: new Keyboard().requestContact('Bagikan nomor saya') });
  });
  bot.on('message:contact', (ctx) =>
    ctx.reply(ctx.message.contact.user_id === ctx.from.id ? 'nomor sendiri' : 'nomor orang'),
  );
  bot.on('message:photo', (ctx) => ctx.reply(`foto: ${ctx.message.caption}`));
  bot.on('message:document', (ctx) => ctx.replyWithDocument(new InputFile(Buffer.alloc(1500), 'balasan.pdf')));
  bot.on('message:voice', (ctx) => ctx.reply('suara'));
  bot.on('message:location', (ctx) =>
    ctx.replyWithLocation(ctx.message.location.latitude, ctx.message.location.longitude),
  );
  bot.on('message:sticker', (ctx) => ctx.reply('stiker'));
  bot.on('edited_message:text', (ctx) => ctx.reply(`diubah: ${ctx.editedMessage.text}`));
  bot.hears('dua', async (ctx) => {
    await ctx.reply('satu');
    await ctx.reply('dua');
  });
  bot.on('message:text', async (ctx) => {
    if (ctx.message.text !== 'diam') await ctx.reply(`gema: ${ctx.message.text}`);
  });
  bot.catch(() => {});
  return bot;
}

async function running() {
  const standIn = await createStandIn({ bots: Object.values(demoBots), limits: null });
  const bot = echo(standIn.url);
  void bot.start();
  const folder = await mkdtemp(path.join(tmpdir(), 'talk-'));
  const clock = createServer((request, response) => {
    request.resume().on('end', () => response.end(JSON.stringify({ now: '2026-11-26T09:00:00+07:00' })));
  }).listen(0, '127.0.0.1');
  await once(clock, 'listening');
  const web = `http://127.0.0.1:${(clock.address() as AddressInfo).port}`;
  await writeFile(path.join(folder, 'run.json'), JSON.stringify({ web, standIn: standIn.url, pid: process.pid }));
  after(async () => {
    await bot.stop();
    await standIn.close();
    clock.close();
    await rm(folder, { recursive: true });
  });
  return { standIn, folder };
}

interface Outcome {
  code: number;
  out: string;
  err: string;
}

async function talk(folder: string, lines: string[], args: string[] = []): Promise<Outcome> {
  const child = spawn(process.execPath, [TALK, ...args], {
    cwd: folder,
    env: { ...process.env, DATA_DIR: folder, INIT_CWD: folder },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.on('error', () => {});
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
}

test('a conversation through a pipe reads like one, and starts by itself', async () => {
  const { folder } = await running();
  const { code, out, err } = await talk(folder, ['halo', '@tap kunjungan', '@tap 1', 'dua']);
  assert.equal(err, '');
  assert.equal(
    out,
    `> halo
Selamat datang, Bapak/Ibu & keluarga
[1] Kunjungan
[2] Situs -> https://dprd.example/

gema: halo

> @tap kunjungan
(Baik)

(edited)
Kunjungan dipilih

Nomor?
[1] Bagikan nomor saya (shares your contact)

> @tap 1
nomor sendiri

> dua
satu

dua

`,
  );
  assert.equal(code, 0);
});

test('every kind of line', async () => {
  const { folder } = await running();
  for (const name of ['jalan rusak.jpg', 's.ogg', 'f.pdf']) await writeFile(path.join(folder, name), 'isi');
  const lines: [string, string][] = [
    [
      '@start kunjungan',
      'Selamat datang lewat kunjungan, Bapak/Ibu & keluarga\n[1] Kunjungan\n[2] Situs -> https://dprd.example/\n\n',
    ],
    ['@tap 2', '(opens https://dprd.example/)\n'],
    ['@photo "jalan rusak.jpg" di sini', 'foto: di sini\n\n'],
    ['@voice s.ogg', 'suara\n\n'],
    ['@file f.pdf', '[balasan.pdf, 2 kB]\n\n'],
    ['@location 3.59,98.67', '[location 3.59, 98.67]\n\n'],
    ['@contact', 'nomor sendiri\n\n'],
    ['@contact other', 'nomor orang\n\n'],
    ['@sticker', 'stiker\n\n'],
    [String.raw`satu\ndua`, 'gema: satu\ndua\n\n'],
    ['@@admin', 'gema: @admin\n\n'],
    ['@edit tiga', 'diubah: tiga\n\n'],
    ['@again', 'diubah: tiga\n\n'],
    ['@wait 10ms', ''],
    ['@clock +1d', '(business time: 2026-11-26T09:00:00+07:00)\n'],
    ['@block', ''],
    ['@unblock', ''],
  ];
  const { code, out, err } = await talk(
    folder,
    lines.map(([line]) => line),
    ['--person', 'warga-2', '--channel', 'telegram-public'],
  );
  assert.equal(out, lines.map(([line, answer]) => `> ${line}\n${answer}`).join(''));
  assert.deepEqual([code, err], [0, '']);
});

test('a line without any answer ends a script with 1 and is named', async () => {
  const { folder } = await running();
  const { code, out, err } = await talk(folder, ['diam', 'halo']);
  assert.deepEqual([code, err], [1, 'No answer came within 10 s to: diam\n']);
  assert.ok(!out.includes('halo'));
});

test('what comes unasked is shown too', async () => {
  const { folder, standIn } = await running();
  const phone = standIn.people.phone('warga-1', 'telegram-public');
  await phone.ask(() => phone.start());
  const position = standIn.world.feed.position;
  const conversation = talk(folder, ['halo', '@wait 2s']);
  await phone.next(position);
  const { token } = demoBots.public;
  const notice = new Bot(token, { client: { apiRoot: standIn.url } });
  await notice.api.sendMessage(phone.scene.person.user.id, 'Kunjungan Bapak/Ibu disetujui');
  assert.match((await conversation).out, /gema: halo\n\n(> @wait 2s\n)?Kunjungan Bapak\/Ibu disetujui\n/);
});

test('who talks to a number at WhatsApp writes at once: nobody presses Start there', async () => {
  const { folder, standIn } = await running();
  standIn.world.addBot({ token: '9:wa', username: 'nomor', channel: 'whatsapp-public', whatsapp: true });
  const { out, err } = await talk(folder, ['P'], ['--channel', 'whatsapp-public', '--person', 'tuti']);
  // Nothing answers here; what counts is what was said.
  assert.match(`${out}${err}`, /No answer came .* to: P/);
  const said = standIn.people.phone('tuti', 'whatsapp-public').events();
  assert.deepEqual(
    said.map(({ text }) => text),
    ['P'],
  );
});

test('wrong use is 2, nothing running is 1, each with one sentence', async () => {
  const { folder } = await running();
  const cases: [string[], string[], number, RegExp][] = [
    [['@terbang'], [], 2, /^There is no @terbang: @help lists what a line may be\.\n$/],
    [['@photo tiada.jpg'], [], 2, /^There is no file tiada\.jpg to send\.\n$/],
    [['@location di rumah'], [], 2, /^A place is two numbers/],
    [[], ['--channel', 'fax'], 2, /^There is no channel fax/],
    [[], ['--colour'], 2, /^Unknown option '--colour'/],
    [['@tap 9'], [], 1, /^There is no \[9\] to tap\. Shown last: \[1\] Kunjungan \[2\] Situs\.\n$/],
    [['@tap Tidak ada'], [], 1, /^No such button is shown: Tidak ada/],
    [[], ['--url', 'http://127.0.0.1:9'], 1, /^Menyapa is not running here: start it with npm start/],
  ];
  for (const [lines, args, code, sentence] of cases) {
    const outcome = await talk(folder, lines, args);
    assert.equal(outcome.code, code);
    assert.match(outcome.err, sentence);
  }
  await writeFile(path.join(folder, 'run.json'), JSON.stringify({ web: 'http://127.0.0.1:9', pid: 1 }));
  assert.match((await talk(folder, ['halo'])).err, /^The bots that run here talk to the real platform/);
  await rm(path.join(folder, 'run.json'));
  assert.deepEqual(await talk(folder, ['halo']), {
    code: 1,
    out: '',
    err: 'Menyapa is not running here: start it with npm start, or name its stand-in with --url.\n',
  });
  assert.match((await talk(folder, [], ['--help'])).out, /npm run -s talk/);
});
