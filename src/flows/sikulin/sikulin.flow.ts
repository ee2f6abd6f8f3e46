/** SIKULIN, a visit booked: who and why, whom to meet, when, how many, what is needed; one summary, one confirmation, the seat. */
import { howButton } from '#flows/deadlines/rules.ts';
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { choices } from '#flows/prompts/choices.ts';
import { confirm } from '#flows/prompts/confirm.ts';
import { file } from '#flows/prompts/file.ts';
import { LATER, optional } from '#flows/prompts/optional.ts';
import { name } from '#flows/prompts/name.ts';
import { phone } from '#flows/prompts/phone.ts';
import type { SentFiles } from '#flows/prompts/sent-file.ts';
import { text } from '#flows/prompts/text.ts';
import { headCount } from './head-count.ts';
import { askMeet } from './ask-meet.ts';
import { agreedOn, askRoom } from './ask-room.ts';
import { askWhen } from './ask-when.ts';
import { NEEDS, NO_NEED, summaryLines, VISITOR_KINDS } from './rules.ts';
import type { BookedVisit, BookingLimit, BookVisit, LetterLast, VisitRules } from './rules.ts';

/** Rules and free seats are looked at again when the question is older than this, ms. The booking itself decides. */
const FRESH = 60_000;

export const sikulin: Flow<null, void> = {
  name: 'sikulin',
  version: 1,
  async run(t) {
    const kind = await t.ask(
      'siapa',
      choice({ text: tx('sikulin.askKind'), label: tx('sikulin.kind'), choices: KINDS }),
    );
    const { most: reached } = await t.read<BookingLimit>('batas', 'sikulin.limit', { kind });
    if (reached !== null) return t.say(tx('sikulin.tooManyOpen', { most: reached }));
    const institution =
      kind === 'warga' ? null : await t.ask('asal', line(`sikulin.askFrom-${kind}`, 'sikulin.from', 120));
    const purpose = await t.ask(
      'keperluan',
      text({ ...labelled('sikulin.askPurpose', 'sikulin.purpose'), min: 5, max: 500 }),
    );
    const rules = await t.read<VisitRules>('aturan', 'sikulin.rules', {}, { maxAge: FRESH });
    const host = await askMeet(t, rules.bodies, tx('sikulin.meetHelp'));
    const wish = await askWhen(t, rules.dates);
    const most = rules.maxPeople;
    const count = await t.ask('jumlah', headCount(most));
    const agreed = await askRoom(t, { ...wish, people: count }, rules.anyRoom);
    const when = agreedOn(wish, agreed);
    const { date, time } = when;
    const asked = await t.ask(
      'kebutuhan',
      choices({
        ...labelled('sikulin.askNeeds', 'sikulin.needs'),
        choices: NEED_CHOICES,
        none: NO_NEED,
      }),
    );
    const needs = asked.filter((need) => need !== NO_NEED);
    const contact = await t.ask('nama', name(labelled('sikulin.askName', 'sikulin.name')));
    const number = await askPhone(t, rules.knownPhone);
    const letter = kind === 'warga' ? null : await askLetter(t, date);

    const visit: BookVisit = {
      kind,
      institution,
      purpose,
      meet: host?.code ?? null,
      needs,
      ...when,
      people: count,
      name: contact,
      phone: number,
      letter,
    };
    await t.ask(
      'setuju',
      confirm({ text: tx('sikulin.summary'), lines: summaryLines(visit, host, agreed?.parts), yes: tx('sikulin.yes') }),
    );
    const booked = await t.effect<BookedVisit>('pesan', 'sikulin.book', visit);
    if (booked.number === null) return t.say(tx('sikulin.tooManyOpen', { most: booked.most }));
    t.say(
      tx('sikulin.booked', { date, time, people: count, number: booked.number, answerBy: booked.answerBy }),
      howButton(booked.number),
    );
    if (booked.letterBy === null) return;
    await t.effect('contoh', 'sikulin.template', { number: booked.number });
    t.say(tx('sikulin.letterFollows', { by: booked.letterBy }), howButton(booked.number));
  },
};

const KINDS = VISITOR_KINDS.map((id) => ({ id, label: tx(`sikulin.kind-${id}`) }));
const NEED_CHOICES = [...NEEDS, NO_NEED].map((id) => ({ id, label: tx(`sikulin.need-${id}`) }));

const labelled = (question: string, label: string) => ({ text: tx(question), label: tx(label) });

const line = (question: string, label: string, max: number) =>
  text({ ...labelled(question, label), max, oneLine: true });

/** Now, or by a day that leaves time for it; null: it follows. */
async function askLetter(t: Handle, date: string): Promise<SentFiles | null> {
  const { by } = await t.read<LetterLast>('surat-paling-lambat', 'sikulin.letter-last', { date }, { maxAge: FRESH });
  const label = tx('sikulin.letter');
  if (by === null) return t.ask('surat', file({ text: tx('sikulin.askLetterAtOnce'), label }));
  return t.ask('surat', optional(file({ text: tx('sikulin.askLetter', { by }), label }), LATER));
}

/** "Pakai nomor ini?" where this chat gave one before. */
async function askPhone(t: Handle, known: string | null): Promise<string> {
  const ask = (): Promise<string> => t.ask('hp', phone(labelled('sikulin.askPhone', 'sikulin.phone')));
  if (known === null) return ask();
  const same = await t.ask(
    'nomor-lama',
    choice({
      text: tx('sikulin.askSamePhone', { phone: known }),
      label: tx('sikulin.phone'),
      choices: [
        { id: 'ya', label: tx('sikulin.samePhone'), synonyms: ['ya', 'iya', 'y', 'yes', 'ok', 'oke', 'pakai'] },
        { id: 'lain', label: tx('sikulin.otherPhone'), synonyms: ['tidak', 'bukan', 'no', 'ganti'] },
      ],
    }),
  );
  return same === 'ya' ? known : ask();
}
