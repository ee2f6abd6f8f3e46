/** The visit in five turns, and a long form, as flows of ours: the house's own prompts, texts and engine. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { confirm } from '#flows/prompts/confirm.ts';
import { date } from '#flows/prompts/date.ts';
import { people } from '#flows/prompts/people.ts';
import { text } from '#flows/prompts/text.ts';
import type { Registered } from '#flows/registered.ts';
import { LONG } from './script.ts';

const KINDS = ['dprd', 'instansi', 'sekolah', 'warga'].map((id) => ({ id, label: tx(`sikulin.kind-${id}`) }));
const MAX = 50;
const TIME = '11:00';

const visit: Flow<null, void> = {
  name: 'bench-visit',
  version: 1,
  async run(t) {
    await t.ask('siapa', choice({ text: tx('sikulin.askKind'), label: tx('sikulin.kind'), choices: KINDS }));
    const day = await t.ask(
      'tanggal',
      date({ text: tx('sikulin.askDate'), label: tx('sikulin.date'), until: '2099-12-31' }),
    );
    const count = await t.ask(
      'jumlah',
      people({ text: tx('sikulin.askPeople', { max: MAX }), label: tx('sikulin.people'), max: MAX }),
    );
    const lines = [tx('sikulin.line-when', { date: day, time: TIME }), tx('sikulin.line-people', { people: count })];
    await t.ask('setuju', confirm({ text: tx('sikulin.summary'), lines, yes: tx('sikulin.yes') }));
    t.say(tx('sikulin.booked', { date: day, time: TIME, people: count, number: 'K-0001', answerBy: t.now('kabar') }));
  },
};

const list: Flow<null, void> = {
  name: 'bench-list',
  version: 1,
  async run(t) {
    for (let n = 0; n < LONG; n += 1)
      await t.ask(`keperluan:${n}`, text({ text: tx('sikulin.askPurpose'), label: tx('sikulin.purpose'), max: 200 }));
    t.say(
      tx('sikulin.booked', { date: '2026-11-05', time: TIME, people: 1, number: 'K-0001', answerBy: t.now('kabar') }),
    );
  },
};

const common = { innovation: null, who: ['warga'], sides: ['public'], title: tx('sikulin.kind') } as const;

export const FLOWS: readonly Registered[] = [
  { ...common, flow: visit as Flow<never>, words: ['kunjungan'] },
  { ...common, flow: list as Flow<never>, words: ['keperluan'] },
];
