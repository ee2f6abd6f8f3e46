import assert from 'node:assert/strict';
import { test } from 'node:test';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { qrPath } from '#services/documents/qr.ts';
import { documentsOf, medan, visit } from './support.ts';
import { IdentityHash } from '#services/identity.ts';
import { ticketToken } from '#services/ticket-token.ts';

// Its types are those of a CommonJS module.
const readQr = jsQR as unknown as typeof jsQR.default;

async function read(png: Buffer, width?: number): Promise<string | undefined> {
  const picture = width ? sharp(png).resize({ width }) : sharp(png);
  const { data, info } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return readQr(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

const papers = documentsOf();
const token = ticketToken(visit.number, medan, new IdentityHash('a key that only the tests have, 32 signs'));
const marks = { code: '482913', qr: token };

test('the QR of a ticket is read back, also from a picture that an app made small', async () => {
  for (const locale of ['id', 'en'] as const) {
    const png = await papers.ticket(visit, marks, locale);
    assert.ok(png.length <= 60_000, `${png.length} bytes`);
    assert.equal(await read(png), token);
    assert.equal(await read(png, 240), token);
  }
});

test('a ticket stays a ticket with long names, markup and scripts that the font lacks', async () => {
  const institution = `<svg>&"' 中文 😀 ${'Yayasan Pendidikan Perguruan Tinggi '.repeat(12)}${'x'.repeat(300)}`;
  const png = await papers.ticket({ ...visit, institution, room: null, endTime: null }, marks, 'id');
  assert.ok(png.length <= 60_000);
  assert.equal(await read(png), token);
});

test('the code below the QR is part of the picture, and changes with it', async () => {
  const one = await papers.ticket(visit, marks, 'id');
  assert.ok(one.equals(await papers.ticket(visit, marks, 'id')));
  assert.ok(!one.equals(await papers.ticket(visit, { ...marks, code: '482914' }, 'id')));
});

test('the same path is read back from a letter', async () => {
  const { path, size } = qrPath('K-1001-7QX4M2P9');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 3}"><rect width="100%" height="100%" fill="#fff"/><path d="${path}"/></svg>`;
  assert.equal(await read(await sharp(Buffer.from(svg)).png().toBuffer()), 'K-1001-7QX4M2P9');
});

test('a code has four modules of white on every side, as readers need', () => {
  const { path, size } = qrPath('K-1001-7QX4M2P9');
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, wide]) => [Number(x), Number(y), Number(wide)]);
  const edges = runs.flatMap(([x = 0, y = 0, wide = 0]) => [x, y, size - x - wide, size - y - 1]);
  assert.equal(Math.min(...edges), 4);
});
