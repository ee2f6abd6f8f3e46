/** What somebody told by telephone, on paper or at the counter, entered by staff: the same report, its answers told by hand. */
import type { Aduan } from '#models/aduan.ts';
import { serialOf } from '#models/aduan-route.ts';
import { tx } from '#flows/engine/message.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command } from '#services/commands.ts';
import { DESK_PEOPLE } from '../desks.ts';
import type { EnterReport } from '../rules.ts';
import { keepFiles } from './keep.ts';
import { makeReport } from './kirim.ts';
import { tellOfficers } from './tell.ts';

export const enter: Command<EnterReport> = async ({ requestKey, args, who, chat, locale }, services) => {
  if (!allowed(who, DESK_PEOPLE)) return done({ outcome: 'forbidden' });
  const { models } = services;
  const { account, contact, name, ...rest } = args;
  const before = await models.Aduan.findOne({ requestKey }).lean<Aduan>();
  const files = before
    ? before.files
    : await keepFiles(services, { owner: requestKey, sent: account.files, chat, key: 'cerita' });
  if (!Array.isArray(files)) return { refused: { key: 'cerita', why: files.why } };
  const report =
    before ?? (await makeReport(services, requestKey, { ...rest, account, name, anonymous: name === null }, files));
  const route = {
    ...{ schemaVersion: 1, serial: serialOf(report._id), chat: null, locale },
    ...{ name, contact, neutral: false, consent: null },
  };
  await models.AduanRoute.updateOne({ _id: report._id }, { $setOnInsert: route }, { upsert: true });
  const head = tx('tindak-lanjut.cardEntered');
  await tellOfficers(services, report, requestKey, report.urgent ? tx('tindak-lanjut.cardUrgentOf', { head }) : head);
  return done({ outcome: 'done', number: report._id, checkedBy: report.triageBy });
};
