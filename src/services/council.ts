/** One council as data: everything that another council replaces to have these services for itself. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { CouncilFault, readCouncilFile, type CouncilFile } from './council-file.ts';
import { FILES, type FileContent, type FileName, type SettingKey, type SettingRows } from './council-schema.ts';

export { CouncilFault };

type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** Frozen. `version` is pinned in runs: a conversation ends on the data it began with, or is restarted politely. */
export type Council = DeepReadonly<
  FileContent<'council'> & {
    /** Name of its folder. */
    folder: string;
    /** Stand of holidays and hours (`models/calendar-stand.ts`); 0 of the file alone. */
    calendar: number;
    districts: FileContent<'districts'>;
    members: FileContent<'members'>;
    holidays: FileContent<'holidays'>;
    sittings: FileContent<'sittings'>;
    rooms: FileContent<'rooms'>;
    roles: FileContent<'units'>['roles'];
    units: FileContent<'units'>['units'];
    bodies: FileContent<'units'>['bodies'];
    letterCodes: FileContent<'letter-codes'>;
    letterhead: FileContent<'letterhead'>;
    settings: SettingRows;
    innovations: FileContent<'innovations'>;
    places: FileContent<'places'>;
    offices: FileContent<'offices'>;
    topics: FileContent<'topics'>;
    official: FileContent<'official'>;
    chatting: FileContent<'chatting'>;
    demoPeople: FileContent<'demo/people'>;
  }
>;

export type SettingValue<Key extends SettingKey> = DeepReadonly<SettingRows[Key][number]['value']>;

type Files = { [Name in FileName]: CouncilFile<FileContent<Name>> };

const absent = (shown: string): CouncilFile<never[]> => ({
  content: [],
  fault: (_, reason) => new CouncilFault(shown, 1, reason),
});

const COUNCILS = path.resolve(import.meta.dirname, '../../councils');

const freeze = <T>(value: T): DeepReadonly<T> => {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value as DeepReadonly<T>;
};

/** Names that stand twice, or name what no file has, are found here and not by a person in the middle of a talk. */
const crossCheck = (files: Files): void => {
  const unique = (file: FileName, keys: readonly (string | number)[], name: string): void =>
    keys.forEach((key, at) => {
      if (keys.indexOf(key) < at) throw files[file].fault([at, name], `${name} ${key} stands twice`);
    });
  unique(
    'districts',
    files.districts.content.map(({ code }) => code),
    'code',
  );
  unique(
    'members',
    files.members.content.map(({ seat }) => seat),
    'seat',
  );
  unique(
    'rooms',
    files.rooms.content.map(({ code }) => code),
    'code',
  );
  unique(
    'innovations',
    files.innovations.content.map(({ code }) => code),
    'code',
  );
  unique(
    'demo/people',
    files['demo/people'].content.map(({ code }) => code),
    'code',
  );
  unique(
    'offices',
    files.offices.content.map(({ code }) => code),
    'code',
  );
  unique(
    'topics',
    files.topics.content.map(({ code }) => code),
    'code',
  );
  checkSeats(files);
  checkTopics(files);
  checkTeams(files);
  checkRoles(files);
  checkPlaces(files);
  checkLetters(files);
  checkSlots(files);
  checkRooms(files);
};

const checkSeats = ({ districts, members }: Files): void => {
  members.content.forEach(({ district }, at) => {
    if (!districts.content.some(({ code }) => code === district))
      throw members.fault([at, 'district'], `there is no district ${district} in districts.yaml`);
  });
  districts.content.forEach(({ code, seats }, at) => {
    const filled = members.content.filter(({ district }) => district === code).length;
    if (filled > seats)
      throw districts.fault([at, 'seats'], `${code} has ${seats} seats, but members.yaml has ${filled} members`);
  });
};

const checkTopics = ({ topics, offices, units }: Files): void =>
  topics.content.forEach(({ office, unit }, at) => {
    if (office !== undefined && !offices.content.some(({ code }) => code === office))
      throw topics.fault([at, 'office'], `there is no office ${office} in offices.yaml`);
    if (unit !== undefined && !units.content.units.some(({ code }) => code === unit))
      throw topics.fault([at, 'unit'], `there is no unit ${unit} in units.yaml`);
  });

const checkTeams = ({ chatting, units }: Files): void => {
  const known = (team: string): boolean => units.content.units.some(({ code }) => code === team);
  const { team, topics, services } = chatting.content;
  if (!known(team)) throw chatting.fault(['team'], `there is no unit ${team} in units.yaml`);
  Object.entries({ topics, services }).forEach(([name, all]) =>
    all.forEach((one, at) => {
      if (!known(one.team)) throw chatting.fault([name, at, 'team'], `there is no unit ${one.team} in units.yaml`);
      if (all.findIndex(({ code }) => code === one.code) < at)
        throw chatting.fault([name, at, 'code'], `code ${one.code} stands twice`);
    }),
  );
};

