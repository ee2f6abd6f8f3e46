import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, Bot, InlineKeyboard } from 'grammy';
import { Telegraf } from 'telegraf';
import { lab, OTHER, refusal, TOKEN } from './support.ts';

test('a person starts, a grammY bot polls and answers with buttons, a press comes back and is answered', async () => {
  const { api, people } = await lab();
  const phone = people.phone('warga-1', 'first_bot');
  phone.start('kunjungan');
  const [update] = await api.getUpdates({ timeout: 1 });
  assert.equal(update!.message!.text, '/start kunjungan');
  assert.deepEqual(update!.message!.entities, [{ type: 'bot_command', offset: 0, length: 6 }]);
  assert.equal(update!.message!.from!.language_code, 'id');

  const sent = await api.sendMessage(update!.message!.chat.id, 'Halo <b>Bapak/Ibu</b> &amp; keluarga', {
    parse_mode: 'HTML',
    reply_markup: new InlineKeyboard().text('Ya', 'y').row().text('Tidak', 'n'),
  });
  const shown = await phone.next(0);
  assert.equal(shown.text, 'Halo Bapak/Ibu & keluarga');
  assert.equal(shown.html, 'Halo <b>Bapak/Ibu</b> &amp; keluarga');
  assert.deepEqual(
    shown.buttons.map((row) => row.map(({ label }) => label)),
    [['Ya'], ['Tidak']],
  );
  assert.equal(shown.id, sent.message_id);

  phone.press('tidak');
  const [press] = await api.getUpdates({ offset: update!.update_id + 1, timeout: 1 });
  assert.equal(press!.callback_query!.data, 'n');
  assert.equal(press!.callback_query!.message!.message_id, sent.message_id);
  await api.answerCallbackQuery(press!.callback_query!.id, { text: 'Baik' });
  assert.equal(phone.events().at(-1)!.what, 'toast');
  assert.equal(phone.events().at(-1)!.text, 'Baik');
});

test('whole bots on both libraries, unmodified', async () => {
  const { people, url } = await lab();
  const grammy = new Bot(TOKEN, { client: { apiRoot: url } });
  grammy.command('start', (ctx) => ctx.reply(`grammY: ${ctx.match}`));
  const telegraf = new Telegraf(OTHER, { telegram: { apiRoot: url } });
  telegraf.start((ctx) => ctx.reply(`Telegraf: ${ctx.payload}`));
  void grammy.start();
  void telegraf.launch();
  const one = people.phone('warga-1', 'first_bot');
  const two = people.phone('warga-1', 'telegram-members');
  assert.equal((await one.ask(() => one.start('a'))).text, 'grammY: a');
  assert.equal((await two.ask(() => two.start('b'))).text, 'Telegraf: b');
  await grammy.stop();
  telegraf.stop();
});

test('arguments may come as query, form, multipart or JSON, and methods in any case', async () => {
  const { url, people, world } = await lab();
  people.phone('warga-1', 'first_bot').start();
  const chat = world.person('warga-1').user.id;
  const root = `${url}/bot${TOKEN}`;
  const form = new FormData();
  form.set('chat_id', String(chat));
  form.set('text', 'form data');
  form.set('reply_markup', JSON.stringify({ inline_keyboard: [[{ text: 'x', callback_data: '1' }]] }));
  const answers = [
    await fetch(`${root}/SENDMESSAGE?chat_id=${chat}&text=kueri%20%2B`),
    await fetch(`${root}/sendMessage`, {
      method: 'POST',
      body: new URLSearchParams({ chat_id: String(chat), text: 'urlencoded' }),
    }),
    await fetch(`${root}/sendMessage`, { method: 'POST', body: form }),
  ];
  const texts = await Promise.all(
    answers.map(async (answer) => ((await answer.json()) as { result: { text: string } }).result.text),
  );
  assert.deepEqual(texts, ['kueri +', 'urlencoded', 'form data']);
  assert.equal(people.phone('warga-1', 'first_bot').messages().at(-1)!.buttons.length, 1);
});

test('an unknown token, method or path is refused in the platform’s words', async () => {
  const { url, api, people } = await lab();
  people.phone('warga-1', 'first_bot');
  const stranger = new Api('999:nobody', { apiRoot: url });
  assert.equal(await refusal(stranger.getMe()), 'Unauthorized');
  assert.equal(await refusal(api.raw.banChatMember({ chat_id: 1, user_id: 1 })), 'Not Found: method not found');
  assert.equal((await fetch(`${url}/bot${TOKEN}`)).status, 404);
  assert.equal(
    await refusal(api.sendMessage(people.world.person('warga-1').user.id, 'x')),
    'Bad Request: chat not found',
  );
});

test('ids rise, stay below 2^31 and never come back after a restart', async () => {
  const first = await lab();
  const before = first.people.phone('warga-1', 'first_bot').start();
  const second = await lab({ now: () => Date.now() + 60_000 });
  const after = second.people.phone('warga-1', 'first_bot').start();
  assert.ok(after.updates[0]! > before.updates[0]!);
  assert.ok(after.message! > before.message!);
  assert.ok(after.message! < 2 ** 31);
  assert.equal(first.world.person('warga-1').user.id, second.world.person('warga-1').user.id);
});
