import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tx } from '#flows/engine/message.ts';
import { createTexts, escapeHtml, type CouncilFacts } from '#services/texts.ts';
import { readTextTrees, type TextTrees } from '#services/text-files.ts';

const facts: CouncilFacts = {
  name: 'DPRD <Kota>',
  office: 'Sekretariat',
  address: 'Jl. & Gg.',
  phone: '061',
  hours: 'Senin–Jumat',
};
const format = readTextTrees('locales');
const trees: TextTrees = {
  id: {
    format: format.id['format']!,
    t: {
      hello: 'Halo <b>{{name}}</b>',
      council: '{{council.name}}, {{council.address}}',
      wrap: 'Begini: {{inner}}',
      lines: '{{lines}}',
      tanggal: '{{x, tanggal}}',
      singkat: '{{x, tanggal-singkat}}',
      jam: '{{x, jam}}',
      waktu: '{{x, waktu}}',
      angka: '{{x, angka}}',
      rupiah: '{{x, rupiah}}',
      telepon: '{{x, telepon}}',
      atau: '{{x, atau}}',
      dan: '{{x, dan}}',
      deep: '{{person.name}}',
      onlyIndonesian: 'Hanya Indonesia',
    },
  },
  en: {
    format: format.en['format']!,
    t: {
      hello: 'Hello <b>{{name}}</b>',
      tanggal: '{{x, tanggal}}',
      singkat: '{{x, tanggal-singkat}}',
      jam: '{{x, jam}}',
      waktu: '{{x, waktu}}',
      angka: '{{x, angka}}',
      rupiah: '{{x, rupiah}}',
      telepon: '{{x, telepon}}',
      atau: '{{x, atau}}',
      people_one: '{{count}} person',
      people_other: '{{count}} people',
    },
  },
};
const make = (strict: boolean) => createTexts({ trees, facts: { id: facts, en: facts }, zone: 'Asia/Jakarta', strict });
const { say } = make(true);

test('a name is escaped once, also inside a nested text', () => {
  assert.equal(say('id', tx('t.hello', { name: '<i>&' })), 'Halo <b>&lt;i&gt;&amp;</b>');
  assert.equal(say('id', tx('t.wrap', { inner: tx('t.hello', { name: '<' }) })), 'Begini: Halo <b>&lt;</b>');
  assert.equal(say('id', tx('t.deep', { person: { name: 'A&B' } })), 'A&amp;B');
});

test('facts of the council stand in every text, escaped, and no argument can replace them', () => {
  assert.equal(say('id', tx('t.council', { council: { name: 'x' } })), 'DPRD &lt;Kota&gt;, Jl. &amp; Gg.');
});

test('a list of texts becomes lines', () => {
  const lines = [tx('t.hello', { name: 'a' }), 'b<'];
  assert.equal(say('id', tx('t.lines', { lines })), 'Halo <b>a</b>\nb&lt;');
});

const formats: [key: string, x: unknown, id: string, en: string][] = [
  ['tanggal', '2026-11-10', 'Selasa, 10 November 2026', 'Tuesday, 10 November 2026'],
  ['tanggal', '2026-11-09T18:30:00Z', 'Selasa, 10 November 2026', 'Tuesday, 10 November 2026'],
  ['tanggal', Date.UTC(2026, 10, 9, 17), 'Selasa, 10 November 2026', 'Tuesday, 10 November 2026'],
  ['singkat', '2026-11-10', 'Sel, 10 Nov 2026', 'Tue, 10 Nov 2026'],
  ['jam', '09:00', '09.00 WIB', '09:00 WIB'],
  ['jam', '2026-11-10T09:00:00+07:00', '09.00 WIB', '09:00 WIB'],
  [
    'waktu',
    '2026-11-10T02:00:00Z',
    'Selasa, 10 November 2026 pukul 09.00 WIB',
    'Tuesday, 10 November 2026 at 09:00 WIB',
  ],
  ['angka', 1500, '1.500', '1,500'],
  ['rupiah', 1500000, 'Rp1.500.000', 'Rp1,500,000'],
  ['rupiah', -2500, '-Rp2.500', '-Rp2,500'],
  ['telepon', '+6281234567890', '+62 812-3456-7890', '+62 812-3456-7890'],
  ['atau', ['09.00', '11.00', '14.00'], '09.00, 11.00, atau 14.00', '09.00, 11.00 or 14.00'],
];
for (const [key, x, id, en] of formats)
  test(`${key} of ${JSON.stringify(x)}`, () => {
    assert.equal(say('id', tx(`t.${key}`, { x })), id);
    assert.equal(say('en', tx(`t.${key}`, { x })), en);
  });

