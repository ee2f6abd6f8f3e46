/** One word of either side, carried to the other: once, to whoever has the conversation now, or back to its sender with the reason. */
import type { Obrolan } from '#models/obrolan.ts';
import type { Person } from '#models/person.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { reservedWord, thanksAnswer } from '#flows/engine/words.ts';
import { allowed } from '#services/commands.ts';
import type { Services } from '#services/commands.ts';
import { masked } from '#flows/tindak-lanjut/masking.ts';
import { ANSWERING } from '../roles.ts';
import { alarm, alarmedBy, alarmIn } from './alarm.ts';
import { change } from './change.ts';
import type { Content } from './content.ts';
import { openOf, openTalk, opensAt } from './open.ts';
import { release } from './release.ts';
import { aboutOf, outFile, toAsker, toOffice, toRoom, toSender, unitOf, whoAsks } from './tell.ts';

export interface Word {
  /** Unique for this word in the conversation. */
  key: string;
  chat: string;
  who: Person | null;
  locale: string;
  content: Content;
  quotes: TextRef | '';
  /** It was written in the topic, which needs no copy; and its id there. */
  typed?: boolean;
  message?: string;
}

export async function ofAsker(services: Services, talk: Obrolan, word: Word): Promise<void> {
  const { key, content, locale } = word;
  const changed = await change(services, talk._id, key, (now) => {
    const { state, lastBy } = now;
    const event = alarmIn(now, content.text, services.clock.now());
    return state === 'selesai'
      ? null
      : {
          ...(event && { event }),
          line: {
            ...{ by: 'penanya' as const, text: masked(content.text), files: content.files },
            ...(content.edited && { edited: true }),
          },
          // The holder's time runs from the first word that waits for an answer.
          set: {
            locale,
            ...(lastBy !== 'penanya' && { lastBy: 'penanya', lastAt: new Date(services.clock.now()), nudged: false }),
          },
        };
  });
  if (!changed?.done) return afterEnd(services, talk, word);
  const now = changed.talk;
  const isAlarm = alarmedBy(now, key);
  if (isAlarm) await alarm(services, now, key, content.text);
  if (now.state === 'ditangani') {
    if (await stillAnswers(services, now)) await carry(services, now, word, 'office');
    else await release(services, now, `${key}/lepas`, { by: 'desk' });
  } else if (now.state === 'menunggu') await carry(services, now, word, 'room');
  else if (now.state === 'tertunda' && !isAlarm)
    await toAsker(services, now, {
      key: `${key}/simpan`,
      text: tx('chatting.keptToo', { number: now._id, opens: opensAt(services) ?? now.since.toISOString() }),
    });
}

/** It was over when the word came: nothing is lost. It goes to the one that is open meanwhile, or a new one begins with it. */
async function afterEnd(services: Services, talk: Obrolan, word: Word): Promise<void> {
  const open = await openOf(services, word.chat, talk.kind);
  if (open && open.requestKey !== word.key) return ofAsker(services, open, word);
  const { content, key } = word;
  // "Terima kasih" under the closing words is the end of it, and no new question.
  if (!content.files.length && reservedWord(content.text) === 'thanks')
    return toAsker(services, talk, { key: `${key}/sama`, text: tx(thanksAnswer(content.text)) });
  return again(services, talk, word);
}

async function again(services: Services, talk: Obrolan, { key, chat, who, locale, content }: Word): Promise<void> {
  const { text, files } = content;
  const next = await openTalk(services, {
    ...{ requestKey: key, kind: talk.kind, chat, locale, who, text, files },
    ...{ topic: { topic: talk.topic, team: talk.team }, before: talk._id },
  });
  const called = alarmedBy(next, key);
  const opens = next.state === 'tertunda' && !called ? opensAt(services) : null;
  if (called) await toAsker(services, next, { key: `${key}/darurat`, text: tx('chatting.danger') });
  await toAsker(services, next, {
    key: `${key}/baru`,
    text: tx(opens ? 'chatting.againClosed' : 'chatting.again', {
      before: talk._id,
      number: next._id,
      opens: opens ?? '',
    }),
    ...(!opens && next.kind === 'petugas' && { set: 'on' }),
  });
}

