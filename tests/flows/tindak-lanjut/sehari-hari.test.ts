/** As people in Medan write: in haste, angry, in a wrong order, in English. The product's own book, texts and data. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Content } from '#flows/engine/item.ts';
import type { Account } from '#flows/prompts/account.ts';
import { hear } from '#flows/tindak-lanjut/hearing.ts';
import { loadCouncil } from '#services/council.ts';
import { Driver } from '#tests/support/engine.ts';
import { HOUSE, productEnv } from '#tests/support/journals.ts';

const medan = loadCouncil('medan');

async function play(...inputs: string[]): Promise<Driver> {
  const chat = new Driver({ flows: [], env: productEnv(HOUSE) });
  const answers: Record<string, (args: never) => unknown> = {
    'aduan.dengar': ({ account }: { account: Account }) => hear(medan, account),
    'sikulin.letterless': () => [],
    'aduan.serupa': () => null,
    'aduan.milik': () => ({ rows: [], next: null }),
    'chatting.milik': () => ({ rows: [], next: null }),
  };
  chat.env = { ...chat.env, query: (name) => async (args) => answers[name]?.(args as never) ?? null };
  for (const input of inputs) await chat.send(input);
  return chat;
}

for (const said of ['ya', 'gak', 'cek', 'tanpa nama', 'cukup', 'A-1001', 'oke'])
  test(`where the place is asked for, “${said}” is none`, async () => {
    const { chat } = await play('lampu jalan mati', said);
    assert.equal(chat.run?.answers['tempat'], undefined);
  });

for (const said of ['cek', 'A-1001'])
  test(`but what it is meant for is offered: ${said}`, async () => {
    const { chat, last } = await play('lampu jalan mati', said);
    assert.equal(chat.wait?.aside?.kind, 'leave', last.text);
  });

for (const said of [
  'udah lapor dari bulan lalu sampe sekarang gak ada tindakan',
  'halo kak mau tanya dong, kemarin aku ngelapor soal parit udah ada kabar blm ya? nomornya lupa',
  'kapan dibetulkan?',
])
  test(`who waits begins no new report: ${said}`, async () =>
    assert.match((await play(said)).last.text, /Belum ada laporan/));

for (const said of ['mau lapor, kemarin parit di gg mawar meluap', 'saya laporkan lampu mati di jl merdeka'])
  test(`and who reports does: ${said}`, async () => assert.match((await play(said)).last.text, /Kirim\?/));

for (const said of ['kirim lah', 'kirimkan pak', 'gas', 'send it', 'iya kirim'])
  test(`sent: ${said}`, async () => {
    const chat = await play('parit sumbat di gg mawar', said);
    assert.equal(chat.outstanding[0]?.command, 'aduan.kirim', chat.last.text);
  });

for (const said of ['tapi jangan bilang2 ya namaku', 'rahasiakan nama saya', 'jangan pake nama', "don't use my name"])
  test(`sent without a name: ${said}`, async () => {
    const chat = await play('parit sumbat di gg mawar', said);
    assert.equal((chat.outstanding[0]?.args as { anonymous: boolean } | undefined)?.anonymous, true, chat.last.text);
  });

for (const said of ['bangsat kalian gak ada kerja', 'bodoh kali bot ini', 'you are useless'])
  test(`anger is heard: ${said}`, async () => assert.match((await play('halo', said)).last.text, /kesal|upset/));

test('a question about another office is answered, and no place is asked for', async () => {
  const chat = await play('pak saya mau tanya bpjs saya kok gak aktif ya');
  assert.match(chat.last.text, /BPJS Kesehatan/);
  assert.equal(chat.open, 'lanjut');
});

test('a picture that is sent as a file begins a report, and so does any file whose words cry for help', async () => {
  const file = (mime: string) => ({ kind: 'document' as const, file: { ref: 'f1', mime } });
  const sends = async (content: Content): Promise<Driver> => {
    const chat = await play();
    await chat.take(content);
    return chat;
  };
  const picture = await sends({ ...file('image/jpeg'), caption: 'parit sumbat di gg mawar' });
  assert.match(picture.last.text, /Kirim\?/);
  const cry = await sends({ ...file('application/pdf'), caption: 'tolong rumah kebakaran di gg mawar' });
  assert.equal(cry.outstanding[0]?.command, 'aduan.kirim');
  assert.equal((await sends({ ...file('application/pdf'), caption: 'surat kami' })).chat.run, null);
});

test('English with a greeting is answered in English', async () => {
  const chat = await play('good afternoon sir, the garbage truck never comes to our street');
  assert.match(chat.last.text, /Where/);
});
