/** Staff write an announcement: to whom, what, when. It is a draft then, which they see as it will look and hand in. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { confirm } from '#flows/prompts/confirm.ts';
import { askEnglish, askFile, askText, askWhen, askWhom } from './ask.ts';
import { audienceText, PARTS } from './rules.ts';
import type { Card, Draft, Outcome, Part, Whom } from './rules.ts';

export const siaran: Flow<null, void> = {
  name: 'siaran',
  version: 1,
  async run(t) {
    const whom = await t.read<Whom>('pilihan', 'siaran.whom', {});
    const { audience, except } = await askWhom(t, whom);
    const text = await askText(t);
    const english = await askEnglish(t);
    const file = await askFile(t);
    const at = await askWhen(t, whom);
    const draft: Draft = { audience, except, text, english, file, at };
    await t.ask('setuju', confirm({ text: tx('siaran.summary'), lines: linesOf(draft, whom), yes: tx('siaran.save') }));
    const made = await t.effect<Outcome & { number?: string }>('simpan', 'siaran.draft', draft);
    t.say(made.outcome === 'done' ? tx('siaran.drafted', { number: made.number }) : tx('engine.notForYou'));
  },
};

/** A change makes it a draft again: who approved, approved something else. */
export const changeSiaran: Flow<{ number: string }, void> = {
  name: 'siaran-ubah',
  version: 1,
  async run(t, { number }) {
    const card = await t.read<Card | null>('siaran', 'siaran.one', { number });
    if (!card) return t.say(tx('siaran.unknown', { number }));
    const part = await t.ask(
      'bagian',
      choice<Part>({
        text: tx('siaran.askPart', { number }),
        choices: PARTS.map((id) => ({ id, label: tx(`siaran.part-${id}`) })),
      }),
    );
    const whom = await t.read<Whom>('pilihan', 'siaran.whom', {});
    const change = {
      ...(part === 'isi' && { text: await askText(t) }),
      ...(part === 'inggris' && { english: await askEnglish(t) }),
      ...(part === 'berkas' && { file: await askFile(t) }),
      ...(part === 'kapan' && { at: await askWhen(t, whom) }),
      ...(part === 'kepada' && (await askWhom(t, whom))),
    } satisfies Partial<Draft>;
    const changed = await t.effect<Outcome>('ubah', 'siaran.change', { number, change });
    t.say(outcomeText(number, changed, 'siaran.changed'));
  },
};

function linesOf({ audience, except, text, english, file, at }: Draft, whom: Whom): TextRef[] {
  const left = [...except.districts, ...except.broadcasts];
  return [
    tx('siaran.line-to', { to: audienceText(audience, whom) }),
    ...(left.length ? [tx('siaran.line-except', { names: left })] : []),
    tx('siaran.line-text', { text }),
    ...(english === null ? [] : [tx('siaran.line-english', { text: english })]),
    tx(file ? 'siaran.line-file' : 'siaran.line-noFile'),
    at ? tx('siaran.line-at', { ...at }) : tx('siaran.line-now'),
  ];
}

/** What came of a press or a command, in one sentence. */
export function outcomeText(number: string, result: Outcome, done: string): TextRef {
  if (result.outcome === 'done') return tx(done, { number, ...(result.when && { when: result.when }) });
  if (result.outcome === 'already')
    return tx('siaran.already', { number, status: tx(`siaran.status-${result.status}`) });
  return result.outcome === 'forbidden' ? tx('engine.notForYou') : tx(`siaran.not-${result.outcome}`, { number });
}
