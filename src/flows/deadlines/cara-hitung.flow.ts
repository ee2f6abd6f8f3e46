/** "cara hitung": how a deadline was counted, told to whoever may ask: the office, or who sent the case. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { choiceOrText } from '#flows/prompts/choice-or-text.ts';
import { HOW, isNumber, readNumber } from './rules.ts';
import type { Explained } from './rules.ts';

const EXPECTS = tx('deadlines.numberExpects');

export const howCounted: Flow<{ number: string }, void> = {
  name: HOW,
  version: 1,
  async run(t, args) {
    const number = args.number || (await whichCase(t));
    const explained = await t.read<Explained>('hitungan', 'deadlines.explain', { number });
    if (explained === null) return t.say(tx('deadlines.unknown', { number }));
    t.say(explained.length ? tx('deadlines.answer', { number, explained }) : tx('deadlines.none', { number }));
  },
};

async function whichCase(t: Handle): Promise<string> {
  const own = await t.read<string[]>('milik', 'deadlines.mine', {});
  const [only] = own;
  if (only !== undefined && own.length === 1) return only;
  const choices = own.map((id) => ({ id, label: tx('deadlines.number', { number: id }) }));
  const answer = await t.ask('nomor', numberOnly(choiceOrText({ text: tx('deadlines.askNumber'), choices })));
  return 'id' in answer ? answer.id : readNumber(answer.said);
}

type Named = { id: string } | { said: string };

/** A sentence is no number, and may be another wish: it is not answered as if it were a case that nobody knows. */
const numberOnly = (prompt: Prompt<Named>): Prompt<Named> => ({
  ...prompt,
  freeText: false,
  expects: EXPECTS,
  parse(answer, context) {
    const parsed = prompt.parse(answer, context);
    const said = 'ok' in parsed && 'said' in parsed.ok ? parsed.ok.said : null;
    return 'refuse' in parsed || (said !== null && !isNumber(said)) ? { refuse: EXPECTS } : parsed;
  },
});
