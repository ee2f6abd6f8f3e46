/** After the visit: group photo and the guests' word on it, rating, guest book, figures. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { COMMANDS } from '#flows/handlers.ts';
import { picture } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';
import type { TestSystem } from '#tests/support/system.ts';
import type { Talk } from '#tests/support/talk.ts';
import { book } from '#tests/support/visits.ts';

/** A school that has come and left: its phone, the clerk's, and its number. */
async function visited(s: TestSystem): Promise<{ rina: Talk; sari: Talk; number: string }> {
  const { models, clock } = s.system.services;
  const sari = await s.staff('sari');
  const rina = s.talk('telegram-public', 'rina');
  await book(rina, { day: 'Selasa minggu depan', time: '09' }).done;
  await sari.sees('Permohonan').tap('Setujui').sees('disetujui').done;
  await rina.sees('kalender').done;
  const visit = await models.Visit.findOne().lean();
  assert.ok(visit);
  await clock.move(Date.parse(`${visit.date}T08:50:00+07:00`) - clock.now());
  await sari.user(visit.code ?? '').sees('tercatat datang').done;
  await sari.user('tamu pulang').sees('Siapa yang pulang').tap(visit._id).sees('tercatat pulang').done;
  await sari.sees('foto bersama').done;
  return { rina, sari, number: visit._id };
}

test('a group photo reaches the guests, without where it was taken; they say whether others may see it', async (t) => {
  const s = await startTestSystem(t);
  const { models, files } = s.system.services;
  const { rina, sari, number } = await visited(s);
  await sari.tap('Kirim foto bersama').sees('kirim foto bersama').user('nanti ya').sees('kirim sebuah foto').done;
  await sari.act({ do: 'photo', bytes: await picture() }).sees('sudah sampai ke tamu').done;
  await rina.sees('Foto bersama dari kunjungan', number).done;
  assert.ok(rina.last?.file, 'the photo itself');
  const kept = (await models.Visit.findOne({ _id: number }).lean())?.photo;
  assert.equal(kept?.publish, null, 'nobody has said yes yet');
  const stored = await files.read(kept?.file ?? '');
  assert.equal((await sharp(stored?.bytes).metadata()).exif, undefined);

  await rina.tap('Boleh').sees('berubah pikiran').done;
  await sari.sees('mengizinkan fotonya').done;
  assert.equal((await models.Visit.findOne({ _id: number }).lean())?.photo?.publish, true);
  await rina.tap('Jangan dimuat').sees('tidak kami muat').done;
  await sari.sees('tidak ingin fotonya').done;
  assert.equal((await models.Visit.findOne({ _id: number }).lean())?.photo?.publish, false);

  await t.test("somebody else's photo, and a word on another photo, change nothing", async () => {
    const ask = (chat: string, seen: string) =>
      COMMANDS['sikulin.publish']!(
        {
          requestKey: `x/${chat}/${seen}`,
          args: { number, publish: true, seen } as never,
          chat,
          locale: 'id',
          who: null,
        },
        s.system.services,
      );
    const seen = kept?.file.slice(0, 8) ?? '';
    assert.deepEqual(await ask('telegram-public:1', seen), { done: { outcome: 'foreign' } });
    const { chat = '' } = (await models.Visit.findOne({ _id: number }).lean()) ?? {};
    assert.deepEqual(await ask(chat, 'another0'), { done: { outcome: 'foreign' } });
    assert.equal((await models.Visit.findOne({ _id: number }).lean())?.photo?.publish, false);
    assert.deepEqual(await ask(chat, seen), { done: { outcome: 'done' } });
  });
});

test('a rating; who is not content says what to mend; the figures and the guest book have it all', async (t) => {
  const s = await startTestSystem(t);
  const { models, clock } = s.system.services;
  const kasubag = await s.staff('tono', 'kasubag');
  const { rina, sari, number } = await visited(s);
  await clock.move(2 * 3_600_000);
  s.system.sweeper.kick();
  await rina.sees('Bagaimana pelayanan kami').tap('Kurang baik').sees('perlu kami perbaiki').done;
  await rina.user('Ruang tunggunya panas').sees('kami sampaikan').done;
  await kasubag.sees('Masukan dari', 'Ruang tunggunya panas').done;
  assert.deepEqual((await models.Visit.findOne({ _id: number }).lean())?.rating, {
    score: 2,
    note: 'Ruang tunggunya panas',
  });
  await rina.tap('Sangat baik').sees('Terima kasih atas penilaiannya').done;

  await sari.user('tamu langsung').sees('nama tamunya').user('Pak Hasan').sees('bertemu').tap('Sekretariat').done;
  await sari.sees('keperluannya').user('Mengantar surat').sees('buku tamu').done;
  await sari.user('angka kunjungan').sees('untuk kapan').user('1').done;
  await sari.sees('Sekolah / kampus', '1 permohonan, 1 disetujui', '1 datang (12 orang)', 'nilai 4 dari 4').done;
  await sari.user('angka kunjungan').sees('untuk kapan').user('tahun ini').sees('2 permohonan, 2 datang').done;
  await sari.user('buku tamu').sees('bulan apa').user('1').sees('2 kunjungan').sees('siap dicetak').done;
  const list = sari.phone.messages().findLast((m) => m.file);
  assert.match(list?.file?.name ?? '', /^Buku tamu .*\.pdf$/);
  await sari.user('buku tamu').sees('bulan apa').user('3').sees('Belum ada tamu').done;
});
