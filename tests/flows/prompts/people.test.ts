import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { people } from '#flows/prompts/people.ts';
import { NASTY, outcome, question, refusesWrongKinds, table, texts, typed } from './table.ts';
import { tx } from '#flows/engine/message.ts';

const prompt = people({ text: question, min: 1, max: 60 });
const range = { refuse: 'range' };

test('people: a page full of digits is not read through', () => {
  assert.ok('refuse' in typed(prompt, `${'x '.repeat(600)}12`));
});

table('people', prompt, [
  ['42', { ok: 42 }],
  ['42 orang', { ok: 42 }],
  ['42orang', { ok: 42 }],
  ['kami 15 orang pak', { ok: 15 }],
  ['sekitar 40', { ok: 40 }],
  ['kurang lebih 30-an orang', { ok: 30 }],
  ['40an', { ok: 40 }],
  ['dua puluh orang', { ok: 20 }],
  ['empat puluhan', { ok: 40 }],
  ['twenty-five people', { ok: 25 }],
  ['a dozen', { ok: 12 }],
  ['selusin', { ok: 12 }],
  ['dua lusin', { ok: 24 }],
  ['berdua', { ok: 2 }],
  ['kami bertiga', { ok: 3 }],
  ['saya sendiri', { ok: 1 }],
  ['just me', { ok: 1 }],
  ['٤٢', { ok: 42 }],
  ['４２', { ok: 42 }],
  ['4️⃣', { ok: 4 }],
  ['\u202e42\u202c', { ok: 42 }],
  ['40-45', { which: [40, 45] }],
  ['40 sampai 45', { which: [40, 45] }],
  ['antara 40 dan 45 orang', { which: [40, 45] }],
  ['dua-tiga orang', { which: [2, 3] }],
  ['40 siswa dan 2 guru', { ok: 42 }],
  ['30 siswa, 4 guru', { ok: 34 }],
  ['20 laki-laki 15 perempuan', { ok: 35 }],
  ['1 orang guru dan 30 murid', { ok: 31 }],
  ['20 + 2', { ok: 22 }],
  ['5 orang tambah 1 sopir', { ok: 6 }],
  // The two guru may be among the forty.
  ['40 orang dan 2 guru', { which: [42, 40] }],
  ['30 siswa dan 4 guru, total 34', { ok: 34 }],
  ['total 34: 30 siswa dan 4 guru', { ok: 34 }],
  ['jumlah: 42', { ok: 42 }],
  ['jml 42 org', { ok: 42 }],
  ['42 (empat puluh dua) orang', { ok: 42 }],
  ['40-an', { ok: 40 }],
  ['ber-5', { ok: 5 }],
  ['kami berdelapan', { ok: 8 }],
  // Not heads.
  ['2 bus', { refuse: 'heads' }],
  ['dua bis', { refuse: 'heads' }],
  ['2 unit bus', { refuse: 'heads' }],
  ['3 mobil', { refuse: 'heads' }],
  ['1 rombongan', { refuse: 'heads' }],
  ['satu kelas', { refuse: 'heads' }],
  ['5 kk', { refuse: 'heads' }],
  ['2 hari', { refuse: 'heads' }],
  ['kelas 7A', { refuse: 'heads' }],
  ['45 orang, 1 bus', { ok: 45 }],
  ['2 rombongan 40 orang', { ok: 40 }],
  // A number that is a name.
  ['kelas 7A 42 orang', { ok: 42 }],
  ['7A, 42 orang', { ok: 42 }],
  ['SMP Negeri 7 42 siswa', { ok: 42 }],
  ['komisi 1, 5 orang', { ok: 5 }],
  ['jam 9 42 orang', { ok: 42 }],
  ['jam 09.30 42 orang', { ok: 42 }],
  ['angkatan 2024 30 orang', { ok: 30 }],
  ['59-61', range],
  ['50 siswa dan 20 guru', range],
  ['0', range],
  ['61', range],
  ['-5', range],
  ['minus 5', range],
  ['banyak', range],
  ['10.000', range],
  ['1.000.000', range],
  ['1.000', range],
  ['12.5', range],
  ['1,5', range],
  ['½', range],
  ['50%', range],
  ['10/11', range],
  ['1e1', range],
  ['081234567890', range],
  ['', range],
]);

table('people, many', people({ text: question, max: 5000 }), [
  ['1.000', { ok: 1000 }],
  ['1,000', { ok: 1000 }],
  ['1 000', { ok: 1000 }],
  ['seribu dua ratus', { ok: 1200 }],
  ['1,5 ribu', { ok: 1500 }],
  ['2rb', { ok: 2000 }],
  ['kelas 7 120 siswa', { ok: 120 }],
]);

refusesWrongKinds(prompt);

test('people: never throws, never leaves its bounds', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' }), fc.stringMatching(/^[-\d., a-z]{0,12}$/)),
      (said) => {
        const parsed = typed(prompt, said);
        const values = 'ok' in parsed ? [parsed.ok] : 'which' in parsed ? parsed.which.map(({ value }) => value) : [];
        for (const value of values) assert.ok(Number.isInteger(value) && value >= 1 && value <= 60);
        if ('which' in parsed) assert.ok(new Set(values).size > 1);
      },
    ),
  );
});

test('people: a count behind a name or beside a vehicle is the count alone', () => {
  const name = fc.constantFrom('kelas', 'SMA', 'komisi', 'lantai', 'SD Negeri', 'jam', 'angkatan');
  const thing = fc.constantFrom('bus', 'mobil', 'rombongan', 'hari', 'kelas');
  const n = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(name, thing, n, n, (named, counted, small, count) => {
      assert.deepEqual(outcome(typed(prompt, `${named} ${small}, ${count} orang`)), { ok: count });
      assert.deepEqual(outcome(typed(prompt, `${count} orang dengan ${small} ${counted}`)), { ok: count });
      assert.deepEqual(outcome(typed(prompt, `${small} ${counted}`)), { refuse: 'heads' });
    }),
  );
});

test('people: what a label says parses back, in digits of any script', () => {
  const zeros = ['0', '\u0660', '\u06f0', '\u0966', '\uff10', '\u{1d7ce}'];
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.constantFrom(...zeros), (count, zero) => {
      for (const locale of ['id', 'en'] as const)
        assert.deepEqual(outcome(typed(prompt, texts.say(locale, tx('prompts.people.choice', { count })))), {
          ok: count,
        });
      const digits = [...String(count)]
        .map((d) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(d)))
        .join('');
      assert.deepEqual(outcome(typed(prompt, digits)), { ok: count });
    }),
  );
});
