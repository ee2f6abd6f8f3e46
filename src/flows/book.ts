/** Finds flows: by name, by the words of a message, by a code or link, and those that stand in a chat's menu. */
import type { ChatState } from './engine/chat.ts';
import type { FlowBook } from './engine/env.ts';
import { plain } from './engine/words.ts';
import { normaliseCode } from './prompts/code.ts';
import { INVITE_LENGTH } from '#services/identity.ts';
import type { Registered } from './registry.ts';

/** A sentence longer than this tells a story; a word in it is not yet a wish. */
const PHRASE = 80;

/** `wordsOf`: what the council's data says starts an innovation, by its code. */
export function createBook(entries: readonly Registered[], wordsOf: ReadonlyMap<string, readonly string[]>): FlowBook {
  const byName = new Map(entries.map((entry) => [entry.flow.name, entry]));
  const open = (chat: ChatState): Registered[] =>
    entries.filter(
      ({ sides, who }) =>
        sides.includes(chat.side) && (who.includes('warga') || who.some((role) => chat.roles.includes(role))),
    );
  // Only what stands in a menu is started by its innovation's words: a button's flow needs its argument.
  const words = (entry: Registered, chat: ChatState): readonly string[] =>
    entry.menu?.[chat.side]
      ? [...(entry.words ?? []), ...(entry.innovation === null ? [] : (wordsOf.get(entry.innovation) ?? []))]
      : [];
  return {
    entry: (name) => byName.get(name),
    person: 'petugas',
    byWords(text, chat) {
      const said = plain(text);
      if (!said || said.length > PHRASE) return null;
      const fitting = open(chat).map((entry) => ({ name: entry.flow.name, words: words(entry, chat) }));
      const whole = fitting.find((f) => f.words.includes(said));
      const within = whole ?? fitting.find((f) => f.words.some((word) => hasPhrase(said, word)));
      return within?.name ?? null;
    },
    byPayload(payload, chat) {
      if (chat.side !== 'members' || chat.roles.length || payload.length > INVITE_LENGTH + 4) return null;
      const code = normaliseCode(payload);
      return code.length === INVITE_LENGTH && /\d/.test(code) ? { flow: 'ikat', arg: code } : null;
    },
    menu(chat) {
      return open(chat)
        .flatMap((entry) => {
          const place = entry.menu?.[chat.side];
          return place ? [{ flow: entry.flow.name, ...place, synonyms: words(entry, chat) }] : [];
        })
        .sort((a, b) => a.order - b.order)
        .map(({ flow, label, synonyms }) => ({ flow, label, synonyms }));
    },
  };
}

const hasPhrase = (said: string, phrase: string): boolean =>
  ` ${said.replace(/[^\p{L}\p{N}']+/gu, ' ')} `.includes(` ${phrase} `);
