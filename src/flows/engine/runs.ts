/** The life of runs in a chat: begin, go on, park, take up again, end. */
import { CAPS, FlowBug } from './caps.ts';
import { openMenu } from './menu.ts';
import type { Draft } from './draft.ts';
import type { Entry } from './env.ts';
import { tx } from './message.ts';
import type { TextRef } from './message.ts';
import { changeable, newRun } from './run.ts';
import type { Run } from './run.ts';
import { sprint } from './sprint.ts';
import type { Sprint, SprintInput } from './sprint.ts';

export const mayStart = (draft: Draft, entry: Entry): boolean =>
  entry.sides.includes(draft.chat.side) &&
  (entry.who.includes('warga') || entry.who.some((role) => draft.chat.roles.includes(role)));

/** Starts a flow; whoever may not gets one sentence. The caller has dealt with a run in progress. */
export async function begin(draft: Draft, name: string, arg: string): Promise<void> {
  const { chat, env } = draft;
  const entry = env.book.entry(name);
  if (!entry || !mayStart(draft, entry)) {
    draft.say(tx(entry && chat.side === 'members' && !chat.roles.length ? 'engine.bindFirst' : 'engine.notForYou'));
    return goOn(draft);
  }
  const { flow } = entry;
  chat.run = newRun({
    id: env.newId(),
    flow: name,
    version: flow.version,
    council: env.council,
    args: entry.args ? entry.args(arg) : null,
  });
  chat.wait = null;
  await advance(draft, { kind: 'start' });
}

/** Runs the active run until it waits or ends, and puts what it needs. */
export async function advance(draft: Draft, input: SprintInput): Promise<void> {
  const run = draft.chat.run;
  if (!run) return openMenu(draft);
  const entry = draft.env.book.entry(run.flow);
  if (!entry) {
    draft.say(tx('engine.formGone'));
    return finish(draft);
  }
  const result = await step(draft, entry, upToDate(draft, run, entry), input);
  draft.chat.run = result.run;
  draft.say(...result.says);
  if (result.done) return finish(draft);
  if (result.intent) {
    draft.intents.push({
      requestKey: result.intent.requestKey,
      command: result.intent.command,
      args: result.intent.args,
    });
    return draft.close();
  }
  if (result.which) return askWhich(draft, result.which);
  if (result.question) return askFlow(draft, result.question, result);
  draft.say(tx('engine.processing'));
  draft.close();
}

export function step(draft: Draft, entry: Entry, run: Run, input: SprintInput): Promise<Sprint> {
  const { env, item } = draft;
  return sprint(entry.flow, run, input, {
    query: env.query,
    parse: { locale: draft.locale, today: env.dateOf(item.on), zone: env.zone },
    now: env.instantOf(item.on),
    nowMs: item.on,
    readLimit: env.readLimit,
  });
}

/** The run under the flow's present version: as it is, migrated, or begun again with every answer that still holds. */
function upToDate(draft: Draft, run: Run, entry: Entry): Run {
  const { flow } = entry;
  if (run.version === flow.version) return run;
  const migrated = flow.migrate?.({ answers: run.answers, order: run.order }, run.version);
  if (migrated) return { ...run, ...migrated, version: flow.version, suspect: [...migrated.order], reads: [] };
  draft.say(tx('engine.formChanged'));
  return { ...run, version: flow.version, suspect: [...run.order], reads: [] };
}

function askFlow(draft: Draft, { key, prompt, refuse }: NonNullable<Sprint['question']>, { run, asked }: Sprint): void {
  const change = prompt.confirms
    ? run.order.flatMap((k) => {
        const label = asked.get(k)?.label;
        return label && changeable(run, k) ? [{ key: k, label }] : [];
      })
    : [];
  draft.ask(
    {
      kind: 'ask',
      key,
      texts: [prompt.text],
      choices: prompt.choices ?? [],
      expects: prompt.expects,
      ...(prompt.freeText && { freeText: true }),
      ...(prompt.confirms && { confirms: true, change }),
      ...(prompt.shareContact && { shareContact: prompt.shareContact }),
    },
    refuse,
  );
}

function askWhich(draft: Draft, which: NonNullable<Sprint['which']>): void {
  draft.ask({
    kind: 'aside',
    aside: {
      kind: 'which',
      key: which.key,
      answer: which.answer,
      values: which.readings.map((r) => r.value),
      confirms: Boolean(which.prompt.confirms),
    },
    texts: [tx('engine.which')],
    choices: which.readings.map((r, i) => ({ id: String(i), label: r.label })),
  });
}

/** The run is over: what was parked last is taken up again. */
export async function finish(draft: Draft): Promise<void> {
  draft.chat.run = null;
  draft.close();
  await takeUp(draft);
}

async function takeUp(draft: Draft): Promise<void> {
  const { chat, env } = draft;
  const run = chat.parked.pop();
  if (!run) return;
  chat.run = run;
  draft.say(tx('engine.takeUp', { title: env.book.entry(run.flow)?.title ?? tx('engine.form') }));
  await advance(draft, { kind: 'none' });
}

/** Sets the active run aside. False where the shelf is full. */
export function park(draft: Draft): boolean {
  const { chat } = draft;
  if (!chat.run) return true;
  if (chat.parked.length >= CAPS.parked) return false;
  chat.parked.push(chat.run);
  chat.run = null;
  draft.close();
  return true;
}

export async function cancel(draft: Draft): Promise<void> {
  draft.say(tx('engine.cancelled'));
  await finish(draft);
  if (!draft.chat.run) openMenu(draft);
}

/** The open question again, or the menu where nothing is open. */
export async function goOn(draft: Draft, reason?: TextRef): Promise<void> {
  const { run, wait } = draft.chat;
  if (run && wait?.kind === 'ask') return draft.askAgain(reason);
  if (reason) draft.say(reason);
  if (run?.pending) return draft.say(tx('engine.processing'));
  return run ? advance(draft, { kind: 'none' }) : openMenu(draft);
}

/** An effect refused: the answer it names is asked again. A key that no answer has would refuse for ever. */
export function refusedRun(run: Run, key: string): Run {
  if (!(key in run.answers)) throw new FlowBug(`effect of ${run.flow} refused "${key}", which nobody answered`);
  return { ...run, pending: null };
}
