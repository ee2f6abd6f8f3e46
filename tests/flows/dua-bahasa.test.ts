/**
 * E-TINDAK LANJUT and CHATTING in both languages: every main path is walked by the words of either, with the product's own book
 * and texts. The same question stands open, the same is asked of the office, and whoever reads one language meets none of the other.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Content } from '#flows/engine/item.ts';
import type { Account } from '#flows/prompts/account.ts';
import { hear } from '#flows/tindak-lanjut/hearing.ts';
import { basisOf, loadCouncil } from '#services/council.ts';
import { Driver } from '#tests/support/engine.ts';
import { HOUSE, productEnv } from '#tests/support/journals.ts';

const medan = loadCouncil('medan');

/** Typed in Indonesian and in English; the same for both; what was done; or a button. */
type Step = readonly [id: string, en: string] | string | { done: object | null } | { button: string; arg: string };

const report = {
  ...{
    number: 'A-1001',
    kind: 'pengaduan',
    topic: { id: 'Parit', en: 'Drain' },
    text: '-',
    masked: '-',
    place: 'gg mawar',
  },
  ...{ state: 'diterima', office: null, suggestion: { key: 'tindak-lanjut.suggestNone' }, urgent: false, answer: null },
  ...{
    answerBy: '2026-11-20',
    basis: basisOf(medan, 'aduan.informationDays', '2026-11-04'),
    version: 0,
    files: 0,
    handles: false,
    showable: 0,
  },
  ...{ reporter: null, externalNumber: null, outcome: null, mergedInto: null, news: null, language: 'id' },
  steps: [{ at: '2026-11-04T09:00:00.000+07:00', what: 'diterima' }],
};
const both = (id: string, en: string) => ({ id, en });
const talk = {
  ...{
    number: 'C-1001',
    state: 'ditangani',
    about: both('Surat', 'Letters'),
    unit: both('Bagian Umum', 'General Affairs'),
  },
  ...{ at: '2026-11-04T09:00:00.000+07:00', opens: null, answer: '' },
};
const row = {
  ...{ number: 'C-1001', mine: false, owed: true, about: both('Surat', 'Letters'), who: { key: 'chatting.citizen' } },
  ...{ said: '-', labels: [] },
};
const option = (id: string, names: ReturnType<typeof both>) => ({ id, name: names });
const QUERIES: Record<string, (args: never) => unknown> = {
  'aduan.dengar': ({ account }: { account: Account }) => hear(medan, account),
  'aduan.milik': () => ({ rows: [report], next: null }),
  'aduan.milik-satu': ({ number }: { number: string }) => (number.startsWith('C') ? null : report),
  'chatting.milik': () => ({ rows: [talk], next: null }),
  'chatting.milik-satu': () => talk,
  'data.milik': () => ({
    goes: { laporan: 1, kunjungan: 2, kontak: 1, obrolan: 2, pesan: 1, kabar: 1, telepon: 1 },
    stays: [
      { what: 'terbuka', numbers: ['A-1002'] },
      { what: 'laporan', count: 1, until: '2031-11-01' },
      { what: 'kunjungan', count: 2, until: '2031-11-01' },
      { what: 'alamat', count: 180 },
    ],
  }),
  'aduan.sekitar': () => ({ kelurahan: 'Terjun', reports: [] }),
  'chatting.daftar': () => [row],
  'chatting.unit': () => [option('umum', both('Bagian Umum', 'General Affairs'))],
  'chatting.layanan': () => [
    {
      ...option('kendaraan', both('Kendaraan', 'Car')),
      words: ['mobil', 'car'],
      ask: both('Untuk kapan?', 'For when?'),
    },
  ],
  'chatting.alat': () => ({
    ready: [option('salam', both('Salam', 'Greeting'))],
    ...{ labels: [], people: [], units: [option('umum', both('Bagian Umum', 'General Affairs'))] },
  }),
};

const sent = { done: { number: 'A-1001', checkedBy: '2026-11-09', answerBy: '2026-11-24' } };
const done = { done: { outcome: 'done', state: 'ditangani' } };
const asked = (opens: string | null) => ({ done: { number: 'C-1001', opens } });
const SEND = ['kirim', 'send'] as const;