test('names of arguments mean nothing by themselves; a name in both languages is taken in that of the text', () => {
  assert.equal(say('id', tx('t.hello', { key: 't.deep', name: 'a' })), 'Halo <b>a</b>');
  assert.equal(
    say('en', tx('t.hello', { name: { id: 'Natal', en: '<Christmas>' } })),
    'Hello <b>&lt;Christmas&gt;</b>',
  );
});

test('two counts in one text, each with its noun', () => {
  const own = createTexts({
    trees: readTextTrees('locales'),
    facts: { id: facts, en: facts },
    zone: 'Asia/Jakarta',
    strict: true,
  });
  const sum = (groups: number, people: number) => tx('documents.list-sum', { groups, people });
  assert.equal(own.say('en', sum(1, 1)), '1 group, 1 person');
  assert.equal(own.say('en', sum(2, 1200)), '2 groups, 1,200 people');
  assert.equal(own.say('id', sum(1, 1200)), '1 rombongan, 1.200 orang');
});

test('a group of texts is no text', () => {
  assert.throws(() => say('id', tx('t')), /no text t in id/);
});

test('English counts', () => {
  assert.equal(say('en', tx('t.people', { count: 1 })), '1 person');
  assert.equal(say('en', tx('t.people', { count: 42 })), '42 people');
});

test('a missing text, value or wrong value throws where it can be mended', () => {
  assert.throws(() => say('id', tx('t.nothing')), /no text t\.nothing in id/);
  assert.throws(() => say('en', tx('t.onlyIndonesian')), /no text t\.onlyIndonesian in en/);
  assert.throws(() => say('id', tx('t.hello')), /no value for \{\{name\}\}/);
  assert.throws(() => say('id', tx('t.tanggal', { x: 'besok' })), TypeError);
});

test('in production a person never sees a key', () => {
  const live = make(false);
  assert.equal(live.say('en', tx('t.onlyIndonesian')), 'Hanya Indonesia');
  assert.equal(live.say('en', tx('t.nothing')), 'Sorry, this information is not available yet.');
  assert.equal(live.say('id', tx('t.hello')), 'Halo <b></b>');
  assert.equal(live.say('id', tx('t.tanggal', { x: '<besok>' })), '&lt;besok&gt;');
});

test('hidden, direction-turning and piled-up characters of a person are taken out', () => {
  assert.equal(say('id', tx('t.hello', { name: 'a\u202eb\u0000\u200bc' })), 'Halo <b>abc</b>');
  const zalgo = say('id', tx('t.hello', { name: `q${'\u0335'.repeat(50)}` }));
  assert.equal(zalgo.match(/\p{M}/gu)?.length, 4);
});

test('no text of a person is ever run as a template, nesting or tag', () => {
  const tricks = fc.stringMatching(
    /^(\{\{council\.name\}\}|\$t\(t\.hello\)|\{\{-? ?name\}\}|[<>&"'{}$]|[a-z ]){0,12}$/,
  );
  fc.assert(
    fc.property(fc.oneof(tricks, fc.string({ unit: 'binary' })), (name) => {
      const said = say('id', tx('t.hello', { name }));
      assert.ok(said.startsWith('Halo <b>') && said.endsWith('</b>'));
      const inner = said.slice(8, -4);
      assert.ok(!/[<>]/.test(inner));
      if (/^[\x20-\x7e]*$/.test(name)) assert.equal(inner, escapeHtml(name));
    }),
  );
});

test('where there are no buttons a text has its other form, within another text as well', () => {
  const both = (tree: TextTrees['id']): TextTrees['id'] => ({
    ...tree,
    t: { wrap: '({{inner}})', pick: 'Tekan', pick_typed: 'Ketik', plain: 'Sama' },
  });
  const { say } = createTexts({
    trees: { id: both(trees.id), en: both(trees.en) },
    facts: { id: facts, en: facts },
    zone: 'Asia/Jakarta',
    strict: true,
  });
  assert.equal(say('id', tx('t.pick')), 'Tekan');
  assert.equal(say('id', tx('t.pick'), true), 'Ketik');
  assert.equal(say('id', tx('t.wrap', { inner: tx('t.pick') }), true), '(Ketik)');
  assert.equal(say('id', tx('t.plain'), true), 'Sama');
});
