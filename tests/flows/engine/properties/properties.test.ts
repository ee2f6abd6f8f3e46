/** What holds of every conversation, whatever is said in it, whoever dies, whatever comes twice or late. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CAPS } from '#flows/engine/caps.ts';
import type { Item } from '#flows/engine/item.ts';
import type { Run } from '#flows/engine/run.ts';
import { acts, calm, OWN_WORD } from './acts.ts';
import type { Act } from './acts.ts';
import { House, nameless, runsOf } from './house.ts';
import type { Committed } from './house.ts';

const RUNS = Number(process.env['RUNS'] ?? 100);
/** The same conversations each time, so that a change is what makes it red; others with `SEED=… RUNS=1000`. */
const SEED = Number(process.env['SEED'] ?? 20_261_125);
const LIMITS = { numRuns: RUNS, seed: SEED };

type Check = (commit: Committed, house: House) => void | Promise<void>;
const rules: { name: string; checker: () => Check }[] = [];

/** Sees every commit of a conversation, with those before it. All rules look at one playing: it is what takes the time. */
const always = (name: string, checker: () => Check): void => void rules.push({ name, checker });

function watcher(): Check {
  const checks = rules.map(({ name, checker }) => ({ name, check: checker() }));
  return async (commit, house) => {
    for (const { name, check } of checks)
      try {
        await check(commit, house);
      } catch (error) {
        throw new Error(`not so: ${name}`, { cause: error });
      }
  };
}

async function play(house: House, sequence: Act[]): Promise<House> {
  for (const act of sequence) await house.act(act);
  return house;
}

const fromPerson = ({ kind }: Item): boolean => kind !== 'effect' && kind !== 'timer' && kind !== 'notice';

/** `run/key` of a request key: one step of one run, whichever attempt. */
const stepOf = (requestKey: string): string => requestKey.replace(/\/\d+$/, '');

always('a person who says something is answered, or what they asked for is under way', () => ({ item, out }) => {
  if (fromPerson(item)) assert.ok(out.messages.length || out.intents.length, 'silence');
});

always('one question is open at most, and it is the one that was put last', () => ({ out }) => {
  const asked = out.messages.flatMap(({ ask }) => (ask ? [ask.askNo] : []));
  const { wait, run, askNo } = out.chat;
  assert.ok(asked.length <= 1);
  if (asked.length) assert.deepEqual([asked[0], wait?.askNo], [askNo, askNo]);
  if (run?.pending) assert.equal(wait, null, 'a question beside an effect');
  else if (run) assert.ok(wait && wait.kind !== 'menu', 'a form that asks nothing');
});

always('numbers of questions only rise', () => ({ before, out }) => {
  assert.ok(out.chat.askNo >= before.askNo);
  const shown = (chat: typeof before): unknown => chat.wait && [chat.wait.texts, chat.wait.choices.map(({ id }) => id)];
  if (out.chat.askNo === before.askNo && out.chat.wait && before.wait)
    assert.deepEqual(shown(out.chat), shown(before), 'two questions under one number');
});

always('answers stand only under keys that were asked for, one for each message', () => {
  const KEYS = /^(who|school|when|many|sure|time|more|sure2|part\/[ab]|name:\d|more:\d|note)$/;
  return ({ before, out }) => {
    const known = new Map(runsOf(before).map((run) => [run.id, run.answers]));
    let fresh = 0;
    for (const { id, answers, order, barrier } of runsOf(out.chat)) {
      for (const key of Object.keys(answers)) assert.match(key, KEYS);
      assert.ok(order.every((key) => Object.hasOwn(answers, key)));
      assert.ok(barrier <= order.length);
      fresh += Object.keys(answers).filter((key) => !Object.hasOwn(known.get(id) ?? {}, key)).length;
    }
    const kept = runsOf(before).reduce((sum, { held }) => sum + held.length, 0);
    assert.ok(fresh <= 1 + kept, `${fresh} answers of one message`);
  };
});

