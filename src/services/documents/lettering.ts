/** Words as outlines: a picture looks the same on a server that has no fonts. */
import { openSync, type Font } from 'fontkit';
import { FONTS } from './paper.ts';

const fonts = { regular: open('regular'), bold: open('bold') };
export type Weight = keyof typeof fonts;

function open(weight: 'regular' | 'bold'): Font {
  const font = openSync(FONTS[weight]);
  if (!('layout' in font)) throw new Error('a collection of fonts where one was expected');
  return font;
}

const widthOf = (text: string, size: number, weight: Weight): number => {
  const font = fonts[weight];
  return (font.layout(text).advanceWidth * size) / font.unitsPerEm;
};

/** One line as an SVG element, its middle at `x`, its baseline at `y`; pixels. */
export function lettering(text: string, x: number, y: number, size: number, weight: Weight = 'regular'): string {
  const font = fonts[weight];
  const run = font.layout(text);
  const scale = size / font.unitsPerEm;
  let at = 0;
  const glyphs = run.glyphs.map((glyph, place) => {
    const here = at;
    at += run.positions[place]?.xAdvance ?? glyph.advanceWidth;
    return `<path transform="translate(${here} 0)" d="${glyph.path.toSVG()}"/>`;
  });
  const from = x - (at * scale) / 2;
  return `<g transform="translate(${from.toFixed(2)} ${y}) scale(${scale} ${-scale})">${glyphs.join('')}</g>`;
}

/** Greedy lines of at most `wide` pixels; of more than `most` the last ends with dots. A word too long is cut. */
export function lines(text: string, wide: number, size: number, weight: Weight, most: number): string[] {
  const all: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = all.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(joined, size, weight) <= wide) all[all.length - 1] = joined;
    else all.push(fit(word, wide, size, weight));
  }
  if (all.length <= most) return all;
  return [...all.slice(0, most - 1), fit(`${all[most - 1]} …`, wide, size, weight)];
}

const fit = (text: string, wide: number, size: number, weight: Weight): string => {
  if (widthOf(text, size, weight) <= wide) return text;
  const signs = [...text];
  while (signs.length && widthOf(`${signs.join('')}…`, size, weight) > wide) signs.pop();
  return `${signs.join('')}…`;
};
