/** A letter looked up by the check code at its foot, and whether it still holds. */
import type { LetterNumber } from '#models/letter-number.ts';
import type { Visit } from '#models/visit.ts';
import type { Services } from '#services/commands.ts';
import { checkCode, checkedNumber, sameCheckCode } from '#services/ticket-token.ts';
import type { CheckedLetter } from './rules.ts';

/** Whoever types a code that no letter has learns nothing of the visit in it. */
export async function checkedLetter({ said }: { said: string }, services: Services): Promise<CheckedLetter> {
  const { models, council, hash, clock } = services;
  const number = checkedNumber(said);
  const visit = number === null ? null : await models.Visit.findOne({ _id: number }).lean<Visit>();
  if (!visit) return { state: 'unknown' };
  // A moved visit has had several letters; each keeps its own number.
  const prefix = `surat/${visit._id}/`;
  const letters = await models.LetterNumber.find({ requestKey: { $gte: prefix, $lt: `${prefix}~` } }).lean<
    LetterNumber[]
  >();
  const letter = letters.find(({ text }) => sameCheckCode(said, checkCode(visit._id, text, council, hash)));
  if (!letter) return { state: 'unknown' };
  const [date = visit.date, time = visit.time] = letter.requestKey.slice(prefix.length).split(/[T/]/);
  return {
    state: stateOf(letter, visit),
    letterNumber: letter.text,
    written: clock.date(letter.at.getTime()),
    kind: visit.kind,
    date,
    time,
  };
}

/** The number of a letter that no longer holds is void in the register; why, the visit says. */
function stateOf(letter: LetterNumber, { status, letterNumber }: Visit): Exclude<CheckedLetter['state'], 'unknown'> {
  if (status === 'batal' || status === 'ditolak') return 'off';
  if (status === 'menunggu' || status === 'diusulkan') return 'moving';
  return letter.status === 'batal' || letterNumber !== letter.text ? 'replaced' : 'holds';
}
