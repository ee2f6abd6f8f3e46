/** The office's own tools: a report told by telephone, the morning's figures, the table; in English too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { digestDue } from '#flows/tindak-lanjut/effects/digest.ts';
import { table } from '#flows/tindak-lanjut/effects/export.ts';
import { complaint, doneOf, reportHouse } from '#tests/support/reports.ts';
import { startTestSystem } from '#tests/support/system.ts';

test('the morning’s figures, once, on working days; the table has no words and no formula', async (t) => {
  const house = await reportHouse(t, {}, '2026-11-02T09:00');
  await house.staff('sari');
  await house.staff('bima', 'operator-akd');
  for (const [place, text] of ['parit', '=1+1 telp 0812-3456-7890', 'parit lagi'].entries())
    await house.run('aduan.kirim', complaint(text), { chat: `telegram-public:${place}`, key: `k${place}` });
  const figures = () =>
    house.told.filter(({ text }) => text.key === 'tindak-lanjut.digest').map(({ chat, text }) => [chat, text.args]);
  const at = async (instant: string): Promise<number> => {
    house.setClock(instant);
    return digestDue(house.services);
  };
  assert.equal(await at('2026-11-20T07:29'), 0);
  assert.equal(await at('2026-11-20T07:30'), 1);
  assert.equal(await at('2026-11-20T09:00'), 0);
  assert.equal(await at('2026-11-21T09:00'), 0);
  assert.equal(await at('2026-11-23T07:30'), 1);
  const chat = 'telegram-members:sari';
  assert.deepEqual(figures(), [
    [chat, { date: '2026-11-20', open: 3, unseen: 3, today: 3, late: 0 }],
    [chat, { date: '2026-11-23', open: 3, unseen: 3, today: 0, late: 3 }],
  ]);
  const reports = await house.services.models.Aduan.find().lean();
  const tableIn = async (locale: 'id' | 'en'): Promise<string> => {
    const outside = reports.map((one) => ({ ...one, externalNumber: '=HYPERLINK("x")' }));
    const files = Object.values(unzipSync(await table(outside, house.services, locale)));
    return files.map((bytes) => Buffer.from(bytes).toString()).join('\n');
  };
  const [whole, english] = [await tableIn('id'), await tableIn('en')];
  for (const said of ['Batas jawaban', 'Pengaduan', 'Percakapan', 'menunggu diperiksa petugas', 'ya<'])
    assert.ok(whole.includes(said) && !english.includes(said), said);
  for (const said of ['Answer by', 'Complaint', 'Chat', 'waits for staff to check it', 'yes<'])
    assert.ok(english.includes(said) && !whole.includes(said), said);
  assert.ok(whole.includes('A-1001') && whole.includes('HYPERLINK'));
  assert.ok(!whole.includes('<f>') && !whole.includes('0812') && !whole.includes('1+1'));
});

test('told by telephone: entered by staff, answered by hand', async (t) => {
  const house = await reportHouse(t);
  const sari = await house.staff('sari');
  const from = { chat: 'telegram-members:sari', who: sari };
  const args = { ...(complaint('lampu mati') as object), source: 'telepon', name: 'Budi', contact: '0812-3456-7890' };
  const enter = () => house.run('aduan.catat', args, { ...from, key: 'catat' });
  assert.deepEqual(await enter(), await enter());
  const { number } = doneOf(await enter());
  const act = (action: string, seen: number) =>
    house.run('aduan.tindak', { number, action, seen, note: 'Lampu diganti.' }, { ...from, key: action });
  assert.equal(doneOf(await act('triase', 0)).outcome, 'done');
  assert.equal(doneOf(await act('jawab', 1)).outcome, 'done');
  const byHand = house.told.filter(({ text }) => text.key === 'tindak-lanjut.byHand');
  assert.deepEqual(
    byHand.map(({ chat, text }) => [chat, text.args?.['contact']]),
    [['telegram-members:sari', '0812-3456-7890']],
  );
  const report = await house.services.models.Aduan.findOne({ _id: number }).lean();
  assert.equal(report?.source, 'telepon');
  assert.ok(!JSON.stringify(report).includes('0812'));
  // A life in danger is no less urgent for having been told by telephone, wherever in the form it stands.
  for (const [text, place] of [
    ['anak hanyut di sungai', 'gg mawar'],
    ['tolong', 'rumah yang kebakaran di gg mawar'],
  ] as const) {
    const before = house.told.length;
    const danger = { ...args, account: { text, files: [] }, place };
    await house.run('aduan.catat', danger, { ...from, key: `catat/${text}` });
    assert.match(JSON.stringify(house.told.slice(before)), /cardUrgentOf.*cardEntered/, text);
  }
});

test('whoever handled it has left: nobody reads the caller’s name, the desk hears that somebody waits, and the next one has it', async (t) => {
  const house = await reportHouse(t);
  const [sari, bima] = [await house.staff('sari'), await house.staff('bima')];
  const entered = {
    ...(complaint('lampu mati') as object),
    source: 'telepon',
    name: 'Budi',
    contact: '0812-3456-7890',
  };
  const { number } = doneOf(
    await house.run('aduan.catat', entered, { chat: 'telegram-members:sari', who: sari, key: 'c' }),
  );
  const act = (who: typeof sari, action: string, seen: number, more: object = {}) =>
    house.run(
      'aduan.tindak',
      { number, action, seen, note: 'Lampu diganti.', ...more },
      { chat: `telegram-members:${who._id}`, who, key: action },
    );
  await act(sari, 'triase', 0);
  await act(sari, 'jawab', 1);
  const heard = () => JSON.stringify(house.told.splice(0));
  assert.match(heard(), /Budi.*0812-3456-7890/);
  await house.services.models.Person.updateOne({ _id: 'sari' }, { active: false });
  house.setClock('2027-03-01T09:00');
  await house.sweep();
  const left = heard();
  assert.doesNotMatch(left, /Budi|0812/);
  assert.match(left, /telegram-members:bima.*tindak-lanjut\.card-telepon/);
  await house.services.models.Aduan.updateOne({ _id: number }, { state: 'diteruskan', version: 9 });
  assert.equal(doneOf(await act(bima, 'terima-jawaban', 9)).outcome, 'done');
  await act(bima, 'tutup', 10, { outcome: 'dijelaskan' });
  assert.match(heard(), /"chat":"telegram-members:bima"[^}]*byHand.*0812/);
});

test('in English, from a sentence to the verdict', async (t) => {
  const { talk, staff } = await startTestSystem(t);
  const sari = await staff('sari');
  const made = talk('telegram-public', 'made');
  await made.user('bahasa').sees('bahasa').tap('English').sees('English').done;
  await made.user('street light broken at jl sei kera').sees('Send?', 'Dinas Perhubungan').tap('Send').sees('A-1001')
    .done;
  await sari.sees('A-1001').tap('Buka').sees('Batas aturan', 'Dinas Perhubungan').tap('Teruskan').sees('kantor mana')
    .done;
  await sari.tap('Dinas Perhubungan').sees('disalin ke kantor tujuan', 'Laporan A-1001').done;
  await made.sees('A-1001', 'Dinas Perhubungan').user('my reports').sees('A-1001', 'Limit of the rule').done;
  await made.user('which office').sees('What is it about').user('lost identity card').sees('Disdukcapil').done;
  // Whoever takes a call about a life in danger has the numbers before the rest of the form.
  await sari.user('catat aduan').sees('lewat apa').tap('Telepon').sees('Apa yang disampaikan').done;
  await sari.user('anak hanyut di sungai').sees('112', 'minta pelapor').done;
});
