/**
 * What to look at in a message that somebody doubts: what it asks for, and whether the numbers, links and names in it are ours. Plain
 * rules that can be told in a sentence each; nothing here calls a message true. Pure.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';

/** An own bot (its name without @), number (digits with country code) or page (its domain). */
export interface OwnChannel {
  kind: 'telegram' | 'whatsapp' | 'phone' | 'web';
  for: 'public' | 'members';
  text: string;
}

export type Sign = 'secret' | 'money' | 'app' | 'hurry' | 'prize';
export type Whose = 'ours' | 'alike' | 'foreign' | 'short' | 'government';

/** `shown`: number, link or name as it is told, made so that nobody's thumb opens it. */
export interface Found {
  whose: Whose;
  shown: string;
}

export interface Inspection {
  signs: Sign[];
  found: Found[];
}

const SIGNS: Record<Sign, RegExp> = {
  secret:
    /\b(?:otp|pin|cvv|mpin|passcode|password|kata sandi|sandi|kode (?:verifikasi|rahasia|otp|akses|sms|wa|whatsapp)|kode (?:enam|6) (?:angka|digit)|verification code|foto (?:ktp|kartu atm)|nomor kartu|m-?banking)\b/iu,
  money:
    /\b(?:transfer|tf|kirim(?:kan)? (?:uang|dana|pulsa)|biaya|bayar|pembayaran|uang|rekening|norek|no rek|rp(?: ?\d[\d.]*)?|pulsa|voucher|token listrik|deposit|tebusan|gopay|ovo|dana|shopeepay|qris|setor(?:an)?|top ?up|fee|payment|bank account)\b|\b\d+ ?(?:rb|ribu|jt|juta)\b/iu,
  app: /\.(?:apk|exe|xapk|msi|bat|scr)\b|\b(?:install|instal|pasang|unduh|download) (?:aplikasi|apk|app)\b|\bmod apk\b/iu,
  hurry:
    /\b(?:segera|sekarang juga|hari ini juga|secepatnya|batas waktu|terakhir|(?:akan )?(?:di)?blokir|diproses hukum|ditangkap|hangus|jangan (?:beri ?tahu|bilang|sebarkan)|urgent|immediately|within \d+ (?:hours|minutes))\b/iu,
  prize:
    /\b(?:hadiah|pemenang|undian|menang|bansos|bantuan (?:tunai|sosial|langsung)|cair(?:kan|nya)?|gratis pulsa|kuota gratis|prize|winner|cashback)\b/iu,
};

/** Our own warning, which people forward as well: what we never ask for is not asked for there. */
const WARNING =
  /\b(?:tidak pernah|never) (?:meminta|minta|ask for) (?:(?:uang|otp|pin|kata sandi|password|money|an?|a pin)\b[\s,]*(?:(?:atau|dan|or|and)\b\s*)?)+/giu;

/** What stands before a slash, with letters behind its last dot; or an address in full. */
const LINK =
  /(?:https?:\/\/|www\.)[^\s<>"']+|(?<![@\w.])(?:[a-z0-9-]+\.)+[a-z]{2,24}(?=[/\s,;:!?)]|\.?$|\.\s)[^\s<>"']*/giu;
const NAME = /(?<![\w@./])@([a-z][a-z0-9_]{3,31})\b/giu;
const NUMBER = /(?<![\w/=])\+?(?:\(?\d\)?[ .-]{0,2}){8,15}(?!\w)/g;
const SHORTENERS =
  /^(?:bit\.ly|s\.id|tinyurl\.com|t\.co|cutt\.ly|goo\.gl|is\.gd|rb\.gy|shorturl\.at|linktr\.ee|rebrand\.ly|ow\.ly)$/;
/** Not a page's name although it has a dot: files and the like, told by `app` where they matter. */
const FILES = /\.(?:apk|exe|xapk|msi|bat|scr|pdf|jpe?g|png|docx?|xlsx?|mp4|zip|rar)$/;
const MOST = 6;

export function inspect(message: string, own: readonly OwnChannel[]): Inspection {
  const text = message.normalize('NFKC').replace(/\p{Cf}+/gu, '');
  const asked = text.replace(WARNING, ' ');
  const links = [...text.matchAll(LINK)].map(([link]) => link.replace(/[.,;:!?)]+$/, ''));
  // What stands within a link is the link's; a number in it is nobody's call.
  const rest = links.reduce((left, link) => left.replace(link, ' '), text);
  const all = [
    ...links.flatMap((link) => ofLink(link, own)),
    ...[...rest.matchAll(NAME)].map(([, name = '']) => ofName(name, own)),
    ...[...rest.matchAll(NUMBER)].flatMap(([number]) => ofNumber(number, own)),
  ];
  const found = all.filter((one, at) => all.findIndex(({ shown }) => shown === one.shown) === at);
  return {
    signs: (Object.keys(SIGNS) as Sign[]).filter((sign) => SIGNS[sign].test(asked)),
    found: found.slice(0, MOST),
  };
}

