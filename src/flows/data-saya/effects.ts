/** What stays and what goes of whoever writes from a chat, and its erasure: at once, which is within the three days that the rule gives. */
import { NOBODY } from '#models/visit.ts';
import { leave } from '#flows/siaran/effects/subscribe.ts';
import { done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { setting } from '#services/council.ts';
import { eraseTalk } from '#services/erasing.ts';
import { sideOf } from '#services/notices.ts';
import type { RetentionKey } from '#services/retention.ts';
import { familyOf } from '#services/telephones.ts';
import { keptUntil, nothing } from './rules.ts';
import type { Mine, Stays } from './rules.ts';
import { COMING, theirsOf } from './theirs.ts';
import type { Theirs } from './theirs.ts';

/** Members and staff are known by their post as long as they have it: nothing of that goes at a word in the bot. */
async function mine(_args: unknown, services: Services, chat: string): Promise<Mine> {
  const { council, clock } = services;
  const days = (key: RetentionKey): number => setting(council, key, clock.date(clock.now()));
  if (sideOf(chat) === 'members')
    return { goes: nothing(), stays: [{ what: 'jabatan', count: days('retention.persons') }] };
  const theirs = await theirsOf(services, chat);
  const archive = (what: 'laporan' | 'kunjungan', over: Theirs['reports'], key: RetentionKey): Stays[] =>
    over.length
      ? [
          {
            what,
            count: over.length,
            until: keptUntil(
              over.map(({ on }) => on),
              days(key),
            ),
          },
        ]
      : [];
  return {
    goes: {
      ...{ laporan: theirs.reports.length, kunjungan: theirs.visits.length, kontak: theirs.contacts.length },
      ...{ obrolan: theirs.talks.length, pesan: theirs.words.length },
      ...{ kabar: Number(theirs.news), telepon: Number(theirs.telephone) },
    },
    stays: [
      ...(theirs.open.length ? [{ what: 'terbuka' as const, numbers: theirs.open }] : []),
      ...archive('laporan', theirs.reports, 'retention.aduan'),
      ...archive('kunjungan', theirs.visits, 'retention.visits'),
      { what: 'alamat', count: days('retention.chats') },
    ],
  };
}

/** What is over by now: whatever was said before, what somebody still works on stays. Twice erases nothing more. */
const erase: Command = async (request, services) => {
  const { chat } = request;
  if (sideOf(chat) === 'members') return done();
  const { models } = services;
  const { open, news, reports, visits, contacts, talks, words, telephone } = await theirsOf(services, chat);
  const these = (all: readonly { _id: string }[]) => ({ $in: all.map(({ _id }) => _id) });
  if (news) {
    await leave(request, services);
    // That they left stays as long as it must, so that nothing is sent; what they wanted and agreed to does not.
    await models.Subscription.updateOne({ _id: chat }, { $set: { district: null, consent: null } });
  }
  // The only document that ties a report to somebody.
  await models.AduanRoute.deleteMany({ _id: these(reports), chat });
  const past = { _id: these(visits), status: { $nin: COMING } };
  await models.Visit.updateMany({ ...past, photo: { $ne: null } }, { $set: { 'photo.publish': false } });
  await models.Contact.deleteMany({ _id: { $in: contacts } });
  await models.Visit.updateMany(past, { $set: { chat: NOBODY } });
  for (const talk of talks) await eraseTalk(services, talk);
  await models.Report.deleteMany({ _id: { $in: words } });
  // While something is under way its notices still come to a phone that others read.
  if (!open.length) await models.HpBersama.deleteMany({ chat });
  if (telephone) await models.Telephone.deleteOne({ _id: familyOf(chat) });
  return done();
};

export const dataQueries = { 'data.milik': mine };
export const dataCommands = { 'data.hapus': erase as Command };
