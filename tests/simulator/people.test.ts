import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '@grammyjs/types';
import { lab, refusal } from './support.ts';

async function started() {
  const all = await lab();
  const phone = all.people.phone('warga-1', 'first_bot', { phone: '6281234567890', language: 'en' });
  phone.start();
  const chat = all.world.person('warga-1').user.id;
  /** The newest message that the bot was given. */
  const given = async (): Promise<Message> => {
    const [update] = await all.api.getUpdates({ offset: -1 });
    return (update!.message ?? update!.edited_message)!;
  };
  return { ...all, phone, chat, given };
}

test('every kind of message a person can send', async () => {
  const { phone, given, people, world, chat } = await started();
  assert.equal((await given()).from!.language_code, 'en');
  phone.text('lihat #reses di https://dprd.example/x');
  assert.deepEqual(
    (await given()).entities!.map(({ type }) => type),
    ['hashtag', 'url'],
  );
  phone.photo({ caption: 'jalan rusak' });
  assert.equal((await given()).photo!.length, 2);
  phone.voice({ seconds: 12 });
  assert.equal((await given()).voice!.duration, 12);
  phone.do({ do: 'video', name: 'rusak.mp4' });
  assert.equal((await given()).video!.file_name, 'rusak.mp4');
  phone.location(3.59, 98.67);
  assert.deepEqual((await given()).location, { latitude: 3.59, longitude: 98.67 });
  phone.location(3.59, 98.67, { live: true });
  assert.ok((await given()).location!.live_period);
  phone.do({ do: 'move', lat: 3.6, lon: 98.7 });
  assert.equal((await given()).location!.latitude, 3.6);
  assert.ok((await given()).edit_date);
  phone.contact();
  assert.deepEqual((await given()).contact, { phone_number: '6281234567890', first_name: 'Warga 1', user_id: chat });
  phone.contact('warga-2');
  assert.equal((await given()).contact!.user_id, world.person('warga-2').user.id);
  phone.contact({ name: 'Tetangga', phone: '6281300000000' });
  assert.equal((await given()).contact!.user_id, undefined);
  phone.do({ do: 'sticker' });
  assert.ok((await given()).sticker);
  phone.do({ do: 'poll', question: 'Setuju?', options: ['Ya', 'Tidak'] });
  assert.equal((await given()).poll!.options.length, 2);
  phone.do({ do: 'forward', text: 'dari tetangga', of: 'warga-2' });
  assert.equal((await given()).forward_origin!.type, 'user');
  phone.do({ do: 'forward', text: 'dari seseorang', of: 'Seseorang', hidden: true });
  assert.equal((await given()).forward_origin!.type, 'hidden_user');
  assert.equal(people.phone('warga-1', 'first_bot'), phone);
});

test('an album is one update a picture, with one group id', async () => {
  const { phone, api } = await started();
  const { updates } = phone.do({
    do: 'album',
    items: [{ kind: 'photo', caption: 'a' }, { kind: 'photo' }, { kind: 'video' }],
  });
  const messages = (await api.getUpdates({ offset: updates[0]! })).map((update) => update.message!);
  assert.equal(new Set(messages.map((message) => message.media_group_id)).size, 1);
  assert.deepEqual(
    messages.map((message) => message.caption),
    ['a', undefined, undefined],
  );
});

test('edits name the earlier message; replies carry it; an old date stands', async () => {
  const { phone, given } = await started();
  const first = phone.text('dua orang').message!;
  phone.text('besok', { replyTo: first });
  assert.equal((await given()).reply_to_message!.text, 'dua orang');
  phone.edit('tiga orang', { message: first });
  const edited = await given();
  assert.deepEqual([edited.message_id, edited.text], [first, 'tiga orang']);
  phone.edit('lusa');
  assert.equal((await given()).text, 'lusa');
  phone.text('lama', { at: Date.now() - 26 * 3600 * 1000 });
  assert.ok(Date.now() / 1000 - (await given()).date > 25 * 3600);
});

test('buttons: newest first, old ones by message, by place, forged, and those that are not there', async () => {
  const { phone, api, chat } = await started();
  const keyboard = (data: string) => ({
    inline_keyboard: [[{ text: 'Ya', callback_data: data }], [{ text: 'Peta', url: 'https://dprd.example/' }]],
  });
  const old = await api.sendMessage(chat, 'lama', {
    reply_markup: { inline_keyboard: [...keyboard('lama').inline_keyboard, [{ text: 'Lain', callback_data: 'lain' }]] },
  });
  await api.sendMessage(chat, 'baru', { reply_markup: keyboard('baru') });
  const pressed = async () => (await api.getUpdates({ offset: -1 }))[0]!.callback_query!.data;
  phone.press(' ya ');
  assert.equal(await pressed(), 'baru');
  phone.press('Ya', { message: old.message_id });
  assert.equal(await pressed(), 'lama');
  phone.press(0);
  assert.equal(await pressed(), 'baru');
  phone.do({ do: 'press', data: 'palsu' });
  assert.equal(await pressed(), 'palsu');
  assert.deepEqual(phone.press('Peta').updates, []);
  assert.throws(() => phone.press('Tidak'), /No such button is shown: Tidak. Shown: Ya \| Peta/);
  assert.throws(() => phone.press(2), /No such button/);
});

test('the reply keyboard: a label is sent as text, sharing buttons share, and it goes when told', async () => {
  const { phone, api, chat, given } = await started();
  const keyboard = [
    [{ text: 'Menu' }],
    [{ text: 'Bagikan nomor saya', request_contact: true }],
    [{ text: 'Lokasi', request_location: true }],
  ];
  await api.sendMessage(chat, 'nomor?', { reply_markup: { keyboard, one_time_keyboard: true } });
  assert.deepEqual(
    phone
      .events()
      .at(-1)!
      .keyboard.flat()
      .map(({ kind }) => kind),
    ['text', 'contact', 'location'],
  );
  phone.press('bagikan nomor saya');
  assert.equal((await given()).contact!.user_id, chat);
  phone.press('Lokasi');
  assert.ok((await given()).location);
  phone.press('Menu');
  assert.equal((await given()).text, 'Menu');
  await api.sendMessage(chat, 'sudah', { reply_markup: { remove_keyboard: true } });
  assert.deepEqual(phone.events().at(-1)!.keyboard, []);
  assert.throws(() => phone.press('Menu'), /No such button/);
});

test('a deleted chat has no old messages on either side, and stays open', async () => {
  const { phone, api, chat } = await started();
  const { message_id } = await api.sendMessage(chat, 'x', {
    reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: '1' }]] },
  });
  phone.do({ do: 'clear' });
  assert.throws(() => phone.press('a'), /No such button/);
  assert.equal(await refusal(api.editMessageText(chat, message_id, 'y')), 'Bad Request: message to edit not found');
  await api.sendMessage(chat, 'z');
});

test('nothing can be written before Start', async () => {
  const { people } = await lab();
  assert.throws(() => people.phone('warga-9', 'first_bot').text('halo'), /Press Start first/);
  assert.throws(() => people.phone('warga-9', 'no_bot'), /There is no bot no_bot/);
});
