/** The whole queue of somebody's desks, for the desk page: what is due first on top, and what is looked for in it. */
import type { Aduan } from '#models/aduan.ts';
import { asking } from '#services/authority.ts';
import type { Services } from '#services/commands.ts';
import { mayHandle } from './about.ts';
import { cardFor } from './cards.ts';
import { desksOf } from './desks.ts';
import { openReports } from './open-reports.ts';
import { reportIn } from './rules.ts';
import type { ReportCard } from './rules.ts';
import { OPEN } from './states.ts';

/** An officer has sixty a day; more than this waits for a search. */
const MOST = 200;
/** Open ones, and as many ended ones, that a search looks through; an older one is found by its number. */
const LOOK = 500;

/** `search`: words that all stand in the case as this person sees it, or its number; empty for what is open. */
export async function deskQueue(
  { search }: { search: string },
  services: Services,
  chat: string,
): Promise<ReportCard[]> {
  const who = await asking(services, chat);
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const open = await openReports(services, who, words.length ? LOOK : MOST);
  if (!words.length) return Promise.all(open.map((report) => cardFor(services, report, who)));
  const desk = { $in: desksOf(who?.roles ?? []) };
  const ended = await services.models.Aduan.find({ desk, state: { $nin: OPEN } })
    .sort({ receivedAt: -1 })
    .limit(LOOK)
    .lean<Aduan[]>();
  const number = reportIn(search);
  const named = number === null ? [] : await services.models.Aduan.find({ _id: number, desk }).lean<Aduan[]>();
  const cardOf = (report: Aduan) => cardFor(services, report, who);
  const theirs = [...open, ...ended.filter((report) => mayHandle(report, who))];
  const cards = await Promise.all(theirs.filter(({ _id }) => _id !== number).map(cardOf));
  const found = cards.filter((card) => words.every((word) => readable(card).includes(word)));
  const asked = named.filter((report) => mayHandle(report, who));
  return [...(await Promise.all(asked.map(cardOf))), ...found].slice(0, MOST);
}

/** What this person reads on the card: a search tells nothing that looking at it would not. */
const readable = ({ number, text, place, topic, office, answer }: ReportCard): string =>
  [number, text, place, topic?.id, topic?.en, office, answer].filter(Boolean).join(' ').toLowerCase();
