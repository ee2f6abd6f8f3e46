/** Records a conversation from a real run: what each person did and what their phones showed, in order, without chance in it. */
import type { TestContext } from 'node:test';
import type { Action } from '#simulator/people/actions.ts';
import type { Phone } from '#simulator/people.ts';
import type { Shown } from '#simulator/world/shown.ts';
import { invite, startTestSystem } from '#tests/support/system.ts';
import type { TestSystem } from '#tests/support/system.ts';
import type { Talk } from '#tests/support/talk.ts';

export type Bilingual = Record<'id' | 'en', string>;
export type Channel = 'telegram-public' | 'telegram-members';

/** `role`: bound before the conversation begins, unless the conversation itself is about that. */
export interface Actor {
  key: string;
  name: string;
  at: Channel;
  role?: string;
}

export interface Scenario {
  name: string;
  title: Bilingual;
  about: Bilingual;
  people: Actor[];
  play(cast: Cast): Promise<void>;
}

export interface Cast {
  of(key: string): Talk;
  /** The person's one-time code; stands as `{{code}}` in the recording. */
  code(key: string): Promise<string>;
}

/** Either something done, or something shown. `before` only prepares the stage. */
export interface Step {
  who: string;
  before?: true;
  do?: Action;
  /** Place of a pressed button among those of the newest message, from 0. */
  place?: number;
  shows?: Record<string, unknown> & { id: number; replyTo?: number };
}

export interface Recording {
  title: Bilingual;
  about: Bilingual;
  people: Actor[];
  steps: Step[];
}

/** A Monday morning without holidays near it: texts name the same dates in every recording. */
const START = Date.parse('2026-10-05T09:00:10+07:00');
/** Between two steps as the recording tells it, ms. */
const BEAT = 20_000;
const HIDDEN = '••••-••••';

interface Done {
  who: string;
  after: number;
  action: Action;
  place?: number;
}

export async function record(t: TestContext, scenario: Scenario): Promise<Recording> {
  const test = await startTestSystem(t);
  await test.system.services.clock.move(START - test.system.services.clock.now());
  const stage = new Stage(test, scenario.people);
  for (const { key, role } of scenario.people) if (role !== undefined) await stage.bind(key);
  stage.begin();
  await scenario.play(stage);
  const { title, about, people } = scenario;
  return { title, about, people, steps: stage.steps() };
}

class Stage implements Cast {
  private readonly test: TestSystem;
  private readonly actors: Actor[];
  private readonly talks = new Map<string, Talk>();
  private readonly codes = new Map<string, string>();
  private readonly done: Done[] = [];
  /** Feed position and number of actions when the conversation itself began. */
  private opening = { seq: 0, actions: 0 };

  constructor(test: TestSystem, actors: Actor[]) {
    this.test = test;
    this.actors = actors;
    for (const { key, name, at } of actors) {
      test.standIn.people.phone(key, at, { name });
      const talk = test.talk(at, key);
      this.watch(key, talk.phone);
      this.talks.set(key, talk);
    }
  }

  of(key: string): Talk {
    return this.talks.get(key)!;
  }

  async code(key: string): Promise<string> {
    const { name, role = 'staf' } = this.actor(key);
    const code = this.codes.get(key) ?? (await invite(this.test.system, name, role));
    this.codes.set(key, code);
    return code;
  }

  async bind(key: string): Promise<void> {
    const code = await this.code(key);
    await this.of(key).start().sees('kode').user(code).sees('nomor').contact().sees('sudah terhubung').done;
  }

  begin(): void {
    this.opening = { seq: this.test.standIn.world.feed.position, actions: this.done.length };
  }

  /**
   * Actions in their order, and after each what was shown, phone by phone: which of two phones was first is chance. Numbered
   * and timed by their place alone.
   */
  steps(): Step[] {
    const shown = this.actors.flatMap(({ key }) =>
      this.of(key)
        .phone.events()
        .filter(({ what }) => what === 'message' || what === 'edited' || what === 'deleted')
        .map((event) => ({ seq: event.seq, step: this.shows(key, event) })),
    );
    const between = (from: number, to: number): Step[] =>
      shown
        .filter(({ seq }) => seq > from && seq <= to)
        .map(({ seq, step }) => this.staged(step, seq <= this.opening.seq));
    const steps = this.done.flatMap((done, n) => [
      this.staged(this.acts(done), n < this.opening.actions),
      ...between(done.after, this.done[n + 1]?.after ?? Infinity),
    ]);
    return this.renumbered(steps);
  }

  private staged(step: Step, before: boolean): Step {
    return before ? { ...step, before: true } : step;
  }

  private actor(key: string): Actor {
    return this.actors.find((actor) => actor.key === key)!;
  }

  private watch(who: string, phone: Phone): void {
    const act = phone.do.bind(phone);
    phone.do = (action) => {
      const after = this.test.standIn.world.feed.position;
      const place = action.do === 'press' ? placeOf(phone, action.button) : undefined;
      this.done.push({ who, after, action, ...(place !== undefined && { place }) });
      return act(action);
    };
  }

  private acts({ who, action, place }: Done): Step {
    const code = this.codes.get(who);
    const kept = action.do === 'text' && action.text === code ? { ...action, text: '{{code}}' } : action;
    return { who, do: kept, ...(place !== undefined && { place }) };
  }

  private shows(who: string, { seq: _seq, at: _at, chat: _chat, people: _people, ...event }: Shown): Step {
    const code = this.codes.get(who);
    const secret = code !== undefined && event.text === code ? { text: HIDDEN, html: HIDDEN } : {};
    // Payloads of buttons name the run, which has another name each time.
    const bare = (rows: Shown['buttons']) => rows.map((row) => row.map(({ label, kind }) => ({ label, kind })));
    const keyboard = event.keyboard.length > 0 ? bare(event.keyboard) : undefined;
    return { who, shows: { ...event, ...secret, buttons: bare(event.buttons), keyboard } };
  }

  /** Ids count from 1 and times from the start, whatever the platform's own are. */
  private renumbered(steps: Step[]): Step[] {
    const ids = new Map<unknown, number>();
    const id = (old: unknown): number => ids.get(old) ?? (ids.set(old, ids.size + 1), ids.size);
    return steps.map((step, n) => {
      if (!step.shows) return step;
      const { replyTo, file: _file, ...shows } = step.shows;
      const at = new Date(START + n * BEAT).toISOString();
      const quoted = replyTo === undefined ? {} : { replyTo: id(`${step.who} ${replyTo}`) };
      return { ...step, shows: { ...shows, id: id(`${step.who} ${shows.id}`), at, ...quoted } };
    });
  }
}

function placeOf(phone: Phone, label: string | number | undefined): number | undefined {
  const newest = phone.events().findLast(({ byBot, buttons }) => byBot && buttons.length > 0);
  const place = newest?.buttons.flat().findIndex((button) => button.label === label) ?? -1;
  return place < 0 ? undefined : place;
}
