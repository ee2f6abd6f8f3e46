/**
 * A zone that remembers what it said: asked anew for every date, a zone's offset took a twentieth of a turn. Where a clock is put
 * forward or back, it is on a quarter of an hour.
 */
import { IANAZone } from 'luxon';

const QUARTER = 15 * 60_000;
/** Quarters that are remembered: of some weeks in use. */
const MOST = 2000;

class RememberedZone extends IANAZone {
  private readonly offsets = new Map<number, number>();

  /** Minutes, at `ts` (ms). */
  override offset(ts: number): number {
    const quarter = Math.floor(ts / QUARTER);
    const known = this.offsets.get(quarter);
    if (known !== undefined) return known;
    if (this.offsets.size >= MOST) this.offsets.clear();
    const offset = super.offset(ts);
    this.offsets.set(quarter, offset);
    return offset;
  }
}

const zones = new Map<string, IANAZone>();

/** By its IANA name, for luxon. */
export function zoneNamed(name: string): IANAZone {
  const zone = zones.get(name) ?? new RememberedZone(name);
  zones.set(name, zone);
  return zone;
}
