/** Which case the office writes about at a handset: the one that is open in that chat, where there is no other. */
import type { Aduan } from '#models/aduan.ts';
import type { AduanRoute } from '#models/aduan-route.ts';
import type { Visit } from '#models/visit.ts';
import type { Services } from '#services/commands.ts';
import { COMING } from '../data-saya/theirs.ts';
import { OPEN } from '../tindak-lanjut/states.ts';

/** Its reporter still has to say whether it is solved. */
const REPORTS = [...OPEN, 'dijawab'];

/** Null also where it gave no name: what is written to somebody says who they are. */
export async function caseOf({ models }: Pick<Services, 'models'>, chat: string): Promise<string | null> {
  const routes = await models.AduanRoute.find({ chat }, { _id: 1 }).lean<Pick<AduanRoute, '_id'>[]>();
  const [reports, visits] = await Promise.all([
    models.Aduan.find({ _id: { $in: routes.map(({ _id }) => _id) }, state: { $in: REPORTS } }, { identity: 1 }).lean<
      Pick<Aduan, '_id' | 'identity'>[]
    >(),
    models.Visit.find({ chat, status: { $in: COMING } }, { _id: 1 }).lean<Pick<Visit, '_id'>[]>(),
  ]);
  const [only, another] = [...reports, ...visits];
  if (!only || another || reports.some(({ identity }) => identity === 'anonim')) return null;
  return only._id;
}
