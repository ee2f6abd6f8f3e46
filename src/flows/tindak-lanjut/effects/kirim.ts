/** A report comes in: files kept without traces, a number, its days, and a card to the officers of its desk. */
import { nextNumber } from '#models/counter.ts';
import { isDuplicate } from '#models/database.ts';
import type { Aduan, AduanFile } from '#models/aduan.ts';
import { serialOf } from '#models/aduan-route.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { done } from '#services/commands.ts';
import type { Command, Request, Services } from '#services/commands.ts';
import { deskFor } from '../desks.ts';
import { placeIn } from '../hearing.ts';
import { accused, isDanger } from '../listening.ts';
import type { SendReport } from '../rules.ts';
import { daysOf, nextDue } from '../schedule.ts';
import { OPEN } from '../states.ts';
import { keepWhatCanBe, unkept } from './keep.ts';
import type { Kept } from './keep.ts';
import { isShared } from './neutral.ts';
import { tellOfficers } from './tell.ts';

/** The text that the reporter agrees to by sending; raise it with that text (a test holds the two together). */
export const CONSENT = { text: 'tindak-lanjut.sendAsk', version: 2 };

/** What is told goes on its way without a file that cannot be kept; where nothing else was told, it is told again. */
export const kirim: Command<SendReport> = async (request, services) => {
  const { requestKey, args, chat, late } = request;
  const { account, topic, asked: key = 'cerita' } = args;
  const before = await services.models.Aduan.findOne({ requestKey }).lean<Aduan>();
  const { kept, why }: Kept = before
    ? { kept: before.files, why: null }
    : await keepWhatCanBe(services, { owner: requestKey, sent: account.files, chat, key, late });
  if (!before && why && !kept.length && !account.text && topic === null) return { refused: { key, why } };
  const found = before ?? (await makeReport(services, requestKey, args, kept));
  return received(services, found, request, {
    ...{ name: args.name, consented: args.consented !== false },
    unkept: unkept(account.files.length, kept.length, why),
  });
};

/** The way back and the card. `consented`: they were shown its text and sent it themselves. Whoever dies behind the report carries this out again, and until then nobody is told the number. */
export async function received(
  services: Services,
  found: Aduan,
  { requestKey, chat, locale }: Pick<Request, 'requestKey' | 'chat' | 'locale'>,
  { name, consented, unkept: lost = null }: { name: string | null; consented: boolean; unkept?: TextRef | null },
): Promise<EffectResult> {
  const { models, clock } = services;
  await models.AduanRoute.updateOne(
    { _id: found._id },
    {
      $setOnInsert: {
        ...{ schemaVersion: 1, serial: serialOf(found._id), chat, locale, name, contact: null },
        neutral: await isShared(models, chat),
        consent: consented ? { ...CONSENT, at: new Date(clock.now()) } : null,
      },
    },
    { upsert: true },
  );
  await tellOfficers(services, found, requestKey, tx(`tindak-lanjut.${found.urgent ? 'cardUrgent' : 'cardNew'}`));
  const follows = found.mergedInto !== null;
  const told = { number: found._id, checkedBy: found.triageBy };
  const notice = tx(`tindak-lanjut.${follows ? 'sentFollow' : 'sent'}`, told);
  return { ...done({ ...told, answerBy: found.answerBy, follows, ...(lost && { unkept: lost }) }), notice };
}

/** It follows the one that was offered, where that is still worked on; else it stands by itself. */
async function parentOf(
  { models }: Services,
  into: string | null,
  desk: string,
): Promise<{ state: string; mergedInto: string | null }> {
  const parent =
    into === null ? null : await models.Aduan.exists({ _id: into, desk, mergedInto: null, state: { $in: OPEN } });
  return parent ? { state: 'digabung', mergedInto: into } : { state: 'diterima', mergedInto: null };
}

export type Incoming = Omit<SendReport, 'account'> & { account: { text: string }; source?: string };

/** The report itself, once for its request; nothing in it says whose it is. */
export async function makeReport(
  services: Services,
  requestKey: string,
  { account, topic, place, kind, anonymous, name, into, source = 'chat' }: Incoming,
  files: AduanFile[],
): Promise<Aduan> {
  const { models, clock, council } = services;
  const now = clock.now();
  const known = council.topics.find(({ code }) => code === topic);
  const whom = accused(account.text);
  const desk = deskFor(whom, kind, name !== null);
  const draft = {
    ...{ requestKey, kind, topic: known?.code ?? null, text: account.text, files, source },
    place: place === null ? null : placeIn(council, place),
    identity: anonymous ? ('anonim' as const) : ('rahasia' as const),
    confidential: whom !== null,
    urgent: isDanger(`${account.text}. ${place ?? ''}`),
    ...(await parentOf(services, into ?? null, desk)),
    desk,
    unit: known?.unit ?? null,
    office: known?.office ?? null,
    ...daysOf(council, now, kind, whom !== null),
    answerFrom: { at: new Date(now), what: 'biasa' as const },
    calendar: council.calendar,
    ...{ receivedAt: new Date(now), closedAt: null, outcome: null, missed: [], askedAgain: false },
    history: [{ at: new Date(now), what: 'diterima', requestKey }],
  };
  const number = `A-${await nextNumber(models.Counter, 'aduan')}`;
  await models.Aduan.create({ ...draft, _id: number, dueAt: nextDue(council, draft) }).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
  const kept = await models.Aduan.findOne({ requestKey }).lean<Aduan>();
  if (!kept) throw new Error('a report was not kept');
  return kept;
}
