/** Conversations as a list of staff shows them: one's own first, then those that wait, the oldest on top. */
import type { Obrolan } from '#models/obrolan.ts';
import type { Person } from '#models/person.ts';
import type { Services } from '#services/commands.ts';
import { masked } from '#flows/tindak-lanjut/masking.ts';
import type { TalkRow } from './rules.ts';
import { aboutOf, whoAsks } from './effects/tell.ts';

/** Signs of what was said last. */
const FIRST = 60;

export async function openTalks({ models }: Services, who: Person | null, most: number): Promise<Obrolan[]> {
  const own = await models.Obrolan.find({ holder: who?._id ?? '', state: 'ditangani' })
    .sort({ lastAt: 1 })
    .limit(most)
    .lean<Obrolan[]>();
  // No limit would be read as none at all.
  if (own.length >= most) return own;
  const waiting = await models.Obrolan.find({
    state: { $in: ['menunggu', 'tertunda'] },
    asker: { $ne: who?._id ?? '' },
  })
    .sort({ since: 1 })
    .limit(most - own.length)
    .lean<Obrolan[]>();
  return [...own, ...waiting];
}

export async function rowOf(services: Services, talk: Obrolan): Promise<TalkRow> {
  const last = talk.lines.findLast(({ by }) => by === 'penanya');
  return {
    number: talk._id,
    mine: talk.state === 'ditangani',
    owed: talk.lastBy === 'penanya',
    about: aboutOf(services.council, talk),
    who: await whoAsks(services, talk),
    said: masked(last?.text ?? '').slice(0, FIRST),
    labels: services.council.chatting.labels
      .filter(({ code }) => talk.labels.includes(code))
      .map(({ name }) => ({ ...name })),
  };
}
