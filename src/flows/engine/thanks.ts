/** Thanks and nods: nothing is asked for, so neither the menu nor an error answers them. All but `isNod` take `plain` text. */

const WORDS_OF_THANKS =
  '(?:banyak )?t(?:e|er|r)?ima ?kasih?|trims?|makasih?|mksi?h?|tks|thx|ty|thanks|thank (?:you|u)|mauliate|bujur|saohagolo';
export const PRAISE: ReadonlySet<string> = new Set(['baik', 'mantap', 'mantul', 'bagus', 'good', 'great', 'fine']);
const FINE = ['oke?', 'okay', 'okey', 'siap', 'sip', 'baiklah', 'noted', 'sama-sama', ...PRAISE].join('|');
const BESIDE =
  'banyak|sekali|kasih|ya|yah|deh|dong|lho|pak|bu|bapak|ibu|kak|kakak|bang|mas|mbak|min|admin|dan|atas|untuk|for|the|so|very|much|' +
  'bantuan(?:nya)?|info(?:nya)?|informasi(?:nya)?|pelayanan(?:nya)?|layanan(?:nya)?|all|help|sudah|mengerti|paham|got it';
const ONLY = new RegExp(`^(?:${WORDS_OF_THANKS}|${FINE})(?:[ ,.!/]+(?:${WORDS_OF_THANKS}|${FINE}|${BESIDE}))*$`);
const HAS = new RegExp(`(?<!\\p{L})(?:${WORDS_OF_THANKS})(?!\\p{L})`, 'u');
/** Hands, hearts and smiles. */
const SIGNS =
  /^(?:[\u{1F44C}\u{1F44D}\u{1F44F}\u{1F64F}\u{1F91D}\u{1F60A}\u{1F642}\u{1F970}\u{1F44B}\u2764\u{1F3FB}-\u{1F3FF}\uFE0F\u200D]|\s)+$/u;

/** A letter that is written twice or more counts once. */
export const squeeze = (said: string): string => said.replace(/(\p{L})\1+/gu, '$1');

/** Thanks, "oke", "siap pak" and nothing else. */
export const isThanks = (said: string): boolean => ONLY.test(said) || ONLY.test(squeeze(said));

export const hasThanks = (said: string): boolean => HAS.test(said) || HAS.test(squeeze(said));

/** A nod of the phone's keyboard, without a word. */
export const isNod = (text: string): boolean => text.trim() !== '' && SIGNS.test(text);
