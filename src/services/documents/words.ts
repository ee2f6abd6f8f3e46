/** Texts for paper: the house's texts without the tags and escapes that chat apps need. */
import { DateTime } from 'luxon';
import { tx } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import type { Texts } from '../texts.ts';
import type { VisitDocument, VisitPart, Wording } from './types.ts';

export type Say = (key: string, args?: Record<string, unknown>) => string;

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** A text of `documents.json` by its name, as plain text. */
export const sayPlainly =
  (texts: Texts, locale: Locale): Say =>
  (key, args) =>
    texts
      .say(locale, tx(`documents.${key}`, args))
      .replace(/<[^<>]*>/g, '')
      .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);

export const wording = (say: Say, value: Wording): string => say('as-is', { value });

/** Who comes: the institution, or the person where there is none. */
export const guestOf = ({ institution, name }: VisitDocument): string => institution ?? name;

/** In one paragraph: on paper a person's line breaks only make holes. */
export const purposeOf = ({ purpose }: VisitDocument): string | null => purpose && purpose.replace(/\s+/g, ' ').trim();

/** "Selasa, 10 November 2026" and "09.00 WIB", or "09.00 WIB s.d. 11.00 WIB". */
export const dayOf = (say: Say, { date }: Pick<VisitDocument, 'date'>): string => say('day', { date });
export const hoursOf = (say: Say, { time, endTime }: Pick<VisitDocument, 'time' | 'endTime'>): string =>
  endTime === null ? say('hour', { time }) : say('hours', { time, endTime });

/** "09.00 WIB s.d. 10.30 WIB, 40 orang, Ruang Badan Musyawarah" */
export const partOf = (say: Say, part: VisitPart): string =>
  [
    hoursOf(say, part),
    say('people', { count: part.people }),
    ...(part.room === null ? [] : [wording(say, part.room)]),
  ].join(', ');

/** "5 November 2026", as letters write it. */
export const letterDate = (date: string): string =>
  DateTime.fromISO(date).setLocale('id').toLocaleString({ dateStyle: 'long' });