const checkRoles = (files: Files): void => {
  const roles = new Set(files.units.content.roles.map(({ code }) => code));
  const check = (file: 'innovations' | 'demo/people', at: number, name: string, used: readonly string[]): void =>
    used.forEach((role, place) => {
      if (!roles.has(role)) throw files[file].fault([at, name, place], `there is no role ${role} in units.yaml`);
    });
  files.innovations.content.forEach(({ who }, at) => check('innovations', at, 'who', who));
  files['demo/people'].content.forEach(({ roles: used }, at) => check('demo/people', at, 'roles', used));
};

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A group that leaves a little late must not meet the next one in the room. */
const checkSlots = ({ settings }: Files): void => {
  const figure = (name: 'minutes' | 'bufferMinutes', date: string): number => {
    const rows = settings.content[`sikulin.${name}`];
    return (rows.findLast(({ validFrom }) => validFrom <= date) ?? rows[0])?.value ?? 0;
  };
  settings.content['sikulin.slots'].forEach(({ value, validFrom }, at) => {
    const apart = figure('minutes', validFrom) + figure('bufferMinutes', validFrom);
    for (const [weekday, times] of Object.entries(value))
      times.forEach((time, place) => {
        const before = times[place - 1];
        if (before !== undefined && minutesOf(time) - minutesOf(before) < apart)
          throw settings.fault(
            ['sikulin.slots', at, 'value', weekday, place],
            `${time} must be at least ${apart} minutes after ${before}: a visit and its pause take that long`,
          );
      });
  });
};

const checkRooms = ({ settings, rooms }: Files): void =>
  settings.content['sikulin.rooms'].forEach(({ value }, at) =>
    value.forEach(({ room, people }, place) => {
      const found = rooms.content.find(({ code }) => code === room);
      const where = ['sikulin.rooms', at, 'value', place];
      if (!found) throw settings.fault([...where, 'room'], `there is no room ${room} in rooms.yaml`);
      if (found.capacity < people)
        throw settings.fault([...where, 'people'], `${room} has ${found.capacity} chairs, not ${people}`);
    }),
  );

const checkLetters = ({ 'letter-codes': file, units }: Files): void => {
  const { codes, letters } = file.content;
  letters.forEach(({ letter, code, unit }, at) => {
    if (letters.findIndex((one) => one.letter === letter) < at)
      throw file.fault(['letters', at, 'letter'], `letter ${letter} stands twice`);
    // '400.14' is a refinement of '400'.
    if (!codes.some((one) => code === one.code || code.startsWith(`${one.code}.`)))
      throw file.fault(['letters', at, 'code'], `there is no code ${code} in letter-codes.yaml`);
    if (!units.content.units.some((one) => one.code === unit))
      throw file.fault(['letters', at, 'unit'], `there is no unit ${unit} in units.yaml`);
  });
};

/** The districts and the places speak of the same subdistricts; a kelurahan's name may stand again in another one. */
const checkPlaces = ({ districts, places }: Files): void => {
  const { kecamatan } = places.content;
  kecamatan.forEach(({ name, kelurahan }, at) => {
    if (!districts.content.some(({ subdistricts }) => subdistricts.includes(name)))
      throw places.fault(['kecamatan', at, 'name'], `there is no subdistrict ${name} in districts.yaml`);
    const names = kelurahan.map((one) => one.name);
    names.forEach((one, place) => {
      if (names.indexOf(one) < place)
        throw places.fault(['kecamatan', at, 'kelurahan', place, 'name'], `${one} stands twice in ${name}`);
    });
  });
  districts.content.forEach(({ subdistricts }, at) =>
    subdistricts.forEach((name, place) => {
      if (kecamatan.filter((one) => one.name === name).length !== 1)
        throw districts.fault([at, 'subdistricts', place], `places.yaml must have ${name} once`);
    }),
  );
};

/**
 * @param name folder in `councils/`
 * @throws CouncilFault for the first thing that is wrong: file, line and reason in one sentence
 */
export const loadCouncil = (name: string, root: string = COUNCILS): Council => {
  const folder = path.join(root, name);
  const shown = path.relative(path.resolve(root, '..'), folder);
  if (!existsSync(folder)) throw new CouncilFault(shown, 1, 'there is no such folder');
  const read = (file: FileName): CouncilFile<unknown> => {
    const at = path.join(folder, `${file}.yaml`);
    // Only the demo people may be left out: a council that has bound its own staff deletes them.
    if (file === 'demo/people' && !existsSync(at)) return absent(shown);
    return readCouncilFile(at, FILES[file] as z.ZodType, path.join(shown, `${file}.yaml`));
  };
  const files = Object.fromEntries(Object.keys(FILES).map((file) => [file, read(file as FileName)])) as Files;
  crossCheck(files);
  const { roles, units, bodies } = files.units.content;
  return freeze({
    ...files.council.content,
    folder: name,
    calendar: 0,
    districts: files.districts.content,
    members: files.members.content,
    holidays: files.holidays.content,
    sittings: files.sittings.content,
    rooms: files.rooms.content,
    roles,
    units,
    bodies,
    letterCodes: files['letter-codes'].content,
    letterhead: files.letterhead.content,
    settings: files.settings.content,
    innovations: files.innovations.content,
    places: files.places.content,
    offices: files.offices.content,
    topics: files.topics.content,
    official: files.official.content,
    chatting: files.chatting.content,
    demoPeople: files['demo/people'].content,
  });
};

/**
 * The value of a dated figure on a day.
 * @param date `yyyy-MM-dd`
 * @throws RangeError before its first row, which the data must not leave open
 */
export const setting = <Key extends SettingKey>(council: Council, key: Key, date: string): SettingValue<Key> => {
  const row = council.settings[key].findLast(({ validFrom }) => validFrom <= date);
  if (!row) throw new RangeError(`${key} has no value on ${date}`);
  return row.value as SettingValue<Key>;
};
/** The rule that a value rests on, as it is shown to people. */
export const basisOf = (council: Council, key: SettingKey, date: string): { id: string; en: string } | null => {
  const row = council.settings[key].findLast(({ validFrom }) => validFrom <= date);
  return row ? { ...row.basis } : null;
};
