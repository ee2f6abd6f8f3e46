/** Finds flows: by name, by the words of a message, by a code or link, and those that stand in a chat's menu. */
import type { ChatState } from './engine/chat.ts';
import type { FlowBook } from './engine/env.ts';
import { STUCK_NUMBER } from './desk/stuck.ts';
import { plain, reservedWord, tidy } from './engine/words.ts';
import { normaliseCode } from './prompts/code.ts';
import { everydayWords, saysWish, tellsStory, wishOf } from './prompts/everyday.ts';
import { isSlipOf } from './prompts/match-choice.ts';
import { INVITE_LENGTH } from '#services/identity.ts';
import { isTicketToken } from '#services/ticket-token.ts';
import { namedIn } from './chatting/rules.ts';
import type { Registered } from './registered.ts';
import { isDanger } from './tindak-lanjut/listening.ts';
import { namesCase, REPORT_NUMBER } from './tindak-lanjut/rules.ts';

/** A sentence longer than this tells a story; a word in it is not yet a wish. */
const PHRASE = 80;
/** Words beside the one that starts a flow: of a bare remark, and of a sentence that says "mau". */
const BESIDE = 4;
const BESIDE_WISH = 8;

/** The whole line that whoever invites sees: "Ibu Sari (staf): AB12-CD34". */
const INVITATION = /^[^\n:]{1,100}\([^\n:]{1,40}\): *([a-z\d]{4}-?[a-z\d]{4})$/i;
/** As it is shown: "2026-2027" or a short number may answer a question. */
const SURELY_CODE = /^(?=.*\d)(?=.*[a-z])[a-z\d]{4}-[a-z\d]{4}$/i;

/** An innovation as the council's data has it. */
interface Planned {
  code: string;
  name: string;
  /** Words that start it, lower case. */
  words: readonly string[];
  who: readonly string[];
  secret?: boolean | undefined;
}

