/** Flows that the engine's tests share. A text is named by its key alone. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { choice } from '#flows/prompts/choice.ts';
import { confirm } from '#flows/prompts/confirm.ts';
import { date } from '#flows/prompts/date.ts';
import { people } from '#flows/prompts/people.ts';
import { text } from '#flows/prompts/text.ts';
import { flow, HOUR } from '#tests/support/engine.ts';

export const words = (key: string): Prompt<string> => text({ text: tx(`ask-${key}`), label: tx(`label-${key}`) });
export const count = (key: string, max = 50): Prompt<number> =>
  people({ text: tx(`ask-${key}`), label: tx(`label-${key}`), max });
export const day = (key: string): Prompt<string> =>
  date({ text: tx(`ask-${key}`), label: tx(`label-${key}`), until: '2027-12-31' });
export const pick = <Id extends string>(key: string, ...ids: Id[]): Prompt<Id> =>
  choice({
    text: tx(`ask-${key}`),
    label: tx(`label-${key}`),
    choices: ids.map((id) => ({ id, label: tx(id) })),
  });
export const sure = (summary: Record<string, unknown> = {}): Prompt<string> =>
  confirm({ text: tx('summary'), lines: [tx('line', summary)] });

/** Asks one free text after another and ends. */
export const asking = (...keys: string[]): Flow<null> =>
  flow('form', async (t) => {
    for (const key of keys) await t.ask(key, words(key));
    t.say(tx('end'));
  });

/** Who comes, on which day, how many; one confirmation, one effect. A school is asked for its name. */
export const visit: Flow<null> = flow('visit', async (t) => {
  const who = await t.ask('who', pick('who', 'school', 'citizen'));
  const school = who === 'school' ? await t.ask('school', words('school')) : null;
  const when = await t.ask('when', day('when'));
  const many = await t.ask('many', count('many', who === 'school' ? 50 : 5));
  await confirmed(t, { who, school, when, many });
});

export async function confirmed(t: Handle, args: Record<string, unknown>): Promise<void> {
  await t.ask('sure', sure(args));
  const { number } = await t.effect<{ number: string }>('book', 'visit.book', args);
  t.say(tx('booked', { number }));
}

/** A person of the office, as the word *petugas* asks for. */
export const officer: Flow<null> = flow('petugas', async (t) => {
  const note = await t.ask('note', words('note'));
  await t.effect('send', 'desk.request', { note });
  t.say(tx('passed-on'));
});

/** Two effects with a question between, what can be had read from outside, another flow as a part. */
export const slots = flow('slots', async (t) => {
  t.say(tx('welcome', { at: t.now('begun') }));
  const when = await t.ask('when', day('when'));
  const free = await t.read<string[]>('free', 'free', { when }, { maxAge: HOUR });
  const time = await t.ask('time', pick('time', ...free));
  await confirmed(t, { when, time });
  t.say(tx('after'));
  const more = await t.ask('more', pick('more', 'no', 'yes'));
  if (more === 'yes') {
    await t.ask('sure2', sure({ more }));
    await t.effect('second', 'slots.more', { more });
  }
  await t.call('part', asking('a', 'b'), null);
});

/** As many names as are given, up to four. */
export const list = flow('list', async (t) => {
  const names: string[] = [];
  for (
    let more = true;
    more;
    more = names.length < 4 && (await t.ask(`more:${names.length}`, pick('more', 'yes', 'no'))) === 'yes'
  )
    names.push(await t.ask(`name:${names.length}`, words('name')));
  const many = await t.ask('many', count('many'));
  await confirmed(t, { names, many });
});
