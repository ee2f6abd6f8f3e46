/** Either Telegram bot, for the contract. */
import { say } from '#simulator/people/say.ts';
import type { Rule } from '#simulator/faults.ts';
import type { Content } from '#simulator/world/types.ts';
import type { Fixture, Group, Has, Mishap, Person, Stage, What } from '../contract/bench.ts';
import { Away, BOT, house, LIBRARIES, type Create, type House } from './house.ts';

const HAS: Has = {
  buttons: true,
  language: true,
  blocks: true,
  voiceCaptions: true,
  edits: true,
  deletes: true,
  albums: true,
  groups: true,
  migration: true,
  contacts: true,
  shareContact: true,
  liveLocation: true,
  polls: true,
  mishaps: {
    sending: ['limited', 'failed', 'gateway', 'refused', 'hanging', 'silent', 'cut', 'late'],
    taking: ['rival', 'rival', 'failed', 'gateway', 'limited', 'refused', 'cut'],
    fetching: ['failed', 'gateway', 'refused', 'hanging', 'cut'],
    acknowledging: ['late', 'hanging'],
  },
  textLength: 4096,
  downloadBytes: 20 * 1024 * 1024,
};

export const FIXTURES: Fixture[] = LIBRARIES.map(([name, create]) => ({ name, has: HAS, open: () => open(create) }));

const FAULTS: Record<Mishap, Rule['fault']> = {
  limited: { kind: 'answer', code: 429, retryAfter: 3 },
  failed: { kind: 'answer', code: 500 },
  gateway: { kind: 'answer', code: 502 },
  rival: { kind: 'answer', code: 409 },
  refused: { kind: 'refuse' },
  hanging: { kind: 'hang' },
  silent: { kind: 'silent' },
  cut: { kind: 'cut' },
  late: { kind: 'late', ms: 2000 },
};
const METHODS: Record<What, string> = {
  sending: '*',
  taking: 'getUpdates',
  fetching: 'download',
  acknowledging: 'answerCallbackQuery',
};
const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid';

const rule = (what: What, how: Mishap): Rule => {
  const usual = { method: METHODS[what], fault: FAULTS[how] };
  if (what === 'taking' && how === 'limited') return { ...usual, fault: { kind: 'answer', code: 429, retryAfter: 1 } };
  if (what === 'acknowledging' && how === 'late')
    return { ...usual, fault: { kind: 'answer', code: 400, description: TOO_OLD } };
  // A file has two calls: these two strike the first, whose errors are the libraries' own.
  if (what === 'fetching' && (how === 'gateway' || how === 'refused')) return { ...usual, method: 'getFile' };
  return usual;
};

const open = async (create: Create): Promise<Stage> => {
  const at = await house(create);
  let closed: Promise<void> | undefined;
  return {
    // The stand-in of the contract knows no limits.
    channel: ({ hasty = false } = {}) => at.bot({ paced: false, ...(hasty && { sendTimeout: 300, fileTimeout: 300 }) }),
    accept: at.accept,
    arrivals: at.arrivals,
    contents: at.contents,
    store: at.store,
    away: () => new Away(),
    person: (name) => person(at, name),
    group: (name) => group(at, name),
    fail: (what, how) => at.faults.add(rule(what, how)),
    waiting: () => at.faults.waiting.length,
    calls: (what) => at.faults.counts.calls[METHODS[what]] ?? 0,
    kept: at.kept,
    news: at.news,
    poisoned: at.poisoned,
    said: at.said,
    house: at.files,
    secret: /AAFake|127\.0\.0\.1/,
    close: () => (closed ??= at.close()),
  };
};

const person = ({ people, world }: House, name: string): Person => {
  const phone = people.phone(name, BOT, { language: 'id', ...(name === 'sari' && { phone: '628111' }) });
  return {
    address: String(world.person(name).user.id),
    named: String,
    do: (action) => phone.do(action),
    messages: () => phone.messages(),
    toasts: () => phone.events().flatMap(({ what, text }) => (what === 'toast' ? [text] : [])),
    strange: () => void say(phone.scene, { hologram: { width: 3 } } as Content),
  };
};

const group = ({ people }: House, name: string): Group => {
  const made = people.group(name, ['sari', 'budi']);
  return {
    get address() {
      return String(made.id);
    },
    bring: () => void made.add(BOT, 'sari', true),
    say: (text) => void made.phone('sari').text(text),
    call: `halo @${BOT}`,
    migrate: () => String(made.migrate('sari')),
  };
};
