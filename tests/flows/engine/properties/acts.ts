/** What can happen to a conversation, and what can go wrong around it. */
import fc from 'fast-check';
import type { Content } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';

/** How a step goes wrong. The step's own process, or its next, brings it to its end all the same. */
export interface Mishaps {
  /** Computed so many times for nothing: the process died before it could write the turn down. */
  died: number;
  /** The platform brings it once more, or the worker hands its result in once more. */
  again: boolean;
  /** The worker dies after it changed something and before it could say so. */
  lost: boolean;
}

export type Act =
  /** What fits the open question, so that forms come to their end. */
  (
    | { do: 'fit'; choice: number }
    | { do: 'say'; text: string; late: boolean }
    | { do: 'press'; choice: number; back: number }
    | { do: 'start'; flow: string }
    | { do: 'edit'; message: number; text: string }
    | { do: 'send'; content: Content }
    | { do: 'work'; which: number; how: 'done' | 'refused' | 'failed' }
    /** A result that the chat has had long ago, as an item of its own. */
    | { do: 'stale'; which: number }
    | { do: 'timer'; which: 'remind' | 'expire' | 'lapse' | 'slow'; back: number }
    | { do: 'pass'; hours: number }
  ) & { mishaps: Mishaps };

/** A word that is written once and never again: it can be followed. */
export const OWN_WORD = 'kata';

const SAID = [
  ...[OWN_WORD, OWN_WORD, OWN_WORD],
  ...[
    'batal',
    'kembali',
    'menu',
    'bantuan',
    'ulangi',
    'english',
    'petugas',
    'petugas',
    'petugas',
    'STOP',
    'pagi',
    'lanjut',
  ],
  ...['kunjungan', 'jadwal', 'daftar', '1', '2', '3', 'ya', 'ubah'],
  ...[
    'besok',
    '10 atau 12 november',
    'kemarin',
    'school',
    'citizen',
    '40 orang',
    '4',
    'banyak',
    'SMA 1 Medan',
    '',
    '🙏',
  ],
];
const text = fc.constantFrom(...SAID);

const CONTENTS: Content[] = [
  { kind: 'photo', file: { ref: 'f' }, caption: 'x' },
  { kind: 'location', lat: 3.59, lon: 98.67, live: false },
  { kind: 'contact', phone: '08123456789', own: true },
  { kind: 'other', what: 'sticker' },
  { kind: 'notice', text: tx('news'), class: 'notice' },
  { kind: 'refused', why: 'too-old' },
];

const mishaps: fc.Arbitrary<Mishaps> = fc.record({
  died: fc.constantFrom(0, 0, 1, 2),
  again: fc.boolean(),
  lost: fc.boolean(),
});

/** By the key of the question; a name will do for the others. */
export const FITTING: Readonly<Record<string, string>> = { when: 'besok', many: '4' };

const act = <const D extends Act['do'], M extends object>(weight: number, name: D, more: fc.Arbitrary<M>) => ({
  weight,
  arbitrary: fc.tuple(more, mishaps).map(([rest, went]) => ({ do: name, ...rest, mishaps: went })),
});

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  act(14, 'fit', fc.record({ choice: fc.constantFrom(0, 0, 0, 1) })),
  act(6, 'say', fc.record({ text, late: fc.boolean() })),
  act(4, 'press', fc.record({ choice: fc.nat(3), back: fc.constantFrom(0, 0, 0, 0, 1, 2) })),
  act(2, 'start', fc.record({ flow: fc.constantFrom('visit', 'slots', 'list', '', 'none') })),
  act(1, 'edit', fc.record({ message: fc.nat(40), text })),
  act(1, 'send', fc.record({ content: fc.constantFrom(...CONTENTS) })),
  act(
    5,
    'work',
    fc.record({
      which: fc.nat(5),
      how: fc.constantFrom('done' as const, 'done' as const, 'refused' as const, 'failed' as const),
    }),
  ),
  act(1, 'stale', fc.record({ which: fc.nat(5) })),
  act(
    1,
    'timer',
    fc.record({
      which: fc.constantFrom('remind' as const, 'expire' as const, 'lapse' as const, 'slow' as const),
      back: fc.constantFrom(0, 0, 1),
    }),
  ),
  act(1, 'pass', fc.record({ hours: fc.nat(200) })),
);

