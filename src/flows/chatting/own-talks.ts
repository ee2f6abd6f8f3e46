/** Conversations as whoever asked finds them, beside their reports: a page at a time, the newest first, and any by its number. */
import type { Obrolan } from '#models/obrolan.ts';
import { nextOpening } from '#services/calendar.ts';
import type { Services } from '#services/commands.ts';
import type { Page } from '#flows/tindak-lanjut/rules.ts';
import { aboutOf } from './effects/tell.ts';
import type { OwnTalk, TalkCard, TalkPlace } from './rules.ts';
import { deskOf } from './schedule.ts';

const LIST = 5;

const behind = ({ at, number }: TalkPlace): object => ({
  $or: [{ openedAt: { $lt: new Date(at) } }, { openedAt: new Date(at), _id: { $lt: number } }],
});

/** Those of a page that go on come first. */
export async function ownTalks(
  { after }: { after: TalkPlace | null },
  { models, council }: Services,
  chat: string,
): Promise<Page<OwnTalk, TalkPlace>> {
  const found = await models.Obrolan.find({ chat, ...(after && behind(after)) })
    .sort({ openedAt: -1, _id: -1 })
    .limit(LIST + 1)
    .lean<Obrolan[]>();
  const shown = found.slice(0, LIST);
  const last = shown.at(-1);
  const next = last && found.length > LIST ? { at: last.openedAt.toISOString(), number: last._id } : null;
  const rows = shown
    .toSorted((a, b) => Number(a.state === 'selesai') - Number(b.state === 'selesai'))
    .map((talk) => ({ number: talk._id, about: aboutOf(council, talk) }));
  return { rows, next };
}

/** Null: it is not theirs. */
export async function ownTalk(
  { number }: { number: string },
  { models, council, clock }: Services,
  chat: string,
): Promise<TalkCard | null> {
  const _id = /^\d+$/.test(number) ? `C-${number}` : number;
  const talk = await models.Obrolan.findOne({ _id, chat }).lean<Obrolan>();
  if (!talk) return null;
  const { state, since, openedAt } = talk;
  const unit = council.units.find(({ code }) => code === talk.team);
  return {
    ...{ number: _id, state, about: aboutOf(council, talk), unit: unit ? { ...unit.name } : null },
    at: clock.instant(openedAt.getTime()),
    opens: state === 'tertunda' ? nextOpening(deskOf(council), since.getTime()) : null,
    answer: talk.lines.findLast(({ by }) => by === 'petugas')?.text ?? '',
  };
}
