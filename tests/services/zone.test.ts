/** A remembered zone says what the zone says, also around the hours in which clocks are put forward and back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DateTime, IANAZone } from 'luxon';
import { zoneNamed } from '#services/zone.ts';

for (const name of ['Asia/Jakarta', 'Asia/Jayapura', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu'])
  test(`${name}, each quarter of an hour around its changes, asked twice`, () => {
    const zone = new IANAZone(name);
    for (const day of ['2026-03-29T00:00Z', '2026-10-03T14:00Z', '2026-10-25T00:00Z', '2026-04-04T14:00Z'])
      for (let minute = 0; minute < 240; minute += 5) {
        const ts = Date.parse(day) + minute * 60_000;
        for (const _again of [1, 2])
          assert.equal(zoneNamed(name).offset(ts), zone.offset(ts), new Date(ts).toISOString());
      }
  });

test('there is one of a name, and luxon takes it for the zone of that name', () => {
  const zone = zoneNamed('Asia/Jakarta');
  assert.equal(zoneNamed('Asia/Jakarta'), zone);
  const at = DateTime.fromISO('2026-11-05T09:30', { zone });
  assert.equal(at.toMillis(), DateTime.fromISO('2026-11-05T09:30', { zone: 'Asia/Jakarta' }).toMillis());
  assert.equal(at.zoneName, 'Asia/Jakarta');
  assert.ok(at.zone.equals(IANAZone.create('Asia/Jakarta')));
});
