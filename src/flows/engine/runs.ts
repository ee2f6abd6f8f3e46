/** The life of runs in a chat: begin, go on, park, take up again, end. */
import { CAPS, Forbidden } from './caps.ts';
import { askChange } from './confirmation.ts';
import type { Draft } from './draft.ts';
import type { Entry } from './env.ts';
import { openMenu } from './menu.ts';
import { tx } from './message.ts';
import type { TextRef } from './message.ts';
import type { Answer, OwnChoice } from './prompt.ts';
import { changeable, newRun } from './run.ts';
import type { Run } from './run.ts';
import { sprint } from './sprint.ts';
import type { Sprint, SprintInput } from './sprint.ts';
import { upToDate } from './version.ts';
import { YES_WORDS } from './words.ts';

export const mayStart = (draft: Draft, entry: Entry): boolean =>
  entry.sides.includes(draft.chat.side) &&
  (entry.who.includes('warga') || entry.who.some((role) => draft.chat.roles.includes(role)));

/** What a button's or link's argument means to the flow. */
export const argsOf = (entry: Entry, arg: string): unknown => (entry.args ? entry.args(arg) : null);

/** Starts a flow; whoever may not gets one sentence. The caller has dealt with a run in progress. */
export async function begin(draft: Draft, name: string, arg: string): Promise<void> {
  const { chat, env } = draft;
  const entry = env.book.entry(name);
  if (!entry || !mayStart(draft, entry)) {
    // Where nothing at all is open, the menu says how it may be.
    return goOn(draft, chat.side === 'members' && !env.book.menu(chat).length ? undefined : tx('engine.notForYou'));
  }
  const { flow } = entry;
  chat.run = newRun({
    id: env.newId(),
    flow: name,
    version: flow.version,
    council: env.council,
    args: argsOf(entry, arg),
    ...(draft.item.by !== undefined && { by: draft.item.by }),
  });
  chat.wait = null;
  if (entry.confidential && env.seen) draft.say(env.seen);
  await advance(draft, { kind: 'start' });
}

/**
 * Begins a flow with the answer to its question `key` in hand: it may ask others first, and the answer waits for its turn.
 * False: the flow ended at once, having no use for it.
 */
export async function offer(draft: Draft, name: string, key: string, answer: Answer): Promise<boolean> {
  const { chat, env } = draft;
  const entry = env.book.entry(name);
  if (!entry || !mayStart(draft, entry)) return false;
  const seed = { id: env.newId(), flow: name, version: entry.flow.version, council: env.council };
  const result = await step(draft, entry, newRun({ ...seed, args: argsOf(entry, '') }), {
    kind: 'answer',
    key,
    answer,
  });
  if (result.done) return false;
  // "???" was not meant for it. Of a file its question says what is wrong with it.
  if (answer.kind === 'text' && result.question?.key === key && result.question.refuse) return false;
  chat.run = result.run;
  chat.wait = null;
  if (entry.confidential && env.seen) draft.say(env.seen);
  draft.say(...result.says);
  draft.under(result.buttons);
  await put(draft, result);
  return true;
}

/**
 * Runs the active run until it waits or ends, and puts what it needs. `otherwise` is done instead where the answer that
 * came in is refused: it meant something else.
 */
export async function advance(draft: Draft, input: SprintInput, otherwise?: () => Promise<void> | void): Promise<void> {
  const run = draft.chat.run;
  if (!run) return openMenu(draft);
  const entry = draft.env.book.entry(run.flow);
  if (!entry) {
    draft.say(tx('engine.formGone'));
    return end(draft);
  }
  const result = await step(draft, entry, run, input);
  if (otherwise && input.kind === 'answer' && result.question?.key === input.key && result.question.refuse)
    return otherwise();
  draft.chat.run = result.run;
  draft.say(...result.says);
  draft.under(result.buttons);
  await put(draft, result);
}

/** What the flow needs now: a question, an effect, or nothing any more. */
async function put(draft: Draft, { run, done, intent, which, question, own, asked }: Sprint): Promise<void> {
  if (done) return finish(draft);
  if (intent) {
    draft.want(intent);
    return draft.close();
  }
  if (which) return askWhich(draft, which);
  if (question) {
    askFlow(draft, question, run, asked);
    return own && ownChoice(draft, own);
  }
  draft.say(tx('engine.processing'));
  draft.close();
}

