import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { CouncilFault, loadCouncil, setting } from '#services/council.ts';
import { readTextTrees } from '#services/text-files.ts';

const home = mkdtempSync(path.join(tmpdir(), 'council-'));
after(() => rmSync(home, { recursive: true }));
let copies = 0;

/** The message for a copy of Medan in which one line of one file was changed. */
const faultOf = (file: string, from: string | RegExp, to: string): string => {
  copies += 1;
  const root = path.join(home, String(copies), 'councils');
  cpSync('councils', root, { recursive: true });
  const name = path.join(root, 'medan', `${file}.yaml`);
  const before = readFileSync(name, 'utf8');
  const changed = before.replace(from, to);
  assert.notEqual(changed, before);
  writeFileSync(name, changed);
  try {
    loadCouncil('medan', root);
  } catch (error) {
    assert.ok(error instanceof CouncilFault);
    return error.message;
  }
  return 'no fault';
};

/** The line on which the change stands, from 1. */
const lineOf = (file: string, text: string): number =>
  readFileSync(`councils/medan/${file}.yaml`, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

const faults: [what: string, file: string, from: string | RegExp, to: string, at: string, message: string][] = [
  [
    'a wrong value',
    'rooms',
    'capacity: 120',
    'capacity: banyak',
    'capacity: 120',
    'entry 1, capacity must be a whole number',
  ],
  ['a missing entry', 'rooms', ' capacity: 120,', '', 'code: paripurna', 'entry 1, capacity is missing'],
  [
    'an unknown entry',
    'council',
    "regionCode: '12.71'",
    "regionCode: '12.71'\nwarna: biru",
    'zone:',
    'there is no entry named "warna" here',
  ],
  [
    'a code without quotes',
    'council',
    "'12.71'",
    '12.71',
    'regionCode',
    'regionCode must be a text (in quotes if it is all digits)',
  ],
  [
    'slots without a pause between them',
    'settings',
    "monday: ['09:00', '11:00', '14:00']",
    "monday: ['09:00', '10:45', '14:00']",
    'monday:',
    '10:45 must be at least 120 minutes after 09:00: a visit and its pause take that long',
  ],
  [
    'an impossible date',
    'holidays',
    "'2026-01-16'",
    "'2026-02-30'",
    '2026-01-16',
    'entry 2, date must be a date written as 2026-11-10',
  ],
  [
    'an unknown zone',
    'council',
    'Asia/Jakarta',
    'Asia/Medan',
    'zone:',
    'zone must be a time zone such as Asia/Jakarta',
  ],
  [
    'a wrong word',
    'innovations',
    'kind: digital',
    'kind: digitl',
    'kind: digital',
    'entry 1, kind must be one of digital, non-digital',
  ],
  [
    'an unknown role',
    'innovations',
    'who: [kasubag,',
    'who: [kasubagg,',
    'who: [kasubag,',
    'there is no role kasubagg in units.yaml',
  ],
  ['a code twice', 'rooms', 'code: banmus', 'code: paripurna', 'code: banmus', 'code paripurna stands twice'],
  [
    'a member too many',
    'districts',
    'seats: 7',
    'seats: 6',
    'seats: 7',
    'dapil-1 has 6 seats, but members.yaml has 7 members',
  ],
  [
    'an unknown district',
    'members',
    'district: dapil-3',
    'district: dapil-9',
    'district: dapil-3',
    'there is no district dapil-9 in districts.yaml',
  ],
  [
    'a subdistrict that no district has',
    'places',
    'name: Medan Maimun',
    'name: Medan Maimoon',
    'name: Medan Maimun',
    'there is no subdistrict Medan Maimoon in districts.yaml',
  ],
  ['a kelurahan twice', 'places', 'name: Hamdan', 'name: Aur', 'name: Hamdan', 'Aur stands twice in Medan Maimun'],
  [
    'an unknown setting',
    'settings',
    'sikulin.maxPeople',
    'sikulin.maxPeopel',
    'sikulin.maxPeople',
    'there is no entry named "sikulin.maxPeopel" here',
  ],
  [
    'a room for guests that is none',
    'settings',
    'room: banggar',
    'room: bangar',
    'room: banggar',
    'there is no room bangar in rooms.yaml',
  ],
  [
    'more guests than chairs',
    'settings',
    'room: banggar, people: 60',
    'room: banggar, people: 61',
    'room: banggar',
    'banggar has 60 chairs, not 61',
  ],
  [
    'hours that overlap',
    'council',
    "'13:30-16:00'",
    "'11:30-16:00'",
    'friday',
    'hours, entry 1, week, friday must be in order and not overlap',
  ],
];
for (const [what, file, from, to, at, message] of faults)
  test(`${what} is told with file, line and reason`, () => {
    const line = lineOf(file, at);
    assert.equal(faultOf(file, from, to), `councils/medan/${file}.yaml, line ${line}: ${message}.`);
  });

test('broken YAML and missing files are told the same way', () => {
  assert.match(
    faultOf('rooms', /capacity: 120,.*\}/, 'capacity: 120'),
    /^councils\/medan\/rooms\.yaml, line \d+: [^\n]+\.$/,
  );
  assert.throws(() => loadCouncil('atlantis'), /councils\/atlantis, line 1: there is no such folder/);
});

