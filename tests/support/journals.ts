/**
 * Journals: conversations of a released version, recorded step by step, to prove that a later release still carries them.
 * A script says what the person does; the recording holds what came of it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { Side } from '#flows/engine/chat.ts';
import type { Env } from '#flows/engine/env.ts';
import type { Content } from '#flows/engine/item.ts';
import type { Run } from '#flows/engine/run.ts';
import { sprint } from '#flows/engine/sprint.ts';
import type { Sprint } from '#flows/engine/sprint.ts';
import { upToDate } from '#flows/engine/version.ts';
import { createBook } from '#flows/book.ts';
import type { Registered } from '#flows/registered.ts';
import { REGISTRY } from '#flows/registry.ts';
import { loadCouncil } from '#services/council.ts';
import { factsOf } from '#services/council-facts.ts';
import type { Services } from '#services/commands.ts';
import { readTextTrees } from '#services/text-files.ts';
import type { TextTrees } from '#services/text-files.ts';
import { createTexts } from '#services/texts.ts';
import { createTurnEnv } from '#services/turn-env.ts';
import { Driver, HOUR } from './engine.ts';

export const JOURNALS = path.resolve(import.meta.dirname, '../fixtures/journals');

/**
 * What happens next: a text (its message is `m<n>` for the n-th input), a choice by its id, hours that pass, an effect's
 * result, or anything else that can be sent.
 */
export type Input =
  | string
  | { pick: string }
  | { hours: number }
  | { done: unknown }
  /** The question that the effect refuses. */
  | { refused: string }
  | { send: Content };

export interface Script {
  /** Answers of the flow's queries by name; a function where they depend on the arguments. JSON only. */
  queries?: Record<string, unknown>;
  /** Conversations by name: the button's or link's argument, and the inputs in their order. */
  runs: Record<string, { arg?: string; inputs: Input[] }>;
}

/** What a step led to. */
export interface Reached {
  /** Key of the open question; of the engine's own, `aside:<kind>`. */
  open: string | null;
  pending: { command: string; args: unknown } | null;
  done: boolean;
}

export interface Step {
  input: Input;
  /** Business time, ISO 8601. */
  on: string;
  reached: Reached;
  /** The journal as it stood in the chat after the step; null when the run was over. */
  run: Run | null;
}

export interface Recording {
  name: string;
  side: Side;
  roles: readonly string[];
  arg: string;
  queries: { name: string; args: unknown; value: unknown }[];
  /** The first is the start. */
  steps: Step[];
}

const council = loadCouncil('medan');

/** Which flows there are, and their texts. */
export interface House {
  registry: readonly Registered[];
  trees: TextTrees;
}

export const HOUSE: House = {
  registry: REGISTRY,
  trees: readTextTrees(path.resolve(import.meta.dirname, '../../locales')),
};

/** The product's own book, texts and matching. */
export function productEnv({ registry, trees }: House): Pick<Env, 'book' | 'say' | 'match'> {
  const facts = { id: factsOf(council, 'id'), en: factsOf(council, 'en') };
  const texts = createTexts({ trees, facts, zone: council.zone, strict: true });
  const book = createBook(registry, council.innovations);
  const services = { council, clock: { zone: council.zone } } as unknown as Services;
  const { say, match } = createTurnEnv({ book, queries: {}, services, texts })('telegram-public:1');
  // Both languages are said, so that a text that is missing in one is found here.
  return { book, match, say: (locale, ref) => (say(locale === 'id' ? 'en' : 'id', ref), say(locale, ref)) };
}

type Answering = (name: string, args: unknown) => unknown;

function begin(entry: Registered, answer: Answering, house: House): Driver {
  const side = entry.sides[0] ?? 'public';
  const roles = entry.who.filter((role) => role !== 'warga');
  const driver = new Driver({ flows: [], side, roles, env: productEnv(house) });
  driver.env = { ...driver.env, query: (name) => async (args) => answer(name, args) };
  return driver;
}

async function feed(chat: Driver, input: Input, place: number): Promise<void> {
  if (typeof input === 'string') await chat.send(input, { message: `m${place + 1}` });
  else if ('pick' in input) await chat.press(input.pick);
  else if ('hours' in input) chat.pass(input.hours * HOUR);
  else if ('done' in input) await chat.done(input.done);
  else if ('refused' in input) await chat.refuse(input.refused, 'engine.lateResult');
  else await chat.take(input.send);
}

function reached(chat: Driver, name: string): { reached: Reached; run: Run | null } {
  const run = [chat.chat.run, ...chat.chat.parked].find((one) => one?.flow === name) ?? null;
  const intent = run?.pending && chat.outstanding.find((i) => i.requestKey === run.pending?.requestKey);
  const pending = intent ? { command: intent.command, args: intent.args } : null;
  const open = run === chat.chat.run ? chat.open : null;
  return { reached: { open: run && open, pending, done: run === null }, run };
}

