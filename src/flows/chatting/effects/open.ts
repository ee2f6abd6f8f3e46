/** Somebody asks for a person: a number, a unit, and those of it who are on duty hear of it. */
import { nextNumber } from '#models/counter.ts';
import { isDuplicate } from '#models/database.ts';
import type { Obrolan, ObrolanFile } from '#models/obrolan.ts';
import type { Person } from '#models/person.ts';
import { officeOpen, nextOpening } from '#services/calendar.ts';
import type { Services } from '#services/commands.ts';
import { isDanger } from '#flows/tindak-lanjut/listening.ts';
import { masked } from '#flows/tindak-lanjut/masking.ts';
import { routed } from '../routing.ts';
import { deskOf, nextStep } from '../schedule.ts';
import { ALARM, alarmedBy, callAll } from './alarm.ts';
import { offer } from './offer.ts';

export interface Opening {
  requestKey: string;
  kind: Obrolan['kind'];
  chat: string;
  locale: string;
  who: Person | null;
  text: string;
  files: ObrolanFile[];
  topic?: { topic: string | null; team: string };
  before?: string;
}

/** Carried out again it finds its own. Files that came with it belong to its request, since it had no number. */
export async function openTalk(services: Services, opening: Opening): Promise<Obrolan> {
  const { models, clock, council } = services;
  const { requestKey, kind, chat, locale, who, text, files, before } = opening;
  const known = () => models.Obrolan.findOne({ requestKey }).lean<Obrolan>();
  const found = await known();
  if (!found) {
    const at = new Date(clock.now());
    const draft: Omit<Obrolan, '_id' | 'schemaVersion' | 'dueAt' | 'version'> = {
      ...{ requestKey, kind, chat, locale, asker: who?._id ?? null, ...(opening.topic ?? routed(council, text)) },
      state: officeOpen(deskOf(council), at.getTime()) ? 'menunggu' : 'tertunda',
      ...{
        level: 0,
        holder: null,
        holderChat: null,
        room: null,
        lastBy: 'penanya',
        lastAt: at,
        nudged: false,
        labels: [],
      },
      lines: [{ requestKey, at, by: 'penanya', text: masked(text), files }],
      history: [{ at, what: 'diminta', requestKey }, ...(isDanger(text) ? [{ at, what: ALARM, requestKey }] : [])],
      ...{ rating: null, before: before ?? null, since: at, openedAt: at, closedAt: null, untold: null },
    };
    const next = nextStep(council, draft);
    const _id = `C-${await nextNumber(models.Counter, 'obrolan')}`;
    await models.Obrolan.create({ ...draft, _id, dueAt: next && new Date(next.at) }).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
    });
  }
  const talk = found ?? (await known());
  if (!talk) throw new Error('a conversation was not kept');
  // At night nobody is called, unless a life may be at stake; the card comes when the desk opens.
  if (alarmedBy(talk, requestKey)) await callAll(services, talk, `${talk._id}/kartu`, text);
  else if (talk.state !== 'tertunda')
    await offer(services, talk, `${talk._id}/kartu`, talk.kind === 'layanan' ? 'cardService' : 'cardNew');
  return talk;
}

/** What somebody has open already. */
export const openOf = ({ models }: Services, chat: string, kind: Obrolan['kind']): Promise<Obrolan | null> =>
  models.Obrolan.findOne({ chat, kind, state: { $ne: 'selesai' } })
    .sort({ openedAt: -1 })
    .lean<Obrolan>();

/** When the desk is there again; null while it is. */
export const opensAt = ({ council, clock }: Services): string | null =>
  officeOpen(deskOf(council), clock.now()) ? null : nextOpening(deskOf(council), clock.now());
