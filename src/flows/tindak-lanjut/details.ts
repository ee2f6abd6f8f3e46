/** What an officer is still asked for an action. */
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Choice } from '#flows/engine/message.ts';
import { choice } from '../prompts/choice.ts';
import { optional, SKIP } from '../prompts/optional.ts';
import { text } from '../prompts/text.ts';
import { REASON } from './correction.ts';
import { KINDS } from './listening.ts';
import { proof } from './proof.ts';
import { OTHER, reportChoice, topicChoices } from './rules.ts';
import type { ActOn, Fix, PutOff, ReportCard, Sorting } from './rules.ts';
import { OUTCOMES } from './states.ts';
import type { Action, Outcome } from './states.ts';

type Details = Omit<ActOn, 'number' | 'action' | 'seen'>;

const CLOSINGS: readonly Outcome[] = OUTCOMES.filter((outcome) => outcome !== 'ditarik' && outcome !== 'tanpa-kabar');
/** Questions whose answer is the note. */
const NOTES: Partial<Record<Action, readonly [key: string, question: string]>> = {
  tanya: ['pertanyaan', 'tindak-lanjut.askQuestion'],
  jawab: ['jawaban', 'tindak-lanjut.askAnswer'],
  perpanjang: ['alasan', 'tindak-lanjut.askExtension'],
};

export async function detailsOf(t: Handle, action: Action, number: string): Promise<Details> {
  const asked = NOTES[action];
  if (asked) return { note: await note(t, ...asked) };
  switch (action) {
    case 'teruskan':
      return { office: await office(t), note: '' };
    case 'nomor-luar':
      return { note: await line(t, 'nomor', 'tindak-lanjut.askExternal') };
    case 'gabung':
      return { into: await parent(t, number), note: '' };
    case 'tutup':
      return closing(t);
    case 'koreksi':
      return correction(t, number);
    default:
      return {
        note: (await t.ask('catatan', optional(text({ text: tx('tindak-lanjut.askNote'), max: 500 }), SKIP))) ?? '',
      };
  }
}

async function closing(t: Handle): Promise<Details> {
  const outcome = await t.ask(
    'hasil',
    choice<Outcome>({
      text: tx('tindak-lanjut.askOutcome'),
      choices: CLOSINGS.map((id) => ({ id, label: tx(`tindak-lanjut.outcome-${id}`) })),
    }),
  );
  const answer = await note(t, 'penjelasan', 'tindak-lanjut.askClosing');
  if (outcome === 'beres') return { outcome, note: answer, proof: await t.ask('bukti', proof()) };
  if (outcome === 'dijelaskan') return { outcome, note: answer };
  return { outcome, note: answer, basis: await line(t, 'dasar', 'tindak-lanjut.askBasis') };
}

/** Where its reporter waits longer for it, they are told why. */
async function correction(t: Handle, number: string): Promise<Details> {
  const changes = await fix(t);
  const later = await t.read<PutOff | null>('mundur', 'aduan.mundur', { number, fix: changes });
  if (!later) return { fix: changes, note: '' };
  const question = tx('tindak-lanjut.askPutOff', { number, ...later });
  return { fix: changes, note: await t.ask('mengapa', text({ text: question, min: REASON, max: 1500 })) };
}

/** One thing at a time. */
async function fix(t: Handle): Promise<Fix> {
  const pick = <Id extends string>(key: string, choices: (Choice & { id: Id })[]): Promise<Id> =>
    t.ask(key, choice<Id>({ text: tx(`tindak-lanjut.ask-${key}`), choices }));
  const words = <Id extends string>(begin: string, ids: readonly Id[]) =>
    ids.map((id) => ({ id, label: tx(`tindak-lanjut.${begin}-${id}`) }));
  const what = await pick('apa', words('fix', ['jenis', 'topik', 'bagian', 'segera', 'menyangkut'] as const));
  switch (what) {
    case 'jenis':
      return { kind: await pick('jenis', words('kind', KINDS)) };
    case 'segera':
      return { urgent: (await pick('segera', words('urgent', ['true', 'false'] as const))) === 'true' };
    case 'menyangkut':
      return { accused: await pick('menyangkut', words('accused', ['anggota', 'sekretariat', 'orang'] as const)) };
    default:
      return sortedInto(t, what, pick);
  }
}

async function sortedInto(
  t: Handle,
  what: 'topik' | 'bagian',
  pick: (key: string, choices: Choice[]) => Promise<string>,
): Promise<Fix> {
  const { topics, units } = await t.read<Sorting>('pilahan', 'aduan.pilahan', {});
  if (what === 'bagian')
    return {
      unit: await pick(
        'bagian',
        units.map(({ code, name }) => ({ id: code, label: tx('tindak-lanjut.topic', { name }) })),
      ),
    };
  const code = await pick('topik', topicChoices(topics));
  return { topic: code === OTHER ? null : code };
}

async function office(t: Handle): Promise<string> {
  const offices = await t.read<{ code: string; short: string }[]>('kantor', 'aduan.kantor', {});
  const choices = offices.map(({ code, short }) => ({ id: code, label: tx('tindak-lanjut.officeChoice', { short }) }));
  return t.ask('kantor', choice({ text: tx('tindak-lanjut.askOffice'), choices }));
}

/** The older report of the same matter: offered where one is found, else named by its number. */
async function parent(t: Handle, number: string): Promise<string> {
  const similar = await t.read<ReportCard[]>('mirip', 'aduan.mirip', { number });
  if (similar.length)
    return t.ask('induk', choice({ text: tx('tindak-lanjut.askParent'), choices: similar.map(reportChoice) }));
  const said = await line(t, 'induk-nomor', 'tindak-lanjut.askParentNumber');
  return said.toUpperCase().replace(/^A?-?/, 'A-');
}

const note = (t: Handle, key: string, question: string): Promise<string> =>
  t.ask(key, text({ text: tx(question), min: 5, max: 1500 }));

const line = (t: Handle, key: string, question: string): Promise<string> =>
  t.ask(key, text({ text: tx(question), min: 3, max: 200, oneLine: true }));