const PUBLIC: Record<string, readonly Step[]> = {
  'a complaint in four messages': [
    ...([['lapor', 'report'], ['parit sumbat', 'drain blocked'], 'gg mawar marelan', SEND, sent] as const),
  ],
  'in one sentence, without a name': [
    ...([['parit sumbat di gg mawar', 'drain blocked at gg mawar'], ['tanpa nama', 'without name'], sent] as const),
  ],
  'the place is changed': [
    ...([['parit sumbat', 'drain blocked'], 'gg mawar', ['ubah', 'change'], ['tempat', 'place']] as const),
    ...(['gg melati', SEND, sent] as const),
  ],
  'given up': [
    ['parit sumbat di gg mawar', 'drain blocked at gg mawar'],
    ['batal', 'cancel'],
  ],
  'nothing of topic or place': [
    ...([
      ['lapor', 'report'],
      ['tolong pak sudah lama', 'please help us'],
      ['parit di gg mawar', 'drain at gg mawar'],
      SEND,
      sent,
    ] as const),
  ],
  'a life in danger': [...([['tetangga kebakaran', 'the house is on fire'], sent, 'gg mawar', done] as const)],
  information: [
    ['minta salinan risalah rapat anggaran', 'request for documents of the budget meeting'],
    ...(['Budi Santoso', SEND, sent] as const),
  ],
  'about a member': [
    ['anggota dewan minta uang di gg mawar soal parit', 'council member wants a bribe at gg mawar, the drain'],
    ...(['Budi Santoso', SEND, sent] as const),
  ],
  'a wish': [['usul dibangun taman di gg mawar', 'suggestion: a park at gg mawar'], SEND, sent],
  'what became of it': [
    ['cek', 'check'],
    ['1', '1'],
  ],
  'of a conversation': [['cek c1001', 'check c1001']],
  'it is solved': [{ button: 'laporan-beres', arg: 'sudah|A-1001' }, done],
  'it is not': [{ button: 'laporan-beres', arg: 'belum|A-1001' }, ['masih tersumbat', 'still blocked'], done],
  'too late to say so': [
    { button: 'laporan-beres', arg: 'sudah|A-1001' },
    { done: { outcome: 'changed', state: 'selesai' } },
  ],
  'the office asks back': [{ button: 'laporan-lengkapi', arg: 'A-1001' }, ['sejak Senin', 'since Monday'], done],
  'more is told': [['tambah laporan', 'add to my report'], ['bau sekali', 'it smells'], done],
  'taken back': [['tarik laporan', 'withdraw my report'], ['sudah beres', 'it is fixed'], done],
  'their data erased': [['hapus data saya', 'erase my data'], ['hapus', 'erase'], { done: null }],
  'their data kept': [
    ['hapus akun saya', 'delete my account'],
    ['jangan', 'keep'],
  ],
  'what says nothing': ['???', ['lapor', 'report'], '\u{1F600}'],
  nearby: [['lingkungan saya', 'reports nearby']],
  'which office': [
    ['ke kantor mana', 'which office'],
    ['lampu jalan', 'street light'],
  ],
  'a shared phone': [['hp bersama', 'shared phone'], ['ya', 'yes'], { done: { count: 1 } }],
  'a person': [['petugas', 'staff'], ['surat saya sampai mana', 'where is my letter'], asked(null)],
  'a person, out of hours': [['petugas', 'human'], ['surat saya', 'my letter'], asked('2026-11-09T08:00:00.000+07:00')],
  'a person, in danger': [
    ['petugas', 'person'],
    ['suami mau bunuh diri', 'my husband wants to kill himself'],
    asked(null),
  ],
  rated: [{ button: 'obrolan-nilai', arg: 'C-1001|4' }, { done: { outcome: 'done' } }],
  'rated again': [{ button: 'obrolan-nilai', arg: 'C-1001|4' }, { done: { outcome: 'already' } }],
};

const MEMBERS: Record<string, readonly Step[]> = {
  'the list, taken': [['obrolan', 'conversations'], '1', { done: { outcome: 'done', about: null, lines: [] } }],
  'somebody was faster': [['obrolan', 'conversations'], '1', { done: { outcome: 'taken', who: 'Joko' } }],
  'it is over': [['obrolan', 'conversations'], '1', { done: { outcome: 'over' } }],
  'a ready answer': [{ button: 'obrolan-alat', arg: 'C-1001|siap' }, '1', { done: { outcome: 'done' } }],
  'a note': [
    { button: 'obrolan-alat', arg: 'C-1001|catat' },
    ['warga sabar', 'patient'],
    { done: { outcome: 'done' } },
  ],
  'handed over': [
    { button: 'obrolan-alat', arg: 'C-1001|oper' },
    '1',
    ['lewati', 'skip'],
    { done: { outcome: 'done' } },
  ],
  'handed over meanwhile': [
    { button: 'obrolan-alat', arg: 'C-1001|oper' },
    ...(['1', ['lewati', 'skip'], { done: { outcome: 'moved' } }] as const),
  ],
  'it becomes a report': [
    { button: 'obrolan-alat', arg: 'C-1001|laporan' },
    ...(['gg mawar', { done: { outcome: 'done', report: 'A-1001' } }] as const),
  ],
  closed: [{ button: 'obrolan-alat', arg: 'C-1001|tutup' }, { done: { outcome: 'not-yours' } }],
  'on duty': [['piket', 'on duty'], '1', { done: { outcome: 'on', released: 0 } }],
};

