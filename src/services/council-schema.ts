/** What the files of a council hold. Every figure that a rule sets is a dated row with its basis and how sure it is. */
import { DateTime } from 'luxon';
import { z } from 'zod';

const text = z.string().trim().min(1);
/** The same in both languages. */
const bilingual = z.strictObject({ id: text, en: text });
/** What a figure rests on. A name is the same in both languages and written once. */
const basis = z.preprocess((given) => (typeof given === 'string' ? { id: given, en: given } : given), bilingual);
const date = z.string().refine((day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && DateTime.fromISO(day).isValid, {
  error: 'must be a date written as 2026-11-10',
});
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time written as 09:00' });
const code = z.string().regex(/^[a-z0-9-]+$/, { error: 'must be small letters, digits and dashes' });
const whole = z.int().min(0);

/** R: read in the rule; R2: read second-hand; M: from memory; J: judgement. */
export const SURE = ['R', 'R2', 'M', 'J'] as const;
const sure = z.enum(SURE);

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof DAYS)[number];
export const WEEKDAY_NAMES: readonly Weekday[] = DAYS;

const week = <T extends z.ZodType>(day: T) =>
  z.strictObject({ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day });

/** "08:00-12:00", the end exclusive. */
const period = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a period written as 08:00-16:00' })
  .refine((span) => span.slice(0, 5) < span.slice(6), { error: 'must end after it begins' })
  .transform((span) => ({ from: span.slice(0, 5), to: span.slice(6) }));

const periods = z
  .array(period)
  .refine((all) => all.every((one, at) => at === 0 || (all[at - 1]?.to ?? '') <= one.from), {
    error: 'must be in order and not overlap',
  });

/** Where two rows cover a day the later one stands: Ramadan over the year. */
const hours = z.strictObject({ validFrom: date, validTo: date.optional(), name: text, week: week(periods) });

const marked = z.strictObject({ text, demo: z.boolean() });

const council = z.strictObject({
  version: text,
  name: bilingual,
  office: bilingual,
  region: text,
  regionCode: z.string().regex(/^\d{2}\.\d{2}$/, { error: 'must be a Kemendagri code in quotes, such as "12.71"' }),
  zone: z
    .string()
    .refine((name) => DateTime.utc().setZone(name).isValid, { error: 'must be a time zone such as Asia/Jakarta' }),
  address: marked,
  phone: marked,
  hours: z.array(hours).min(1),
});

const district = z.strictObject({ code, name: text, seats: whole, subdistricts: z.array(text).min(1) });

const member = z.strictObject({
  seat: whole,
  name: text,
  party: text,
  district: code,
  post: z.enum(['ketua', 'wakil-ketua', 'anggota']),
  demo: z.boolean(),
});

const holiday = z.strictObject({
  date,
  name: bilingual,
  /** `leave` is cuti bersama, which changes in the middle of a year. */
  kind: z.enum(['holiday', 'leave']),
  source: text,
  /** Not decreed yet: the office is taken as closed, and whoever counts days is told. */
  tentative: z.boolean(),
});

/** Days without guests though the office is open, both ends inclusive. */
const sitting = z
  .strictObject({ from: date, until: date, kind: z.enum(['plenary', 'recess']), name: bilingual, demo: z.boolean() })
  .refine(({ from, until }) => from <= until, { error: 'must not end before it begins', path: ['until'] });

const room = z.strictObject({ code, name: bilingual, capacity: whole, demo: z.boolean() });

const units = z.strictObject({
  roles: z.array(z.strictObject({ code, name: bilingual })).min(1),
  units: z.array(z.strictObject({ code, name: bilingual, parent: code.optional(), sure })).min(1),
  bodies: z.array(z.strictObject({ code, name: bilingual })).min(1),
});

const letterCode = z
  .string()
  .regex(/^\d{3}(\.\d+)*$/, { error: "must be a classification code in quotes, such as '400'" });

/** A letter that is numbered here. Those of one unit and series share one sequence a year. */
const letter = z.strictObject({
  letter: code,
  series: code,
  code: letterCode,
  unit: code,
  /** The unit as it stands in the number. */
  sign: text,
  /** Sifat. */
  nature: text,
  sure,
  demo: z.boolean(),
});

const letterCodes = z.strictObject({
  /** {code}, {number}, {unit}, {month} and {year} are filled in. */
  format: text.refine((form) => form.includes('{number}') && form.includes('{year}'), {
    error: 'must hold {number} and {year}',
  }),
  codes: z.array(z.strictObject({ code: letterCode, name: bilingual, sure })).min(1),
  letters: z
    .array(letter)
    .min(1)
    // Two sequences behind one code and sign would give two letters one number.
    .refine(
      (all) =>
        all.every((a) =>
          all.every((b) => a.code !== b.code || a.sign !== b.sign || (a.unit === b.unit && a.series === b.series)),
        ),
      { error: 'must not share code and sign where unit or series differ' },
    ),
});

