/** What a guest is told of the other time that the office proposes: once when it does, and again for whoever lost that message. */
import type { Visit } from '#models/visit.ts';
import { tx } from '#flows/engine/message.ts';
import { done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { seatedIn } from '../rooms.ts';
import { buttonArg, stampOf } from '../rules.ts';
import { factsOf, tellGuest } from './tell.ts';

/** Nothing where it stands no longer: its buttons would answer nothing. */
export async function tellProposal(services: Services, visit: Visit, now: Visit, key: string): Promise<void> {
  const { proposal } = now;
  if (!proposal) return;
  const { date, time } = proposal;
  const reason = now.history.findLast(({ what }) => what === 'diusulkan')?.note ?? '-';
  const rooms = seatedIn(services.council, proposal);
  await tellGuest(services, visit, {
    key,
    text: tx('sikulin.proposed', { ...factsOf(visit), newDate: date, newTime: time, rooms, reason }),
    buttons: (['terima', 'tolak'] as const).map((word) => ({
      label: tx(word === 'terima' ? 'sikulin.takeProposal' : 'sikulin.leaveProposal'),
      flow: 'sikulin-jawab',
      arg: buttonArg(word, visit._id, stampOf({ date, time })),
    })),
  });
}

export const proposalAgain: Command<{ number: string }> = async ({ requestKey, args, chat }, services) => {
  const visit = await services.models.Visit.findOne({ _id: args.number, chat }).lean<Visit>();
  if (!visit) return done({ outcome: 'foreign' });
  if (visit.status !== 'diusulkan') return done({ outcome: 'over' });
  await tellProposal(services, visit, visit, requestKey);
  return done({ outcome: 'done' });
};
