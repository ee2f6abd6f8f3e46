/** One booking followed through the log of a real process; nothing of any person stands there, at the most talkative level. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPlatform, stageOn } from '#tests/support/crash/stage.ts';
import { until } from '#tests/support/crash/until.ts';
import { Process } from '#tests/support/process.ts';
import { Talk } from '#tests/support/talk.ts';
import { book, toSummary } from '#tests/support/visits.ts';

const NAME = 'Nyonya Rahasia';
const SCHOOL = 'SD Tersembunyi';

test('one booking through accept, turn, effect and send, in two chats; figures of it; nothing personal', async (t) => {
  const { standIn, env } = await openPlatform(t, { LOG_LEVEL: 'trace', PATIENCE_MS: '600000' });
  const stage = await stageOn(t, standIn, env);
  const ended = await Process.start(t, env);
  const quiet = (): Promise<void> => until(() => stage.chats.allQuiet(0));
  const sari = new Talk(stage.phone('sari', 'telegram-members'), quiet);
  await sari.binds(await stage.invite('Sari Nasution')).done;
  const rina = new Talk(stage.phone('rina', 'telegram-public'), quiet);
  await book(rina, { from: SCHOOL, name: NAME }).done;
  await sari.sees('Permohonan kunjungan', SCHOOL).done;
  await quiet();
  const figures = await (await fetch(`${ended.web}/metrics`)).text();
  assert.equal(await ended.stop(), 0);

  const effect = ended.log.find(({ msg, command }) => msg === 'effect' && command === 'sikulin.book');
  assert.match(String(effect?.trace), /^[\w-]{8}$/);
  const trail = ended.log.filter(({ trace }) => trace === effect?.trace);
  const said = trail.map(({ msg, kind, command }) => [msg, command ?? kind ?? ''].join(' ').trim());
  const inOrder = ['accepted press', 'turn press', 'effect sikulin.book', 'accepted effect', 'turn effect'];
  const places = inOrder.map((line) => said.indexOf(line));
  assert.ok(places[0]! >= 0, said.join(', '));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
    said.join(', '),
  );
  assert.ok(said.indexOf('accepted notice') > said.indexOf('turn press'), 'the notice to staff is part of it');
  const sentTo = new Set(trail.filter(({ msg }) => msg === 'send').map(({ chat }) => chat));
  assert.equal(sentTo.size, 2, 'the guest and the office');
  assert.equal(new Set(ended.log.map(({ trace }) => trace)).size > 10, true, 'another message, another trace');

  // A time or a process number may hold any digits.
  const all = ended.lines.join('\n').replaceAll(/"(?:time|pid)":\d+/g, '');
  const { user } = standIn.world.person('rina');
  const texts = [...rina.phone.messages(), ...sari.phone.messages()].map(({ text }) => text.split('\n')[0]!);
  const numbers = (await stage.models.Contact.find().lean()).flatMap(({ phone }) => phone ?? []);
  assert.ok(numbers.length === 1 && texts.length > 10);
  for (const personal of [NAME, SCHOOL, 'Sari', '812', 'Belajar tentang dewan', ...numbers, String(user.id), ...texts])
    assert.ok(!all.includes(personal), `the log holds ${JSON.stringify(personal)}`);

  for (const figure of [
    /^menyapa_turn_seconds_count\{kind="press"\} [1-9]/m,
    /^menyapa_effect_seconds_count\{command="sikulin.book",outcome="done"\} 1$/m,
    /^menyapa_sends_total\{channel="telegram-public",outcome="sent"\} [1-9]/m,
    /^menyapa_inbox_oldest_age_seconds 0$/m,
    /^menyapa_outbox_entries\{state="ready"\} 0$/m,
    /^menyapa_wakeups_waiting\{queue="effects"\} 0$/m,
    /^menyapa_due_overdue\{collection="visits"\} 0$/m,
  ])
    assert.match(figures, figure);
});

test('one sign goes on through a queue’s job into another process, over its death, and through whoever takes it up', async (t) => {
  const { standIn, env } = await openPlatform(t, { LOG_LEVEL: 'debug' });
  const stage = await stageOn(t, standIn, env);
  const bots = await Process.start(t, { ...env, ROLE: 'bots' });
  const rina = new Talk(stage.phone('rina', 'telegram-public'), () => until(() => stage.chats.allQuiet(0)));
  await rina.start().sees('Ada yang bisa kami bantu').done;
  await toSummary(rina, { kind: 'Warga' }).done;
  // It does the work, and dies before it can say so.
  const dies = await Process.start(t, { ...env, ROLE: 'workers', MENYAPA_CRASH: 'effect-result:1' });
  await rina.tap('Ya, kirim').done;
  await until(() => dies.ended);
  const next = await Process.start(t, { ...env, ROLE: 'workers' });
  await rina.sees(/Nomor: K-\d+/).done;
  await until(() => stage.chats.allQuiet(0));
  assert.deepEqual([await bots.stop(), await next.stop()], [0, 0]);

  const did = ({ log }: Process): Record<string, unknown>[] =>
    log.filter(({ msg, command }) => msg === 'effect' && command === 'sikulin.book');
  const [first, second] = [did(dies).at(-1), did(next).at(-1)];
  assert.match(String(first?.['trace']), /^[\w-]{8}$/);
  assert.equal(second?.['trace'], first?.['trace'], 'the one who takes it up carries it on');
  const lines = (one: Process): string[] =>
    one.log.filter(({ trace }) => trace === first?.['trace']).map(({ msg, kind }) => [msg, kind].join(' ').trim());
  for (const line of ['accepted press', 'turn press']) assert.ok(lines(bots).includes(line), lines(bots).join(', '));
  const after = [...lines(next), ...lines(bots)];
  for (const line of ['accepted effect', 'turn effect', 'send']) assert.ok(after.includes(line), after.join(', '));
  assert.equal(await stage.models.Visit.countDocuments(), 1);
});
