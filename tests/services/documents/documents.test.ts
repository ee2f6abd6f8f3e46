import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { extractImages, getDocumentProxy } from 'unpdf';
import { readEmblem } from '#services/documents/documents.ts';
import type { VisitDocument } from '#services/documents/types.ts';
import { documentsOf, KINDS, marks, medan, pagesOf, visit } from './support.ts';

const papers = documentsOf();
const has = (page: string | undefined, ...parts: string[]): void => {
  for (const part of parts) assert.ok(page?.includes(part), `"${part}" is not in "${page}"`);
};

/** What people type, at its worst: markup, templates, long words, scripts that the font lacks. */
const hostile: VisitDocument = {
  ...visit,
  institution: `<b>SMK</b> & {{council.name}} $t(x) ${'Panjang'.repeat(40)}`,
  name: '\u202Egnp.exe 中文 😀',
  address: null,
  purpose: 'baris satu\nbaris dua '.repeat(30),
  room: null,
  host: null,
  endTime: null,
  letter: null,
};

test('a reply letter says number, day, place and what to bring', async () => {
  const pages = await pagesOf(await papers.replyLetter(visit, marks));
  assert.equal(pages.length, 1);
  has(
    pages[0],
    'SEKRETARIAT DEWAN PERWAKILAN RAKYAT DAERAH',
    'Nomor : 400/17/SETWAN/2026',
    'Medan, 5 November 2026',
    'Yth. Pimpinan DPRD Kabupaten Labuhanbatu Selatan di Kotapinang',
    'Selasa, 10 November 2026',
    '09.00 WIB s.d. 11.00 WIB',
    'Ruang Badan Musyawarah',
    '22 orang',
    'Kursi roda, Parkir 1 bus',
    'surat perjalanan dinas (SPD)',
    medan.letterhead.signer.name,
    'Tembusan:',
    'K-1001-7QX4M2P9',
  );
  assert.match(pages[0]?.replace(/- /g, '-') ?? '', /Nomor 170\/1123\/DPRD-LS\/2026 tanggal 28 Oktober 2026/);
});

test('a group in two parts has both times and rooms on every paper, and stands twice on the list', async () => {
  const parts = [
    { time: '09:00', endTime: '10:30', people: 45, room: { id: 'Ruang A', en: 'Room A' } },
    { time: '11:00', endTime: '12:30', people: 44, room: { id: 'Ruang B', en: 'Room B' } },
  ];
  const group = { ...visit, people: 89, endTime: '10:30', parts };
  const [first, second] = [
    '09.00 WIB s.d. 10.30 WIB, 45 orang, Ruang A',
    '11.00 WIB s.d. 12.30 WIB, 44 orang, Ruang B',
  ];
  has((await pagesOf(await papers.replyLetter(group, marks)))[0], first, second, '89 orang');
  const [list] = await pagesOf(await papers.dayList([{ ...group, code: '052785' }], visit.date));
  has(list, '1 rombongan, 89 orang', '09.00 10.30', '11.00 12.30', 'Ruang A', 'Ruang B');
  const event = papers.calendarEvent(group, { sequence: 0, cancelled: false, at: 0 }, 'id').replaceAll('\r\n ', '');
  has(event, 'DTEND:20261110T053000Z', 'Ruang A\\, Ruang B', '44 orang');
  const marksOf = { code: '052785', qr: 'https://t.me/x?start=y' };
  assert.notDeepEqual(await papers.ticket(group, marksOf, 'id'), await papers.ticket(visit, marksOf, 'id'));
});

test('each kind of guest has its letters, without what does not concern it', async () => {
  for (const kind of KINDS) {
    const institution = kind === 'warga' ? null : 'Lembaga Contoh';
    const one = { ...visit, kind, institution, letter: null };
    const guest = institution ?? visit.name;
    const [reply] = await pagesOf(await papers.replyLetter(one, marks));
    has(reply, guest, 'dengan nomor K-1001');
    assert.equal(reply?.includes('SPD'), kind === 'dprd' || kind === 'instansi');
    const [request] = await pagesOf(await papers.requestTemplate(one, '2026-11-01'));
    has(request, guest, 'Yth. Sekretaris DPRD Kota Medan', '+62 812-3456-7890', 'Permohonan kunjungan');
    assert.equal(request?.includes('Kop surat'), kind !== 'warga');
  }
});

test('a request leaves dots for what was not told', async () => {
  const [known] = await pagesOf(await papers.requestTemplate(visit, '2026-11-01'));
  has(known, 'Keperluan : Studi banding', '170/1123/DPRD-LS/2026');
  const [open] = await pagesOf(await papers.requestTemplate({ ...visit, purpose: null, letter: null }, '2026-11-01'));
  assert.match(open ?? '', /Nomor : …+ .*Keperluan : …+ /);
});

