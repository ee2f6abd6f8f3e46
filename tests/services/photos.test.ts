import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { thumbnail, withoutTraces } from '#services/photos.ts';
import { photo } from './file-samples.ts';

test('a thumbnail is a JPEG of at most 60 kB without EXIF, whatever it was made from', async () => {
  for (const format of ['jpeg', 'png'] as const) {
    const original = await photo(2400, 1800, format);
    assert.ok((await sharp(original).metadata()).exif, 'the original says where it was taken');
    const small = await thumbnail(original);
    const { format: made, exif, width } = await sharp(small).metadata();
    assert.equal(made, 'jpeg');
    assert.equal(exif, undefined);
    assert.ok(small.length <= 60_000, `${small.length} bytes`);
    assert.ok(width >= 320);
  }
});

test('a photo without traces keeps its size and its kind', async () => {
  for (const format of ['jpeg', 'png'] as const) {
    const made = await sharp(await withoutTraces(await photo(800, 600, format))).metadata();
    assert.deepEqual([made.format, made.width, made.height, made.exif], [format, 800, 600, undefined]);
  }
});

test('a photo that was held upright stands upright', async () => {
  const turned = await sharp(await photo(800, 600))
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const { width, height, orientation } = await sharp(await thumbnail(turned)).metadata();
  assert.ok(height > width);
  assert.equal(orientation, undefined);
});

test('what is no picture is a fault', async () => {
  await assert.rejects(thumbnail(Buffer.from('bukan foto')));
});
