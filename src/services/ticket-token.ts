/** Signed codes on tickets and letters. They say a visit's number and nothing else, and cannot be made without the key. */
import { timingSafeEqual } from 'node:crypto';
import { CODE_ALPHABET, normaliseCode } from '#flows/prompts/code.ts';
import type { Council } from './council.ts';
import type { IdentityHash } from './identity.ts';

/** A keyed hash; its words here begin with a purpose and a colon, as no code that a person types does. */
type Keyed = Pick<IdentityHash, 'code'>;
type Place = Pick<Council, 'regionCode'>;

/** 96 bits in base64url. */
const MAC = 16;
const CHECK = 8;
const TOKEN = /^t(\d{4})_([A-Z]-\d{1,12})_([\w-]{16})$/;
/** The look-alikes of the code alphabet are already turned, and dashes are gone. */
const CHECKED = /^([A-Z]\d{1,12})([0-9A-Z]{8})$/;

const region = ({ regionCode }: Place): string => regionCode.replace('.', '');

const macOf = (keyed: Keyed, place: Place, purpose: string, number: string): string =>
  keyed.code(`${purpose}:${region(place)}:${number}`);

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** At most 35 of A-Z a-z 0-9 _ -: it fits a start link (64). `number`: the visit's, `K-1001`. */
export const ticketToken = (number: string, place: Place, keyed: Keyed): string =>
  `t${region(place)}_${number}_${macOf(keyed, place, 'ticket', number).slice(0, MAC)}`;

/** The visit's number, or why it is none: `other-council` is said by the token itself, since only that council has its key. */
export function readTicketToken(
  token: string,
  place: Place,
  keyed: Keyed,
): { number: string } | { wrong: 'forged' | 'other-council' } {
  const [, where = '', number = '', mac = ''] = TOKEN.exec(token) ?? [];
  if (where && where !== region(place)) return { wrong: 'other-council' };
  return number && same(ticketToken(number, place, keyed).slice(-MAC), mac) ? { number } : { wrong: 'forged' };
}

/** True for what looks like a ticket's token: a start link's payload that the door must read. */
export const isTicketToken = (payload: string): boolean => TOKEN.test(payload);

/**
 * Six digits for whoever cannot show the QR. The same for each retry, and no guest can work them out; kept on the visit.
 * Where another visit of the day has them already, the caller takes the next `attempt` (from 0).
 */
export function ticketCode(number: string, place: Place, keyed: Keyed, attempt = 0): string {
  const hash = Buffer.from(macOf(keyed, place, `digits-${attempt}`, number), 'base64url');
  return String(hash.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

/** `K-1001-7QX4M2P9`: short enough to be typed; tells that a letter about this visit was made here. It opens no door. */
export const checkCode = (number: string, letterNumber: string, place: Place, keyed: Keyed): string =>
  `${number}-${signs(macOf(keyed, place, 'letter', `${number}:${letterNumber}`))}`;

/** The visit's number that a typed check code speaks of, to look its letter up and compare; null where it is no check code. */
export function checkedNumber(said: string): string | null {
  const [, number = ''] = CHECKED.exec(normaliseCode(said)) ?? [];
  return number ? `${number.slice(0, 1)}-${number.slice(1)}` : null;
}

export const sameCheckCode = (said: string, code: string): boolean => same(normaliseCode(said), normaliseCode(code));

const signs = (mac: string): string =>
  Array.from(Buffer.from(mac, 'base64url').subarray(0, CHECK), (byte) => CODE_ALPHABET[byte % 32]).join('');