export function createBook(entries: readonly Registered[], innovations: readonly Planned[]): FlowBook {
  const byName = new Map(entries.map((entry) => [entry.flow.name, entry]));
  const wordsOf = new Map(innovations.map(({ code, words }) => [code, words]));
  const open = (chat: ChatState): Registered[] =>
    entries.filter(({ sides, who }) => sides.includes(chat.side) && isFor(who, chat));
  // What a word of the engine leads to is there already, whether a flow names it or not.
  const later = innovations.filter(
    ({ code, words }) => !entries.some(({ innovation }) => innovation === code) && !words.some(reservedWord),
  );
  const words = ({ words: own = [], innovation, main }: Registered): readonly string[] =>
    main && innovation !== null ? [...own, ...(wordsOf.get(innovation) ?? [])] : own;
  return {
    entry: (name) => byName.get(name),
    person: 'petugas',
    talk: {
      ...{ speak: 'chatting.kata', end: 'chatting.akhiri', named: namedIn },
      anytime: (said, chat) => open(chat).find(({ anytime }) => anytime?.includes(said))?.flow.name ?? null,
    },
    leave: { flow: 'siaran-berhenti', command: 'siaran.leave' },
    byWords(text, chat) {
      const fitting = open(chat).map((entry) => ({ name: entry.flow.name, words: words(entry), main: entry.main }));
      const found =
        wanted(text, fitting) ??
        wishedAtLength(
          text,
          fitting.filter(({ main }) => main),
        );
      return found?.name ?? null;
    },
    insisted(text, chat) {
      // Taken for an answer, the code that opens the house would stand in a form, and whoever reads that could use it.
      const sent = text.trim();
      const code = SURELY_CODE.test(sent) || INVITATION.test(sent) ? invitationIn(sent, chat) : null;
      if (code !== null) return { flow: 'ikat', arg: code };
      const rights = open(chat).filter(({ insists }) => insists);
      const flow = asked(
        text,
        rights.map((entry) => ({ name: entry.flow.name, words: words(entry) })),
      )?.name;
      return flow === undefined ? null : { flow, arg: '' };
    },
    withArgument: (text, chat) => argued(tidy(text), open(chat)),
    byFile(sent, chat) {
      const { kind } = sent;
      const isPicture = kind === 'document' && /^(?:image|video)\//.test(sent.file.mime ?? '');
      const isUrgent = 'caption' in sent && isDanger(sent.caption ?? '');
      const takes = ({ files, tells }: Registered): boolean =>
        files?.kinds.some(
          (one) => one === kind || (isPicture && one === 'photo') || (isUrgent && tells !== undefined),
        ) ?? false;
      return open(chat).flatMap((entry) =>
        entry.files && takes(entry) ? [{ flow: entry.flow.name, key: entry.files.key }] : [],
      );
    },
    isUrgent: isDanger,
    byTelling(chat) {
      const taker = open(chat).find(({ tells }) => tells !== undefined);
      return taker?.tells ? { flow: taker.flow.name, ...taker.tells } : null;
    },
    byStory(text, chat) {
      const spoken = ` ${everydayWords(text).join(' ')} `;
      const fits = ({ inStory = [] }: Registered): boolean => inStory.some((words) => spoken.includes(` ${words} `));
      return (plain(text).length <= 2 * PHRASE && open(chat).find(fits)?.flow.name) || null;
    },
    byForward(chat) {
      const taker = open(chat).find(({ forwarded }) => forwarded !== undefined);
      return taker?.forwarded === undefined ? null : { flow: taker.flow.name, key: taker.forwarded };
    },
    comingLater: (text, chat) =>
      wanted(
        text,
        later.filter(({ who }) => isFor(who, chat)),
      )?.name ?? null,
    isSecretLater: (text, chat) =>
      wanted(
        text,
        later.filter(({ who }) => isFor(who, chat)),
      )?.secret === true,
    byPayload(payload, chat) {
      if (chat.side === 'public') return numbered(payload.trim());
      // A ticket's link opens the door's flow; so do its six digits, for whoever may stand at the door.
      if (isTicketToken(payload) || (chat.roles.length && /^\d{6}$/.test(payload)))
        return { flow: 'tamu-datang', arg: payload };
      // What a person was told when something of theirs got stuck.
      if (chat.roles.length && STUCK_NUMBER.test(payload)) return { flow: 'macet', arg: payload };
      if (namesCase(payload, REPORT_NUMBER) && open(chat).some(({ flow }) => flow.name === 'aduan-antrean'))
        return { flow: 'aduan-antrean', arg: payload };
      const code = invitationIn(payload, chat);
      return code === null ? null : { flow: 'ikat', arg: code };
    },
    menu(chat) {
      return open(chat)
        .flatMap((entry) => {
          const place = entry.menu?.[chat.side];
          return place ? [{ flow: entry.flow.name, ...place, synonyms: words(entry) }] : [];
        })
        .sort((a, b) => a.order - b.order)
        .map(({ flow, label, synonyms }) => ({ flow, label, synonyms }));
    },
  };
}

/** The code of an invitation, as it was sent or with the whole line around it, from whoever is not known yet. */
function invitationIn(said: string, { side, roles }: ChatState): string | null {
  if (side === 'public' || roles.length) return null;
  const typed = INVITATION.exec(said)?.[1] ?? said;
  if (typed.length > INVITE_LENGTH + 4) return null;
  const code = normaliseCode(typed);
  return code.length === INVITE_LENGTH && /\d/.test(code) ? code : null;
}

