/** Conversations as whoever asked sees them, beside their reports. */
import type { Obrolan } from '#models/obrolan.ts';
import { nextOpening } from '#services/calendar.ts';
import type { Services } from '#services/commands.ts';
import { aboutOf } from './effects/tell.ts';
import type { TalkCard } from './rules.ts';
import { deskOf } from './schedule.ts';

/** The newest. */
const LIST = 5;

/** The asker's own, those that go on first. */
export async function ownTalks(
  _args: unknown,
  { models, council, clock }: Services,
  chat: string,
): Promise<TalkCard[]> {
  const found = await models.Obrolan.find({ chat }).sort({ openedAt: -1 }).limit(LIST).lean<Obrolan[]>();
  const cards = found.map((talk): TalkCard => {
    const { _id: number, state, since, openedAt } = talk;
    const unit = council.units.find(({ code }) => code === talk.team);
    return {
      ...{ number, state, about: aboutOf(council, talk), unit: unit ? { ...unit.name } : null },
      at: clock.instant(openedAt.getTime()),
      opens: state === 'tertunda' ? nextOpening(deskOf(council), since.getTime()) : null,
      answer: talk.lines.findLast(({ by }) => by === 'petugas')?.text ?? '',
    };
  });
  return cards.toSorted((a, b) => Number(a.state === 'selesai') - Number(b.state === 'selesai'));
}
