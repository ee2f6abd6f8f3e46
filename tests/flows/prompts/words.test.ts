/** The prompts that take words: text, choice, confirm, code. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { code } from '#flows/prompts/code.ts';
import { confirm, type Confirmation } from '#flows/prompts/confirm.ts';
import { name } from '#flows/prompts/name.ts';
import { text } from '#flows/prompts/text.ts';
import { NASTY, context, question, refusesWrongKinds, table, texts, typed, type Outcome } from './table.ts';

const anything = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' }));

const account = text({ text: question, min: 3, max: 100 });
table('text', account, [
  ['  Studi banding  ', { ok: 'Studi banding' }],
  ['lampu\u202e mati', { ok: 'lampu mati' }],
  ['baris satu\r\n\r\n\r\n\r\nbaris dua', { ok: 'baris satu\n\nbaris dua' }],
  ['ab', { refuse: 'tooShort' }],
  ['x'.repeat(10_000), { refuse: 'tooLong' }],
  ['   ', { refuse: 'expects' }],
  ['😀😀😀', { refuse: 'expects' }],
  ['.....', { refuse: 'expects' }],
  ['\u3164\u3164\u3164\u3164', { refuse: 'expects' }],
  ['', { refuse: 'expects' }],
]);
table('text of one line', text({ text: question, oneLine: true }), [['Ani\n\nJumlah: 99', { ok: 'Ani Jumlah: 99' }]]);
const somebody = name({ text: question });
table('name', somebody, [
  ['Bu Rina', { ok: 'Bu Rina' }],
  ['Yo', { ok: 'Yo' }],
  ['Siti\nAminah', { ok: 'Siti Aminah' }],
  ['Tri Eka', { ok: 'Tri Eka' }],
  ['H. Dua Lubis', { ok: 'H. Dua Lubis' }],
  ['محمد', { ok: 'محمد' }],
  ['nol', { refuse: 'expects' }],
  ['-5', { refuse: 'expects' }],
  ['dua puluh', { refuse: 'expects' }],
  ['081234567890', { refuse: 'expects' }],
  ['5 A', { refuse: 'expects' }],
  ['X', { refuse: 'tooShort' }],
  ['x'.repeat(81), { refuse: 'tooLong' }],
  ['🙏', { refuse: 'expects' }],
]);
refusesWrongKinds(somebody);

refusesWrongKinds(account);
test('text: any word can be the answer, so reserved words are asked about', () => assert.equal(account.freeText, true));
test('text: never throws, keeps its bounds, a kept text stays as it is', () => {
  fc.assert(
    fc.property(anything, (said) => {
      const parsed = typed(account, said);
      if (!('ok' in parsed)) return;
      const length = [...parsed.ok].length;
      assert.ok(length >= 3 && length <= 100);
      assert.deepEqual(typed(account, parsed.ok), parsed);
    }),
  );
});

const kinds = choice({
  text: question,
  choices: [
    { id: 'school', label: tx('format.neutral'), synonyms: ['sekolah', 'kampus'] },
    { id: 'citizen', label: tx('format.neutral'), synonyms: ['warga', 'sekolah minggu'] },
  ],
});
table('choice', kinds, [
  ['1', { ok: 'school' }],
  ['no 2', { ok: 'citizen' }],
  ['yg pertama', { ok: 'school' }],
  ['nomor dua aja kak', { ok: 'citizen' }],
  ['no. 2 ya pak', { ok: 'citizen' }],
  ['yang ke dua', { ok: 'citizen' }],
  ['yang sekolah', { ok: 'school' }],
  ['pilih yg warga aja bu', { ok: 'citizen' }],
  ['Sekolah', { ok: 'school' }],
  ['warrga', { ok: 'citizen' }],
  ['3', { refuse: 'expects' }],
  ['entahlah', { refuse: 'expects' }],
]);
refusesWrongKinds(kinds);
test('choice: a press gives its id; nothing throws', () => {
  assert.deepEqual(kinds.parse({ kind: 'choice', id: 'citizen' }, context), { ok: 'citizen' });
  fc.assert(fc.property(anything, (said) => Boolean(typed(kinds, said))));
});

const sure = confirm({ text: question, lines: [tx('prompts.people.choice', { count: 2 })] });
const each = (words: string, outcome: Outcome<Confirmation>): [string, Outcome<Confirmation>][] =>
  words.split(',').map((said) => [said, outcome]);
table('confirm', sure, [
  ...each('ya,y,iya,IYA KAK,ok,oke,betul,benar,setuju,lanjut,sip,yes,correct,sudah benar,1', { ok: 'yes' }),
  ...each('ubah,ganti,change,edit,2', { ok: 'change' }),
  ...each('batal,cancel,tidak jadi,3', { ok: 'cancel' }),
  ...each('tidak,no,bukan,salah,belum', { which: ['change', 'cancel'] }),
  ...each('mungkin,ya tapi ubah jam,', { refuse: 'expects' }),
]);
refusesWrongKinds(sure);
test('confirm shows the summary and is marked as a confirmation', () => {
  assert.equal(sure.confirms, true);
  assert.match(texts.say('id', sure.text), /\n\n2 orang$/);
  fc.assert(fc.property(anything, (said) => Boolean(typed(sure, said))));
});

const invite = code({ text: question });
table('code', invite, [
  ['ab12-cd34', { ok: 'AB12CD34' }],
  ['AB12 CD34', { ok: 'AB12CD34' }],
  ['abo1il', { ok: 'AB0111' }],
  ['kode saya AB12CD', { ok: 'AB12CD' }],
  ['123456', { ok: '123456' }],
  ['１２３４５６', { ok: '123456' }],
  ['12345', { refuse: 'expects' }],
  ['ABCDEFGH9', { refuse: 'expects' }],
  ['halo pak', { refuse: 'expects' }],
]);
refusesWrongKinds(invite);
test('code: never throws, gives only its own signs', () => {
  fc.assert(
    fc.property(anything, (said) => {
      const parsed = typed(invite, said);
      if ('ok' in parsed) assert.match(parsed.ok, /^[0-9A-HJKMNP-TV-Z]{6,8}$/);
    }),
  );
});
