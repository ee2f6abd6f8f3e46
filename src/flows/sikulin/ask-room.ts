/** Where a group sits that the usual rooms of its hour do not hold: every way there is, one press each. Keys: `muat`, `ruang`. */
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Choice, TextRef } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { choice } from '#flows/prompts/choice.ts';
import { partText, roomText } from './rules.ts';
import type { FitWish, Group, Host, PlacedGroup, Plan, RoomFit } from './rules.ts';

export interface Agreed {
  plan: Plan;
  /** Its rooms, for the summary. */
  parts: TextRef[];
}

/** Null: a usual room holds them. `anyRoom` of them find room in every slot that is free, so nothing is looked up for most. */
export async function askRoom(t: Handle, wish: FitWish, anyRoom: number): Promise<Agreed | null> {
  if (wish.people <= anyRoom) return null;
  const { fits, plans, names } = await t.read<RoomFit>('muat', 'sikulin.fit', wish);
  if (fits) return null;
  if (!plans.length) await t.ask('ruang', noRoom(wish));
  const named = ({ room }: PlacedGroup): Host['name'] | null => (room === null ? null : (names[room] ?? null));
  const partsOf = ({ groups }: Plan): TextRef[] => groups.map((group) => partText(group, named(group)));
  const lines = plans.map((plan) =>
    tx(plan.date === wish.date ? 'sikulin.plan' : 'sikulin.planDay', { date: plan.date, parts: partsOf(plan) }),
  );
  const id = await t.ask(
    'ruang',
    choice({
      text: tx('sikulin.askRoom', { ...wish, plans: lines }),
      label: tx('sikulin.room'),
      choices: plans.map((plan) => choiceOf(plan, wish)),
    }),
  );
  const plan = plans.find((one) => idOf(one) === id);
  return plan
    ? { plan, parts: plan.groups.length > 1 ? partsOf(plan) : plan.groups.map((one) => roomText(named(one))) }
    : null;
}

/** What a command is told of where and when: the plan's, or what was wished for. */
export const agreedOn = <When extends { date: string; time: string }>(
  { date, time }: When,
  agreed: Agreed | null,
): { date: string; time: string; split?: Group[] } => {
  if (!agreed) return { date, time };
  const { plan } = agreed;
  const split = plan.groups.map((group) => ({ time: group.time, people: group.people }));
  return { date: plan.date, time: plan.time, ...(split.length > 1 && { split }) };
};

/** Says by itself what it is: what an earlier answer meant does not depend on what else is free by now. */
const idOf = ({ date, groups }: Plan): string =>
  [date, ...groups.map(({ time, people, room }) => `${time}x${people}${room === null ? '' : `@${room}`}`)].join('/');

function choiceOf(plan: Plan, wish: FitWish): Choice {
  const [first, second] = plan.groups;
  const id = idOf(plan);
  if (plan.date !== wish.date) return { id, label: tx('sikulin.planOn', { date: plan.date }), synonyms: ['hari lain'] };
  if (second)
    return {
      id,
      label: tx(first?.time === second.time ? 'sikulin.planRooms' : 'sikulin.planHours'),
      synonyms: ['bagi dua', 'dibagi dua', 'dibagi', 'split', first?.time === second.time ? 'dua ruang' : 'dua jam'],
    };
  if (plan.time === wish.time)
    return { id, label: tx('sikulin.planHall'), synonyms: ['aula', 'ruang besar', 'gedung', 'hall'] };
  return { id, label: tx('sikulin.planAt', { time: plan.time }), synonyms: ['jam lain', plan.time] };
}

/** Nothing is left but another number, another day, or a person. */
function noRoom(wish: FitWish): Prompt<string> {
  const expects = tx('sikulin.noRoomExpects');
  return {
    kind: 'choice',
    text: tx('sikulin.noRoom', { ...wish }),
    choices: [],
    expects,
    parse: () => ({ refuse: expects }),
  };
}