/** The number of a visit or a case, typed to look after it; with the eight signs of a letter's check code behind it, that letter. */
function numbered(said: string): { flow: string; arg: string } | null {
  if (namesCase(said)) return { flow: 'cek-laporan', arg: said };
  const [, visit] = /^(?:no(?:mor)?\b[.:]? ?)?k[- ]?(\d{4,6})$/i.exec(tidy(said)) ?? [];
  if (visit !== undefined) return { flow: 'kunjungan-saya', arg: `K-${visit}` };
  return /^k-?\d{4,6}[- ]?[a-z\d]{8}$/i.test(said) ? { flow: 'cek-surat', arg: said } : null;
}

const isFor = (who: readonly string[], { roles }: ChatState): boolean =>
  who.includes('warga') || who.some((role) => roles.includes(role));

/** The longest words that the message begins with, where what stands behind them, as it was written, can be their flow's argument. */
function argued(said: string, entries: readonly Registered[]): { flow: string; arg: string } | null {
  const found = entries.flatMap(({ flow, words = [], behind }) =>
    words
      .filter((word) => behind && said.slice(0, word.length + 1).toLowerCase() === `${word} `)
      .map((word) => ({ flow: flow.name, arg: said.slice(word.length).trim(), length: word.length, behind })),
  );
  const best = found.sort((a, b) => b.length - a.length).find(({ arg, behind }) => behind?.test(arg));
  return best ? { flow: best.flow, arg: best.arg } : null;
}

interface Startable {
  name: string;
  /** Words that start it, lower case. */
  words: readonly string[];
  secret?: boolean | undefined;
}

/** The first of the surest kind: the whole message, its wish without courtesies, a clear phrase, one slip of the finger. */
function wanted(text: string, all: readonly Startable[]): Startable | null {
  const said = plain(text);
  if (!said || said.length > PHRASE) return null;
  const words = everydayWords(text);
  return asked(text, all) ?? phrased(words, all) ?? slipped(wishOf(words).join(' '), all);
}

/** By the whole message, or its wish without courtesies. */
function asked(text: string, all: readonly Startable[]): Startable | null {
  const said = plain(text);
  if (!said || said.length > PHRASE) return null;
  const words = everydayWords(text);
  const spoken = words.join(' ');
  const wish = wishOf(words).join(' ');
  const having = (test: (word: string) => boolean): Startable | undefined => all.find((one) => one.words.some(test));
  return having((word) => word === said || word === spoken) ?? having((word) => word === wish) ?? null;
}

/** The longest phrase within a short sentence that tells no story. */
function phrased(words: readonly string[], all: readonly Startable[]): Startable | null {
  if (tellsStory(words)) return null;
  const beside = saysWish(words) ? BESIDE_WISH : BESIDE;
  const spoken = ` ${words.join(' ')} `;
  const phrases = all
    .flatMap((one) => one.words.map((word) => ({ one, word })))
    .filter(({ word }) => spoken.includes(` ${word} `) && words.length - word.split(' ').length <= beside)
    .sort((a, b) => b.word.length - a.word.length);
  return phrases[0]?.one ?? null;
}

/** "Mau kunjungan dengan 30 siswa bulan depan, bagaimana caranya?": what is wished for stands right behind the wish, whatever follows. */
function wishedAtLength(text: string, all: readonly Startable[]): Startable | null {
  if (plain(text).length > 2 * PHRASE) return null;
  const words = everydayWords(text);
  if (tellsStory(words)) return null;
  const behind = words.flatMap((word, at) => {
    const wish = words[word === 'to' ? at - 1 : at] ?? '';
    return saysWish([wish]) ? [`${words.slice(at + 1).join(' ')} `] : [];
  });
  return all.find((one) => one.words.some((word) => behind.some((rest) => rest.startsWith(`${word} `)))) ?? null;
}

/** One letter wrong in a long word, and only where one flow is meant. */
function slipped(wish: string, all: readonly Startable[]): Startable | null {
  const near = (word: string): boolean => word.length >= 6 && wish.length >= 6 && isSlipOf(wish, word);
  const meant = all.filter((one) => one.words.some(near));
  return meant.length === 1 ? (meant[0] ?? null) : null;
}
