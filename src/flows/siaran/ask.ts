/** The questions of an announcement, each by itself: they are asked in a row for a new one, and alone to change one. */
import { WHOLE_CITY } from '#models/broadcast.ts';
import type { Audience, Except } from '#models/broadcast.ts';
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { choice } from '#flows/prompts/choice.ts';
import { choices } from '#flows/prompts/choices.ts';
import { file } from '#flows/prompts/file.ts';
import { matchChoice } from '#flows/prompts/match-choice.ts';
import { moment } from '#flows/prompts/moment.ts';
import type { Moment } from '#flows/prompts/moment.ts';
import { optional, SKIP } from '#flows/prompts/optional.ts';
import type { SentFiles } from '#flows/prompts/sent-file.ts';
import { text } from '#flows/prompts/text.ts';
import { LONGEST, named } from './rules.ts';
import type { Whom } from './rules.ts';

const labelled = (name: string) => ({ text: tx(`siaran.ask-${name}`), label: tx(`siaran.part-${name}`) });

export const askText = (t: Handle): Promise<string> =>
  t.ask('isi', text({ ...labelled('isi'), min: 10, max: LONGEST }));

export const askEnglish = (t: Handle): Promise<string | null> =>
  t.ask('inggris', optional(text({ ...labelled('inggris'), min: 10, max: LONGEST }), SKIP));

export const askFile = (t: Handle): Promise<SentFiles | null> =>
  t.ask('berkas', optional(file(labelled('berkas')), SKIP));

const NOW = {
  words: ['segera', 'sekarang', 'langsung', 'skrg', 'now', 'at once', 'asap', 'secepatnya'],
  label: tx('siaran.now'),
};

export const askWhen = (t: Handle, { until }: Whom): Promise<Moment | null> =>
  t.ask('kapan', optional(moment({ ...labelled('kapan'), days: { until } }), NOW));

const BY: readonly Audience['by'][] = ['topik', 'kecamatan', 'peran', 'kanal', 'daftar'];
/** Besides the words on the button. */
const SAID: Record<Audience['by'], string[]> = {
  topik: ['topik', 'topic', 'pelanggan', 'langganan', 'warga'],
  kecamatan: ['kecamatan', 'kec', 'district', 'wilayah'],
  peran: ['peran', 'role', 'kantor', 'pegawai', 'staf', 'anggota', 'internal'],
  kanal: ['kanal', 'saluran', 'channel'],
  daftar: ['daftar', 'pemesan', 'tamu', 'kunjungan', 'list', 'nomor kunjungan'],
};
const CHANNELS = ['telegram-public', 'telegram-members', 'whatsapp-public', 'whatsapp-members'] as const;

export async function askWhom(t: Handle, whom: Whom): Promise<{ audience: Audience; except: Except }> {
  const by = await t.ask(
    'kepada',
    choice({
      ...labelled('kepada'),
      choices: BY.map((id) => ({ id, label: tx(`siaran.by-${id}`), synonyms: SAID[id] })),
    }),
  );
  const values = await t.ask(`kepada-${by}`, valuesOf(by, whom));
  const except = await t.ask('kecuali', optional(exceptOf(whom), SKIP));
  return { audience: { by, values }, except: except ?? { districts: [], broadcasts: [] } };
}

const wholeCity = { id: WHOLE_CITY, label: tx('siaran.wholeCity'), synonyms: ['seluruh kota', 'sekota', 'whole city'] };

function valuesOf(by: Audience['by'], whom: Whom): Prompt<string[]> {
  if (by === 'daftar') return visitNumbers();
  const all = {
    topik: whom.topics.map(({ code, name }) => ({ id: code, label: named(name), synonyms: spellings(name) })),
    peran: whom.roles.map(({ code, name }) => ({ id: code, label: named(name), synonyms: spellings(name) })),
    kecamatan: [
      ...whom.districts.map((name) => ({
        ...{ id: name, label: named(name) },
        synonyms: spellings({ id: name, en: name }),
      })),
      // A city of one kecamatan is that one.
      ...(whom.districts.length > 1 ? [wholeCity] : []),
    ],
    kanal: CHANNELS.map((id) => ({ id, label: tx(`siaran.channel-${id}`), synonyms: [id] })),
  }[by];
  return choices({ text: tx(`siaran.ask-${by}`), label: tx(`siaran.by-${by}`), choices: all });
}

/** "Medan Deli" is said "deli" as well. */
const spellings = (name: { id: string; en: string }): string[] =>
  [name.id, name.en].flatMap((one) => [one.toLowerCase(), one.toLowerCase().replace(/^medan /, '')]);

const MOST = 200;
const parts = (said: string): string[] => said.split(/[\s,;]+/).filter(Boolean);

/** Numbers of visits, whose bookers get it. */
function visitNumbers(): Prompt<string[]> {
  const expects = tx('siaran.listExpects', { most: MOST });
  return {
    kind: 'text',
    text: tx('siaran.ask-daftar'),
    label: tx('siaran.by-daftar'),
    expects,
    parse(answer) {
      if (answer.kind !== 'text') return { refuse: expects };
      const said = parts(answer.text);
      const numbers = said.map((one) => /^k-?(\d{4,6})$/i.exec(one)?.[1]);
      if (!said.length || said.length > MOST || numbers.some((number) => number === undefined))
        return { refuse: expects };
      return { ok: [...new Set(numbers.map((number) => `K-${number}`))] };
    },
  };
}

/** Each announcement among them is asked about for each person who gets this one. */
const MOST_LEFT_OUT = 30;

/** Names of kecamatan and numbers of announcements, in one line. */
function exceptOf({ districts }: Whom): Prompt<Except> {
  const expects = tx('siaran.exceptExpects');
  const candidates = districts.map((name) => ({ id: name, label: name, synonyms: spellings({ id: name, en: name }) }));
  return {
    kind: 'text',
    ...labelled('kecuali'),
    expects,
    parse(answer) {
      if (answer.kind !== 'text') return { refuse: expects };
      const [out, had] = [new Set<string>(), new Set<string>()];
      const named = answer.text
        .split(/[,;\n]+|\bdan\b|\band\b/i)
        .map((part) => part.trim())
        .filter(Boolean);
      if (named.length > MOST_LEFT_OUT) return { refuse: tx('siaran.exceptMany', { most: MOST_LEFT_OUT }) };
      for (const one of named) {
        const number = /^s-?(\d{4,6})$/i.exec(one)?.[1];
        const match = number === undefined && /\p{L}/u.test(one) ? matchChoice(one, candidates) : null;
        if (number !== undefined) had.add(`S-${number}`);
        else if (match && 'id' in match) out.add(match.id);
        else return { refuse: expects };
      }
      return out.size + had.size ? { ok: { districts: [...out], broadcasts: [...had] } } : { refuse: expects };
    },
  };
}
