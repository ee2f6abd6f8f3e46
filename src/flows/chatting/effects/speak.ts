/** One word of either side, carried to the other: once, to whoever has the conversation now, or back to its sender with the reason. */
import type { Obrolan } from '#models/obrolan.ts';
import type { Person } from '#models/person.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Spoken } from '#flows/engine/talk.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { masked } from '#flows/tindak-lanjut/masking.ts';
import { ANSWERING } from '../roles.ts';
import { change } from './change.ts';
import { contentOf } from './content.ts';
import type { Content } from './content.ts';
import { openOf, openTalk, opensAt } from './open.ts';
import { release } from './release.ts';
import { aboutOf, outFile, toAsker, toHolder, toSender, unitOf, whoAsks } from './tell.ts';

export interface Word {
  /** Unique for this word in the conversation. */
  key: string;
  chat: string;
  who: Person | null;
  locale: string;
  content: Content;
  quotes: TextRef | '';
}

export const kata: Command<Spoken> = async ({ requestKey, args, chat, locale, who }, services) => {
  const { number, said, quotes } = args;
  const talk = await services.models.Obrolan.findById(number).lean<Obrolan>();
  const asks = talk?.chat === chat;
  const as = asks ? 'asks' : 'answers';
  const back = (text: TextRef, set?: 'off') =>
    toSender(services, chat, { number, as }, { key: `${number}/${as}/${requestKey}/balik`, text, ...(set && { set }) });
  if (!talk || (!asks && (talk.holder === null || talk.holder !== who?._id))) {
    await back(tx('chatting.notSent', { number }), 'off');
    return done();
  }
  const content = await contentOf(services, chat, number, said);
  if ('why' in content) {
    await back(content.why);
    return done();
  }
  const word = { key: `${number}/${as}/${requestKey}`, chat, who, locale, content, quotes: quoteOf(quotes) };
  if (asks) await ofAsker(services, talk, word);
  else await ofHolder(services, talk, word);
  return done();
};

export async function ofAsker(services: Services, talk: Obrolan, word: Word): Promise<void> {
  const { key, content } = word;
  const changed = await change(services, talk._id, key, ({ state, lastBy }) =>
    state === 'selesai'
      ? null
      : {
          line: { by: 'penanya', text: masked(content.text), files: content.files },
          // The holder's time runs from the first word that waits for an answer.
          set: lastBy === 'penanya' ? {} : { lastBy: 'penanya', lastAt: new Date(services.clock.now()), nudged: false },
        },
  );
  if (!changed?.done) return afterEnd(services, talk, word);
  const now = changed.talk;
  if (now.state === 'ditangani') {
    if (!(await stillAnswers(services, now))) return release(services, now, `${key}/lepas`);
    await carry(services, now, word, 'holder');
  } else if (now.state === 'tertunda')
    await toAsker(services, now, {
      key: `${key}/simpan`,
      text: tx('chatting.keptToo', { number: now._id, opens: opensAt(services) ?? now.since.toISOString() }),
    });
}

/** It was over when the word came: nothing is lost. It goes to the one that is open meanwhile, or a new one begins with it. */
async function afterEnd(services: Services, talk: Obrolan, word: Word): Promise<void> {
  const open = await openOf(services, word.chat, talk.kind);
  return open && open.requestKey !== word.key ? ofAsker(services, open, word) : again(services, talk, word);
}

async function again(services: Services, talk: Obrolan, { key, chat, who, locale, content }: Word): Promise<void> {
  const { text, files } = content;
  const next = await openTalk(services, {
    ...{ requestKey: key, kind: talk.kind, chat, locale, who, text, files },
    ...{ topic: { topic: talk.topic, team: talk.team }, before: talk._id },
  });
  const opens = next.state === 'tertunda' ? opensAt(services) : null;
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
  const { key, who, content, chat } = word;
  const back = (name: string, set?: 'off') =>
    toSender(
      services,
      chat,
      { number: talk._id, as: 'answers' },
      { key: `${key}/balik`, text: tx(`chatting.${name}`, { number: talk._id }), ...(set && { set }) },
    );
  if (!allowed(who, ANSWERING)) {
    await release(services, talk, `${key}/lepas`);
    return back('noLonger', 'off');
  }
  const changed = await change(services, talk._id, key, ({ state, holder }) =>
    state !== 'ditangani' || holder !== who._id
      ? null
      : {
          line: { by: 'petugas', person: who._id, text: masked(content.text), files: content.files },
          set: { lastBy: 'petugas', lastAt: new Date(services.clock.now()), nudged: false },
        },
  );
  if (!changed?.done) return back(changed?.talk.state === 'selesai' ? 'notSentOver' : 'notSent', 'off');
  await carry(services, changed.talk, word, 'asker');
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
async function carry(services: Services, talk: Obrolan, word: Word, to: 'asker' | 'holder'): Promise<void> {
  const { key, content, quotes } = word;
  const { text, files, edited } = content;
  const number = talk._id;
  const head =
    to === 'asker'
      ? tx('chatting.fromOffice', { number, unit: unitOf(services.council, talk) })
      : tx('chatting.fromAsker', { number, who: await whoAsks(services, talk) });
  const body = text
    ? tx('chatting.relayed', { head, text, quotes, edited: edited ? tx('chatting.edited') : '' })
    : head;
  const send = to === 'asker' ? toAsker : toHolder;
  const [file, ...more] = files.map(outFile);
  await send(services, talk, {
    key,
    text: body,
    reply: true,
    ...(file && { file }),
    ...(to === 'asker' && talk.kind === 'petugas' && { set: 'on' }),
  });
  for (const [n, one] of more.entries()) await send(services, talk, { key: `${key}/${n + 1}`, text: head, file: one });
}

/** Looked up now: a role may be withdrawn in the middle. */
async function stillAnswers({ models }: Services, { holder }: Obrolan): Promise<boolean> {
  const person = await models.Person.findOne({ _id: holder ?? '', active: true }).lean<Person>();
  return allowed(person, ANSWERING);
}

/** Without the line of ours that names the conversation. */
function quoteOf(quotes: string | undefined): TextRef | '' {
  const said = (quotes ?? '')
    .replace(/^[^\n]*\bC-\d+[^\n]*\n/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return said ? tx('chatting.quoted', { said: said.slice(0, 80) }) : '';
}