/** Kop surat and the signer's block. */
const letterhead = z.strictObject({
  lines: z.array(text).min(1).max(3),
  contact: marked,
  email: z.strictObject({ text: z.email({ error: 'must be an e-mail address' }), demo: z.boolean() }),
  city: text,
  signer: z.strictObject({ title: text, name: text, rank: text, nip: text, demo: z.boolean() }),
  copies: z.array(text),
});

const innovation = z.strictObject({
  code,
  name: text,
  kind: z.enum(['digital', 'non-digital']),
  /** Words that start it, lower case. */
  words: z.array(text).min(1),
  /** Roles that may start it; `warga` is anybody. */
  who: z.array(code).min(1),
  /** What it shows is for nobody else: only channels that may carry secrets have it. */
  secret: z.boolean().optional(),
  basis: z.array(z.strictObject({ text: basis, sure })).min(1),
});

/** An office that does what the council does not: the answer to "where do I go". */
const office = z.strictObject({ code, name: bilingual, short: text, does: bilingual, contact: marked, sure });

/** What reports are about: `office` names whose task it is, or `unit` the one of the secretariat. */
const topic = z
  .strictObject({
    ...{ code, name: bilingual, words: z.array(text).min(1), office: code.optional(), unit: code.optional() },
    /** Something that people are given at a counter: whoever only names it asks where to go. */
    service: z.boolean().optional(),
  })
  .refine((one) => (one.office === undefined) !== (one.unit === undefined), {
    error: 'must name either an office or a unit',
  });

const team = { code, name: bilingual, words: z.array(text).min(1), team: code };

/** People who talk with people: see `flows/chatting`. */
const chatting = z.strictObject({
  hours: z.array(hours).min(1),
  /** The unit that is asked where no topic is heard. */
  team: code,
  topics: z.array(z.strictObject(team)),
  canned: z.array(z.strictObject({ code, name: bilingual, text: bilingual })),
  labels: z.array(z.strictObject({ code, name: bilingual })),
  services: z.array(z.strictObject({ ...team, ask: bilingual })),
});

const rows = <T extends z.ZodType>(value: T) =>
  z
    .array(z.strictObject({ value, validFrom: date, basis, sure }))
    .min(1)
    .refine((all) => all.every((row, at) => at === 0 || (all[at - 1]?.validFrom ?? '') < row.validFrom), {
      error: 'must be in the order of validFrom, each later than the one before',
    });

/** Figures that rules and offices change, by key. A flow that needs a new one adds its line here. */
const settings = z.strictObject({
  /** Visit slots by weekday, `HH:mm`. */
  'sikulin.slots': rows(week(z.array(time))),
  /** Groups at one time; those beyond the rooms below hear at the door where to go. */
  'sikulin.groupsPerSlot': rows(whole.min(1)),
  /** Rooms that receive guests, and how many each takes. `large`: only for a group that fits no other. */
  'sikulin.rooms': rows(
    z
      .array(z.strictObject({ room: code, people: whole.min(1), large: z.boolean().optional() }))
      .refine((all) => all.some(({ large }) => !large), {
        error: 'must have a room that is not kept for large groups',
      }),
  ),
  /** More than any room, or two, can take: a person of the office has to help. */
  'sikulin.maxPeople': rows(whole.min(1)),
  /** Working days between booking and visit. */
  'sikulin.leadDays': rows(whole),
  /** Calendar days that may be booked ahead. */
  'sikulin.horizonDays': rows(whole.min(1)),
  /** Working days that a booking waits for its decision. */
  'sikulin.holdDays': rows(whole.min(1)),
  /** Open bookings of one chat: as a citizen, and for groups, which a school or an aide books many of. */
  'sikulin.openBookings': rows(z.strictObject({ person: whole.min(1), group: whole.min(1) })),
  /** Working hours until a booking without a decision goes one level up; a working day later it goes another. */
  'sikulin.decideHours': rows(whole.min(1)),
  /** Minutes a visit takes, and the pause kept behind it: slots stand no closer than both together. */
  'sikulin.minutes': rows(whole.min(1)),
  'sikulin.bufferMinutes': rows(whole),
  /** Percent by which the head count may change without a new approval. */
  'sikulin.changeShare': rows(whole),
  /** Working days before the visit by which a letter that follows must be there. */
  'sikulin.letterDays': rows(whole.min(1)),
  /** Days that things are kept; which, and from when, is in `retention.ts`. */
  'retention.chats': rows(whole.min(30)),
  'retention.visits': rows(whole.min(30)),
  'retention.aduan': rows(whole.min(1)),
  'retention.contacts': rows(whole.min(1)),
  'retention.reports': rows(whole.min(30)),
  'retention.seats': rows(whole.min(100)),
  'retention.dailies': rows(whole.min(7)),
  'retention.obrolan': rows(whole.min(30)),
  'retention.persons': rows(whole.min(30)),
  'retention.subscriptions': rows(whole.min(30)),
  'retention.broadcasts': rows(whole.min(100)),
  'retention.deliveries': rows(whole.min(7)),
  /** Minutes after its time at which a visit that did not come is noted. */
  'sikulin.noShowMinutes': rows(whole.min(1)),
  /** Days after a visit that its letter, photo and papers are kept. */
  'sikulin.keepFileDays': rows(whole.min(1)),
  /** Working days until the office has looked at a report, until its answer by class, and of silence until it is closed. */
  'aduan.triageDays': rows(whole.min(1)),
  'aduan.answerDays': rows(z.strictObject({ pengaduan: whole.min(1), pengawasan: whole.min(1) })),
  'aduan.silenceDays': rows(whole.min(1)),
  /** Working days for a request for information: its answer, and the one extension. */
  'aduan.informationDays': rows(z.strictObject({ answer: whole.min(1), extension: whole.min(1) })),
  /** Working days of an objection to that: within which it is made, and the superior's answer. */
  'aduan.objectionDays': rows(z.strictObject({ within: whole.min(1), answer: whole.min(1) })),
  /** Working days of a wait on which its reporter hears that it still waits, in their order. */
  'aduan.waitingDays': rows(
    z
      .array(whole.min(1))
      .min(1)
      .refine((all) => all.every((day, at) => at === 0 || (all[at - 1] ?? 0) < day), {
        error: 'must rise from day to day',
      }),
  ),
  /** Calendar days after closing at which the reporter is asked once more. */
  'aduan.askAgainDays': rows(whole.min(1)),
  /** Calendar days after closing within which a report may be opened again. */
  'aduan.reopenDays': rows(whole.min(1)),
  /**
   * Minutes of working time: until everybody on duty is asked, until those above are, and in which a holder answers before being
   * reminded, and once more before somebody else is asked.
   */
  'chatting.minutes': rows(z.strictObject({ search: whole.min(1), above: whole.min(1), answer: whole.min(1) })),
  /**
   * Working hours in which whoever took a service says a first word, and after each word the next, before being reminded; as many
   * later somebody else is asked.
   */
  'chatting.serviceHours': rows(z.strictObject({ first: whole.min(1), next: whole.min(1) })),
  /** Hours of silence of who asked until a conversation is closed: never less than a day. */
  'chatting.silenceHours': rows(whole.min(24)),
  /** Open conversations that one person of staff is offered more beside. */
  'chatting.capacity': rows(whole.min(1)),
  /** Nobody gets an announcement then; `to` before `from` is the next day. On some weekdays only, where they are named. */
  'siaran.quietHours': rows(z.array(z.strictObject({ from: time, to: time, days: z.array(z.enum(DAYS)).optional() }))),
  /** What people may subscribe to. */
  'siaran.topics': rows(z.array(z.strictObject({ code, name: bilingual })).min(1)),
});

