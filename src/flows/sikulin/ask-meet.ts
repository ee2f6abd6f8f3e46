/** Whom to meet: a body of the council, a member by name, or "help me choose". Keys: `bertemu`, `anggota-1`, `anggota-<n>-yang`. */
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Choice, TextRef } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { choiceOrText } from '#flows/prompts/choice-or-text.ts';
import { text } from '#flows/prompts/text.ts';
import { typedHost } from './rules.ts';
import type { FoundMembers, Host } from './rules.ts';

const HELP_ME = 'bantu';
const MEMBER = 'anggota';
/** A name that the office will make sure of. */
const AS_TYPED = 'tulis';
const HELP_WORDS = [
  ...['bantu', 'bantu pilih', 'terserah', 'bebas', 'siapa saja', 'siapa aja', 'entah', 'any', 'anyone'],
  ...[
    'tidak tahu',
    'tidak tau',
    'gak tahu',
    'gak tau',
    'ga tau',
    'nggak tau',
    'kurang tahu',
    'belum tahu',
    'belum tau',
  ],
  ...["don't know", 'i dont know', 'not sure'],
];

/** Null: the office chooses. `help` is the label of that; the front desk asks of somebody else. */
export async function askMeet(
  t: Handle,
  bodies: readonly Host[],
  help: TextRef,
  question = 'sikulin.askMeet',
): Promise<Host | null> {
  const meet = await t.ask(
    'bertemu',
    choice({ text: tx(question), label: tx('sikulin.meet'), choices: choicesOf(bodies, help) }),
  );
  if (meet === MEMBER) return askMember(t, help);
  return bodies.find(({ code }) => code === meet) ?? null;
}

/** By a part of the name: fifty names are no list for a phone. Whoever is not found may be typed again, left to the office, or kept. */
async function askMember(t: Handle, help: TextRef): Promise<Host | null> {
  const label = tx('sikulin.member');
  let said = await t.ask('anggota-1', text({ text: tx('sikulin.askMember'), label, min: 2, max: 80, oneLine: true }));
  for (let n = 1; ; n += 1) {
    const members = await t.read<FoundMembers>(`cari-${n}`, 'sikulin.members', { said });
    const { found, more, close } = members;
    const [only] = found;
    if (only && found.length === 1) return only;
    const shown = more ? [] : found.length ? found : close;
    const answer = await t.ask(
      `anggota-${n}-yang`,
      choiceOrText({ text: tx(questionFor(members), { said }), choices: named(shown, help, found.length === 0) }),
    );
    if ('said' in answer) said = answer.said;
    else if (answer.id === HELP_ME) return null;
    else if (answer.id === AS_TYPED) return typedHost(said);
    else {
      const member = shown.find((host) => host.code === answer.id);
      if (member) return member;
    }
  }
}

const questionFor = ({ found, more, close }: FoundMembers): string => {
  if (more) return 'sikulin.manyMembers';
  if (found.length) return 'sikulin.askWhichMember';
  return close.length ? 'sikulin.closeMembers' : 'sikulin.noMember';
};

const choicesOf = (bodies: readonly Host[], help: TextRef): Choice[] => [
  { id: HELP_ME, label: help, synonyms: HELP_WORDS },
  ...bodies.map(({ code, name }) => ({
    id: code,
    label: tx('sikulin.body', { name }),
    // "komisi 1" for "Komisi I".
    synonyms: [code.replaceAll('-', ' ')],
  })),
  { id: MEMBER, label: tx('sikulin.meetMember'), synonyms: ['anggota', 'anggota dewan', 'dewan', 'member'] },
];

const named = (shown: readonly Host[], help: TextRef, unknown: boolean): Choice[] => [
  ...shown.map(({ code, name }) => ({ id: code, label: tx('sikulin.body', { name }) })),
  { id: HELP_ME, label: help, synonyms: HELP_WORDS },
  ...(unknown ? [{ id: AS_TYPED, label: tx('sikulin.asTyped'), synonyms: ['pakai', 'tetap', 'keep'] }] : []),
];
