/** A citizen who writes fast, sends a photo first, mends a word and thanks at the end, while somebody takes the conversation. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginInTheMorning } from '#tests/support/office-hours.ts';
import { picture } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';

const WORDS = Array.from({ length: 12 }, (_, n) => `kata ke-${n + 1}.`);

test('twelve words in one breath while two press: each arrives once, in the order in which they were said', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const { models, clock, council } = system.services;
  await beginInTheMorning(council, clock);
  const [sari, joko] = [await staff('sari'), await staff('joko')];
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').user('petugas').sees('tulis keperluannya').done;
  await rina.act({ do: 'photo', bytes: await picture(), caption: 'ini rumahnya' }).sees('C-1001').done;
  await rina.act({ do: 'text', text: 'salah tlis' }).done;
  await rina.act({ do: 'edit', text: 'salah tulis' }).done;
  await Promise.all([sari.sees('C-1001', 'ini rumahnya').done, joko.sees('C-1001', 'ini rumahnya').done]);
  const lines = async () => (await models.Obrolan.findById('C-1001').lean())?.lines ?? [];
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 600 && !(await holds()); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 25));
  };
  await until(async () => (await lines()).length === 3);
  const before = Math.max(sari.position, joko.position);
  // A photo takes longer to be fetched than words do: what is said behind it waits for it.
  for (const [n, text] of WORDS.entries()) {
    if (n === 4) rina.phone.do({ do: 'photo', bytes: await picture(), caption: 'foto di tengah' });
    rina.phone.text(text);
    if (n === 6) for (const each of [sari, joko]) each.tap('Ambil');
  }
  await Promise.all([sari, joko].map((each) => each.sees(/sekarang berbicara|sudah diambil/).done));
  const won = sari.phone.messages().some(({ text }) => text.includes('sekarang berbicara')) ? sari : joko;
  const said = ['foto di tengah', ...WORDS];
  const expected = [...WORDS.slice(0, 4), 'foto di tengah', ...WORDS.slice(4)];
  const read = (): string =>
    won.phone
      .messages(before)
      .map(({ text }) => text)
      .join('\n');
  await until(() => said.every((one) => read().includes(one)));
  const kept = (await lines()).map(({ text }) => text);
  assert.deepEqual(kept, ['ini rumahnya', 'salah tlis', 'salah tulis', ...expected]);

  const messages = won.phone.messages(before);
  const taken = messages.find(({ text }) => text.includes('sekarang berbicara'))!;
  const relayed = messages.filter((one) => one !== taken).map(({ text }) => text);
  const listed = expected.filter((one) => taken.text.includes(one));
  const came = relayed.flatMap((text) => expected.find((one) => text.endsWith(one)) ?? []);
  assert.deepEqual([...listed, ...came], expected, read());
  // The photo that came before anybody was there, and which of the two words is the mended one.
  assert.match(taken.text, /salah tlis[^]*\(diubah\) salah tulis/);
  assert.ok(
    messages.some(({ file, text }) => file && text.includes('C-1001') && !text.includes('foto di tengah')),
    read(),
  );

  await won.user('Baik, kami catat.').sees('Terkirim').user('selesai').sees('sudah Bapak/Ibu tutup').done;
  await rina.sees('Bagaimana pelayanan').done;
  const over = rina.phone.messages().find(({ text }) => text.includes('Bagaimana pelayanan'))!;
  await rina.act({ do: 'text', text: 'terima kasih ya pak', replyTo: over.id }).sees('Sama-sama').done;
  assert.equal(await models.Obrolan.countDocuments(), 1, 'thanks begin nothing');
});