always('an effect is asked for once under its key, and never after it is done', () => {
  const asked = new Set<string>();
  const done = new Set<string>();
  return ({ item, out }) => {
    if (item.kind === 'effect' && 'done' in item.result) done.add(stepOf(item.requestKey));
    for (const { requestKey, command } of out.intents) {
      // A failure that is told twice is told to staff twice, under one key: they hear of it once.
      if (command === 'desk.fault') continue;
      assert.ok(!asked.has(requestKey), `${requestKey} twice`);
      assert.ok(!done.has(stepOf(requestKey)), `${requestKey} is done`);
      asked.add(requestKey);
    }
  };
});

always('what was done stays in the journal, and what was answered before it', () => ({ before, item, out }) => {
  // A later effect may refuse such an answer: then that one is asked again, and nothing else.
  const refused = item.kind === 'effect' && 'refused' in item.result ? item.result.refused.key : null;
  const now = new Map(runsOf(out.chat).map((run) => [run.id, run]));
  for (const run of runsOf(before)) {
    const after = now.get(run.id);
    if (!after) continue;
    for (const [key, result] of Object.entries(run.results)) assert.deepEqual(after.results[key], result);
    for (const key of run.order.slice(0, run.barrier))
      if (key !== refused && !key.endsWith(`/${refused}`)) assert.deepEqual(after.answers[key], run.answers[key]);
  }
});

always('an effect under way is known to the chat until its result was taken in', () => (_, house) => {
  const waiting = runsOf(house.chat).flatMap(({ pending }) => pending?.requestKey ?? []);
  for (const key of waiting)
    assert.ok(
      house.intents.some(({ requestKey }) => requestKey === key),
      `${key} is lost`,
    );
});

always('a result of long ago changes nothing and asks for nothing', () => {
  const taken = new Set<string>();
  return ({ item, before, out }) => {
    if (item.kind !== 'effect') return;
    const { requestKey } = item;
    if (taken.has(requestKey)) {
      assert.deepEqual(runsOf(out.chat).map(withoutDate), runsOf(before).map(withoutDate));
      if (runsOf(before).some(({ id }) => requestKey.startsWith(`${id}/`))) assert.deepEqual(out.messages, []);
      const staff = out.intents.filter(({ command }) => command !== 'desk.fault');
      assert.deepEqual([staff, out.messages.some(({ ask }) => ask)], [[], false]);
    }
    taken.add(requestKey);
  };
});

const withoutDate = ({ parkedAt: _parkedAt, ...run }: ReturnType<typeof runsOf>[number]): object => run;

always(
  'who cancelled while an effect was under way is rid of the form with its result',
  () =>
    ({ before, item, out }) => {
      if (item.kind !== 'effect') return;
      const over = runsOf(before).find(({ cancel, pending }) => cancel && pending?.requestKey === item.requestKey);
      assert.ok(!runsOf(out.chat).some(({ id }) => id === over?.id), 'it goes on');
    },
);

always('no form is lost without a word', () => ({ before, item, out }) => {
  const left = runsOf(out.chat).map(({ id }) => id);
  // A form on the shelf is given up in silence; who returns hears of it.
  if (item.kind === 'timer' && item.which === 'lapse')
    return assert.ok(out.chat.lapsed || left.length === runsOf(before).length);
  for (const { id } of runsOf(before)) assert.ok(left.includes(id) || out.messages.length, 'lost in silence');
});

always(
  'nobody’s word is lost that was kept while an effect was under way, and none overtakes another',
  () =>
    ({ before, item, out, heard }) => {
      // Given up with the form on the shelf, and whoever returns hears of it.
      if (item.kind === 'timer' && item.which === 'lapse') return;
      const kept = runsOf(out.chat).flatMap(ownWords);
      for (const run of runsOf(before)) {
        const words = ownWords(run);
        for (const word of words) assert.ok(kept.includes(word) || heard.includes(word), `${word} is lost`);
        const now = words.filter((word) => !kept.includes(word));
        const inTurn = now.toSorted((a, b) => heard.indexOf(a) - heard.indexOf(b));
        assert.deepEqual([...inTurn, ...kept.filter((word) => words.includes(word))], words, 'one overtook another');
      }
    },
);