async function walk(chat: Driver, name: string, arg: string, inputs: readonly Input[]): Promise<Step[]> {
  const steps: Step[] = [];
  const note = (input: Input): void => {
    steps.push({ input, on: chat.env.instantOf(chat.now), ...reached(chat, name) });
  };
  await chat.start(name, arg);
  note({ send: { kind: 'start', flow: name, arg } });
  for (const [place, input] of inputs.entries()) {
    await feed(chat, input, place);
    note(input);
  }
  return steps;
}

/** Plays one conversation of a script against the flow as it is. */
export async function record(entry: Registered, script: Script, name: string, house = HOUSE): Promise<Recording> {
  const { arg = '', inputs } = script.runs[name] ?? { inputs: [] };
  const queries: Recording['queries'] = [];
  const chat = begin(
    entry,
    (query, args) => {
      const known = script.queries?.[query];
      if (known === undefined) throw new Error(`the script of ${entry.flow.name} has no answer for the query ${query}`);
      const value: unknown = typeof known === 'function' ? (known as (args: unknown) => unknown)(args) : known;
      queries.push({ name: query, args, value });
      return value;
    },
    house,
  );
  const steps = await walk(chat, entry.flow.name, arg, inputs);
  const { side, roles } = chat.chat;
  return JSON.parse(JSON.stringify({ name, side, roles, arg, queries, steps })) as Recording;
}

/** What was recorded for a query with these arguments, or else the last that it answered. */
const recorded =
  ({ queries }: Recording): Answering =>
  (name, args) => {
    const named = queries.filter((q) => q.name === name);
    const found = named.findLast((q) => isDeepStrictEqual(q.args, args ?? null)) ?? named.at(-1);
    if (!found) throw new Error(`nothing was recorded for the query ${name}`);
    return found.value;
  };

/** The inputs of a recording, from its start, against the flow as it is now. */
export function replay(entry: Registered, recording: Recording, house = HOUSE): Promise<Step[]> {
  const { arg, steps } = recording;
  const chat = begin(entry, recorded(recording), house);
  return walk(
    chat,
    entry.flow.name,
    arg,
    steps.slice(1).map(({ input }) => input),
  );
}

/** A stored run under the flow as it is now, run without any input: where does it stand? */
export function reload(entry: Registered, recording: Recording, { run, on }: Step & { run: Run }): Promise<Sprint> {
  const answer = recorded(recording);
  return sprint(
    entry.flow,
    upToDate(run, entry.flow).run,
    { kind: 'none' },
    {
      query: (name) => async (args) => answer(name, args),
      match: () => null,
      parse: { locale: 'id', today: on.slice(0, 10), zone: council.zone },
      now: on,
      nowMs: Date.parse(on),
      readLimit: 1000,
    },
  );
}

export const journalFile = (folder: string, flow: string, version: number): string =>
  path.join(folder, flow, `${version}.json`);

export const readJournal = (file: string): Recording[] => JSON.parse(readFileSync(file, 'utf8')) as Recording[];

export const versionsOf = (folder: string, flow: string): number[] =>
  existsSync(path.join(folder, flow))
    ? readdirSync(path.join(folder, flow))
        .flatMap((name) => (/^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : []))
        .sort((a, b) => a - b)
    : [];

/** Why the flow's present version is not proven, in one sentence that says what to do; null where it is. */
export function missing(entry: Registered, folder = JOURNALS): string | null {
  const { name, version } = entry.flow;
  if (existsSync(journalFile(folder, name, version))) return null;
  return (
    `The flow ${name} has no journal of its version ${version}: write its conversations into ` +
    `tests/fixtures/journals/${name}/script.ts and record them with npm run journals.`
  );
}

/** Records what has no journal yet and returns the files written. A journal that exists is never touched. */
export async function recordMissing(house = HOUSE, folder = JOURNALS): Promise<string[]> {
  const written: string[] = [];
  for (const entry of house.registry.filter((one) => missing(one, folder))) {
    const { name, version } = entry.flow;
    const source = path.join(folder, name, 'script.ts');
    if (!existsSync(source)) throw new Error(missing(entry, folder) ?? '');
    const { script } = (await import(pathToFileURL(source).href)) as { script: Script };
    const recordings: Recording[] = [];
    for (const run of Object.keys(script.runs)) recordings.push(await record(entry, script, run, house));
    const file = journalFile(folder, name, version);
    mkdirSync(path.dirname(file), { recursive: true });
    // `wx`: somebody may have recorded it meanwhile.
    writeFileSync(file, inLines(recordings), { flag: 'wx' });
    written.push(file);
  }
  return written;
}

/** JSON with one step a line. */
function inLines(recordings: readonly Recording[]): string {
  const one = ({ steps, ...head }: Recording): string => {
    const lines = steps.map((step) => JSON.stringify(step)).join(',\n');
    return `${JSON.stringify(head).slice(0, -1)},"steps":[\n${lines}\n]}`;
  };
  return `[\n${recordings.map(one).join(',\n')}\n]\n`;
}
