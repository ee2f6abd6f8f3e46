/** What cameras write into videos: place, device, owner. The boxes that hold it become empty ones of the same length. */

/** Boxes of MP4 (ISO 14496-12) that hold others, and those that hold what a camera knows. */
const HOLDS_OTHERS = new Set(['moov', 'trak', 'mdia', 'moof', 'traf']);
const TELLS = new Set(['udta', 'meta', 'uuid', 'loci']);
const HEAD = 8;

/** The same video without those boxes. Bytes that are no MP4 come back as they were. */
export function withoutPlaces(bytes: Uint8Array): Buffer {
  const copy = Buffer.from(bytes);
  walk(copy, 0, copy.length);
  return copy;
}

function walk(bytes: Buffer, from: number, until: number): void {
  for (let at = from; at + HEAD <= until;) {
    const short = bytes.readUInt32BE(at);
    const long = short === 1 && at + 2 * HEAD <= until;
    const head = long ? 2 * HEAD : HEAD;
    const size = long ? Number(bytes.readBigUInt64BE(at + HEAD)) : short || until - at;
    const end = at + size;
    if (size < head || end > until) return;
    const kind = bytes.toString('latin1', at + 4, at + HEAD);
    if (TELLS.has(kind)) {
      bytes.write('free', at + 4, 'latin1');
      bytes.fill(0, at + head, end);
    } else if (HOLDS_OTHERS.has(kind)) walk(bytes, at + head, end);
    at = end;
  }
}