test('the row that is valid on the date counts', () => {
  const medan = loadCouncil('medan');
  const [row] = medan.settings['sikulin.maxPeople'];
  assert.ok(row);
  const later = {
    ...medan,
    settings: { ...medan.settings, 'sikulin.maxPeople': [row, { ...row, value: 40, validFrom: '2027-01-01' }] },
  };
  assert.equal(setting(later, 'sikulin.maxPeople', '2026-12-31'), 120);
  assert.equal(setting(later, 'sikulin.maxPeople', '2027-01-01'), 40);
  assert.throws(() => setting(later, 'sikulin.maxPeople', '2023-12-31'), RangeError);
});

test('what a figure or an innovation rests on is said in both languages; names of rules stay as they are', () => {
  const { settings, innovations } = loadCouncil('medan');
  const bases = [
    ...Object.values(settings).flatMap((rows) => rows.map(({ basis }) => basis)),
    ...innovations.flatMap(({ basis }) => basis.map(({ text }) => text)),
  ];
  const indonesian =
    /(?<!\p{L})(?:pasal|ayat|huruf|usulan|menunggu|menurut|batas|untuk|tanpa|tidak|dan|hari)(?!\p{L})/iu;
  for (const { id, en } of bases) {
    assert.doesNotMatch(en, indonesian);
    assert.doesNotMatch(id, /(?<!\p{L})(?:article|paragraphs?|proposal|limit|until|the)(?!\p{L})/iu);
    const rules = (said: string): string[] => said.match(/\d+\/\d{4}/g) ?? [];
    assert.deepEqual(rules(en), rules(id));
  }
  assert.ok(bases.some(({ en }) => en.includes('article 22 paragraphs (7) and (8)')));
  // Written once, it is a name.
  assert.equal(faultOf('settings', 'basis: *sop', 'basis: SOP'), 'no fault');
  assert.match(
    faultOf('settings', ' en: Proposal; no personal data ', ' '),
    /settings\.yaml, line \d+: .*en is missing/,
  );
});

test('a council without demo people loads', () => {
  const root = path.join(home, 'bare', 'councils');
  cpSync('councils', root, { recursive: true });
  rmSync(path.join(root, 'medan', 'demo'), { recursive: true });
  assert.deepEqual(loadCouncil('medan', root).demoPeople, []);
});

test('a loaded council cannot be changed', () => {
  const medan = loadCouncil('medan');
  assert.throws(() => {
    (medan.rooms[0] as { capacity: number }).capacity = 1;
  }, TypeError);
});

test("a council's own wording replaces a text; one that names no text is told with its line", () => {
  const folder = path.join(home, 'texts');
  cpSync('councils/medan/texts', folder, { recursive: true });
  writeFileSync(path.join(folder, 'id.yaml'), 'prompts:\n  choice:\n    expects: Pilih satu, ya.\n');
  const { id } = readTextTrees('locales', folder);
  assert.equal((id['prompts'] as { choice: { expects: string } }).choice.expects, 'Pilih satu, ya.');
  writeFileSync(path.join(folder, 'id.yaml'), 'prompts:\n  choice:\n    expcets: Pilih satu, ya.\n');
  assert.throws(
    () => readTextTrees('locales', folder),
    /id\.yaml, line 3: there is no text named prompts\.choice\.expcets to replace/,
  );
});
