/** Whom to meet: a body of the council, a member by name, or "help me choose". Keys: `bertemu`, `anggota-<n>`. */
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Choice, TextRef } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { text } from '#flows/prompts/text.ts';
import type { Host } from './rules.ts';

const HELP_ME = 'bantu';
const MEMBER = 'anggota';
const OTHER = 'lain';

/** Null: the office chooses. `help` is the label of that. */
export async function askMeet(t: Handle, bodies: readonly Host[], help: TextRef): Promise<Host | null> {
  const meet = await t.ask(
    'bertemu',
    choice({ text: tx('sikulin.askMeet'), label: tx('sikulin.meet'), choices: choicesOf(bodies, help) }),
  );
  if (meet === MEMBER) return askMember(t);
  return bodies.find(({ code }) => code === meet) ?? null;
}

/** By a part of the name: fifty names are no list for a phone. */
async function askMember(t: Handle): Promise<Host> {
  for (let n = 1; ; n += 1) {
    const said = await t.ask(
      `anggota-${n}`,
      text({
        text: tx(n === 1 ? 'sikulin.askMember' : 'sikulin.askMemberAgain'),
        ...(n === 1 && { label: tx('sikulin.member') }),
        ...{ min: 2, max: 80, oneLine: true },
      }),
    );
    const { found, more } = await t.read<{ found: Host[]; more: boolean }>(`cari-${n}`, 'sikulin.members', { said });
    const [only] = found;
    if (only && found.length === 1) return only;
    if (!only || more) {
      t.say(tx(only ? 'sikulin.manyMembers' : 'sikulin.noMember', { said }));
      continue;
    }
    const code = await t.ask(
      `anggota-${n}-yang`,
      choice({ text: tx('sikulin.askWhichMember'), choices: named(found) }),
    );
    const member = found.find((host) => host.code === code);
    if (member) return member;
  }
}

const choicesOf = (bodies: readonly Host[], help: TextRef): Choice[] => [
  { id: HELP_ME, label: help, synonyms: ['bantu', 'bantu pilih', 'terserah', 'bebas', 'any'] },
  ...bodies.map(({ code, name }) => ({
    id: code,
    label: tx('sikulin.body', { name }),
    // "komisi 1" for "Komisi I".
    synonyms: [code.replaceAll('-', ' ')],
  })),
  { id: MEMBER, label: tx('sikulin.meetMember'), synonyms: ['anggota', 'anggota dewan', 'dewan', 'member'] },
];

const named = (found: readonly Host[]): Choice[] => [
  ...found.map(({ code, name }) => ({ id: code, label: tx('sikulin.body', { name }) })),
  { id: OTHER, label: tx('sikulin.otherMember'), synonyms: ['bukan', 'lain', 'other'] },
];
