/** "Beres" needs the executor's proof: what is none is refused with what is expected, at the question and at the command. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '#flows/engine/prompt.ts';
import { isProof, proof } from '#flows/tindak-lanjut/proof.ts';
import { complaint, doneOf, reportHouse } from '#tests/support/reports.ts';

const NONE = [
  ...['lewati', 'Lewati', 'lewati saja pak', 'skip', 'tidak ada', 'tdk ada', 'kosong', '-', 'ok', 'ya', 'sudah'],
  ...[
    'sudah beres',
    'sudah selesai ya pak',
    'belum ada buktinya',
    'foto menyusul',
    'nanti',
    'menyusul',
    'no proof yet',
  ],
  ...['beres semua', 'aman', 'done', 'it is already fixed', 'sudah sudah sudah'],
];
const SOME = [
  ...['Dikeruk regu Dinas, Senin.', 'diganti PLN tadi pagi', 'Lampu baru dipasang Dishub 3 November'],
  ...['repaired by the crew on Monday', 'pak Joko sudah angkut sampahnya'],
];

const parsed = (text: string) => proof().parse({ kind: 'text', text } as Answer, {} as never);

for (const said of NONE)
  test(`no proof: “${said}”`, () => {
    assert.equal(isProof({ text: said, files: [] }), false);
    const answer = parsed(said);
    assert.ok('refuse' in answer);
    assert.match((answer.refuse as { key: string }).key, /expects/);
  });
for (const said of SOME) test(`proof: “${said}”`, () => assert.ok('ok' in parsed(said)));

test('a picture is one, whatever stands under it; a place alone is none', () => {
  assert.ok(isProof({ text: 'lewati', files: [{ ref: 'f1', as: 'photo' }] }));
  const pin = proof().parse({ kind: 'location', lat: 3.5, lon: 98.6, live: false } as Answer, {} as never);
  assert.ok('refuse' in pin);
});

test('past the question, by whatever way, the report stays open', async (t) => {
  const house = await reportHouse(t);
  const sari = await house.staff('sari');
  const sent = await house.run('aduan.kirim', complaint('parit sumbat'), { chat: 'telegram-public:1', key: 'k1' });
  const { number } = doneOf(sent);
  const close = async (text: string) =>
    doneOf<{ outcome: string; what?: string }>(
      await house.run(
        'aduan.tindak',
        { number, action: 'tutup', seen: 0, note: 'Parit dikeruk.', outcome: 'beres', proof: { text, files: [] } },
        { chat: 'telegram-members:sari', who: sari, key: `tutup/${text}` },
      ),
    );
  const lacks = await close('lewati');
  assert.deepEqual([lacks.outcome, lacks.what], ['lacking', 'bukti']);
  const report = await house.services.models.Aduan.findOne({ _id: number }).lean();
  assert.deepEqual([report?.state, report?.outcome], ['diterima', null]);
  assert.equal((await close('Dikeruk regu Senin')).outcome, 'done');
});
