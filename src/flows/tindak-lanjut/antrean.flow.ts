/** Officers' side: the queue by its due day, and one action on one report. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '../prompts/choice.ts';
import { optional, SKIP } from '../prompts/optional.ts';
import { text } from '../prompts/text.ts';
import { reportChoice, stateOf } from './rules.ts';
import type { Acted, ActOn, ReportCard } from './rules.ts';
import { actionsFor, OUTCOMES } from './states.ts';
import type { Action, Outcome } from './states.ts';

/** Actions that an officer is offered, in this order. */
const OFFERED: readonly Action[] = ['jawab', 'teruskan', 'tanya', 'triase', 'terima-jawaban', 'tutup'];
const CLOSINGS: readonly Outcome[] = OUTCOMES.filter((outcome) => outcome !== 'ditarik' && outcome !== 'tanpa-kabar');

export const queue: Flow<null, void> = {
  name: 'aduan-antrean',
  version: 1,
  async run(t) {
    const waiting = await t.read<ReportCard[]>('antrean', 'aduan.antrean', {});
    if (!waiting.length) return t.say(tx('tindak-lanjut.queueEmpty'));
    const number = await t.ask(
      'laporan',
      choice({ text: tx('tindak-lanjut.askQueue', { count: waiting.length }), choices: waiting.map(reportChoice) }),
    );
    await handle(t, number);
  },
};

/** The button under a card. */
export const open: Flow<{ number: string }, void> = {
  name: 'aduan-buka',
  version: 1,
  run: (t, { number }) => handle(t, number),
};

async function handle(t: Handle, number: string): Promise<void> {
  const found = await t.read<ReportCard | null>('isi', 'aduan.satu', { number });
  if (!found) return t.say(tx('tindak-lanjut.unknown', { number }));
  const may = actionsFor(found.state, 'petugas');
  const offered = OFFERED.filter((action) => may.includes(action));
  if (!offered.length) return t.say(tx('tindak-lanjut.nothingToDo', { number, state: stateOf(found.state) }));
  const action = await t.ask(
    'tindakan',
    choice<Action>({
      text: tx('tindak-lanjut.askAction', {
        ...found,
        topic: found.topic ?? tx('tindak-lanjut.topicOther'),
        state: stateOf(found.state),
        place: found.place ?? '-',
      }),
      choices: offered.map((id) => ({ id, label: tx(`tindak-lanjut.do-${id}`) })),
    }),
  );
  const acted = await t.effect<Acted>('tindak', 'aduan.tindak', {
    ...(await detailsOf(t, action)),
    ...{ number, action, seen: found.version },
  });
  if (acted.outcome === 'done') return t.say(tx('tindak-lanjut.acted', { number, state: stateOf(acted.state) }));
  if (acted.outcome === 'changed') return t.say(tx('tindak-lanjut.changed', { number, state: stateOf(acted.state) }));
  if (acted.outcome === 'lacking') return t.say(tx(`tindak-lanjut.lacking-${acted.what}`, { number }));
  t.say(acted.outcome === 'forbidden' ? tx('engine.notForYou') : tx('tindak-lanjut.unknown', { number }));
}

async function detailsOf(t: Handle, action: Action): Promise<Pick<ActOn, 'note' | 'office' | 'outcome' | 'basis'>> {
  const note = (key: string, question: string) => t.ask(key, text({ text: tx(question), min: 5, max: 1500 }));
  switch (action) {
    case 'tanya':
      return { note: await note('pertanyaan', 'tindak-lanjut.askQuestion') };
    case 'jawab':
      return { note: await note('jawaban', 'tindak-lanjut.askAnswer') };
    case 'teruskan': {
      const offices = await t.read<{ code: string; short: string }[]>('kantor', 'aduan.kantor', {});
      const office = await t.ask(
        'kantor',
        choice({
          text: tx('tindak-lanjut.askOffice'),
          choices: offices.map(({ code, short }) => ({ id: code, label: tx('tindak-lanjut.officeChoice', { short }) })),
        }),
      );
      return { office, note: '' };
    }
    case 'tutup': {
      const outcome = await t.ask(
        'hasil',
        choice<Outcome>({
          text: tx('tindak-lanjut.askOutcome'),
          choices: CLOSINGS.map((id) => ({ id, label: tx(`tindak-lanjut.outcome-${id}`) })),
        }),
      );
      const answer = await note('penjelasan', 'tindak-lanjut.askClosing');
      const basis =
        outcome === 'ditolak' || outcome === 'bukan-wewenang'
          ? await t.ask('dasar', text({ text: tx('tindak-lanjut.askBasis'), min: 3, max: 200, oneLine: true }))
          : '';
      return { outcome, note: answer, basis };
    }
    default:
      return {
        note: (await t.ask('catatan', optional(text({ text: tx('tindak-lanjut.askNote'), max: 500 }), SKIP))) ?? '',
      };
  }
}
