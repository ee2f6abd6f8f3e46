/**
 * What somebody of the office wrote by hand, at the handset, while one case was open in that chat: its words stand with the chat's, and
 * whoever works on the case finds them by its number.
 */
import type { Report } from '#models/report.ts';
import type { Services } from './commands.ts';

type House = Pick<Services, 'models'>;

/** Words that are shown with a case. */
const MOST = 20;

/** In the order in which they were written. */
export async function byHand({ models }: House, number: string): Promise<Pick<Report, 'at' | 'note'>[]> {
  const found = await models.Report.find({ about: number }, { at: 1, note: 1 })
    .sort({ at: -1 })
    .limit(MOST)
    .lean<Report[]>();
  return found.toReversed();
}
