/** A report comes in: files kept without traces, a number, its days, and a card to the officers. */
import { nextNumber } from '#models/counter.ts';
import { isDuplicate } from '#models/models.ts';
import type { Aduan, AduanFile } from '#models/aduan.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { deadline } from '#services/deadlines/deadline.ts';
import { done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { setting } from '#services/council.ts';
import { FileRefused } from '#services/files.ts';
import { withoutTraces } from '#services/photos.ts';
import { placeIn } from '../hearing.ts';
import { accused } from '../listening.ts';
import type { SendReport } from '../rules.ts';
import { tellOfficers } from './tell.ts';
import { nextDue } from '../schedule.ts';

/** Raise it with the text of consent in `locales`. */
const CONSENT = 1;

export const kirim: Command<SendReport> = async ({ requestKey, args, chat, locale }, services) => {
  const { models, clock } = services;
  const before = await models.Aduan.findOne({ requestKey }).lean<Aduan>();
  const found = before ?? (await make(services, requestKey, args, chat));
  if ('why' in found) return { refused: { key: 'cerita', why: found.why } };
  // Behind the report: whoever dies between the two carries this out again, and until then nobody is told the number.
  await models.AduanRoute.updateOne(
    { _id: found._id },
    {
      $setOnInsert: {
        schemaVersion: 1,
        chat,
        locale,
        consent: { text: 'tindak-lanjut.sendAsk', version: CONSENT, at: new Date(clock.now()) },
      },
    },
    { upsert: true },
  );
  await tellOfficers(services, found, requestKey, tx('tindak-lanjut.cardNew'));
  return {
    ...done({ number: found._id, checkedBy: found.triageBy }),
    notice: tx('tindak-lanjut.sent', { number: found._id, checkedBy: found.triageBy }),
  };
};

async function make(
  services: Services,
  requestKey: string,
  { account, topic, place, anonymous }: SendReport,
  chat: string,
): Promise<Aduan | { why: TextRef }> {
  const { models, clock, council } = services;
  const files = await keepFiles(services, requestKey, account, chat);
  if (!Array.isArray(files)) return files;
  const now = clock.now();
  const today = clock.date(now);
  const known = council.topics.find(({ code }) => code === topic);
  const whom = accused(account.text);
  const draft = {
    requestKey,
    kind: 'pengaduan' as const,
    topic: known?.code ?? null,
    text: account.text,
    place: placeIn(council, place),
    files,
    identity: anonymous ? ('anonim' as const) : ('rahasia' as const),
    confidential: whom !== null,
    state: 'diterima',
    unit: known?.unit ?? null,
    office: known?.office ?? null,
    // About the secretariat's own people: not to their own desk.
    level: whom === 'sekretariat' ? 1 : 0,
    triageBy: deadline(council, now, { workingDays: setting(council, 'aduan.triageDays', today) }).due,
    answerBy: deadline(council, now, { workingDays: setting(council, 'aduan.answerDays', today).pengaduan }).due,
    receivedAt: new Date(now),
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

/** Everything that was sent, or one sentence about the first that cannot be kept. */
async function keepFiles(
  { media, files }: Services,
  owner: string,
  { files: sent }: SendReport['account'],
  chat: string,
): Promise<AduanFile[] | { why: TextRef }> {
  const kept: AduanFile[] = [];
  for (const { ref, as } of sent) {
    const got = await media.download(chat, ref, 'cerita');
    if ('why' in got) return got;
    try {
      const bytes = as === 'photo' ? await withoutTraces(got.bytes) : got.bytes;
      const file = await files.keep({ bytes, name: 'Lampiran laporan', owner });
      kept.push({ file: file.id, as, name: file.name, mime: file.mime, size: file.size });
    } catch (error) {
      if (error instanceof FileRefused) return { why: tx('tindak-lanjut.fileRefused') };
      throw error;
    }
  }
  return kept;
}
