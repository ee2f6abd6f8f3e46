/** A video keeps its pictures and loses where it was taken. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { withoutPlaces } from '#services/videos.ts';

const box = (kind: string, ...parts: (string | Buffer)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(kind, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const place = box('udta', box('\xa9xyz', '+3.5950+098.6720/'));

test('the place is gone, at the top and within a track; everything else and every length stays', () => {
  const track = box('trak', box('tkhd', 'track'), place);
  const video = Buffer.concat([
    box('ftyp', 'isom'),
    box('moov', box('mvhd', 'head'), track, place),
    box('mdat', 'pictures'),
  ]);
  const bare = withoutPlaces(video);
  assert.equal(bare.length, video.length);
  assert.ok(video.includes('3.5950') && !bare.includes('3.5950') && !bare.includes('udta'));
  for (const kept of ['ftyp', 'mvhd', 'track', 'pictures']) assert.ok(bare.includes(kept), kept);
});

test('bytes that are none, and boxes that lie about their length, do no harm', () =>
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.equal(withoutPlaces(bytes).length, bytes.length);
    }),
  ));
