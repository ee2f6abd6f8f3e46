/** Figures as people write them: dots and commas that group thousands or part decimals, Indonesian or English. */
import type { Locale } from '#flows/engine/prompt.ts';

/** A figure, without sign: digits with single dots, commas or spaces inside. */
export const FIGURE = String.raw`\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)*`;

const GROUPED = /^\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?$/;

const plain = (digits: string): number => Number(digits.replace(/[., ]/g, ''));

/**
 * Each number that a figure can be, the likelier first; empty where it is malformed ("1.50.00").
 * "1.500" is 1500, and 1.5 only to a reader of English; "1.5" and "1,5" are one and a half to anyone.
 */
export const readFigure = (figure: string, locale: Locale): number[] => {
  if (/^\d+$/.test(figure)) return [Number(figure)];
  const parts = /^(.*\d)([.,])(\d{1,2})$/.exec(figure);
  const [, whole = '', mark = '', decimals = ''] = parts ?? [];
  if (parts && /^\d+$/.test(whole)) return [Number(`${whole}.${decimals}`)];
  // "1.500.000,50": the last mark differs from those that group.
  if (parts && GROUPED.test(whole) && !whole.includes(mark)) return [Number(`${plain(whole)}.${decimals}`)];
  if (parts || !GROUPED.test(figure)) return [];
  const single = /^([1-9]\d{0,2})([.,])(\d{3})$/.exec(figure);
  const decimalMark = locale === 'en' ? '.' : ',';
  if (!single || single[2] !== decimalMark) return [plain(figure)];
  return [plain(figure), Number(`${single[1]}.${single[3]}`)];
};
