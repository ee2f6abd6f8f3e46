/**
 * Anything, in any order: nothing throws, nobody is left with silence, no form is lost without a word, nothing is confirmed
 * unseen, and the stored journal leads to the same open question.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Content, EffectResult } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import type { Run } from '#flows/engine/run.ts';
import { sprint } from '#flows/engine/sprint.ts';
import { turn } from '#flows/engine/turn.ts';
import { drive, HOUR } from '#tests/support/engine.ts';
import type { Driver, Told } from '#tests/support/engine.ts';
import { list, officer, slots, visit } from './flows.ts';

const flows = [
  { flow: visit, words: ['kunjungan'] },
  { flow: slots, words: ['jadwal'] },
  { flow: list, words: ['daftar'] },
  officer,
];
const byName = new Map([visit, slots, list, officer].map((one) => [one.name, one]));

const SAID = [
  ...['batal', 'kembali', 'menu', 'bantuan', 'help', 'ulangi', 'bahasa', 'english', 'petugas', 'STOP', 'halo', 'pagi'],
  ...['kunjungan', 'jadwal', 'daftar', 'lanjut', '1', '2', '3', '4', 'ya', 'tidak', 'ubah', 'ok'],
  ...['besok', 'lusa', '10 atau 12 november', 'kemarin', 'school', 'citizen', 'yes', '40 orang', '2-3 orang', 'banyak'],
  ...['SMA 1 Medan', '', '   ', '🙏', 'x'.repeat(5000), '__proto__'],
];

type Act =
  | { do: 'say'; text: string; late: boolean }
  | { do: 'press'; choice: number; back: number }
  | { do: 'start'; flow: string }
  | { do: 'edit'; message: number; text: string }
  | { do: 'send'; content: Content }
  | { do: 'result'; which: number; how: 'done' | 'refused' | 'failed' | 'again' }
  | { do: 'timer'; which: 'remind' | 'expire'; back: number }
  | { do: 'pass'; hours: number }
  | { do: 'see'; arrives: boolean };

const text = fc.constantFrom(...SAID);
const file = { ref: 'f' };
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('say' as const), text, late: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('press' as const),
      choice: fc.nat(3),
      back: fc.constantFrom(0, 0, 0, 0, 1, 2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      flow: fc.constantFrom('visit', 'slots', 'list', '', 'none'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), message: fc.nat(40), text }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      content: fc.constantFrom<Content>(
        { kind: 'photo', file, caption: 'x' },
        { kind: 'other', what: 'sticker' },
        { kind: 'contact', phone: '08123456789', own: true },
        { kind: 'notice', text: tx('news'), class: 'notice' },
        { kind: 'refused', why: 'too-old' },
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('result' as const),
      which: fc.nat(5),
      how: fc.constantFrom('done' as const, 'done' as const, 'refused' as const, 'failed' as const, 'again' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('timer' as const),
      which: fc.constantFrom('remind' as const, 'expire' as const),
      back: fc.constantFrom(0, 0, 1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), hours: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('see' as const), arrives: fc.boolean() }) },
);

/** One chat under any sequence of acts, and what must hold after each. */
class Trial {
  readonly chat: Driver = drive({ flows, greeted: false, queries: { free: () => ['09.00', '10.00', '11.00'] } });
  private readonly asked = new Set<string>();
  private readonly resulted: [string, EffectResult][] = [];
  private messages = 0;
  /** The last question that the person has seen. */
  private seen = '';

  async act(act: Act): Promise<void> {
    const { chat } = this;
    switch (act.do) {
      case 'say':
        return this.take(
          { kind: 'text', text: act.text, message: `m${(this.messages += 1)}` },
          act.late ? chat.now - 4000 : chat.now,
        );
      case 'press':
        // Nobody presses a button that has not arrived.
        if (act.back === 0 && chat.chat.wait?.askedAt === null) return;
        return this.take({ kind: 'press', run: '-', askNo: chat.chat.askNo - act.back, choice: act.choice });
      case 'start':
        return this.take({ kind: 'start', flow: act.flow, arg: '' });
      case 'edit':
        return this.take({ kind: 'edit', message: `m${act.message % (this.messages + 1)}`, text: act.text });
      case 'send':
        return this.take(act.content);
      case 'result':
        return this.result(act.which, act.how);
      case 'timer':
        return this.take({ kind: 'timer', run: '-', askNo: chat.chat.askNo - act.back, which: act.which });
      case 'pass':
        return void chat.pass(act.hours * HOUR);
      case 'see':
        chat.arrives = act.arrives;
        if (act.arrives) this.see(chat.last);
    }
  }

