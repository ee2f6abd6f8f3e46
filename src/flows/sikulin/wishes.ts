/** What guests may do with a visit of theirs as it stands: each wish with its questions and its effect. */
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { confirm } from '#flows/prompts/confirm.ts';
import { file } from '#flows/prompts/file.ts';
import { agreedOn, askRoom } from './ask-room.ts';
import type { Agreed } from './ask-room.ts';
import { askWhen } from './ask-when.ts';
import { headCount } from './head-count.ts';
import type { GuestAnswer, MoveVisit, VisitCard, VisitRules } from './rules.ts';

export type Wish = 'usulan' | 'pindah' | 'jumlah' | 'surat' | 'contoh' | 'tiket' | 'batalkan' | 'selesai';

/** What can be done with a visit as it stands. */
export const wishes = (visit: VisitCard): Wish[] => [
  ...(visit.status === 'diusulkan' ? (['usulan'] as const) : []),
  ...(visit.status === 'disetujui' ? (['tiket'] as const) : []),
  'pindah',
  'jumlah',
  ...(visit.letterBy !== null ? (['surat'] as const) : []),
  ...(visit.letterBy !== null && !visit.letter ? (['contoh'] as const) : []),
  'batalkan',
  'selesai',
];

/** Whoever says "batal" under their visit means the visit; it is asked about before anything is cancelled. */
const CANCEL = ['batal', 'batalkan', 'batal kunjungan', 'cancel', 'cancel visit'];
export const SAID: Partial<Record<Wish, string[]>> = {
  batalkan: CANCEL,
  selesai: ['tidak jadi', 'gak jadi', 'ga jadi', 'selesai', 'done'],
};

export const WISHES: Record<Wish, (t: Handle, visit: VisitCard) => Promise<void>> = {
  async usulan(t, { number }) {
    const answer = await t.effect<GuestAnswer>('usulan', 'sikulin.proposal', { number });
    if (answer.outcome !== 'done') tell(t, answer, 'sikulin.cannot-over', { number });
  },
  async pindah(t, { number, people }) {
    const { dates, anyRoom } = await t.read<VisitRules>('aturan', 'sikulin.rules', {}, { maxAge: 60_000 });
    const wish = await askWhen(t, dates);
    await move(t, number, agreedOn(wish, await askRoom(t, { ...wish, people }, anyRoom)));
  },
  async jumlah(t, { number, date, time }) {
    const { maxPeople, anyRoom } = await t.read<VisitRules>('aturan', 'sikulin.rules', {}, { maxAge: 60_000 });
    const people = await t.ask('jumlah', headCount(maxPeople));
    const agreed = await askRoom(t, { date, time, people, number }, anyRoom);
    // So many more need another room, which the office has to agree to like another time.
    if (agreed) return move(t, number, { ...agreedOn({ date, time }, agreed), people }, agreed);
    const answer = await t.effect<GuestAnswer & { anew?: boolean }>('ubah-jumlah', 'sikulin.people', {
      number,
      people,
    });
    tell(t, answer, answer.anew ? 'sikulin.peopleAnew' : 'sikulin.peopleChanged', { number, people });
  },
  surat: (t, { number }) => giveLetter(t, number),
  async contoh(t, { number }) {
    tell(t, await t.effect<GuestAnswer>('contoh', 'sikulin.template', { number }), 'sikulin.templateSent', { number });
  },
  async tiket(t, { number }) {
    tell(t, await t.effect<GuestAnswer>('tiket', 'sikulin.papers', { number }), 'sikulin.papersAgain', { number });
  },
  async batalkan(t, { number, date, time }) {
    if (!(await sureToCancel(t, { number, date, time }))) return t.say(tx('sikulin.staysAsIs', { number }));
    tell(t, await t.effect<GuestAnswer>('batalkan', 'sikulin.cancel', { number }), 'sikulin.cancelled', { number });
  },
  async selesai(t) {
    t.say(tx('sikulin.noChange'));
  },
};

/** `grown`: they come with more, and sit in another room. */
async function move(t: Handle, number: string, when: Omit<MoveVisit, 'number'>, grown?: Agreed): Promise<void> {
  const facts = { number, ...when, ...(grown && { rooms: tx('sikulin.rooms', { parts: grown.parts }) }) };
  await sureToMove(t, facts, grown !== undefined);
  const answer = await t.effect<GuestAnswer>('pindah', 'sikulin.move', { number, ...when });
  tell(t, answer, grown ? 'sikulin.grown' : 'sikulin.moved', facts);
}

export async function giveLetter(t: Handle, number: string): Promise<void> {
  const letter = await t.ask('surat', file({ text: tx('sikulin.askLetterNow') }));
  const answer = await t.effect<GuestAnswer>('kirim-surat', 'sikulin.letter', { number, letter });
  tell(t, answer, 'sikulin.letterTaken', { number });
}

/** The yes says what it does: beside it stands the engine's own "cancel", which here leaves the visit as it is. */
const sureToMove = (t: Handle, args: Record<string, unknown>, grown: boolean): Promise<unknown> => {
  const [question, yes] = grown ? ['sikulin.sureGrow', 'sikulin.yes'] : ['sikulin.sureMove', 'sikulin.yesMove'];
  return t.ask('yakin', confirm({ text: tx(question, args), lines: [], yes: tx(yes) }));
};

/** "Batal" could mean either answer here, so it is asked about: nothing is cancelled without a yes. */
async function sureToCancel(t: Handle, args: Record<string, unknown>): Promise<boolean> {
  const choices = [
    { id: 'ya' as const, label: tx('sikulin.yesCancel'), synonyms: [...CANCEL, 'ya', 'iya', 'y', 'yes', 'ok', 'oke'] },
    {
      id: 'tidak' as const,
      label: tx('sikulin.noCancel'),
      synonyms: [...CANCEL, 'tidak', 'jangan', 'no', 'tidak jadi'],
    },
  ];
  return (await t.ask('yakin', choice({ text: tx('sikulin.sureCancel', args), choices }))) === 'ya';
}

export function tell(t: Handle, { outcome }: GuestAnswer, done: string, args: Record<string, unknown>): void {
  t.say(outcome === 'done' ? tx(done, args) : tx(`sikulin.cannot-${outcome}`, args));
}
