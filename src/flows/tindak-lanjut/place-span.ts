/**
 * Where in a message its place stands, and not a word more: "parit sumbat gg melati tembung sudah 3 minggu" has it in the
 * middle. Where its end is not sure, none is found, and it is asked for. Pure.
 */
import * as lists from './place-words.ts';

export interface Span {
  from: number;
  to: number;
}

/** Words from `at` on that are a kelurahan or kecamatan; 0 for none. */
export type Known = (words: readonly string[], at: number) => number;

interface Token {
  word: string;
  /** Written with a capital. */
  high: boolean;
  from: number;
  to: number;
  /** A sentence or line ends before it, or a comma stands there. */
  parted: 'no' | 'comma' | 'end';
}

/** Most words of a name. */
const NAME = 3;
const JOINS = /^(?:di|d|daerah|sampai|in)$/;
const ROMAN = /^[ivx]{1,5}$/;
const isNumber = (word: string): boolean => /^\d/.test(word) || ROMAN.test(word);

/** "jl." and "No." end no sentence; "dijalan" is "di jalan". */
function tokensOf(text: string): Token[] {
  const found = [...text.matchAll(/\d+\p{L}?(?![\p{L}\d])|\d+|\p{L}+(?:['’-]\p{L}+)*/gu)];
  return found.map((match, n) => {
    const before = found[n - 1];
    const between = before ? text.slice(before.index + before[0].length, match.index) : '';
    const ends = /[!?;\n():]/.test(between) || (/\.\s/.test(between) && /\d|\p{L}{4,}/u.test(before?.[0] ?? ''));
    const parted = ends ? 'end' : between.includes(',') ? 'comma' : 'no';
    const joined = lists.OPENS.has(match[0].toLowerCase().slice(2)) && /^di/i.test(match[0]) ? 2 : 0;
    const written = match[0].slice(joined);
    const [from, to] = [match.index + joined, match.index + match[0].length];
    return { word: written.toLowerCase(), high: /^\p{Lu}\p{Ll}/u.test(written), from, to, parted };
  });
}

class Reader {
  private readonly tokens: readonly Token[];
  private readonly words: readonly string[];
  private readonly known: Known;

  constructor(tokens: readonly Token[], known: Known) {
    this.tokens = tokens;
    this.words = tokens.map(({ word }) => word);
    this.known = known;
  }

  /** From the first thing that can be found by it, with all that says it nearer. */
  read(): Span | null {
    for (let at = 0; at < this.tokens.length; at += 1) {
      const end = this.street(at) ?? this.landmark(at, true);
      if (end === null) continue;
      if (end === UNSURE) return null;
      return this.span(this.before(at), this.more(end));
    }
    return null;
  }

  /** A kelurahan or kecamatan alone, with what says it nearer: "lk 5 terjun". */
  area(): (Span & { alone: boolean }) | null {
    for (let at = 0; at < this.tokens.length; at += 1) {
      const length = this.known(this.words, at);
      if (!length) continue;
      const [from, to] = [this.before(at), this.more(at + length)];
      const marked = from > 0 && lists.MARKS.has(this.words[from - 1]!) ? 1 : 0;
      return { ...this.span(from - marked, to), alone: from === at && this.isArea(at + length, to) };
    }
    return null;
  }

  /** The first street alone, as its words; with its kelurahan where a number is all its name. */
  streetWords(): string[] | null {
    for (let at = 0; at < this.tokens.length; at += 1) {
      const end = this.street(at);
      if (end === null || end === UNSURE) continue;
      const area = end === at + 2 && isNumber(this.words[end - 1]!) ? this.known(this.words, end) : 0;
      return this.words.slice(at, end + area);
    }
    return null;
  }

  /** Nothing but more areas: "terjun, medan marelan". */
  private isArea(at: number, end: number): boolean {
    if (at >= end) return true;
    const skip = lists.MARKS.has(this.words[at]!) || JOINS.test(this.words[at]!) ? 1 : this.known(this.words, at);
    return skip > 0 && this.isArea(at + skip, end);
  }

  private span(at: number, end: number): Span {
    return { from: this.tokens[at]!.from, to: this.tokens[end - 1]!.to };
  }

  /** "lk 5 gg mawar": the number before it belongs to it. */
  private before(at: number): number {
    if (at < 2 || !isNumber(this.words[at - 1]!) || !lists.COUNTS.has(this.words[at - 2]!)) {
      // "lk 5 kel terjun"
      return at > 2 && lists.MARKS.has(this.words[at - 1]!) && this.before(at - 1) < at - 1 ? this.before(at - 1) : at;
    }
    return this.tokens[at]!.parted === 'end' ? at : at - 2;
  }

  private more(from: number): number {
    let end = from;
    for (;;) {
      const next = this.next(end);
      if (next === null || next === UNSURE) return end;
      end = next;
    }
  }

  private next(end: number): number | null {
    if (end >= this.tokens.length || this.tokens[end]!.parted === 'end') return null;
    // "gg mawar di terjun", "gg mawar kel terjun", "gg mawar di kel terjun"
    let at = end;
    while (JOINS.test(this.words[at] ?? '') || lists.MARKS.has(this.words[at] ?? '')) at += 1;
    const length = at < this.words.length ? this.known(this.words, at) : 0;
    if (length) return at + length;
    return this.street(at) ?? this.counted(at) ?? this.landmark(at, false);
  }

  private counted(at: number): number | null {
    const number = this.words[at + 1];
    if (!lists.COUNTS.has(this.words[at] ?? '') || number === undefined) return null;
    return isNumber(number) || /^\p{L}$/u.test(number) ? at + 2 : null;
  }

  private street(at: number): number | null {
    const kind = this.words[at] ?? '';
    if (!lists.OPENS.has(kind)) return null;
    if (/^(?:jalan|jln|jl)$/.test(kind) && lists.NO_STREET_BEFORE.has(this.words[at - 1] ?? '')) return null;
    if (kind === 'pajak' && !lists.AT.has(this.words[at - 1] ?? '')) return null;
    const first = this.words[at + 1];
    if (first === undefined || this.tokens[at + 1]!.parted !== 'no') return null;
    const area = this.known(this.words, at + 1);
    if (area) return this.besidesName(at + 1 + area);
    // "Jl Pasar III"
    if (/^(?:jalan|jln|jl)$/.test(kind) && lists.OPENS.has(first)) return this.street(at + 1);
    const isName =
      !lists.NO_FIRST.has(first) && !lists.OPENS.has(first) && !lists.BESIDE.has(first) && !this.ends(at + 1);
    return isName ? this.name(at + 1) : null;
  }

  /** "jl marelan raya": behind the name of an area. */
  private besidesName(end: number): number {
    const word = this.words[end];
    return word !== undefined && !this.isOver(end) && lists.BESIDES_NAME.has(word) ? this.besidesName(end + 1) : end;
  }

  /** The end of a name that begins there; unsure where more words follow than a name has. */
  private name(at: number): number {
    let counted = 0;
    for (let end = at; ; end += 1) {
      if (end >= this.words.length || (end > at && (this.isOver(end) || this.isLower(at, end)))) return end;
      if (counted === NAME) return UNSURE;
      if (!lists.BESIDES_NAME.has(this.words[end]!) && !isNumber(this.words[end]!)) counted += 1;
    }
  }

  private isOver(at: number): boolean {
    const word = this.words[at]!;
    const opens = lists.OPENS.has(word) || lists.MARKS.has(word) || lists.COUNTS.has(word) || lists.BESIDE.has(word);
    return this.tokens[at]!.parted !== 'no' || opens || this.ends(at) || this.known(this.words, at) > 0;
  }

  /** "Gg. Mawar bocor": whoever writes a name with a capital writes all of it so. */
  private isLower(at: number, end: number): boolean {
    return this.tokens[at]!.high && !this.tokens[end]!.high && !isNumber(this.words[end]!);
  }

  private ends(at: number): boolean {
    const { high } = this.tokens[at]!;
    if (high && lists.WEAK.has(this.words[at]!) && this.tokens[at - 1]?.high) return false;
    const [word = '', after = ''] = [this.words[at], this.words[at + 1]];
    return lists.isClause(word) || (isNumber(word) && lists.MEASURES.has(after));
  }

  /** `named`: only what one could go to: "depan sd 060891", not "depan sekolah". */
  private landmark(at: number, named: boolean): number | null {
    const kind = at + 1;
    if (!lists.BESIDE.has(this.words[at] ?? '')) return null;
    // "dekat simpang selayang", "dekat terjun"
    const there = kind < this.words.length ? this.known(this.words, kind) : 0;
    const near = there ? kind + there : this.street(kind);
    if (near !== null) return near;
    if (!lists.LANDMARKS.has(this.words[kind] ?? '')) return null;
    const first = kind + 1;
    const isName = first < this.words.length && !this.isOver(first);
    if (isName) return this.name(first);
    const area = first < this.words.length && this.tokens[first]!.parted === 'no' ? this.known(this.words, first) : 0;
    if (area) return first + area;
    return named ? null : first;
  }
}

const UNSURE = Infinity;

export const placeSpan = (text: string, known: Known): Span | null => new Reader(tokensOf(text), known).read();
export const streetWords = (text: string, known: Known): string[] | null =>
  new Reader(tokensOf(text), known).streetWords();
/** `alone`: nothing says it nearer. */
export const areaSpan = (text: string, known: Known): (Span & { alone: boolean }) | null =>
  new Reader(tokensOf(text), known).area();

/** What is told besides the place. */
export function besides(text: string, { from, to }: Span): string {
  const before = text.slice(0, from).replace(/(?:^|[\s,])(?:di|d|daerah|dkt|dekat|ke|at|in|on)\s*$/i, ' ');
  const parts = [before, text.slice(to)].map((part) => part.replace(/^[\s,.;:]+|[\s,;:]+$/g, ''));
  return parts.filter((part) => /[\p{L}\d]/u.test(part)).join(', ');
}
