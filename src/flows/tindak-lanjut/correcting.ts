/** A correction held against the report as it is kept, at the question and again at the command. */
import type { Aduan } from '#models/aduan.ts';
import type { AduanRoute } from '#models/aduan-route.ts';
import { asking } from '#services/authority.ts';
import type { Services } from '#services/commands.ts';
import { corrected } from './correction.ts';
import type { Corrected } from './correction.ts';
import { desksOf } from './desks.ts';
import type { Fix, PutOff } from './rules.ts';

export async function correct(
  { models, council, clock }: Services,
  before: Aduan,
  fix: Fix,
  why: string,
): Promise<Corrected> {
  const route = await models.AduanRoute.findOne({ _id: before._id }).lean<AduanRoute>();
  return corrected(council, before, fix, { named: Boolean(route?.name), today: clock.date(clock.now()), why });
}

/** Null where nobody waits longer for it: then no reason is asked for. */
export async function putOff(
  { number, fix }: { number: string; fix: Fix },
  services: Services,
  chat: string,
): Promise<PutOff | null> {
  const who = await asking(services, chat);
  const desk = { $in: desksOf(who?.roles ?? []) };
  const report = await services.models.Aduan.findOne({ _id: number, desk }).lean<Aduan>();
  const found = report && (await correct(services, report, fix, ''));
  return found && 'from' in found ? { from: found.from, to: found.to } : null;
}
