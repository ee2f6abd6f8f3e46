/** What others than its handler may read of a report: no number that names a person, and of what accuses somebody no word. Pure. */
import type { Aduan } from '#models/aduan.ts';
import { tx } from '../engine/message.ts';
import type { TextRef } from '../engine/message.ts';
import { accused } from './listening.ts';
import { masked } from './masking.ts';
import type { ReportCard } from './rules.ts';

export const shownText = ({
  confidential,
  text,
  files,
}: Pick<Aduan, 'confidential' | 'text' | 'files'>): string | TextRef =>
  confidential ? SECRET : masked(text) || tx('tindak-lanjut.onlyFiles', { count: files.length });

/** Of a place only its area, where more of it may be somebody's house. */
export function shownPlace({ confidential, place }: Pick<Aduan, 'confidential' | 'place'>): string {
  if (place === null) return '-';
  return confidential ? (areaOf(place) ?? '-') : masked(place.said);
}

export const areaOf = (place: Aduan['place']): string | null =>
  [place?.kelurahan, place?.kecamatan].filter(Boolean).join(', ') || null;

/** Later words may be the first that accuse. */
export const shownNote = ({ confidential }: Pick<Aduan, 'confidential'>, note: string): string | TextRef =>
  confidential || accused(note) !== null ? SECRET : masked(note);

/** Why an answer was put off: those above read it, unless it accuses by itself. */
export const shownReason = (why: string): string | TextRef => shownNote({ confidential: false }, why);

const SECRET = tx('tindak-lanjut.textConfidential');

/** A card as a colleague sees it, and what is copied to another office. */
export function forOthers(card: ReportCard): ReportCard {
  const { sorted, area = null, place, steps } = card;
  const secret = sorted?.confidential ?? false;
  const shown = ({ said, ...step }: ReportCard['steps'][number]): ReportCard['steps'][number] =>
    said === undefined || secret || accused(said) !== null ? step : { ...step, said: masked(said) };
  return {
    ...{ ...card, steps: steps.map(shown) },
    ...(secret
      ? { hidden: true, text: '', masked: '', place: area }
      : { text: card.masked, place: place && masked(place) }),
  };
}