export async function step(draft: Draft, entry: Entry, run: Run, input: SprintInput): Promise<Sprint> {
  const { env, item, locale } = draft;
  const current = upToDate(run, entry.flow);
  const result = await sprint(entry.flow, current.run, input, {
    query: env.query,
    match: (text, choices) => env.match(text, choices, locale),
    parse: { locale, today: env.dateOf(item.on), zone: env.zone },
    now: env.instantOf(item.on),
    nowMs: item.on,
    readLimit: env.readLimit,
  }).catch((error: unknown) => refusal(current.run, error));
  if (current.restarted) result.says.unshift(tx('engine.formChanged'));
  return result;
}

/** Whoever lost the right to what the flow reads: it ends here. */
function refusal(run: Run, error: unknown): Sprint {
  if (!(error instanceof Forbidden)) throw error;
  return { run, says: [tx('engine.notForYou')], buttons: [], asked: new Map(), done: true };
}

function askFlow(
  draft: Draft,
  { key, prompt, refuse }: NonNullable<Sprint['question']>,
  run: Run,
  asked: Sprint['asked'],
): void {
  const change = [...asked].flatMap(([k, { label }]) => (label && changeable(run, k) ? [{ key: k, label }] : []));
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

function askWhich(draft: Draft, { key, answer, message, prompt, readings, ask }: NonNullable<Sprint['which']>): void {
  draft.ask({
    kind: 'aside',
    aside: {
      ...{ kind: 'which', key, answer, values: readings.map((r) => r.value), confirms: Boolean(prompt.confirms) },
      ...(message !== undefined && { message }),
    },
    texts: [ask ?? tx('engine.which')],
    choices: readings.map((r, i) => ({
      ...{ id: String(i), label: r.label },
      // The only one left is a matter of yes or no.
      ...(readings.length === 1 && { synonyms: YES_WORDS }),
    })),
  });
}

/** The run is over: what was parked last is taken up again. Nobody is left with silence. */
export async function finish(draft: Draft): Promise<void> {
  draft.waiting.push(...(draft.chat.run?.held ?? []));
  draft.chat.run = null;
  draft.close();
  await takeUp(draft);
  if (draft.silent) openMenu(draft);
}

/** What was parked last goes on, with the messages that came while its effect was pending. */
export async function takeUp(draft: Draft): Promise<void> {
  const { chat, env } = draft;
  // Whoever talks with a person is not asked for anything.
  if (chat.talk) return;
  const run = chat.parked.pop();
  if (!run) return;
  delete run.parkedAt;
  chat.run = run;
  draft.say(tx('engine.takeUp', { title: env.book.entry(run.flow)?.title ?? tx('engine.form') }));
  if (!run.pending) draft.waiting.push(...run.held.splice(0));
  await advance(draft, { kind: 'none' });
}

/** Sets the active run aside. False where the shelf is full. */
export function park(draft: Draft): boolean {
  const { chat, env } = draft;
  if (!chat.run) return true;
  // In a topic nobody is led back to a colleague's form.
  if ((env.shared || isPassing(draft)) && !chat.run.pending) {
    draft.drop();
    return true;
  }
  if (chat.parked.length >= CAPS.parked) return false;
  chat.parked.push(chat.run);
  chat.run = null;
  draft.close();
  return true;
}

/** Nothing that anybody wrote is lost with it. */
function isPassing({ chat: { run, wait }, env }: Draft): boolean {
  const key = wait && wait.kind === 'ask' ? wait.key : undefined;
  return key !== undefined && run !== null && (env.book.entry(run.flow)?.passing?.(key) ?? false);
}

/** The run is over before it was finished: the menu follows where nothing waits. */
export async function end(draft: Draft): Promise<void> {
  await finish(draft);
  if (!draft.chat.run) openMenu(draft);
}

export function cancel(draft: Draft): Promise<void> {
  sayCancelled(draft);
  return end(draft);
}

/** The engine's own choices of a confirmation. */
export const ownChoice = (draft: Draft, id: OwnChoice): Promise<void> | void =>
  id === 'cancel' ? cancel(draft) : askChange(draft);

/** What was done already stays done, and nobody is told otherwise. */
export function sayCancelled(draft: Draft): void {
  const done = Object.keys(draft.chat.run?.results ?? {}).length > 0;
  draft.say(tx(done ? 'engine.cancelledRest' : 'engine.cancelled'));
}

/** The open question again, or the menu where nothing is open. */
export async function goOn(draft: Draft, reason?: TextRef): Promise<void> {
  const { run, wait } = draft.chat;
  if (wait?.aside || (run && wait?.kind === 'ask')) return draft.askAgain(reason);
  if (reason) draft.say(reason);
  if (run?.pending) return draft.say(tx('engine.processing'));
  return run ? advance(draft, { kind: 'none' }) : openMenu(draft);
}
