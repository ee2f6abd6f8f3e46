/** What an innovation says of its documents, so that their deadlines follow the calendar and explain themselves: one `Holder` each. */
import type { Model } from 'mongoose';
import type { Dated } from '#models/dated.ts';
import type { Models } from '#models/models.ts';
import { dayEnd } from '../calendar.ts';
import type { Services } from '../commands.ts';
import type { Council } from '../council.ts';
import type { SettingKey } from '../council-schema.ts';
import type { Notice } from '../notices.ts';
import type { Deadline } from './deadline.ts';

export interface Running {
  /** Name of the deadline: text `deadlines.what-…`. */
  what: string;
  /** As the document has it: `yyyy-MM-dd`, or an instant in ISO 8601. */
  was: string;
  /** The same, counted by the calendar as it is now. */
  now: string;
  /** How; its `due` may be earlier or later than `now` where another rule bounds it. */
  counted: Deadline;
  /** The dated figure that it goes by, whose basis is told. */
  setting: SettingKey;
  /** Who was told of the date, and hears when it moves. */
  told: readonly ('staff' | 'person')[];
}

/** One word to a person: a `Notice` with its buttons. */
export type Word = Required<Pick<Notice, 'key' | 'text' | 'buttons'>>;

export interface DatedDocument extends Dated {
  _id: string;
  history: { at: Date; what: string }[];
}

export interface Holder<T extends DatedDocument> {
  /** Its numbers begin with it: `K-`. */
  prefix: string;
  model(models: Models): Model<T>;
  /** Pure. Deadlines that run in the document's state; none that is met. */
  running(council: Council, document: T): Running[];
  /** Pure. The fields for these dates, and what is due next by them. */
  fields(council: Council, document: T, dates: ReadonlyMap<string, string>, now: number): Partial<T>;
  /** What every write of the document compares and raises, so that nobody writes over another's. */
  version: keyof T & string;
  /** Person id of who has taken it, where that is somebody: only they are told. */
  owner(document: T): string | null;
  /** Else roles of who has it, first those whose turn it is. */
  staff(document: T): readonly (readonly string[])[];
  /** Roles that may ask how it was counted. */
  mayAsk(document: T): readonly string[];
  /** The chat of who asked for it, or null where it is not to be reached. */
  person(services: Services, document: T): Promise<string | null>;
  tellPerson(services: Services, document: T, word: Word): Promise<void>;
  /** What that chat sent, a few, the newest first. */
  own(services: Services, chat: string): Promise<T[]>;
}

/** Not a type of its own: holders of all kinds stand in one list. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyHolder = Holder<any>;

/** A date that has passed is no promise any more. `now`: business ms. */
export const isOver = (council: Council, date: string, now: number): boolean =>
  (date.length === 10 ? dayEnd(council, date) : new Date(date)).getTime() <= now;
