/**
 * Which room a group gets. A place is a room at one slot: the smallest that holds the group, and the large halls only for
 * those who fit nowhere else. Pure: what is free is passed in.
 */
import type { Council } from '#services/council.ts';
import { setting } from '#services/council.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { partText, roomText } from './rules.ts';
import type { Group, PlacedGroup, Plan } from './rules.ts';

export interface Place {
  /** Behind `#` in the seat's id. */
  id: string;
  /** Code of the room; null for a group more than there are rooms, whose room is told at the door. */
  room: string | null;
  people: number;
  /** A hall that only groups get who fit nowhere else. */
  large: boolean;
}

/** The places of each slot of a day, the smallest first. */
export function placesOf(council: Council, date: string): Place[] {
  const rooms = setting(council, 'sikulin.rooms', date);
  const ordinary = rooms.filter(({ large }) => !large);
  const widest = Math.max(...ordinary.map(({ people }) => people));
  const usual = Array.from({ length: setting(council, 'sikulin.groupsPerSlot', date) }, (_, n) => ({
    ...{ id: String(n + 1), room: ordinary[n]?.room ?? null, people: ordinary[n]?.people ?? widest, large: false },
  }));
  const halls = rooms.filter(({ large }) => large).map(({ room, people }) => ({ id: room, room, people, large: true }));
  return [...usual.toSorted((a, b) => a.people - b.people), ...halls.toSorted((a, b) => a.people - b.people)];
}

/** Those of a day's places that may take so many, taken or not. */
export function fitting(places: readonly Place[], people: number): Place[] {
  const holding = places.filter((place) => place.people >= people);
  const usual = holding.filter(({ large }) => !large);
  return usual.length ? usual : holding;
}

export const roomName = (council: Council, code: string | null): { id: string; en: string } | null => {
  const found = council.rooms.find((room) => room.code === code);
  return found ? { ...found.name } : null;
};

/** Where the guests of a visit sit; of two parts also when, and how many. */
export function seatedIn(council: Council, { groups = [] }: { groups?: readonly PlacedGroup[] }): TextRef {
  const [only] = groups;
  if (groups.length > 1)
    return tx('sikulin.rooms', { parts: groups.map((group) => partText(group, roomName(council, group.room))) });
  return roomText(roomName(council, only?.room ?? null));
}

/** So many find a room of their own in every slot that is free at all. */
export const anyRoomHolds = (council: Council, date: string): number =>
  Math.min(...placesOf(council, date).flatMap(({ people, large }) => (large ? [] : [people])));

/** How many the places of a visit hold. */
export function holds(council: Council, date: string, groups: readonly PlacedGroup[] = []): number {
  const places = placesOf(council, date);
  const unnamed = Math.max(...places.flatMap(({ people, large }) => (large ? [] : [people])));
  const inRoom = (code: string | null): number =>
    places.find(({ room }) => room !== null && room === code)?.people ?? unnamed;
  return groups.length ? groups.reduce((sum, { room }) => sum + inRoom(room), 0) : unnamed;
}

/** As many in the same places, the parts as even as their rooms let them be. Only for so many as they hold. */
export function spread(
  council: Council,
  date: string,
  groups: readonly PlacedGroup[] | undefined,
  people: number,
): PlacedGroup[] {
  const [first, second] = groups ?? [];
  if (!first || !second) return (groups ?? []).map((group) => ({ ...group, people }));
  const [a, b] = [holds(council, date, [first]), holds(council, date, [second])];
  const size = Math.min(a, Math.max(Math.ceil(people / 2), people - b));
  return [
    { ...first, people: size },
    { ...second, people: people - size },
  ];
}

export interface FreeDay {
  date: string;
  all: readonly Place[];
  /** Free places by slot, in the order of the slots. */
  slots: readonly { time: string; free: readonly Place[] }[];
}

/** Ways that are offered at most: more is a list nobody reads. */
const MOST = 4;

/**
 * Ways for a group that the usual rooms of its hour do not hold, the nearest to its wish first: a hall at that hour, two rooms at
 * that hour, two hours of that day, another hour, then other days. `days` begins with the day that was wished for.
 */
export function plansFor(days: readonly FreeDay[], { time, people }: Group): Plan[] {
  const [day, ...others] = days;
  if (!day) return [];
  const near = [
    ...wholeAt(day, time, people),
    ...splitAt(day, time, people),
    ...twoHours(day, time, people),
    ...otherHours(day, time, people),
  ];
  const later = others.flatMap((other) => {
    const whole = wholeAt(other, time, people);
    return whole.length || near.length ? whole : twoHours(other, time, people);
  });
  return [...near, ...later].slice(0, MOST);
}

const freeAt = ({ slots }: FreeDay, time: string): readonly Place[] =>
  slots.find((slot) => slot.time === time)?.free ?? [];

const roomFor = (day: FreeDay, time: string, people: number): Place | undefined => {
  const may = new Set(fitting(day.all, people).map(({ id }) => id));
  return freeAt(day, time).find(({ id }) => may.has(id));
};

function wholeAt(day: FreeDay, time: string, people: number): Plan[] {
  const place = roomFor(day, time, people);
  return place ? [{ date: day.date, time, groups: [{ time, people, room: place.room }] }] : [];
}

function otherHours(day: FreeDay, time: string, people: number): Plan[] {
  return day.slots.flatMap((slot) => (slot.time === time ? [] : wholeAt(day, slot.time, people))).slice(0, 1);
}

/** The usual rooms, the largest first, so that parts are as even as they can be. */
const largest = (free: readonly Place[]): Place[] =>
  free.filter(({ large }) => !large).toSorted((a, b) => b.people - a.people);

/** The group in two rooms at one hour. */
function splitAt(day: FreeDay, time: string, people: number): Plan[] {
  const [first, second] = largest(freeAt(day, time));
  return first && second ? parted(day.date, people, [time, first], [time, second]) : [];
}

/** The group one part after the other, with the hour that was wished for among them where there is room then. */
function twoHours(day: FreeDay, time: string, people: number): Plan[] {
  const open = day.slots.flatMap((slot) => {
    const [place] = largest(slot.free);
    return place ? [[slot.time, place] as const] : [];
  });
  const at = Math.max(
    0,
    open.findIndex(([one]) => one === time),
  );
  const [first, second] = open.slice(Math.min(at, open.length - 2));
  return first && second ? parted(day.date, people, first, second) : [];
}

type At = readonly [time: string, place: Place];

function parted(date: string, people: number, [time, a]: At, [later, b]: At): Plan[] {
  // One guest is no group.
  if (a.people + b.people < people || people < 2) return [];
  const first = Math.min(a.people, Math.max(Math.ceil(people / 2), people - b.people));
  const groups = [
    { time, people: first, room: a.room },
    { time: later, people: people - first, room: b.room },
  ];
  return [{ date, time, groups }];
}
