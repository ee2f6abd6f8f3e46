/** What staff do with a conversation of theirs besides talking: ready answers, notes, labels, handing over, making it a report. */
import type { Aduan, AduanFile } from '#models/aduan.ts';
import type { Obrolan } from '#models/obrolan.ts';
import type { Person } from '#models/person.ts';
import { tx } from '#flows/engine/message.ts';
import { makeReport, received } from '#flows/tindak-lanjut/effects/kirim.ts';
import { topicsIn } from '#flows/tindak-lanjut/listening.ts';
import { masked } from '#flows/tindak-lanjut/masking.ts';
import { chatsOfPerson } from '#services/authority.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { ABOVE, ANSWERING } from '../roles.ts';
import type { Tooled } from '../rules.ts';
import { change } from './change.ts';
import type { Change } from './change.ts';
import { end } from './end.ts';
import { offer } from './offer.ts';
import { ofHolder } from './speak.ts';
import { showFiles } from './show-files.ts';
import { card, toAsker, toHolder, toRoom } from './tell.ts';

const told = (tooled: Tooled) => done(tooled);

type Of<A> = Command<A & { number: string }>;

/** By the holder, or by those above where nobody may be named otherwise. */
const by =
  <A>(
    work: (request: Parameters<Of<A>>[0], who: Person, talk: Obrolan, services: Services) => Promise<Tooled>,
  ): Of<A> =>
  async (request, services) => {
    const { who, args } = request;
    if (!allowed(who, ANSWERING)) return told({ outcome: 'forbidden' });
    const talk = await services.models.Obrolan.findById(args.number).lean<Obrolan>();
    if (!talk) return told({ outcome: 'unknown' });
    const may = talk.holder === who._id || (talk.asker !== who._id && allowed(who, ABOVE));
    return told(may ? await work(request, who, talk, services) : { outcome: 'not-yours' });
  };

const changed = async (
  services: Services,
  number: string,
  key: string,
  wish: (talk: Obrolan) => Change | null,
): Promise<Tooled> => {
  const result = await change(services, number, key, wish);
  return { outcome: result?.done ? 'done' : 'over' };
};

/** In the language of who asked. */
export const siap: Of<{ code: string }> = async ({ requestKey, args, chat, who, locale }, services) => {
  const talk = await services.models.Obrolan.findById(args.number).lean<Obrolan>();
  const ready = services.council.chatting.canned.find(({ code }) => code === args.code);
  if (!talk || !ready) return told({ outcome: 'unknown' });
  const text = ready.text[talk.locale === 'en' ? 'en' : 'id'];
  const content = { text, files: [], edited: false };
  await ofHolder(services, talk, { key: `${talk._id}/${requestKey}`, chat, who, locale, content, quotes: '' });
  return told({ outcome: 'done' });
};

/** Read by staff alone. */
export const catat: Of<{ note: string }> = by(({ requestKey, args }, who, talk, services) =>
  changed(services, talk._id, requestKey, () => ({
    line: { by: 'catatan', person: who._id, text: masked(args.note), files: [] },
  })),
);

/** A second time takes it off. */
export const label: Of<{ label: string }> = by(({ requestKey, args }, who, talk, services) =>
  changed(services, talk._id, requestKey, ({ labels }) => ({
    set: { labels: labels.includes(args.label) ? labels.filter((one) => one !== args.label) : [...labels, args.label] },
    event: { what: 'label', by: who._id, note: args.label },
  })),
);

const isUnit = ({ council }: Services, code: string): boolean => council.units.some((unit) => unit.code === code);

