import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { listInnovations } from '#flows/innovations.ts';
import { builtInnovations } from '#flows/registry.ts';
import { factsOf } from '#services/council-facts.ts';
import { loadCouncil } from '#services/council.ts';
import { readTextTrees } from '#services/text-files.ts';
import { createTexts } from '#services/texts.ts';
import { drive } from '#tests/support/engine.ts';
import { HOUSE, productEnv } from '#tests/support/journals.ts';

const medan = loadCouncil('medan');
const texts = createTexts({
  trees: readTextTrees('locales'),
  facts: { id: factsOf(medan, 'id'), en: factsOf(medan, 'en') },
  zone: medan.zone,
  strict: true,
});

test('each of the 22 stands with its words, roles and basis, and whether it is built', () => {
  const list = listInnovations(medan, ['sikulin'], texts, 'en');
  const [head, ...entries] = list.split('\n\n');
  assert.equal(head, 'Secretariat of the Medan City Council: 22 innovations, 1 of them running here');
  assert.equal(entries.length, 22);
  assert.equal(
    entries[14],
    [
      '15. SIKULIN (digital), built',
      '   Booking a visit to the council',
      '   Words: kunjungan, studi banding, ketemu dewan, audiensi, sikulin',
      '   May start it: Citizen',
      '   Basis: UU 25/2009 [from memory, to be checked]',
    ].join('\n'),
  );
  assert.match(entries[20] ?? '', /^21\. MAJATOKI \(non-digital\), not built yet\n/);
});

test('in Indonesian too', () => {
  assert.match(
    listInnovations(medan, [], texts, 'id'),
    /15\. SIKULIN \(digital\), belum dibuat\n {3}Memesan kunjungan ke DPRD/,
  );
});

test('a built code that the data does not have is told', () => {
  assert.throws(() => listInnovations(medan, ['sikulim'], texts, 'id'), /no innovation sikulim in councils\/medan/);
});

for (const [language, sentence, menu] of [
  ['id', /layanan <b>Produk Hukum \(JDIH\)<\/b> sedang kami siapkan/, /Ada yang bisa kami bantu/],
  ['en', /we are preparing the service <b>Produk Hukum \(JDIH\)<\/b>/, /What can we do for you/],
] as const)
  test(`asked for what is not built, the bot says that it comes and what there is (${language})`, async () => {
    const chat = drive({
      ...{ flows: [], greeted: false, env: productEnv(HOUSE) },
      queries: { 'aduan.dengar': () => ({ matter: false }) },
    });
    await chat.take({ kind: 'text', text: 'cari perda' }, { language });
    assert.match(chat.last.text, sentence);
    assert.match(chat.last.text, menu);
    assert.doesNotMatch(chat.last.text, /belum paham|did not follow/);
  });

test('the command prints what the registry has built', () => {
  const out = execFileSync(process.execPath, ['src/flows/innovations.cli.ts'], { encoding: 'utf8' });
  assert.equal(out.match(/^\d+\. /gm)?.length, 22);
  assert.equal(out.match(/sudah berjalan$/gm)?.length, builtInnovations.length);
});
