/** A WhatsApp number, for the contract: each test has people of its own, all share the browser. */
import { createWhatsAppChannel } from '#bots/whatsapp/channel.ts';
import { DOWNLOAD_LIMIT } from '#bots/whatsapp/download.ts';
import type { Living } from '#bots/whatsapp/life.ts';
import type { Memory } from '#bots/whatsapp/options.ts';
import type { Accept, Arrival } from '#bots/channel.ts';
import type { Content as WorldContent } from '#simulator/world/types.ts';
import type { PageFaults } from '#simulator/whatsapp/server.ts';
import { say } from '#simulator/people/say.ts';
import type { Fixture, Has, Mishap, Person, Stage, What } from '../contract/bench.ts';
import type { Said } from '../support.ts';
import { unnumbered } from '../telegram/updates.ts';
import { Away, NUMBER, type openLinked } from './house.ts';
import { remembered } from './remembered.ts';

/** Where WhatsApp differs, and so no test is made of it. */
const HAS: Has = {
  // Choices are numbers to type.
  buttons: false,
  // Nothing says which language a handset has, nor who blocked the number.
  language: false,
  blocks: false,
  voiceCaptions: false,
  edits: true,
  deletes: true,
  albums: true,
  // Never talked in; `kinds.test.ts` has what a group may hear.
  groups: false,
  migration: false,
  contacts: true,
  // The number itself is proof enough: people type the words.
  shareContact: false,
  liveLocation: false,
  polls: true,
  mishaps: { sending: ['failed', 'hanging'], taking: [], fetching: ['failed', 'hanging'], acknowledging: [] },
  textLength: 4096,
  downloadBytes: DOWNLOAD_LIMIT,
};

type Linked = Awaited<ReturnType<typeof openLinked>>;

/** `linked`: opened by the first test; whoever runs the contract closes it. */
export const fixtureOn = (linked: () => Promise<Linked>): Fixture => {
  let stages = 0;
  return { name: 'whatsapp-web.js', has: HAS, open: async () => open(await linked(), (stages += 1)) };
};

const FAULTS: Partial<Record<What, (how: Mishap) => PageFaults>> = {
  sending: (how) => ({ sends: [how === 'hanging' ? 'hang' : 'internal error'] }),
  fetching: (how) => ({ downloads: [how === 'hanging' ? 'hang' : 'media download 500'] }),
};

const open = async (linked: Linked, number: number): Promise<Stage> => {
  const { people, standIn, options, life } = linked;
  const keys = new Set<string>();
  const ours = (address: string): boolean => [...keys].some((key) => standIn.bridge.jid(key) === address);
  const arrivals: Arrival[] = [];
  const said: Said[] = [];
  const poisoned: unknown[] = [];
  const store: Stage['store'] = { before: async () => {}, tries: 0 };
  const house: Stage['house'] = { files: new Map(), reads: 0, away: false };
  let closed = false;
  let played = Promise.resolve();
  let mark: number | null = Math.floor(Date.now() / 1000);
  const memory: Memory = {
    watermark: async () => mark,
    keepWatermark: async (seconds) => void (mark = seconds),
    sent: async () => 0,
    countSent: async () => 1,
    ...remembered(),
  };
  // The number's life goes on when a stage closes; for the stage the platform is gone then.
  const living: Living = {
    get state() {
      return life.state;
    },
    get client() {
      return closed ? null : life.client;
    },
    during: (work) => life.during(work),
    onReady: (listener) => life.onReady(listener),
    pair: (digits) => life.pair(digits),
    renew: (why) => life.renew(why),
    replace: () => life.replace(),
    start: () => life.start(),
    stop: async () => {},
  };
  const accept: Accept = async (_, arrival) => {
    // People of other tests wrote a moment ago, too.
    if (!ours(arrival.address)) return { fresh: false };
    store.tries += 1;
    await store.before(arrival);
    const fresh = !arrivals.some(({ id, address }) => id === arrival.id && address === arrival.address);
    if (fresh) arrivals.push(arrival);
    return { fresh };
  };
  const made: ReturnType<typeof createWhatsAppChannel>[] = [];

  const person = (name: string): Person => {
    const key = `${name}-${number}`;
    keys.add(key);
    const phone = people.phone(key, NUMBER, { ...(name === 'sari' && { phone: '628111' }) });
    return {
      address: standIn.bridge.jid(key),
      named: (message) => standIn.bridge.keyOf(phone.scene.dialog, message)?.split('_')[2] ?? '',
      do: (action) => phone.do('of' in action && action.of === 'budi' ? { ...action, of: `budi-${number}` } : action),
      messages: () => phone.messages(),
      toasts: () => [],
      strange: () => void say(phone.scene, { hologram: { width: 3 } } as WorldContent),
    };
  };

  return {
    channel: ({ hasty = false } = {}) => {
      const channel = createWhatsAppChannel(
        NUMBER,
        {
          ...options,
          memory,
          onPoison: async (message) => void poisoned.push(message),
          log: { info: keep(said, 'info'), warn: keep(said, 'warn'), error: keep(said, 'error') },
          files: {
            async read(id) {
              house.reads += 1;
              if (house.away) throw new Away();
              return house.files.get(id) ?? null;
            },
          },
          ...(hasty && { sendTimeout: 300, fileTimeout: 300 }),
        },
        living,
      );
      made.push(channel);
      const { send, download } = channel;
      // A fault stands in the page before the next call comes there.
      return Object.assign(channel, {
        send: (...args: Parameters<typeof send>) => played.then(() => send(...args)),
        download: (...args: Parameters<typeof download>) => played.then(() => download(...args)),
      });
    },
    accept,
    arrivals,
    contents: () => arrivals.map(({ content }) => unnumbered(content)!),
    store,
    away: () => new Away(),
    person,
    group: () => {
      throw new Error('no groups here');
    },
    fail: (what, how) => void (played = standIn.page.play(FAULTS[what]?.(how) ?? {})),
    waiting: () => 0,
    calls: () => 0,
    kept: () => standIn.account.unseen().filter(({ from }) => ours(from)).length,
    news: [],
    poisoned,
    said,
    house,
    secret: /menyapa-whatsapp|127\.0\.0\.1/,
    async close() {
      closed = true;
      await Promise.all(made.map((channel) => channel.stop()));
    },
  };
};

const keep = (said: Said[], level: string) => (fields: object, text: string) =>
  void said.push({ level, fields: { ...fields }, text });
