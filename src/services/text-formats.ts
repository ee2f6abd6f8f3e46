/** How texts show dates, times, amounts and phone numbers: `{{x, tanggal}}`. Patterns are texts too, in `format.json`. */
import { DateTime } from 'luxon';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Locale } from '#flows/engine/prompt.ts';
import { zoneNamed } from './zone.ts';

export interface FormatContext {
  locale: Locale;
  /** The council's zone, IANA. */
  zone: string;
  /** A pattern or word of `format.json` in this language; with a count, its plural. */
  word: (name: string, count?: number) => string;
}

/** Throws a TypeError when the value is not what it formats; `texts` decides what a person then sees. */
export type Format = (value: unknown, context: FormatContext) => string;

/** `yyyy-MM-dd`, `HH:mm`, an ISO instant or epoch ms, all as a moment in the council's zone. */
const moment = (value: unknown, { zone: name, locale }: FormatContext): DateTime => {
  const zone = zoneNamed(name);
  const at =
    typeof value === 'number' ? DateTime.fromMillis(value, { zone }) : DateTime.fromISO(String(value), { zone });
  if (!at.isValid) throw new TypeError('not a date or time');
  return at.setLocale(locale === 'en' ? 'en-GB' : 'id');
};

const dated =
  (pattern: string): Format =>
  (value, context) => {
    const at = moment(value, context);
    return at.toFormat(context.word(pattern)).replace('@zone', () => zoneName(at));
  };

const zoneNames = new Map<string, string>();

/** An Indonesian word (WIB, WITA, WIT) in every language; English data would say GMT+7. Kept: looking it up takes longer than the rest. */
function zoneName(at: DateTime): string {
  const key = `${at.zoneName} ${at.offset}`;
  const name = zoneNames.get(key) ?? at.setLocale('id').toFormat('ZZZZ');
  zoneNames.set(key, name);
  return name;
}

/** Made once: making one takes a hundred times as long as using it. */
const amounts: Record<Locale, Intl.NumberFormat> = {
  id: new Intl.NumberFormat('id-ID', { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }),
};

const amount = (value: unknown, { locale }: FormatContext): string => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError('not a number');
  return amounts[locale].format(value);
};

/** A count with its noun: "1 person", "42 people". Where a text names two counts, `count` alone could not tell both. */
const counted =
  (noun: string): Format =>
  (value, context) =>
    context.word(noun, Number(value)).replace('@n', amount(value, context));

const rupiah: Format = (value, context) => amount(value, context).replace(/^-?/, '$&Rp');

const phone: Format = (value) => {
  const number = parsePhoneNumberFromString(String(value), 'ID');
  if (!number) throw new TypeError('not a phone number');
  // Indonesians write 0812-3456-7890; the same groups after +62 are what they recognise.
  if (number.country === 'ID')
    return `+62 ${number
      .formatNational()
      .replace(/^[(]?0/, '')
      .replace(')', '')}`;
  return number.formatInternational();
};

const items = (value: unknown): string[] => {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  return value.map(String);
};

const joined =
  (type: 'conjunction' | 'disjunction'): Format =>
  (value, { locale }) =>
    new Intl.ListFormat(locale === 'en' ? 'en-GB' : 'id', { type }).format(items(value));

export const formats: Record<string, Format> = {
  tanggal: dated('date'),
  'tanggal-singkat': dated('shortDate'),
  hari: dated('weekday'),
  bulan: dated('month'),
  jam: dated('time'),
  waktu: dated('dateTime'),
  angka: amount,
  orang: counted('people'),
  rombongan: counted('groups'),
  rupiah,
  telepon: phone,
  dan: joined('conjunction'),
  atau: joined('disjunction'),
  daftar: (value) => items(value).join(', '),
};