const centre = { lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) };
/** `also`: spellings that official lists use beside the name; `common`: the name is an ordinary word. */
const kelurahan = z.strictObject({
  name: text,
  ...centre,
  also: z.array(text).optional(),
  common: z.boolean().optional(),
});

/** Subdistricts and what they are made of, for questions about a place. */
const places = z.strictObject({
  names: z.strictObject({ basis: text, sure }),
  /** Where `approximate` stands, a pin suggests the nearest few and never decides between neighbours. */
  centres: z.strictObject({ approximate: z.boolean(), basis: text, sure }),
  /** Names of what lies around the city, lower case. */
  neighbours: z.array(text),
  kecamatan: z.array(z.strictObject({ name: text, kelurahan: z.array(kelurahan).min(1) })).min(1),
});

/** An own bot (its name without @), number (digits with country code) or page (its domain). */
const ownChannel = z
  .strictObject({
    kind: z.enum(['telegram', 'whatsapp', 'web']),
    for: z.enum(['public', 'members']),
    text,
    demo: z.boolean(),
  })
  .refine(({ kind, text: name }) => SHAPES[kind].test(name), {
    error: 'must be a bot without @, a number as its digits with country code, or a domain',
    path: ['text'],
  });
const SHAPES = { telegram: /^[A-Za-z]\w{3,31}$/, whatsapp: /^[1-9]\d{7,14}$/, web: /^[a-z0-9.-]+\.[a-z]{2,}$/ };

const demoPerson = z.strictObject({
  code,
  name: text,
  roles: z.array(code).min(1),
  unit: code.optional(),
  seat: whole.optional(),
  demo: z.literal(true),
});

/** File by file; `demo/people` may be absent. */
export const FILES = {
  council,
  districts: z.array(district).min(1),
  members: z.array(member),
  holidays: z.array(holiday),
  sittings: z.array(sitting),
  rooms: z.array(room).min(1),
  units,
  'letter-codes': letterCodes,
  letterhead,
  settings,
  innovations: z.array(innovation).min(1),
  places,
  offices: z.array(office),
  topics: z.array(topic),
  official: z.strictObject({ channels: z.array(ownChannel).min(1) }),
  chatting,
  'demo/people': z.array(demoPerson),
} as const;

export type FileName = keyof typeof FILES;
export type FileContent<Name extends FileName> = z.output<(typeof FILES)[Name]>;
export type SettingRows = FileContent<'settings'>;
export type SettingKey = keyof SettingRows;
export type Bilingual = z.output<typeof bilingual>;
export type Period = z.output<typeof period>;
export type Holiday = z.output<typeof holiday>;
export type Innovation = z.output<typeof innovation>;