/** A word of whoever has it, or back to them with the reason why it was not sent. */
export async function ofHolder(services: Services, talk: Obrolan, word: Word): Promise<void> {
  const { key, who, content, chat, typed, message } = word;
  const back = (name: string, set?: 'off') =>
    toSender(
      services,
      chat,
      { number: talk._id, as: 'answers' },
      { key: `${key}/balik`, text: tx(`chatting.${name}`, { number: talk._id }), ...(set && { set }) },
    );
  if (!allowed(who, ANSWERING)) {
    await release(services, talk, `${key}/lepas`, { by: 'desk' });
    return back('noLonger', 'off');
  }
  const changed = await change(services, talk._id, key, ({ state, holder }) =>
    state !== 'ditangani' || holder !== who._id
      ? null
      : {
          line: {
            ...{ by: 'petugas' as const, person: who._id, text: masked(content.text), files: content.files },
            ...(message !== undefined && { message }),
          },
          set: {
            ...{ lastBy: 'petugas' as const, lastAt: new Date(services.clock.now()), nudged: false },
            // Whoever works in the bot and in the topic is answered where they wrote last.
            ...(typed && { holderChat: chat }),
          },
        },
  );
  if (!changed?.done) return back(changed?.talk.state === 'selesai' ? 'notSentOver' : 'notSent', 'off');
  await carry(services, changed.talk, word, 'asker');
  if (!typed) await carry(services, changed.talk, word, 'room');
  if (chat === changed.talk.room) return;
  const about = aboutOf(services.council, talk) ?? tx('chatting.aboutOther');
  await toSender(
    services,
    chat,
    { number: talk._id, as: 'answers' },
    {
      key: `${key}/terkirim`,
      text: tx('chatting.sent', { number: talk._id, who: await whoAsks(services, talk), about }),
    },
  );
}

/** The words, with the first file; each further file is a message of its own. */
async function carry(services: Services, talk: Obrolan, word: Word, to: 'asker' | 'office' | 'room'): Promise<void> {
  const { key, content, quotes } = word;
  const { text, files, edited } = content;
  const head = await headOf(services, talk, word, to);
  const body = text
    ? tx('chatting.relayed', { head, text, quotes, edited: edited ? tx('chatting.edited') : '' })
    : head;
  const send = { asker: toAsker, office: toOffice, room: toRoom }[to];
  const [file, ...more] = files.map(outFile);
  await send(services, talk, {
    key,
    text: body,
    ...(to !== 'room' && { reply: true }),
    ...(file && { file }),
    ...(to === 'asker' && talk.kind === 'petugas' && { set: 'on' }),
  });
  for (const [n, one] of more.entries()) await send(services, talk, { key: `${key}/${n + 1}`, text: head, file: one });
}

/** Nobody's name crosses; colleagues see each other's in the topic. */
async function headOf(services: Services, talk: Obrolan, { chat, who }: Word, to: string): Promise<TextRef> {
  const number = talk._id;
  if (to === 'asker') return tx('chatting.fromOffice', { number, unit: unitOf(services.council, talk) });
  if (chat !== talk.chat) return tx('chatting.fromColleague', { number, who: who?.name ?? '-' });
  return tx('chatting.fromAsker', { number, who: await whoAsks(services, talk) });
}

/** Looked up now: a role may be withdrawn in the middle. */
async function stillAnswers({ models }: Services, { holder }: Obrolan): Promise<boolean> {
  const person = await models.Person.findOne({ _id: holder ?? '', active: true }).lean<Person>();
  return allowed(person, ANSWERING);
}

/** Without the line of ours that names the conversation, and only what both sides know: a note that is quoted stays inside. */
export function quoteOf({ lines }: Obrolan, quotes: string | undefined): TextRef | '' {
  const said = (quotes ?? '')
    .replace(/^[^\n]*\bC-\d+[^\n]*\n/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
  const known = (text: string): boolean => text.replace(/\s+/g, ' ').includes(masked(said));
  return said && lines.some(({ by, text }) => by !== 'catatan' && known(text)) ? tx('chatting.quoted', { said }) : '';
}