/** To a colleague, who has it at once, or to a unit, whose people are asked. `to`: `orang:<person id>` or `unit:<code>`. */
export const oper: Of<{ to: string; note: string }> = by(async ({ requestKey, args }, who, talk, services) => {
  const [, kind, id = ''] = /^(orang|unit):(.*)$/.exec(args.to) ?? [];
  const now = new Date(services.clock.now());
  const next = kind === 'orang' ? await services.models.Person.findOne({ _id: id, active: true }).lean<Person>() : null;
  const known = kind === 'orang' ? allowed(next, ANSWERING) && next._id !== talk.asker : isUnit(services, id);
  if (!known) return { outcome: 'unknown' };
  const holderChat = next && (chatsOfPerson(next)[0] ?? null);
  const was = talk.history.find((one) => one.requestKey === requestKey);
  const result = await change(services, talk._id, requestKey, ({ state, holder }) =>
    state === 'selesai' || state !== talk.state || holder !== talk.holder
      ? null
      : {
          set: next
            ? {
                state: 'ditangani',
                holder: next._id,
                holderChat,
                lastBy: 'penanya',
                lastAt: now,
                since: now,
                nudged: false,
              }
            : { state: 'menunggu', level: 0, team: id, holder: null, holderChat: null, since: now, nudged: false },
          event: { what: 'dioper', by: who._id, note: args.to },
          ...(args.note && { line: { by: 'catatan', person: who._id, text: masked(args.note), files: [] } }),
        },
  );
  if (!result?.done) return { outcome: result?.talk.state === 'selesai' ? 'over' : 'moved' };
  const key = `${talk._id}/${requestKey}`;
  // Out of it, whoever had it; carried out again, that was told.
  if (!was)
    await toHolder(services, talk, {
      key: `${key}/lama`,
      text: tx('chatting.handedOver', { number: talk._id }),
      set: 'off',
    });
  if (next) {
    const { text } = await card(services, result.talk, 'cardHanded');
    await toHolder(services, result.talk, { key: `${key}/baru`, text, reply: true });
    await toRoom(services, result.talk, {
      key: `${key}/ruang`,
      text: tx('chatting.roomTaken', { number: talk._id, who: next.name }),
    });
    if (holderChat) await showFiles(services, result.talk, holderChat, `${key}/berkas`);
  } else await offer(services, result.talk, `${key}/kartu`, 'cardHanded');
  await toAsker(services, result.talk, { key: `${key}/oper`, text: tx('chatting.passedOn', { number: talk._id }) });
  return { outcome: 'done' };
});

/** A complaint that the desk cannot settle in a talk becomes a report with its own number, days, officers, and what was sent. */
export const laporkan: Of<{ place: string }> = by(async ({ requestKey, args }, who, talk, services) => {
  const report = await reportOf(services, talk, args.place);
  const request = {
    requestKey: report.requestKey,
    chat: talk.chat,
    locale: talk.locale === 'en' ? ('en' as const) : ('id' as const),
  };
  await received(services, report, request, { name: null, consented: false });
  const [number, checkedBy] = [report._id, report.triageBy];
  await changed(services, talk._id, requestKey, () => ({ event: { what: 'dilaporkan', by: who._id, note: number } }));
  await toAsker(services, talk, {
    key: `${talk._id}/${requestKey}/laporan`,
    text: tx('chatting.reported', { number, checkedBy }),
  });
  return { outcome: 'done', report: number };
});

/** Once for a conversation. Its files are the report's from then on, so that they are kept as long as that and no second time. */
async function reportOf(services: Services, talk: Obrolan, place: string): Promise<Aduan> {
  // In the report the conversation's number would lead to the chat of whoever reported.
  const requestKey = services.hash.request(`${talk._id}/laporan`);
  const said = talk.lines.filter((line) => line.by === 'penanya');
  const text = said.map((line) => line.text).filter(Boolean);
  const [topic = null] = topicsIn(text.join('\n'), services.council.topics);
  const report =
    (await services.models.Aduan.findOne({ requestKey }).lean<Aduan>()) ??
    (await makeReport(
      services,
      requestKey,
      { account: { text: text.join('\n') }, topic, kind: 'pengaduan', place, anonymous: false, name: null },
      sentFiles(said, services.say('id', tx('tindak-lanjut.attachment'))),
    ));
  // Behind the report: whoever dies before this gives them in the next try, and until then the conversation keeps them.
  const files = report.files.map(({ file }) => file);
  if (files.length) await services.files.give(files, requestKey);
  return report;
}

/** Each once, under the house's name for it: what somebody calls a file may say who they are. */
const sentFiles = (lines: Obrolan['lines'], house: string): AduanFile[] => [
  ...new Map(
    lines
      .flatMap(({ files }) => files)
      .map(({ file, as, name, mime, size }) => {
        const kept = { file, as, mime, size, name: `${house}${/\.\w+$/.exec(name)?.[0] ?? ''}` };
        return [file, kept] as const;
      }),
  ).values(),
];

export const tutup: Of<object> = by(async ({ requestKey }, who, talk, services) => {
  if (await end(services, talk, `${talk._id}/${requestKey}`, who._id)) return { outcome: 'done' };
  const now = await services.models.Obrolan.findById(talk._id, { state: 1 }).lean<Pick<Obrolan, 'state'>>();
  return { outcome: now?.state === 'selesai' ? 'over' : 'moved' };
});
