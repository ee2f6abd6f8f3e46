/** What the engine is given in this house: the registry, the queries, the texts, the council's zone. */
import type { Person } from '#models/person.ts';
import { personBehind } from './authority.ts';
import { randomSigns } from './identity.ts';
import type { Services } from './commands.ts';
import type { Env, FlowBook } from '#flows/engine/env.ts';
import { tx } from '#flows/engine/message.ts';
import type { Choice, TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import { matchChoice } from '#flows/prompts/match-choice.ts';
import { sideOf } from './notices.ts';
import { telegramOf } from './official.ts';
import { addressOf, channelOf, isTopic } from './outbox.ts';
import type { Texts } from './texts.ts';

/** Answers JSON, or null for nothing found. `chat` is who asks: the arguments of a flow never name somebody. */
export type Queries = Readonly<Record<string, (args: never, services: Services, chat: string) => Promise<unknown>>>;

const HOUR = 3_600_000;

export interface TurnEnv extends Env {
  /** Of whoever wrote, now: the chat's own copy is as old as its last turn. */
  roles(): Promise<readonly string[]>;
}

/** The environment of one turn of a chat; `by`: see `Entering`. */
export function createTurnEnv(parts: {
  book: FlowBook;
  queries: Queries;
  services: Services;
  texts: Texts;
}): (chat: string, by?: string) => TurnEnv {
  const { book, queries, services, texts } = parts;
  const { clock, council } = services;
  const common: Omit<Env, 'query'> = {
    book,
    say: (locale, ref) => texts.say(locale, ref),
    match: (text, choices, locale) => matchLabels(texts, text, choices, locale),
    newId: () => randomSigns(12),
    zone: clock.zone,
    council: council.version,
    dateOf: (ms) => clock.date(ms),
    instantOf: (ms) => clock.instant(ms),
    readLimit: 5000,
    remindAfter: 24 * HOUR,
    expireAfter: 7 * 24 * HOUR,
  };
  return (chat, by) => {
    const asker = by ?? chat;
    let person: Promise<Person | null> | undefined;
    const who = (one: string): Promise<Person | null> =>
      one === asker ? (person ??= personBehind(services.models, one)) : personBehind(services.models, one);
    return {
      ...common,
      roles: async () => (await who(asker))?.roles ?? [],
      ...sharedBy(chat),
      ...(channelOf(chat).startsWith('whatsapp') && {
        say: (locale: Locale, ref: TextRef) => texts.say(locale, ref, true),
        lead: tx('whatsapp.lead'),
        seen: tx('whatsapp.seen', { telegram: telegramOf(council, sideOf(chat)) }),
      }),
      query(name) {
        const query = queries[name];
        if (!query) throw new Error(`no query ${name}`);
        return (args) => query(args as never, { ...services, who }, asker);
      },
    };
  };
}

/** A group's id at Telegram has a sign, a topic's address names its group; see `bots/telegram/topics.ts`. */
function sharedBy(chat: string): Pick<Env, 'shared'> {
  if (!channelOf(chat).startsWith('telegram')) return {};
  if (isTopic(chat)) return { shared: 'topic' };
  return addressOf(chat).startsWith('-') ? { shared: 'group' } : {};
}

/** A label is matched as the person read it, and in the other language too; two that fit are for the prompt to tell apart. */
function matchLabels(texts: Texts, text: string, choices: readonly Choice[], locale: Locale): string | null {
  const other = locale === 'id' ? 'en' : 'id';
  const match = matchChoice(
    text,
    choices.map(({ id, label, synonyms = [] }) => ({
      id,
      label: texts.say(locale, label),
      synonyms: [...synonyms, texts.say(other, label)],
    })),
  );
  return match && 'id' in match ? match.id : null;
}
