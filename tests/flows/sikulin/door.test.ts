/** The day itself: reminders, check-in by code, ticket, name; walk-in guests; who did not come and who stays too long. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ticketToken } from '#services/ticket-token.ts';
import { until } from '#tests/support/crash/until.ts';
import { startTestSystem } from '#tests/support/system.ts';
import type { TestSystem } from '#tests/support/system.ts';
import { book } from '#tests/support/visits.ts';
import type { Wish } from '#tests/support/visits.ts';
import type { Talk } from '#tests/support/talk.ts';

async function approved(s: TestSystem, sari: Talk, person: string, wish: Partial<Wish> = {}): Promise<Talk> {
  const phone = s.talk('telegram-public', person);
  await book(phone, wish).done;
  await sari.sees('Permohonan').tap('Setujui').sees('disetujui').done;
  await phone.sees('kalender').done;
  return phone;
}

/** Business time to just behind the visit's next duty. */
async function toDuty(s: TestSystem, what: string): Promise<void> {
  const { models, clock } = s.system.services;
  const next = () => models.Visit.findOne({ dueWhat: what, news: null }).sort({ dueAt: 1 }).lean();
  await until(async () => (await next()) !== null);
  const visit = await next();
  assert.ok(visit?.dueAt, `nothing is due for ${what}`);
  await clock.move(visit.dueAt.getTime() - clock.now() + 1000);
  s.system.sweeper.kick();
}

test('reminders, the door, and leaving', async (t) => {
  const s = await startTestSystem(t);
  const { models, council, hash } = s.system.services;
  const sari = await s.staff('sari');
  const rina = await approved(s, sari, 'rina', {
    kind: 'DPRD',
    from: 'DPRD Binjai',
    day: 'Kamis minggu depan',
    time: '11',
  });
  const budi = await approved(s, sari, 'budi', {
    kind: 'Warga',
    name: 'Budi Santoso',
    day: 'Kamis minggu depan',
    time: '11',
  });
  const visits = await models.Visit.find().sort({ _id: 1 }).lean();
  const [dprd, warga] = visits;
  assert.ok(dprd && warga);

  await toDuty(s, 'surat');
  await rina.sees('Surat untuk kunjungan', 'belum kami terima').done;
  for (;;) {
    // The sweep has told what was due, and found what comes next.
    let next: string | null | undefined;
    await until(async () => {
      const due = await models.Visit.findOne({ _id: dprd._id }).lean();
      next = due?.dueWhat;
      return due?.news === null && (due.dueAt?.getTime() ?? 0) > s.system.services.clock.now();
    });
    if (next !== 'surat') break;
    await toDuty(s, 'surat');
  }
  await toDuty(s, 'ingat-hari');
  await rina.sees('Mengingatkan', 'besok', dprd.code ?? '').done;
  await budi.sees('Mengingatkan').done;

  await t.test('a day early: said, and nothing is noted', async () => {
    await sari.user(dprd.code ?? '').sees('bukan hari ini').done;
  });

  await toDuty(s, 'ingat-jam');
  await rina.sees('Dua jam lagi').done;

  await t.test('the list of the day came at seven, as a PDF', async () => {
    await sari.sees('Daftar tamu', '2 rombongan').done;
    assert.match(sari.last?.file?.name ?? '', /\.pdf$/);
  });
  await t.test('by the six digits, and once only', async () => {
    await sari
      .user(dprd.code ?? '')
      .sees('tercatat datang')
      .sees('SPD / visum').done;
    await rina.sees('Selamat datang').done;
    await sari.user(dprd.code ?? '').sees('sudah tercatat datang').done;
  });
  await t.test("by the ticket; a forged one and another council's are told apart", async () => {
    await sari.start(ticketToken(warga._id, council, hash)).sees('tercatat datang').done;
    const token = ticketToken(warga._id, council, hash);
    const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    await sari.start(forged).sees('tidak sah').done;
    await sari.start(ticketToken(warga._id, { regionCode: '12.07' }, hash)).sees('DPRD lain').done;
  });
  await t.test('a walk-in guest in three answers', async () => {
    await sari
      .user('tamu langsung')
      .sees('nama tamunya')
      .user('Pak Hasan')
      .sees('bertemu')
      .tap('Komisi II')
      .sees('keperluannya').done;
    await sari.user('Mengantar surat').sees('Pak Hasan', 'buku tamu').done;
  });
  await t.test("today's list", async () => {
    await sari.user('tamu hari ini').sees('DPRD Binjai', 'sudah datang', 'Mau apa').tap('Selesai').done;
  });
  await t.test('they stay too long, and leave', async () => {
    await toDuty(s, 'lewat-waktu');
    await sari.sees('lewat waktunya').done;
    await sari.user('tamu pulang').sees('Siapa yang pulang').tap(dprd._id).sees('tercatat pulang').sees('foto bersama')
      .done;
    await toDuty(s, 'terima-kasih');
    await rina.sees('Terima kasih sudah berkunjung').done;
    const [walkIn] = await models.Visit.find({ kind: 'langsung' }).lean();
    await sari
      .user('tamu pulang')
      .sees('Siapa yang pulang')
      .tap(walkIn?._id ?? '')
      .sees('tercatat pulang').done;
    assert.equal((await models.Visit.findOne({ kind: 'langsung' }).lean())?.dueWhat, null, 'nobody thanks the clerk');
  });
});

test('nobody comes', async (t) => {
  const s = await startTestSystem(t);
  const sari = await s.staff('sari');
  const rina = await approved(s, sari, 'rina', { kind: 'Warga', day: 'Kamis minggu depan', time: '11' });
  await toDuty(s, 'ingat-hari');
  await rina.sees('Mengingatkan').done;
  await toDuty(s, 'ingat-jam');
  await rina.sees('Dua jam lagi').done;
  await toDuty(s, 'tidak-hadir');
  await sari.sees('tidak hadir').done;
  await rina.sees('tidak hadir').done;
  await sari.user('tamu datang').sees('Siapa yang datang').user('bu rina').sees('tercatat datang').done;
});
