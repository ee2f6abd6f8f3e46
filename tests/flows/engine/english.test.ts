/** Whoever begins in English is answered in it at once; a mixed sentence, or a borrowed word, is no English. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEnglish } from '#flows/engine/english.ts';
import { drive } from '#tests/support/engine.ts';
import { officer, visit } from './flows.ts';

for (const said of [
  'I would like to book a visit please',
  'The street light in Gang Mawar is broken',
  'street light is out on jalan Setia Budi',
  'where is my letter?',
  'I want to report a pothole',
  'drain blocked at gg mawar since last week',
  'Can I talk to someone?',
])
  test(`English: ${said}`, () => assert.ok(isEnglish(said)));

for (const said of [
  'mau meeting with dewan',
  'saya want to visit dprd',
  'lampu jalan off since yesterday',
  'street light mati di gang mawar',
  'parit sumbat di gg mawar',
  'please help',
  'book',
  'check A-1001',
  'jl the hill park no 3 sibolangit medan tuntungan',
  'Rina Siregar, in absentia',
  'ok thank you',
  '1',
  '',
])
  test(`no English, or not sure: ${said}`, () => assert.ok(!isEnglish(said)));

const flows = [{ flow: visit, words: ['i want to visit you'] }, officer];

test('an English wish is answered in English, first or later, and says how to go back', async () => {
  for (const greeted of [false, true]) {
    const chat = drive({ flows, greeted });
    const { text } = await chat.send('I want to visit you');
    assert.equal(text, `en:engine.inEnglish\n\n${greeted ? '' : 'en:engine.welcome\n\n'}en:ask-who`);
    assert.equal((await chat.send('indonesia')).text.startsWith('engine.languageSet'), true);
  }
});

test('what is written in a form, or forwarded, changes no language; nobody who reads English is told so', async () => {
  const chat = drive({ flows });
  await chat.start('visit');
  await chat.send('where is my letter?');
  assert.equal(chat.chat.locale, 'id');
  const other = drive({ flows });
  await other.take({ kind: 'text', text: 'you have won the prize of the week', forwarded: true });
  assert.equal(other.chat.locale, 'id');
  const english = drive({ flows });
  english.chat.locale = 'en';
  assert.equal((await english.send('I want to visit you')).text, 'en:ask-who');
});

test('who chose Indonesian by hand stays in it until they choose again', async () => {
  const chat = drive({ flows });
  await chat.send('indonesia');
  assert.equal((await chat.send('I want to visit you')).text, 'ask-who');
  await chat.send('batal');
  await chat.send('english');
  assert.equal(chat.chat.locale, 'en');
  await chat.send('bahasa');
  await chat.press('id');
  await chat.send('I want to visit you');
  assert.equal(chat.chat.locale, 'id');
});
