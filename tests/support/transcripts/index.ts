import { afterBadInput, changedAndApproved, declinedWithReason } from './bookings.ts';
import { complaintInEnglish } from './complaints.ts';
import { binding, ownWords, personAndReply, talkInEnglish, twoLanguages } from './talks.ts';
import type { Transcript } from './step.ts';

/** Each has people and a day of its own, so that all can be played at once. */
export const TRANSCRIPTS: readonly Transcript[] = [
  changedAndApproved,
  declinedWithReason,
  afterBadInput,
  binding,
  personAndReply,
  talkInEnglish,
  twoLanguages,
  ownWords,
  complaintInEnglish,
];