/** Words that whoever reads the other language would meet; what people typed and names are no such words. */
const INDONESIAN =
  /(?<!\p{L})(?:yang|dengan|kami|Bapak|tidak|sudah|belum|untuk|mohon|silakan|laporan|petugas|nomor|ketik|akan|atau|pasal|ayat|menurut|usulan|menunggu)(?!\p{L})/iu;
const ENGLISH =
  /(?<!\p{L})(?:the|with|please|your|is|not|and|type|number|we|you|of|staff|article|paragraphs?)(?!\p{L})/iu;

async function walk(steps: readonly Step[], en: boolean, side: 'public' | 'members') {
  const chat = new Driver({ flows: [], side, roles: side === 'members' ? ['staf'] : [], env: productEnv(HOUSE) });
  chat.chat.locale = en ? 'en' : 'id';
  chat.env = { ...chat.env, query: (name) => async (args) => QUERIES[name]?.(args as never) ?? null };
  const read: string[] = [];
  const reached: unknown[] = [];
  for (const step of steps) {
    if (typeof step === 'object' && 'done' in step) await chat.done(step.done);
    else if (typeof step === 'object' && 'button' in step)
      await chat.take({ kind: 'start', flow: step.button, arg: step.arg } as Content);
    else await chat.send(typeof step === 'string' ? step : step[en ? 1 : 0]);
    const labels = chat.chat.wait?.choices.map(({ label }) => chat.env.say(en ? 'en' : 'id', label)) ?? [];
    read.push([chat.last.text, ...labels].join('\n'));
    reached.push([chat.open, chat.choices, chat.outstanding.map(({ command }) => command)]);
  }
  return { read, reached };
}

const typed = (steps: readonly Step[], en: boolean): string[] =>
  steps.flatMap((step) => (typeof step === 'string' ? [step] : Array.isArray(step) ? [String(step[en ? 1 : 0])] : []));

for (const [side, paths] of [
  ['public', PUBLIC],
  ['members', MEMBERS],
] as const)
  for (const [name, steps] of Object.entries(paths))
    test(`${side}: ${name}`, async () => {
      const [id, en] = [await walk(steps, false, side), await walk(steps, true, side)];
      assert.deepEqual(en.reached, id.reached, en.read.join('\n---\n'));
      for (const [n, text] of en.read.entries()) {
        const bare = (said: string, words: string[]) => words.reduce((left, word) => left.replaceAll(word, ''), said);
        assert.doesNotMatch(bare(text, typed(steps, true)), INDONESIAN);
        assert.doesNotMatch(bare(id.read[n]!, typed(steps, false)), ENGLISH);
      }
    });

for (const said of ['the drain is blocked at gg mawar', 'I want to talk to a person', 'I would like to book a visit'])
  test(`who begins in English reads English from the first answer on: ${said}`, async () => {
    const chat = new Driver({ flows: [], side: 'public', env: productEnv(HOUSE) });
    chat.env = { ...chat.env, query: (name) => async (args) => QUERIES[name]?.(args as never) ?? null };
    await chat.send(said);
    assert.match(chat.last.text, /We will answer in English/);
    const bare = chat.last.text.replaceAll('INDONESIA', '');
    assert.doesNotMatch(bare, INDONESIAN);
    assert.notEqual(chat.chat.run, null, bare);
  });

test('what accuses somebody is no task of an office of the city, and no place is a dash', async () => {
  for (const said of ['anggota dewan minta uang di gg mawar soal parit', 'staf dprd pungli di gg mawar, parit']) {
    const { read } = await walk([said, 'Budi Santoso'], false, 'public');
    assert.doesNotMatch(read.join('\n'), /Ini tugas/);
  }
  const { read } = await walk(['minta salinan risalah rapat anggaran', 'Budi'], false, 'public');
  assert.doesNotMatch(read.join('\n'), /Tempat/);
});