/** Somebody wants something of the reader, or plays us. */
export const isSuspicious = ({ signs, found }: Inspection): boolean =>
  signs.some((sign) => sign !== 'prize' && sign !== 'hurry') ||
  (signs.length > 0 && found.some(({ whose }) => whose !== 'ours')) ||
  found.some(({ whose }) => whose === 'alike');

/** `away`: WhatsApp refuses the number, or its handset threw us out. */
export type OfficialChannel = OwnChannel & { away: boolean };

export const officialLine = ({ kind, text, for: whom, away }: OfficialChannel): TextRef =>
  tx(away ? 'resmi.lineAway' : 'resmi.line', { kind: tx(`resmi.kind-${kind}`), text, whom: tx(`resmi.for-${whom}`) });

/** One line each, what weighs most first. */
export const linesOf = ({ signs, found }: Inspection): TextRef[] => [
  ...signs.map((sign) => tx(`resmi.sign-${sign}`)),
  ...found.map(({ whose, shown }) => tx(`resmi.found-${whose}`, { shown })),
];

function ofLink(link: string, own: readonly OwnChannel[]): Found[] {
  const [, host = '', behind = ''] =
    /^(?:https?:\/\/)?(?:[^/@\s]*@)?(?:www\.)?([^/:?#\s]+)(?::\d+)?(.*)$/iu.exec(link) ?? [];
  const name = host.toLowerCase().replace(/\.$/, '');
  if (!name.includes('.') || FILES.test(name)) return [];
  if (name === 't.me' || name === 'telegram.me')
    return [ofName(behind.replace(/^\//, '').split(/[/?#]/)[0] ?? '', own)];
  if (name === 'wa.me' || name === 'api.whatsapp.com') return ofNumber(/\d{6,15}/.exec(behind)?.[0] ?? '', own);
  const pages = own.filter(({ kind }) => kind === 'web').map(({ text }) => text.toLowerCase());
  const shown = unlinked(name);
  if (pages.some((page) => name === page || name.endsWith(`.${page}`))) return [{ whose: 'ours', shown }];
  if (SHORTENERS.test(name)) return [{ whose: 'short', shown }];
  if (pages.some((page) => isAlike(name, page) || name.includes(page.split('.')[0] ?? page)))
    return [{ whose: 'alike', shown }];
  return [{ whose: name.endsWith('.go.id') ? 'government' : 'foreign', shown }];
}

function ofName(said: string, own: readonly OwnChannel[]): Found {
  const name = said.replace(/^@/, '').toLowerCase();
  const names = own.filter(({ kind }) => kind === 'telegram').map(({ text }) => text.toLowerCase());
  const shown = unlinked(`@${name}`);
  if (names.includes(name)) return { whose: 'ours', shown };
  return { whose: names.some((one) => isAlike(name, one)) ? 'alike' : 'foreign', shown };
}

function ofNumber(said: string, own: readonly OwnChannel[]): Found[] {
  const digits = said
    .replace(/\D/g, '')
    .replace(/^0(?=[2-9])/, '62')
    .replace(/^00/, '');
  if (digits.length < 8) return [];
  const ours = own.some(
    ({ kind, text }) =>
      (kind === 'whatsapp' || kind === 'phone') && text.replace(/\D/g, '').replace(/^0/, '62') === digits,
  );
  // A date or an amount is no number to call.
  if (!ours && !parsePhoneNumberFromString(`+${digits}`)?.isValid()) return [];
  return [{ whose: ours ? 'ours' : 'foreign', shown: `+${digits}` }];
}

/** "o" for "0", "l" for "1", one letter more or less, another ending: what an eye takes for the same. */
function isAlike(said: string, own: string): boolean {
  const [a, b] = [folded(said), folded(own)];
  return a === b || (b.length >= 6 && (distance(a, b) <= 2 || a.includes(b.replace(/bot$/, ''))));
}

const folded = (name: string): string =>
  name
    .toLowerCase()
    .replace(/0/g, 'o')
    .replace(/[1|!]/g, 'l')
    .replace(/i/g, 'l')
    .replace(/5/g, 's')
    .replace(/3/g, 'e')
    .replace(/rn/g, 'm')
    .replace(/[^a-z]/g, '');

/** Letters to change, add or drop, counted no further than three. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + Number(a[i - 1] !== b[j - 1]));
    row = next;
  }
  return row[b.length]!;
}

/** No phone makes a link of it. */
const unlinked = (name: string): string => name.replaceAll('.', '[.]');