test('a visum sheet has a line for each traveller, and no name', async () => {
  const pages = await pagesOf(await papers.visumSheet(visit));
  has(pages[0], 'LEMBAR VISUM', 'Tiba di : Medan', 'Berangkat dari : Medan', 'Dari : Kotapinang', 'Ke : Kotapinang');
  assert.equal(pages.length, 2);
  has(pages[1], '22', 'Nomor SPD');
  assert.ok(!pages.join().includes(visit.name));
  const crowd = await pagesOf(await papers.visumSheet({ ...visit, people: 34 }));
  has(crowd.at(-1), 'Masih ada 4 orang');
});

test('the list of a day is in the order of times, 20 a page, and there for an empty day too', async () => {
  const listed = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      ...visit,
      number: `K-${2000 + at}`,
      time: at % 2 ? '09:00' : '14:00',
      code: String(100_000 + at),
    }));
  const pagesFor = async (count: number) => pagesOf(await papers.dayList(listed(count), '2026-11-10'));
  assert.deepEqual(await Promise.all([0, 1, 20, 21, 41].map(async (n) => (await pagesFor(n)).length)), [1, 1, 1, 2, 3]);
  const [page = ''] = await pagesFor(4);
  has(page, '4 rombongan, 88 orang', '100003', 'Rudi Contoh', '+62 812-3456-7890', 'Kursi roda');
  const order = [...page.matchAll(/K-200\d/g)].map(([number]) => number);
  assert.deepEqual(order, ['K-2001', 'K-2003', 'K-2000', 'K-2002']);
  has((await pagesFor(0))[0], 'Tidak ada tamu', 'Selasa, 10 November 2026');
});

test('no need of a guest is cut off the list', async () => {
  const needs = ['Kursi roda', 'Juru bahasa isyarat', 'Parkir 3 bus', 'Ruang laktasi', 'Makanan khusus diabetes'];
  const [page] = await pagesOf(await papers.dayList([{ ...visit, needs, code: null }], '2026-11-10'));
  has(page, needs.join(', '));
});

test('whatever people typed stands on the paper as they typed it, and no paper runs away', async () => {
  const made = [
    await papers.replyLetter(hostile, marks),
    await papers.requestTemplate(hostile, '2026-11-01'),
    await papers.visumSheet(hostile),
    await papers.dayList([{ ...hostile, code: null }], '2026-11-10'),
  ];
  for (const pdf of made) {
    const pages = await pagesOf(pdf);
    assert.ok(pages.length <= 3, `${pages.length} pages`);
    has(pages.join(' '), '<b>SMK</b> & {{council.name}} $t(x)');
    assert.doesNotMatch(pages.join(), /\u202e/);
  }
});

test('the same data make the same bytes, so that a repeated effect makes no second file', async () => {
  const make = () => papers.replyLetter(visit, marks);
  assert.ok((await make()).equals(await make()));
  assert.ok(!(await make()).equals(await papers.replyLetter({ ...visit, people: 23 }, marks)));
});

test('a paper with a made-up signer says so; with the real one it does not', async () => {
  const [demo] = await pagesOf(await papers.replyLetter(visit, marks));
  has(demo, 'CONTOH');
  const { letterhead, address, phone } = medan;
  const real = <T extends { demo: boolean }>(one: T): T => ({ ...one, demo: false });
  const own = documentsOf({
    ...medan,
    address: real(address),
    phone: real(phone),
    letterhead: { ...letterhead, contact: real(letterhead.contact), signer: real(letterhead.signer) },
  });
  for (const pdf of [await own.replyLetter(visit, marks), await own.visumSheet(visit)])
    assert.ok(!(await pagesOf(pdf)).join().includes('CONTOH'));
});

test("the council's emblem stands in its letterhead, where it has one", async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'council-'));
  t.after(() => rmSync(folder, { recursive: true }));
  assert.equal(readEmblem(folder), null);
  const png = await sharp({ create: { width: 90, height: 100, channels: 3, background: '#c00' } })
    .png()
    .toBuffer();
  writeFileSync(path.join(folder, 'letterhead.png'), png);
  const picturesOf = async (emblem: Buffer | null): Promise<number> => {
    const pdf = await documentsOf(medan, emblem).replyLetter(visit, marks);
    return (await extractImages(await getDocumentProxy(new Uint8Array(pdf)), 1)).length;
  };
  assert.deepEqual([await picturesOf(readEmblem(folder)), await picturesOf(null)], [1, 0]);
});