const ownWords = ({ held }: Run): string[] =>
  held.flatMap((one) => (one.kind === 'text' && one.text.startsWith(`${OWN_WORD}-`) ? [one.text] : []));

always('nothing grows without end', () => ({ out }) => {
  assert.ok(out.chat.parked.length <= CAPS.parked);
  for (const { answers, held } of runsOf(out.chat)) {
    // What waited for other forms that are over waits for this one, too: nothing that was taken is thrown away.
    assert.ok(held.length <= CAPS.held * (CAPS.parked + 1));
    assert.ok(Object.keys(answers).length <= CAPS.answers);
  }
});

test('what holds of every conversation holds of each, and what is rare by chance comes up often enough to say so', async () => {
  const seen = noted();
  await fc.assert(
    fc.asyncProperty(acts, async (sequence) => {
      const check = watcher();
      const house: House = new House((commit) => {
        note(seen, commit);
        return check(commit, house);
      });
      await play(house, sequence);
    }),
    LIMITS,
  );
  if (process.env['COUNT']) process.stdout.write(`${JSON.stringify(seen)}\n`);
  for (const [what, times] of Object.entries(seen)) assert.ok(times >= RUNS / 40, `${what} came up ${times} times`);
});

test('deaths, and everything that comes twice, make no difference to what is said, stored and done', () =>
  fc.assert(
    fc.asyncProperty(acts, async (sequence) => {
      const [rough, quiet] = [await play(new House(), sequence), await play(new House(), calm(sequence))];
      const told = ({ commits, domain, chat }: House): unknown =>
        nameless({ said: commits.map(({ out }) => out.messages), domain: [...domain.values()], chat });
      assert.deepEqual(told(rough), told(quiet));
    }),
    LIMITS,
  ));

/** A conversation in which a thing cannot happen proves nothing of it. `aside`: of a form that is set aside. */
const noted = () => ({
  ...{ aside: 0, pendingAside: 0, bothPending: 0, heldAside: 0, takenUp: 0, cancelWaits: 0 },
  ...{ doneAside: 0, refusedAside: 0, failedAside: 0 },
  ...{ wordTaken: 0, wordMoved: 0, wordWaitsOn: 0, wordTakenUp: 0 },
});

function note(seen: ReturnType<typeof noted>, { before, item, out, heard }: Committed): void {
  const { parked, run } = before;
  const pending = parked.filter((one) => one.pending);
  seen.aside += Number(parked.length > 0);
  seen.pendingAside += Number(pending.length > 0);
  seen.bothPending += Number(pending.length > 0 && Boolean(run?.pending));
  seen.heldAside += Number(parked.some((one) => one.held.length));
  seen.takenUp += Number(run?.id !== out.chat.run?.id && parked.some(({ id }) => id === out.chat.run?.id));
  const words = runsOf(before).flatMap((one) => ownWords(one).map((word) => ({ word, run: one })));
  const nowIn = (word: string): string | undefined => runsOf(out.chat).find((one) => ownWords(one).includes(word))?.id;
  for (const { word, run: was } of words) {
    const now = nowIn(word);
    seen.wordTaken += Number(now === undefined && heard.includes(word));
    seen.wordTakenUp += Number(now === undefined && heard.includes(word) && was.id !== run?.id);
    seen.wordMoved += Number(now !== undefined && now !== was.id);
    seen.wordWaitsOn += Number(now === was.id && item.kind === 'effect' && item.requestKey === was.pending?.requestKey);
  }
  if (item.kind !== 'effect') return;
  const its = (one: Run): boolean => one.pending?.requestKey === item.requestKey;
  seen.cancelWaits += Number(runsOf(before).some((one) => one.cancel && its(one)));
  if (!pending.some(its)) return;
  seen.doneAside += Number('done' in item.result);
  seen.refusedAside += Number('refused' in item.result);
  seen.failedAside += Number('failed' in item.result);
}
