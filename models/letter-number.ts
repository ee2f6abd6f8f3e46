/**
 * The register of letter numbers: one sequence a unit, series and year, without gaps and without reuse. A number is a claim
 * that carries its request, so that a retry after a crash finds its own and no second one. Nothing is ever deleted: what is
 * not used stays as `batal`.
 */
import type { Connection, Model } from 'mongoose';
import { isDuplicate } from './database.ts';
import { documentSchema } from './schema.ts';

/** `diambil`: claimed, its letter is being made; `manual`: kept for letters written by hand while the system is away. */
export type LetterNumberStatus = 'diambil' | 'manual' | 'dipakai' | 'batal';

export interface LetterNumber {
  /** `<unit>/<series>/<year>#<number>`. */
  _id: string;
  schemaVersion: number;
  /** `<unit>/<series>/<year>`. */
  sequence: string;
  /** From 1. */
  number: number;
  /** As it stands on the letter. */
  text: string;
  letter: string;
  requestKey: string;
  status: LetterNumberStatus;
  /** Business time of the claim. */
  at: Date;
  note: string | null;
}

export interface LetterClaim {
  /** One letter, one key: an effect with two letters adds to its own. */
  requestKey: string;
  letter: string;
  sequence: string;
  at: Date;
  status?: 'diambil' | 'manual';
  /** How number n stands on the letter. */
  text(n: number): string;
}

export function letterNumberModel(connection: Connection): Model<LetterNumber> {
  const schema = documentSchema('letterNumbers', {
    _id: String,
    sequence: { type: String, required: true },
    number: { type: Number, required: true },
    text: { type: String, required: true },
    letter: { type: String, required: true },
    requestKey: { type: String, required: true },
    status: { type: String, required: true },
    at: { type: Date, required: true },
    note: { type: String, default: null },
  });
  // A claim that is carried out twice finds its own number.
  schema.index({ requestKey: 1 }, { unique: true });
  // The last number of a sequence, and the register in order.
  schema.index({ sequence: 1, number: -1 }, { unique: true });
  // The same number on two letters, whatever the council's data say.
  schema.index({ text: 1 }, { unique: true });
  // Claims whose letter was never made.
  schema.index({ status: 1, at: 1 });
  return connection.model<LetterNumber>('LetterNumber', schema);
}

/** The request's number: the one it has already, `batal` included, else the next of its sequence. */
export async function claimLetterNumber(numbers: Model<LetterNumber>, claim: LetterClaim): Promise<LetterNumber> {
  const { requestKey, letter, sequence, at, status = 'diambil', text } = claim;
  const last = await numbers.findOne({ sequence }).sort({ number: -1 }).lean<LetterNumber>();
  // Every number below `n` is taken: a refused one is another's, and so the next one leaves no gap.
  for (let n = (last?.number ?? 0) + 1; ; n += 1) {
    const row = {
      _id: `${sequence}#${n}`,
      schemaVersion: 1,
      sequence,
      number: n,
      text: text(n),
      letter,
      requestKey,
      at,
    };
    try {
      await numbers.create({ ...row, status });
      return { ...row, status, note: null };
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const there = await numbers.findOne({ _id: row._id }).lean<LetterNumber>();
      if (there?.requestKey === requestKey) return there;
      if (there) continue;
      // Not the number was taken: the request has one already, or another sequence makes the same text.
      const mine = await numbers.findOne({ requestKey }).lean<LetterNumber>();
      if (mine) return mine;
      throw new Error(`letter number ${row.text} belongs to another sequence`);
    }
  }
}

/** The letter exists. False where the number was cancelled meanwhile: the letter must not go out. */
export async function useLetterNumber(numbers: Model<LetterNumber>, requestKey: string): Promise<boolean> {
  const used = await numbers.findOneAndUpdate(
    { requestKey, status: { $in: ['diambil', 'manual', 'dipakai'] } },
    { $set: { status: 'dipakai' } },
  );
  return used !== null;
}

/** The number, by its request or as it stands on the letter, stays in the register as `batal`, with the reason. False where there is none. */
export async function cancelLetterNumber(
  numbers: Model<LetterNumber>,
  which: { requestKey: string } | { text: string },
  note: string,
): Promise<boolean> {
  const gone = await numbers.findOneAndUpdate(
    { ...which, status: { $ne: 'batal' } },
    { $set: { status: 'batal', note } },
  );
  return gone !== null || (await numbers.exists({ ...which, status: 'batal' })) !== null;
}

/** Claims older than `before` whose letter was never made: a person of staff uses or cancels them. */
export const unusedLetterNumbers = (numbers: Model<LetterNumber>, before: Date): Promise<LetterNumber[]> =>
  numbers
    .find({ status: 'diambil', at: { $lt: before } })
    .sort({ at: 1 })
    .limit(100)
    .lean<LetterNumber[]>();