  private async result(which: number, how: 'done' | 'refused' | 'failed' | 'again'): Promise<void> {
    const { chat, resulted } = this;
    const intent = chat.outstanding[which % Math.max(1, chat.outstanding.length)];
    const old = resulted[which % Math.max(1, resulted.length)];
    if (how === 'again' && old) return this.take({ kind: 'effect', requestKey: old[0], result: old[1] });
    if (!intent) return;
    const run = this.runs().find((r) => r.pending?.requestKey === intent.requestKey);
    const key = run?.order.at(which % Math.max(1, run.order.length));
    const result: EffectResult =
      how === 'refused' && key !== undefined
        ? { refused: { key: key.replace(/.*\//, ''), why: tx('why') } }
        : how === 'failed'
          ? { failed: `G-${resulted.length}` }
          : { done: { number: 'K-1' } };
    resulted.push([intent.requestKey, result]);
    await this.take({ kind: 'effect', requestKey: intent.requestKey, result });
  }

  private runs(): Run[] {
    const { run, parked } = this.chat.chat;
    return [...(run ? [run] : []), ...parked];
  }

  private see(told: Told): void {
    this.seen = told.messages.find((m) => m.ask)?.text ?? this.seen;
    this.chat.arrive(told.messages);
  }

  private async take(content: Content, at = this.chat.now): Promise<void> {
    const { chat } = this;
    const before = { chat: chat.chat, runs: this.runs().map((r) => r.id) };
    const again = await turn(before.chat, chat.item(content, at), { ...chat.env, newId: () => 'new' });
    const told = await chat.take(content, { at });
    assert.deepEqual(
      told.messages.map(withoutRun),
      again.messages.map(withoutRun),
      'a turn tried again is the same turn',
    );
    this.check(content, told, before.runs);
    await this.replays();
    if (chat.arrives) this.see(told);
  }

  private check(content: Content, told: Told, before: string[]): void {
    const { run, parked, wait } = this.chat.chat;
    const person = !['effect', 'timer', 'notice'].includes(content.kind);
    if (person) assert.ok(told.messages.length || told.intents.length, 'silence');
    const left = this.runs().map((r) => r.id);
    for (const id of before) if (!left.includes(id)) assert.ok(told.text, 'a form was lost without a word');
    for (const { requestKey, command, args } of told.intents) {
      // A failure that comes twice is told to staff twice, under one key: they hear of it once.
      assert.ok(!this.asked.has(requestKey) || command === 'desk.fault', 'a request key twice');
      this.asked.add(requestKey);
      if (command === 'visit.book' && (content.kind === 'text' || content.kind === 'press'))
        assert.ok(this.seen.includes(JSON.stringify(args).slice(1, -1)), 'confirmed unseen');
    }
    assert.ok(parked.length <= 3);
    if (run?.pending) assert.equal(wait, null);
    else if (run) assert.ok(wait && wait.kind !== 'menu', 'a form that asks nothing');
    else assert.ok(wait?.kind !== 'ask', 'a question of no form');
    for (const { order, answers, barrier } of this.runs()) {
      assert.ok(order.every((key) => Object.hasOwn(answers, key)));
      assert.ok(barrier <= order.length);
    }
  }

  private async replays(): Promise<void> {
    const { chat, env, now } = this.chat;
    for (const run of this.runs()) {
      const replayed = await sprint(
        byName.get(run.flow) ?? visit,
        run,
        { kind: 'none' },
        {
          query: env.query,
          match: () => null,
          parse: { locale: 'id', today: env.dateOf(now), zone: env.zone },
          now: env.instantOf(now),
          nowMs: now,
          readLimit: 1000,
        },
      );
      if (run.pending) assert.ok(!replayed.question && !replayed.intent && !replayed.done);
      else assert.ok(replayed.question, 'a form that waits for nothing');
      if (run === chat.run && chat.wait?.kind === 'ask') assert.equal(replayed.question?.key, chat.wait.key);
      if (run === chat.run) assert.deepEqual(replayed.says, []);
    }
  }
}

const withoutRun = ({ ask, ...message }: Told['messages'][number]) => ({ ...message, askNo: ask?.askNo });

test('anything, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { maxLength: 60, size: 'max' }), async (sequence) => {
      const trial = new Trial();
      for (const act of sequence) await trial.act(act);
    }),
    { numRuns: Number(process.env['RUNS'] ?? 150) },
  );
});
