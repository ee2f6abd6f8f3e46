/** SIKULIN, a visit booked: who, when, how many, whom to call; one summary, one confirmation, then the seat. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { confirm } from '#flows/prompts/confirm.ts';
import { date } from '#flows/prompts/date.ts';
import { people } from '#flows/prompts/people.ts';
import { phone } from '#flows/prompts/phone.ts';
import { slot } from '#flows/prompts/slot.ts';
import type { Slot } from '#flows/prompts/slot.ts';
import { text } from '#flows/prompts/text.ts';
import { summaryLines, VISITOR_KINDS } from './rules.ts';
import type { BookedVisit, BookVisit, VisitRules } from './rules.ts';

/** Free seats are looked at again when the question is older than this, ms. The booking itself decides. */
const FRESH = 60_000;

export const sikulin: Flow<null, void> = {
  name: 'sikulin',
  version: 1,
  async run(t) {
    const kind = await t.ask(
      'siapa',
      choice({
        text: tx('sikulin.askKind'),
        label: tx('sikulin.kind'),
        choices: VISITOR_KINDS.map((id) => ({ id, label: tx(`sikulin.kind-${id}`) })),
      }),
    );
    const institution =
      kind === 'warga'
        ? null
        : await t.ask(
            'asal',
            text({ text: tx(`sikulin.askFrom-${kind}`), label: tx('sikulin.from'), max: 120, oneLine: true }),
          );
    const rules = await t.read<VisitRules>('aturan', 'sikulin.rules', {}, { maxAge: FRESH });
    const day = await t.ask(
      'tanggal',
      date({ text: tx('sikulin.askDate'), label: tx('sikulin.date'), ...rules.dates }),
    );
    const slots = await t.read<Slot[]>('jam', 'sikulin.slots', { date: day }, { maxAge: FRESH });
    const free = slots.some((s) => s.free > 0);
    const time = await t.ask(
      'jam',
      slot({ text: tx(free ? 'sikulin.askTime' : 'sikulin.dayFull', { date: day }), label: tx('sikulin.time'), slots }),
    );
    const count = await t.ask(
      'jumlah',
      people({
        text: tx('sikulin.askPeople', { max: rules.maxPeople }),
        label: tx('sikulin.people'),
        max: rules.maxPeople,
      }),
    );
    const name = await t.ask(
      'nama',
      text({ text: tx('sikulin.askName'), label: tx('sikulin.name'), max: 80, oneLine: true }),
    );
    const number = await t.ask('hp', phone({ text: tx('sikulin.askPhone'), label: tx('sikulin.phone') }));

    const visit: BookVisit = { kind, institution, date: day, time, people: count, name, phone: number };
    await t.ask('setuju', confirm({ text: tx('sikulin.summary'), lines: summaryLines(visit), yes: tx('sikulin.yes') }));
    const booked = await t.effect<BookedVisit>('pesan', 'sikulin.book', visit);
    if (booked.number === null) t.say(tx('sikulin.tooManyOpen', { most: booked.most }));
    else t.say(tx('sikulin.booked', { ...visit, number: booked.number, answerBy: booked.answerBy }));
  },
};
