/** What strangers must not read in a report: numbers that name a person. Only the handler sees them. Pure. */

/** 16 digits of a NIK or card, however they are parted; a phone as people write it. */
const NIK = /(?<!\d)\d(?:[ .-]?\d){15}(?!\d)/g;
const PHONE = /(?<![\d+])(?:\+?62|0)[ .-]?8(?:[ .-]?\d){7,11}(?!\d)/g;
/** With its area code, in brackets or not: seven signs alone are no number of anybody yet. */
const LANDLINE = /(?<![\d+])\(?(?:\+?62[ .-]?|0)[2-79]\d{1,2}\)?[ ./-]{0,3}\d(?:[ .-]?\d){4,7}(?!\d)/g;
const MAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const PATTERNS = [NIK, PHONE, LANDLINE, MAIL];

const dots = (said: string): string => '•'.repeat(Math.min(said.length, 8));

export const hasPersonalNumbers = (text: string): boolean =>
  PATTERNS.some((pattern) => new RegExp(pattern.source, pattern.flags.replace('g', '')).test(text));

export const masked = (text: string): string => PATTERNS.reduce((said, pattern) => said.replace(pattern, dots), text);
