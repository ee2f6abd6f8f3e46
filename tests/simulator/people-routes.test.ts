import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Shown } from '#simulator/world/shown.ts';
import { lab } from './support.ts';

interface Answer {
  status: number;
  body: Record<string, unknown> & {
    events?: Shown[];
    updates?: number[];
    position?: number;
    error?: string;
    id?: number;
  };
}

async function withHttp() {
  const all = await lab();
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(all.url + path, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  return { ...all, call };
}

const AT = '/people/warga-1/at/first_bot';

test('a conversation from another process: act, wait, press, send a file', async () => {
  const { call, api, world, url } = await withHttp();
  assert.deepEqual((await call('GET', AT)).body['opened'], false);
  const { position } = (await call('POST', AT, { do: 'start', payload: 'x' })).body;
  const chat = world.person('warga-1').user.id;
  const waiting = call('GET', `${AT}?after=${position}&wait=5000&only=messages`);
  await api.sendMessage(chat, 'Pilih', { reply_markup: { inline_keyboard: [[{ text: 'Ya', callback_data: '1' }]] } });
  const [shown] = (await waiting).body.events!;
  assert.equal(shown!.text, 'Pilih');
  assert.equal((await call('POST', AT, { do: 'press', button: 'Ya' })).body.updates!.length, 1);
  await call('POST', AT, { do: 'file', name: 'surat.pdf', bytes: Buffer.from('isi').toString('base64') });
  const id = (await api.getUpdates({ offset: -1 }))[0]!.message!.document!.file_id;
  assert.equal(await (await fetch(`${url}/people/files/${id}`)).text(), 'isi');
});

test('what a person cannot do is 409 with a sentence; nonsense is 400', async () => {
  const { call } = await withHttp();
  const early = await call('POST', AT, { do: 'text', text: 'halo' });
  assert.deepEqual([early.status, early.body.error], [409, 'Press Start first: this chat is not open.']);
  assert.equal((await call('POST', AT, { do: 'fly' })).status, 400);
  assert.equal((await call('POST', AT, { do: 'text', text: 'x', colour: 'red' })).status, 400);
  assert.equal((await call('POST', '/people/x/at/no_bot', { do: 'start' })).status, 409);
  assert.equal((await call('GET', '/people/files/none')).status, 404);
});

test('the feed of all phones waits and is empty when nothing comes', async () => {
  const { call, people } = await withHttp();
  const { position } = (await call('GET', '/people')).body;
  assert.deepEqual((await call('GET', `/people/events?after=${position}&wait=10`)).body.events, []);
  people.phone('warga-2', 'telegram-members').start();
  const [event] = (await call('GET', `/people/events?after=${position}&wait=10`)).body.events!;
  assert.deepEqual([event!.from, event!.bot, event!.byBot, event!.text], ['warga-2', 'second_bot', false, '/start']);
});

test('groups and doubled delivery over HTTP', async () => {
  const { call, api } = await withHttp();
  const { id } = (await call('POST', '/people/groups', { title: 'RT 5', people: ['ketua'], bots: ['first_bot'] })).body;
  await call('POST', `/people/ketua/at/${id}`, { do: 'text', text: '/menu@first_bot', twice: true });
  const updates = await api.getUpdates();
  assert.equal(updates.at(-1)!.message!.chat.id, id);
  assert.deepEqual(await api.getUpdates({ offset: updates.at(-1)!.update_id + 1 }), [updates.at(-1)]);
  const moved = (await call('POST', `/people/groups/${id}/migrate`, { by: 'ketua' })).body;
  assert.equal((await call('POST', `/people/groups/${moved.id}/bots`, { bot: 'second_bot', by: 'ketua' })).status, 200);
  assert.equal(
    (await call('DELETE', `/people/groups/${moved.id}/bots`, { bot: 'second_bot', by: 'ketua' })).status,
    200,
  );
});
