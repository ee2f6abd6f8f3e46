/**
 * What people of Medan really send, without commas and with their own spellings: where it is, what it is about, and that not a
 * word of the rest is lost. Where the place is not sure, none is heard, and it is asked for.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hear } from '#flows/tindak-lanjut/hearing.ts';
import type { Kind } from '#flows/tindak-lanjut/listening.ts';
import { story } from '#flows/tindak-lanjut/lapor.flow.ts';
import { ENDS_NAME, NO_FIRST } from '#flows/tindak-lanjut/place-words.ts';
import { loadCouncil } from '#services/council.ts';

const medan = loadCouncil('medan');

const SENTENCES: readonly [said: string, place: string | null, topic: string | null, story: string, kind?: Kind][] = [
  ['gg melati tembung sudah 3 minggu', 'gg melati tembung', null, 'sudah 3 minggu'],
  ['parit sumbat gg melati tembung sudah 3 minggu', 'gg melati tembung', 'parit', 'parit sumbat, sudah 3 minggu'],
  [
    'pak tolong lampu jalan di gg keluarga ujung mati udah sebulan',
    'gg keluarga ujung',
    'lampu-jalan',
    'pak tolong lampu jalan, mati udah sebulan',
  ],
  [
    'lmpu jln mati psr 3 krakatau gelap kali kalo malam',
    'psr 3 krakatau',
    'lampu-jalan',
    'lmpu jln mati, gelap kali kalo malam',
  ],
  [
    'bah tumpat kali parit kami di lorong 4 mabar bau kali woi',
    'lorong 4 mabar',
    'parit',
    'bah tumpat kali parit kami, bau kali woi',
  ],
  [
    'jln rusak parah di jl setia budi dekat simpang selayang banyak kereta jatuh',
    'jl setia budi dekat simpang selayang',
    'jalan',
    'jln rusak parah, banyak kereta jatuh',
  ],
  [
    'sampah numpuk di pajak sukaramai ga diangkut angkut seminggu ini',
    'pajak sukaramai',
    'sampah',
    'sampah numpuk, ga diangkut angkut seminggu ini',
  ],
  ['min banjir lagi lah gg buntu, air masuk rumah', 'gg buntu', 'banjir', 'min banjir lagi lah, air masuk rumah'],
  ['banjir di jl letda sujono tembung setiap hujan', 'jl letda sujono tembung', 'banjir', 'banjir, setiap hujan'],
  [
    'lobang besar di jl brigjen katamso depan istana maimun udah makan korban',
    'jl brigjen katamso depan istana maimun',
    'jalan',
    'lobang besar, udah makan korban',
  ],
  [
    'got mampet gg sado lk 5 kel tegal rejo mohon dikorek pak',
    'gg sado lk 5 kel tegal rejo',
    'parit',
    'got mampet, mohon dikorek pak',
  ],
  ['tiang listrik miring di gang turi takut rubuh', 'gang turi', 'listrik', 'tiang listrik miring, takut rubuh'],
  ['lampu ga idup di gg rukun jl bromo', 'gg rukun jl bromo', 'lampu-jalan', 'lampu ga idup'],
  [
    'air pdam keruh di komplek griya martubung sdh 2 hari',
    'komplek griya martubung',
    'air',
    'air pdam keruh, sdh 2 hari',
  ],
  [
    'sampahnya ga diangkat angkat di jl karya wisata johor',
    'jl karya wisata johor',
    'sampah',
    'sampahnya ga diangkat angkat',
  ],
  [
    'parkir liar depan rs pirngadi bikin macet kali',
    'depan rs pirngadi',
    'lalu-lintas',
    'parkir liar, bikin macet kali',
  ],
  [
    'pohon mau tumbang di jl gatot subroto no 12 tolong ditebang',
    'jl gatot subroto no 12',
    'pohon',
    'pohon mau tumbang, tolong ditebang',
  ],
  [
    'bansos saya tidak keluar padahal tetangga dapat',
    null,
    'bansos',
    'bansos saya tidak keluar padahal tetangga dapat',
  ],
  ['ktp saya 3 bulan ga siap siap di disduk', null, 'kependudukan', 'ktp saya 3 bulan ga siap siap di disduk'],
  [
    'usul dibangun taman bermain di kel sari rejo',
    'Sari Rejo, Medan Polonia',
    null,
    'usul dibangun taman bermain',
    'aspirasi',
  ],
  ['minta salinan perda parkir', null, 'lalu-lintas', 'minta salinan perda parkir', 'informasi'],
  ['jalan depan rumah saya hancur', null, 'jalan', 'jalan depan rumah saya hancur'],
  ['jalan kami kek kubangan kerbau', null, 'jalan', 'jalan kami kek kubangan kerbau'],
  ['gg 5 lampunya mati', 'gg 5', 'lampu-jalan', 'lampunya mati'],
  ['lingkungan 7 banjir terus', null, 'banjir', 'lingkungan 7 banjir terus'],
  [
    'di marelan parit tumpat gg mawar psr 3 udah lama kali',
    'gg mawar psr 3, Medan Marelan',
    'parit',
    'di marelan parit tumpat, udah lama kali',
  ],
  [
    'halo pak lapor, jl pancing lampu merah mati dari semalam',
    'jl pancing',
    'lalu-lintas',
    'halo pak lapor, lampu merah mati dari semalam',
  ],
  [
    'jl m yakub no 15 medan perjuangan kabel pln menjuntai bahaya kena anak anak',
    'jl m yakub no 15 medan perjuangan',
    'listrik',
    'kabel pln menjuntai bahaya kena anak anak',
  ],
  ['aspal bolong simpang limun arah jl sm raja', 'simpang limun arah jl sm raja', 'jalan', 'aspal bolong'],
  ['banjir rob di belawan bahagia', 'Belawan Bahagia, Medan Belawan', 'banjir', 'banjir rob'],
  [
    'tolonglah pak camat got depan masjid al ikhlas gg wakaf tersumbat',
    'depan masjid al ikhlas gg wakaf',
    'parit',
    'tolonglah pak camat got, tersumbat',
  ],
  ['selokan mampet dpn sd 060891', 'dpn sd 060891', 'parit', 'selokan mampet'],
  ['tumpukan sampah depan sekolah', null, 'sampah', 'tumpukan sampah depan sekolah'],
  ['titi gantung gg seto udah mau roboh', 'titi gantung gg seto', 'jalan', 'udah mau roboh'],
  ['air mati dari tadi pagi di perumnas mandala', 'perumnas mandala', 'air', 'air mati dari tadi pagi'],
  [
    'Lampu jalan mati di Gg. Pribadi, Kel. Bantan, sudah dilaporkan ke kepling tapi tak ada hasil',
    'Gg. Pribadi, Kel. Bantan',
    'lampu-jalan',
    'Lampu jalan mati, sudah dilaporkan ke kepling tapi tak ada hasil',
  ],
  ['jl. Jamin Ginting km 8 berlubang. Tolong pak', 'jl. Jamin Ginting km 8', 'jalan', 'berlubang. Tolong pak'],
  [
    'jalan berlobang dijalan yos sudarso km 6 depan indomaret',
    'jalan yos sudarso km 6 depan indomaret',
    'jalan',
    'jalan berlobang',
  ],
  [
    'galian kabel ditinggal gitu aja di jl sutomo ujung',
    'jl sutomo ujung',
    'listrik',
    'galian kabel ditinggal gitu aja',
  ],
  [
    'lae paritnya itu di tuasan macam sungai hitam airnya',
    null,
    'parit',
    'lae paritnya itu di tuasan macam sungai hitam airnya',
  ],
  [
    'cemana ini pak bangunan tanpa izin di jl pukat banting 4 gg mesjid jalan terus',
    'jl pukat banting 4 gg mesjid',
    'bangunan',
    'cemana ini pak bangunan tanpa izin, jalan terus',
  ],
  [
    'ada judi tembak ikan di gg bersama amplas tiap malam',
    'gg bersama amplas',
    'ketertiban',
    'ada judi tembak ikan, tiap malam',
  ],
  ['orang rumah sakit ga dilayani bpjs di rs haji', null, 'kesehatan', 'orang rumah sakit ga dilayani bpjs di rs haji'],
  [
    'horas pak di helvetia tengah jl melur raya gelap gulita',
    'jl melur raya, Helvetia Tengah, Medan Helvetia',
    null,
    'horas pak di helvetia tengah, gelap gulita',
  ],
  ['road broken at jl sei kera since last month', 'jl sei kera', 'jalan', 'road broken, since last month'],
  [
    'the drain is blocked on Jl. Setia Budi near indomaret',
    'Jl. Setia Budi near indomaret',
    'parit',
    'the drain is blocked',
  ],
  ['air tidak jalan di rumah saya', null, 'air', 'air tidak jalan di rumah saya'],
  [
    'saya jalan kaki tiap hari lewat gg sehati licin kali',
    'gg sehati',
    null,
    'saya jalan kaki tiap hari lewat, licin kali',
  ],
  [
    'pungli di sekolah sd negeri 060 anak saya diminta uang',
    null,
    'sekolah',
    'pungli di sekolah sd negeri 060 anak saya diminta uang',
  ],
  [
    'jl bunga wijaya kesuma pasar 4 padang bulan lampunya kedip kedip',
    'jl bunga wijaya kesuma pasar 4 padang bulan',
    null,
    'lampunya kedip kedip',
  ],
  ['pembuangan limbah tahu ke parit di kampung lalang', 'kampung lalang', 'sampah', 'pembuangan limbah tahu ke parit'],
  ['smpah bnyak kali d pinggir rel jl timah', 'jl timah', 'sampah', 'smpah bnyak kali d pinggir rel'],
  ['Gang Sawah Lama lurus sampai mentok banjir', 'Gang Sawah Lama', 'banjir', 'lurus sampai mentok banjir'],
  ['pajak bengkok jl m yamin becek kali', 'jl m yamin', null, 'pajak bengkok, becek kali'],
  [
    'di jl marelan raya psr 2 barat gg cempaka parit nya dangkal kali jd banjir trs',
    'jl marelan raya psr 2 barat gg cempaka',
    'banjir',
    'parit nya dangkal kali jd banjir trs',
  ],
  ['mau nanya pasar murah kapan ada lagi', null, null, 'mau nanya pasar murah kapan ada lagi'],
  ['harga beras di pasar naik terus', null, null, 'harga beras di pasar naik terus'],
  ['lampu jalan tenaga surya di gg pinang rusak', 'gg pinang', 'lampu-jalan', 'lampu jalan tenaga surya, rusak'],
  ['saya di jalan mau ke kantor dewan', null, null, 'saya di jalan mau ke kantor dewan'],
  ['tolong perbaiki jalan menuju sekolah kami', null, 'sekolah', 'tolong perbaiki jalan menuju sekolah kami'],
  ['Jl Pasar III Gg Mulia parit tersumbat sampah', 'Jl Pasar III Gg Mulia', 'parit', 'parit tersumbat sampah'],
  ['PARIT SUMBAT DI GG AMAL MEDAN DENAI TOLONG', 'GG AMAL MEDAN DENAI', 'parit', 'PARIT SUMBAT, TOLONG'],
  [
    'Tolong Pak Lampu Jalan Mati Di Gang Rahayu Sudah Lama',
    'Gang Rahayu',
    'lampu-jalan',
    'Tolong Pak Lampu Jalan Mati, Sudah Lama',
  ],
  ['jln pelita 4 gg suka damai banjir', 'jln pelita 4 gg suka damai', 'banjir', 'banjir'],
  ['jln pelita iv gg sukadamai banjir trs pak', 'jln pelita iv gg sukadamai', 'banjir', 'banjir trs pak'],
  ['perumahan kami banjir', null, 'banjir', 'perumahan kami banjir'],
  ['komplek tni gaperta lampu mati total', 'komplek tni gaperta', 'lampu-jalan', 'lampu mati total'],
  ['gg. mawar', 'gg. mawar', null, ''],
  ['gg mawar no. 3, rt 2, depan musholla', 'gg mawar no. 3, rt 2, depan musholla', null, ''],
  ['di tembung', 'Medan Tembung', null, ''],
  ['simpang kantor labuhan macet parah tiap pagi', 'simpang kantor labuhan', 'lalu-lintas', 'macet parah tiap pagi'],
  ['sampah menumpuk di bawah fly over amplas', 'Medan Amplas', 'sampah', 'sampah menumpuk di bawah fly over'],
  ['jembatan di jl perwira mau roboh', 'jl perwira', 'jalan', 'jembatan, mau roboh'],
  [
    'parit depan rumah nenek saya sumbat di lingkungan 4 kelurahan terjun',
    'lingkungan 4 kelurahan terjun',
    'parit',
    'parit depan rumah nenek saya sumbat',
  ],
  ['jl kapten muslim gang jawa got meluap', 'jl kapten muslim gang jawa', 'parit', 'got meluap'],
  [
    'banjir lagi di rel kereta api dekat stasiun pulo brayan',
    'dekat stasiun pulo brayan',
    'banjir',
    'banjir lagi di rel kereta api',
  ],
  ['jl. veteran psr 7 marelan, parit dangkal', 'jl. veteran psr 7 marelan', 'parit', 'parit dangkal'],
  ['anak saya putus sekolah karena ga ada biaya', null, 'sekolah', 'anak saya putus sekolah karena ga ada biaya'],
  ['air pdam mati 3 hari di jl eka rasmi', 'jl eka rasmi', 'air', 'air pdam mati 3 hari'],
  ['truk sampah ga pernah masuk ke gg kami', null, 'sampah', 'truk sampah ga pernah masuk ke gg kami'],
  ['pak lampu merah simpang pos mati', 'simpang pos', 'lalu-lintas', 'pak lampu merah, mati'],
  ['lubang di jalan ring road dekat citywalk', 'jalan ring road', 'jalan', 'lubang, dekat citywalk'],
  ['jl ar hakim gg pendidikan 12a gelap', 'jl ar hakim gg pendidikan 12a', null, 'gelap'],
  [
    'ada pohon tumbang di jalan sei batanghari menimpa kabel',
    'jalan sei batanghari',
    'pohon',
    'ada pohon tumbang, menimpa kabel',
  ],
  ['di gang sempit rumah saya kebanjiran', null, 'banjir', 'di gang sempit rumah saya kebanjiran'],
  ['kel. besar kec. labuhan banjir rob', 'Besar, Medan Labuhan', 'banjir', 'banjir rob'],
  ['jalan tol belmera macet', null, 'lalu-lintas', 'jalan tol belmera macet'],
  ['pungli di gg mawar soal parit', 'gg mawar', 'parit', 'pungli, soal parit'],
  [
    'there is a big hole in the road at jl gatot subroto since 2 weeks',
    'jl gatot subroto',
    'jalan',
    'there is a big hole in the road, since 2 weeks',
  ],
  ['lk 5 terjun', 'lk 5 terjun', null, ''],
  ['parit sumbat lk 5 kel terjun', 'lk 5 kel terjun', 'parit', 'parit sumbat'],
  ['mereka buang sampah ke parit', null, 'sampah', 'mereka buang sampah ke parit'],
  ['banjir di kelurahan tegal rjo', 'Tegal Rejo, Medan Perjuangan', 'banjir', 'banjir di kelurahan tegal rjo'],
];

for (const [said, place, topic, story, kind = 'pengaduan'] of SENTENCES)
  test(said, () => {
    const heard = hear(medan, { text: said, files: [] });
    assert.deepEqual([heard.place, heard.topic?.code ?? null, heard.story, heard.kind], [place, topic, story, kind]);
  });

test('no word of a sentence is lost', () => {
  const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  const JOINS = new Set(['di', 'd', 'dkt', 'dekat', 'ke', 'at', 'in', 'on', 'daerah', 'kel', 'kec']);
  for (const [said] of SENTENCES) {
    const { place, story = '' } = hear(medan, { text: said, files: [] });
    const kept = wordsOf(`${place ?? ''} ${story}`).join(' ');
    for (const word of wordsOf(said))
      assert.ok(kept.includes(word.replace(/^di(?=jalan)/, '')) || JOINS.has(word), `${word} of “${said}”`);
  }
});

test('an everyday word is no place, alone or behind a word for a street', () => {
  for (const word of [...ENDS_NAME, ...NO_FIRST])
    for (const said of [word, `jalan ${word}`, `parit ${word} sekali`]) {
      const { place } = hear(medan, { text: said, files: [] });
      assert.equal(place, null, said);
    }
});

for (const [said, tells] of [
  ['???', false],
  ['\u{1F600}', false],
  ['\u2139\uFE0F', false],
  ['12', false],
  ['0812 3456 7890', false],
  ['a', false],
  ['P ?', false],
  ['rs', true],
  ['banjir', true],
  ['BANJIR!!! \u{1F62D}', true],
  ['水', true],
] as const)
  test(`“${said}” ${tells ? 'tells something' : 'begins no case'}`, () =>
    assert.equal('ok' in story().parse({ kind: 'text', text: said }, {} as never), tells));

test('under a picture anything may stand, also nothing', () => {
  for (const caption of ['\u{1F600}', '???', undefined])
    assert.ok(
      'ok' in story().parse({ kind: 'photo', file: { ref: 'f' }, ...(caption && { caption }) } as never, {} as never),
    );
});
