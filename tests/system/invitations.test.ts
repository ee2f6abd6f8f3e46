/** A one-time code binds one person, once, in time, and only with the number it was made for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Invite } from '#models/invite.ts';
import { invite, startTestSystem } from '#tests/support/system.ts';
import type { Talk } from '#tests/support/talk.ts';

const DAY = 86_400_000;
const USED = 'tidak berlaku atau sudah dipakai';

async function house(t: TestContext) {
  const { system, standIn, talk } = await startTestSystem(t);
  const { models, hash, clock } = system.services;
  return {
    member: (person: string): Talk => talk('telegram-members', person),
    code: (name: string, phone?: string): Promise<string> => invite(system, name, 'staf', phone),
    phoneOf: (person: string): string => `+${standIn.world.person(person).phone}`,
    stored: (code: string): Promise<Invite | null> => models.Invite.findById(hash.code(code)).lean<Invite>(),
    names: async (): Promise<string[]> => (await models.Person.find().lean()).map(({ name }) => name),
    pass: (ms: number): Promise<number> => clock.move(ms),
  };
}

/** Up to the question for the own number: the code was good when it was typed. */
const types = (phone: Talk, code: string): Talk => phone.start().sees('kode undangan').user(code).sees('bagikan nomor');

test('a code that was used opens nothing to another person', async (t) => {
  const { member, code, names } = await house(t);
  const sari = await code('Sari');
  await types(member('sari'), sari).contact().sees('sudah terhubung').done;
  await member('budi').start().sees('kode undangan').user(sari).sees(USED).done;
  assert.deepEqual(await names(), ['Sari']);
});

test('two typed the same code in time: who shares the number second is not bound', async (t) => {
  const { member, code, names } = await house(t);
  const sari = await code('Sari');
  const second = types(member('budi'), sari);
  await second.done;
  await types(member('sari'), sari).contact().sees('sudah terhubung').done;
  await second.contact().sees(USED).user('menu').sees('punya kode undangan').done;
  assert.deepEqual(await names(), ['Sari']);
});

test('who is bound already is not bound again, by the old code or a second one, and the second is not used up', async (t) => {
  const { member, code, names, stored } = await house(t);
  const [first, second] = [await code('Sari'), await code('Sari lagi')];
  const sari = member('sari');
  // The first form is set aside by the second code's link; both wait for the number.
  await types(sari, first).start(second).sees('bagikan nomor').done;
  await sari.contact().sees('sudah terhubung', 'Kita lanjutkan', 'bagikan nomor').done;
  await sari.contact().sees('sudah terhubung dengan satu orang').done;
  assert.deepEqual(await names(), ['Sari lagi']);
  assert.equal((await stored(first))?.usedBy, null);
  assert.ok((await stored(second))?.usedBy);
  await sari.start(second).sees('tidak kami kenal').done;
  assert.deepEqual(await names(), ['Sari lagi']);
  await types(member('ani'), first).contact().sees('sudah terhubung').done;
});

test('a code that ran out before it was typed opens nothing', async (t) => {
  const { member, code, names, pass } = await house(t);
  const sari = await code('Sari');
  await pass(DAY + 60_000);
  await member('sari').start().sees('kode undangan').user(sari).sees(USED).done;
  assert.deepEqual(await names(), []);
});

test('a code that runs out between typing it and sharing the number binds nobody', async (t) => {
  const { member, code, names, pass } = await house(t);
  const phone = member('sari');
  await types(phone, await code('Sari')).done;
  await pass(DAY + 60_000);
  await phone.contact().sees(USED).done;
  assert.deepEqual(await names(), []);
});

test('a code made for a number binds nobody else, and is not used up by who tried', async (t) => {
  const { member, code, names, phoneOf } = await house(t);
  const sari = await code('Sari', phoneOf('sari'));
  await types(member('budi'), sari).contact().sees('untuk nomor HP lain').user('menu').sees('punya kode undangan').done;
  assert.deepEqual(await names(), []);
  await types(member('sari'), sari).contact().sees('sudah terhubung').done;
  assert.deepEqual(await names(), ['Sari']);
});

test('a code made in a moved clock’s past is kept: the database erases by its own time', async (t) => {
  const { code, stored, pass } = await house(t);
  await pass(-400 * DAY);
  const kept = await stored(await code('Sari'));
  assert.ok(kept && kept.eraseAt.getTime() > Date.now() + 20 * DAY, String(kept?.eraseAt));
  assert.ok(kept.expiresAt.getTime() < Date.now());
});
