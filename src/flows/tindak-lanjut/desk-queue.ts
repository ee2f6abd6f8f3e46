/** The whole queue of somebody's desks, for the desk page: what is due first on top, and what is looked for in it. */
import type { Aduan } from '#models/aduan.ts';
import { personBehind } from '#services/authority.ts';
import type { Services } from '#services/commands.ts';
import { cardFor } from './cards.ts';
import { desksOf } from './desks.ts';
import { openReports } from './open-reports.ts';
import type { ReportCard } from './rules.ts';
import { OPEN } from './states.ts';

/** An officer has sixty a day; more than this waits for a search. */
const MOST = 200;
/** Ended ones that a search looks through, the newest first. */
const ENDED = 500;

/** `search`: words that all stand in the case as this person sees it, or its number; empty for what is open. */
export async function deskQueue(
  { search }: { search: string },
  services: Services,
  chat: string,
): Promise<ReportCard[]> {
  const who = await personBehind(services.models, chat);
  const open = await openReports(services, who, MOST);
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return Promise.all(open.map((report) => cardFor(services, report, who)));
  const ended = await services.models.Aduan.find({ desk: { $in: desksOf(who?.roles ?? []) }, state: { $nin: OPEN } })
    .sort({ receivedAt: -1 })
    .limit(ENDED)
    .lean<Aduan[]>();
  const cards = await Promise.all([...open, ...ended].map((report) => cardFor(services, report, who)));
  return cards.filter((card) => words.every((word) => readable(card).includes(word))).slice(0, MOST);
}

/** What this person reads on the card: a search tells nothing that looking at it would not. */
const readable = ({ number, text, place, topic, office, answer }: ReportCard): string =>
  [number, text, place, topic?.id, topic?.en, office, answer].filter(Boolean).join(' ').toLowerCase();
