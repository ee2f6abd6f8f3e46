/** Handing in, and the decision of a second person: behind the buttons of cards. Everything is decided when it is pressed. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { text } from '#flows/prompts/text.ts';
import { askWhen } from './ask.ts';
import type { Late, Outcome, Seen, Whom } from './rules.ts';
import { outcomeText } from './siaran.flow.ts';

export const handIn: Flow<Seen, void> = {
  name: 'siaran-ajukan',
  version: 1,
  async run(t, seen) {
    t.say(outcomeText(seen.number, await t.effect<Outcome>('ajukan', 'siaran.hand-in', seen), 'siaran.handedIn'));
  },
};

/** Of a draft for some kecamatan. */
export const addCity: Flow<Seen, void> = {
  name: 'siaran-sekota',
  version: 1,
  async run(t, seen) {
    t.say(outcomeText(seen.number, await t.effect<Outcome>('sekota', 'siaran.add-city', seen), 'siaran.cityAdded'));
  },
};

export const decideSiaran: Flow<Seen & { approve: boolean }, void> = {
  name: 'siaran-putuskan',
  version: 1,
  async run(t, seen) {
    const note = seen.approve ? null : await t.ask('alasan', text({ text: tx('siaran.askReason'), min: 5, max: 300 }));
    const decided = await t.effect<Outcome | Late>('putuskan', 'siaran.decide', { ...seen, note });
    if (decided.outcome === 'late') return approveLate(t, seen, decided);
    // Decided by a process of the release before, it does not say when.
    const approved = 'when' in decided && decided.when ? 'siaran.approvedLate' : 'siaran.approved';
    t.say(outcomeText(seen.number, decided, seen.approve ? approved : 'siaran.declined'));
  },
};

/** Words for the morning must not go out at night because somebody was late. */
async function approveLate(t: Handle, seen: Seen & { approve: boolean }, { at, until }: Late): Promise<void> {
  const { number } = seen;
  const when = await t.ask(
    'terlambat',
    choice<'sekarang' | 'jam'>({
      text: tx(until === null ? 'siaran.askLate' : 'siaran.askLateQuiet', { number, at, until }),
      choices: [
        {
          ...{ id: 'sekarang', label: tx(until === null ? 'siaran.lateNow' : 'siaran.lateQuiet') },
          synonyms: ['sekarang', 'segera', 'langsung', 'kirim', 'now'],
        },
        { id: 'jam', label: tx('siaran.lateHour'), synonyms: ['waktu lain', 'jam lain', 'nanti', 'later'] },
      ],
    }),
  );
  const start = when === 'jam' ? await askWhen(t, await t.read<Whom>('pilihan', 'siaran.whom', {})) : null;
  const decided = await t.effect<Outcome>('putuskan-lagi', 'siaran.decide', { ...seen, note: null, start });
  t.say(outcomeText(number, decided, 'siaran.approvedLate'));
}