const fit = (least: number, most: number): fc.Arbitrary<Act[]> =>
  fc.array(act(1, 'fit', fc.record({ choice: fc.constantFrom(0, 0, 0, 1) })).arbitrary, {
    minLength: least,
    maxLength: most,
  });
const said = (...texts: string[]): fc.Arbitrary<Act[]> =>
  act(1, 'say', fc.record({ text: fc.constantFrom(...texts), late: fc.constant(false) })).arbitrary.map((one) => [one]);
const begun = act(1, 'start', fc.record({ flow: fc.constantFrom('visit', 'slots', 'list') })).arbitrary;
const worked: fc.Arbitrary<Act[]> = fc.array(
  act(
    1,
    'work',
    fc.record({
      which: fc.nat(3),
      how: fc.constantFrom('done' as const, 'done' as const, 'refused' as const, 'refused' as const, 'failed' as const),
    }),
  ).arbitrary,
  { minLength: 1, maxLength: 3 },
);
const inTurn = (...parts: fc.Arbitrary<Act[]>[]): fc.Arbitrary<Act[]> => fc.tuple(...parts).map((all) => all.flat());

const none = fc.constant<Act[]>([]);
const slots = fc.constant<Act[]>([{ do: 'start', flow: 'slots', mishaps: { died: 0, again: false, lost: false } }]);
const done: fc.Arbitrary<Act[]> = fc.constant([
  { do: 'work', which: 0, how: 'done', mishaps: { died: 0, again: false, lost: true } },
]);
const stale = act(1, 'stale', fc.record({ which: fc.nat(1) })).arbitrary.map((one) => [one]);

/**
 * What chance alone seldom brings about: a form filled to its effect, one that is set aside for a person of the office while its
 * effect is under way, words meanwhile, a cancel that must wait, and results for what is set aside. Between them anything.
 */
const episode: fc.Arbitrary<Act[]> = fc.oneof(
  { weight: 8, arbitrary: anyAct.map((one) => [one]) },
  {
    weight: 2,
    arbitrary: inTurn(
      begun.map((one) => [one]),
      fit(4, 7),
    ),
  },
  // A form is set aside, with its effect under way or not.
  {
    weight: 3,
    arbitrary: inTurn(
      begun.map((one) => [one]),
      fit(1, 6),
      said('petugas'),
      fit(0, 1),
    ),
  },
  {
    weight: 2,
    arbitrary: inTurn(
      begun.map((one) => [one]),
      fit(5, 7),
      said('petugas'),
      fit(0, 1),
      worked,
    ),
  },
  // Words and a cancel while an effect is under way, then its result.
  { weight: 2, arbitrary: inTurn(fit(2, 5), said('batal', 'batal', OWN_WORD, 'besok', 'ubah'), worked) },
  // Behind a done effect of a form that goes on: back, change, and its result once more.
  { weight: 2, arbitrary: inTurn(slots, fit(3, 4), done, fc.oneof(stale, said('kembali', 'ubah', 'batal')), stale) },
  // A cancel that waits, of a form that would go on.
  { weight: 1, arbitrary: inTurn(slots, fit(3, 4), said('batal'), fc.oneof(said('petugas'), stale), done, done) },
  // Words of one's own while effects are under way, of the form in hand and of one that is set aside; then their results.
  {
    weight: 3,
    arbitrary: inTurn(
      begun.map((one) => [one]),
      fit(5, 7),
      fc.array(said(OWN_WORD), { minLength: 1, maxLength: 3 }).map((all) => all.flat()),
      fc.oneof(none, inTurn(said('petugas'), fit(0, 1), fc.oneof(none, said(OWN_WORD)))),
      worked,
    ),
  },
  { weight: 2, arbitrary: worked },
);

/** Most acts of one conversation. */
const LONGEST = 60;
export const acts: fc.Arbitrary<Act[]> = fc
  .array(episode, { maxLength: 24, size: 'max' })
  .map((all) => all.flat().slice(0, LONGEST));

/** The same acts on a day on which nothing goes wrong. */
export const calm = (sequence: Act[]): Act[] =>
  sequence.map((one) => ({ ...one, mishaps: { died: 0, again: false, lost: false } }));
