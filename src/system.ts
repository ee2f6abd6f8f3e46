/** Puts one process together: what its role takes part in, and in which order it starts and stops. */
import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import type { Connection } from 'mongoose';
import { ChatStore } from '#models/chat.store.ts';
import { ChatUpkeep } from '#models/chat-upkeep.ts';
import { StuckStore } from '#models/stuck.store.ts';
import { ClockStore } from '#models/clock.store.ts';
import { connect, database } from '#models/database.ts';
import { Leases } from '#models/lease.ts';
import { createModels } from '#models/models.ts';
import { migrate } from '#models/migrations/migrate.ts';
import type { Accept, Channel } from '#bots/channel.ts';
import { SharedBudgets } from '#bots/shared-budget.ts';
import type { TelegramChannel } from '#bots/telegram/options.ts';
import type { Topics } from '#services/topics.ts';
import type { Config } from '#config';
import { createBook } from '#flows/book.ts';
import { createTopicBook } from '#flows/chatting/topic-book.ts';
import { guardFlows } from '#flows/engine/purity.ts';
import { COMMANDS, QUERIES, dueBy } from '#flows/handlers.ts';
import { REGISTRY } from '#flows/registry.ts';
import { officialQueries } from '#flows/resmi/queries.ts';
import { createBacklog } from '#services/backlog.ts';
import { BusinessClock } from '#services/clock.ts';
import { CommandRunner } from '#services/commands.ts';
import type { Services } from '#services/commands.ts';
import { Conversation } from '#services/conversation.ts';
import { loadCouncil } from '#services/council.ts';
import type { Council } from '#services/council.ts';
import { armFaultPoints } from '#services/faultpoints.ts';
import { createDocuments, readEmblem } from '#services/documents/documents.ts';
import { Files } from '#services/files.ts';
import { readiness } from '#services/health.ts';
import type { Readiness } from '#services/health.ts';
import { Holidays } from '#services/holidays.ts';
import { IdentityHash } from '#services/identity.ts';
import { LeaseKeeper } from '#services/lease-keeper.ts';
import { createLog } from '#services/log.ts';
import type { Log } from '#services/log.ts';
import { Metrics } from '#services/metrics.ts';
import { Media } from '#services/media.ts';
import { Notices, sideOf } from '#services/notices.ts';
import { tellSecret } from '#services/official.ts';
import { Outbox, chatId } from '#services/outbox.ts';
import type { Sender } from '#services/outbox.ts';
import { Stuck } from '#services/stuck.ts';
import type { Texts } from '#services/texts.ts';
import { familyOf, proved } from '#services/telephones.ts';
import { createTurnEnv } from '#services/turn-env.ts';
import { nextDue } from '#web/dev-due.ts';
import { createWeb } from '#web/server.ts';
import { NumberBook } from '#services/whatsapp/number-book.ts';
import { BroadcastWorker } from '#workers/broadcast.ts';
import { EFFECTS, WakeUps, sendsOf } from '#workers/queues.ts';
import { Sweeper } from '#workers/sweeper.ts';
import { deskTexts, sayPlainly, textsOf } from './system-texts.ts';
import { createTelegram } from './telegram.ts';
import { createNumbers, numbersShown, remoteNumbers } from './whatsapp.ts';
import { screenOn } from './whatsapp-screen.ts';
import type { Numbers } from './whatsapp.ts';

/** ms. */

export interface System {
  /** `http://host:port` of the web side; null where the role has none. */
  web: string | null;
  /** For what runs beside it in the same process (tests, the invitation's command). */
  services: Services;
  conversation: Conversation;
  sweeper: Sweeper;
  stop(): Promise<void>;
}

/** Tokens and API root that the bots use: the configuration's, or the stand-in's. */
export interface Bots {
  publicToken: string;
  membersToken: string;
  apiRoot?: string;
  whatsapp?: Numbers;
}

/** `phones`: routes of the page of phones and of the people in it, where the stand-in runs in this process. */
export async function startSystem(
  config: Config,
  bots: Bots | null,
  phones: FastifyPluginAsync | null = null,
): Promise<System> {
  const council = loadCouncil(config.council, config.councilsDir);
  const log = createLog(config.logLevel, config.identityKey);
  const texts = textsOf(config, council);
  armFaultPoints(config.crash);
  if (config.nodeEnv !== 'production') guardFlows();
  const connection = await connect(config.mongodbUri);
  const system = new SystemParts(config, council, log, texts, connection);
  try {
    await system.start(bots, phones);
  } catch (error) {
    await system.stop();
    throw error;
  }
  return system;
}

class SystemParts implements System {
  web: string | null = null;
  readonly services: Services;
  readonly conversation: Conversation;
  readonly sweeper: Sweeper;
  private readonly self = randomUUID();
  private readonly config: Config;
  private readonly log: Log;
  private readonly texts: Texts;
  private readonly connection: Connection;
  private readonly store: ChatStore;
  private readonly leases: Leases;
  private readonly clock: BusinessClock;
  private readonly holidays: Holidays;
  private readonly wakeUps: WakeUps;
  private readonly outbox: Outbox;
  private readonly runner: CommandRunner;
  private readonly broadcasts: BroadcastWorker;
  private readonly metrics: Metrics;
  private readonly senders = new Map<string, Sender>();
  private readonly channels: Channel[] = [];
  private readonly telegram = new Map<string, TelegramChannel>();
  private readonly byName = new Map<string, Pick<Channel, 'download'>>();
  private readonly keepers: LeaseKeeper[] = [];
  private readonly holders: { stop(): Promise<void> }[] = [];
  private readonly numberBook: NumberBook;
  private readonly topics: Topics;
  private budgets: SharedBudgets | null = null;
  private closeWeb: (() => Promise<void>) | null = null;
  private stopping = false;

  constructor(config: Config, council: Council, log: Log, texts: Texts, connection: Connection) {
    const { leaseMs, patienceMs, sendTimeoutMs, fileTimeoutMs, maxTurns } = config;
    const db = database(connection);
    const models = createModels(connection);
    this.numberBook = new NumberBook(models.WhatsAppNumber);
    this.config = config;
    this.log = log;
    this.texts = texts;
    this.connection = connection;
    this.store = new ChatStore(db);
    this.leases = new Leases(db);
    this.clock = new BusinessClock(new ClockStore(db), council.zone);
    this.wakeUps = new WakeUps(config.redisUrl, db.databaseName, log);
    const wakeEffects = (chat: string): void => this.wakeUps.wake(EFFECTS, chat);
    this.metrics = new Metrics({
      turnsRunning: () => this.conversation.turns,
      turnsWaiting: () => this.conversation.turnsWaiting,
      backlog: createBacklog({
        ...{ chats: new ChatUpkeep(db), models, now: () => this.clock.now() },
        wakeUps: () => this.wakeUps.backlog(),
      }),
    });
    this.outbox = new Outbox({
      store: this.store,
      senders: this.senders,
      wakeEffects,
      wakeSender: (channel, chat) => this.wakeUps.wake(sendsOf(channel), chat),
      self: this.self,
      sendTimeoutMs,
      fileTimeoutMs,
      sendTries: config.sendTries,
      leaseMs,
      log,
      onOutcome: (channel, outcome) => this.metrics.sends.inc({ channel, outcome }),
      onSecret: (chat, key) => tellSecret(this.services, chat, key),
    });
    const notices = new Notices({ accept: (...args) => this.conversation.accept(...args) }, models);
    const holidays = (this.holidays = new Holidays(council, models));
    this.services = {
      models,
      get council() {
        return holidays.council;
      },
      holidays,
      clock: this.clock,
      notices,
      hash: new IdentityHash(config.identityKey),
      files: new Files(models.File, db, () => this.clock.now()),
      media: new Media(this.byName),
      say: sayPlainly(texts),
      documents: createDocuments({ council, texts, emblem: readEmblem(config.councilDir) }),
      stuck: new Stuck({ store: new StuckStore(db), conversation: () => this.conversation, outbox: this.outbox }),
      deskUrl: () => config.deskUrl ?? this.web,
      standing: async (group) => {
        const members = this.telegram.get('telegram-members');
        if (!members) throw new Error('this process has no bot for groups');
        return members.standing(group);
      },
      deskLink: async (payload) => (await this.telegram.get('telegram-members')?.link(payload)) ?? payload,
    };
    this.topics = createTopicBook(this.services);
    const book = createBook(config.flows ?? REGISTRY, council.innovations);
    this.conversation = new Conversation({
      store: this.store,
      env: createTurnEnv({ book, queries: QUERIES, services: this.services, texts }),
      outbox: this.outbox,
      now: () => this.clock.now(),
      wakeEffects,
      log,
      leaseMs,
      patienceMs,
      maxTurns,
      onTurn: (kind, ms) => this.metrics.turns.observe({ kind }, ms / 1000),
    });
    this.runner = new CommandRunner({
      commands: COMMANDS,
      services: this.services,
      store: this.store,
      conversation: this.conversation,
      log,
      onEffect: (command, outcome, ms) => this.metrics.effects.observe({ command, outcome }, ms / 1000),
    });
    const working = { store: this.store, leases: this.leases, self: this.self, leaseMs, log };
    this.broadcasts = new BroadcastWorker({
      ...{ ...working, services: this.services, senders: this.senders, sendTimeoutMs, fileTimeoutMs, say: texts.say },
      onOutcome: (channel, outcome) => this.metrics.sends.inc({ channel, outcome }),
    });
    this.sweeper = new Sweeper({
      ...working,
      conversation: this.conversation,
      outbox: this.outbox,
      clock: this.clock,
      wakeEffects,
      due: config.role === 'bots' ? {} : dueBy(this.services),
      lease: config.role === 'bots' ? 'sweeper-bots' : 'sweeper',
      patienceMs,
    });
  }

  async start(bots: Bots | null, phones: FastifyPluginAsync | null): Promise<void> {
    const { role } = this.config;
    await migrate(database(this.connection), this.services.models, this.leases, this.self);
    await this.clock.start();
    await this.holidays.start();
    if (bots) await this.startBots(bots);
    if (this.works) this.wakeUps.on(EFFECTS, (chat) => this.runner.carryOut(chat), 16);
    // The bots' process sweeps too: without Valkey nobody can tell it what waits to be sent.
    if (role !== 'web') this.sweeper.start();
    if (this.senders.size) this.broadcasts.start();
    if (role === 'all' || role === 'web') await this.startWeb(phones);
    else if (this.config.opsPort !== undefined) await this.startOps(this.config.opsPort);
  }

  /** The process that owns the channels sends; in webhook mode the web side takes updates in. */
  private async startBots({ publicToken, membersToken, apiRoot, whatsapp = {} }: Bots): Promise<void> {
    const { role, telegram } = this.config;
    const sends = role === 'all' || role === 'bots';
    const receives = telegram.webhookUrl ? role === 'all' || role === 'web' : sends;
    // Workers fetch files that people sent; they neither send nor take anything in.
    if (!sends && !receives && role !== 'workers') return;
    const { prefix } = this.wakeUps;
    if (sends && this.config.paced)
      this.budgets = new SharedBudgets({ ...this.config, prefix, self: this.self, log: this.log });
    const create = async (name: 'public' | 'members', token: string): Promise<TelegramChannel> => {
      const lease = new LeaseKeeper(this.leases, `poll-telegram-${name}`, this.self, this.config.leaseMs);
      if (receives && !telegram.webhookUrl) {
        this.keepers.push(lease);
        await lease.start();
      }
      return createTelegram(name, {
        ...{ token, lease, config: this.config, texts: this.texts, log: this.log, files: this.services.files },
        ...{ apiRoot, topics: this.topics, store: this.store, budgets: this.budgets },
        onPoison: (update, error) => this.keepPoison(name, update, error),
      });
    };
    for (const channel of [await create('public', publicToken), await create('members', membersToken)]) {
      this.channels.push(channel);
      this.telegram.set(channel.name, channel);
    }
    // A browser belongs to the process that sends; no other has anything to ask of it.
    if (sends) {
      const { config, services, leases, self, log, metrics } = this;
      const keepPoison = this.keepPoison.bind(this);
      const members = this.telegram.get('telegram-members');
      const screen = members ? screenOn(members, this.texts.say) : null;
      const parts = { config, services, leases, self, log, metrics, keepPoison, book: this.numberBook, screen };
      const numbers = await createNumbers(whatsapp, parts);
      this.holders.push(...numbers.holders);
      this.channels.push(...numbers.channels);
      this.keepers.push(...numbers.keepers);
    }
    if (!sends) for (const [name, remote] of remoteNumbers(this.services)) this.byName.set(name, remote);
    for (const channel of this.channels) {
      this.byName.set(channel.name, channel);
      if (sends) {
        this.senders.set(channel.name, channel);
        this.wakeUps.on(sendsOf(channel.name), (chat) => this.send(chat), 8);
      }
      if (receives || !this.telegram.has(channel.name)) await channel.start(this.accept);
    }
  }

  private readonly accept: Accept = async (channel, arrival) => {
    const { address, id, content, language, by, notBefore, sentAt } = arrival;
    const chat = chatId(channel, address);
    if (content.kind === 'contact' && content.own)
      await proved(this.services.models, this.services.hash, familyOf(chat), content.phone);
    const fresh = await this.conversation.accept(chat, sideOf(chat), {
      id,
      content,
      ...(language !== undefined && { language }),
      ...(by !== undefined && { by: chatId(channel, by) }),
      ...(notBefore !== undefined && { notBefore }),
      ...(sentAt !== undefined && { sentAt }),
    });
    this.metrics.accepted.inc({ channel, fresh: String(fresh) });
    return { fresh };
  };

  private async send(chat: string): Promise<void> {
    const doc = await this.store.load(chat);
    if (doc) this.outbox.deliver(doc);
  }

  /** Holds what a person wrote: looked at by an administrator in the database, gone after a month. */
  private async keepPoison(bot: string, update: object, error: unknown): Promise<void> {
    await database(this.connection)
      .collection('poison')
      .insertOne({ bot, at: new Date(), update, error: error instanceof Error ? error.name : typeof error });
    this.log.error({ bot, err: error }, 'an update could not be accepted and was set aside');
  }

  private get works(): boolean {
    return this.config.role === 'all' || this.config.role === 'workers';
  }

  private async startWeb(phones: FastifyPluginAsync | null): Promise<void> {
    const { host, port, telegram, nodeEnv } = this.config;
    const [pub, members] = this.telegram.values();
    const secret = telegram.webhookSecret;
    const web = await createWeb({
      ...{ host, port },
      ...this.told,
      webhooks:
        telegram.webhookUrl && secret && pub && members
          ? {
              bots: {
                public: { secret, receive: (u) => pub.receive(u) },
                members: { secret, receive: (u) => members.receive(u) },
              },
              saturated: () => this.stopping || this.conversation.saturated,
              onFault: (error) => this.log.warn({ err: error }, 'an update could not be stored'),
            }
          : null,
      ...(this.config.admin && {
        admin: {
          ...this.config.admin,
          queues: () => this.wakeUps.all(),
          numbers: () => numbersShown(this.numberBook),
          tag: (id: string) => this.log.tag(id).toJSON(),
        },
      }),
      channels: {
        say: this.texts.say,
        channels: async () => (await officialQueries['resmi.saluran']({}, this.services)).channels,
      },
      desk: {
        services: this.services,
        atOnce: (request, services) => this.runner.atOnce(request, services),
        ...deskTexts(this.config, this.texts),
      },
      devClock: nodeEnv === 'production' ? null : { read: () => this.readClock(), move: (ms) => this.moveClock(ms) },
      phones:
        phones && nodeEnv !== 'production'
          ? {
              standIn: phones,
              chats: { models: this.services.models, chats: this.store },
              invites: this.services,
            }
          : null,
    });
    this.web = web.address;
    this.closeWeb = web.close;
  }

  /** Health and figures alone, of a process without a web side. */
  private async startOps(port: number): Promise<void> {
    const { host } = this.config;
    const { close } = await createWeb({ host, port, ...this.told, webhooks: null, devClock: null, phones: null });
    this.closeWeb = close;
  }

  /** What every process tells of itself. */
  private readonly told = {
    readiness: (): Promise<Readiness> =>
      readiness({
        db: database(this.connection),
        keepers: this.keepers,
        valkey: () => this.wakeUps.state,
        stopping: () => this.stopping,
        numbers: () => this.numberBook.standings(),
      }),
    metrics: (): Promise<string> => this.metrics.registry.metrics(),
    onFault: (err: unknown): void => this.log.error({ err }, 'a page failed'),
  };

  private async readClock(): Promise<{ now: string; zone: string; next: string | null }> {
    const next = await nextDue(this.services.models);
    const { zone } = this.clock;
    return { now: this.clock.instant(this.clock.now()), zone, next: next === null ? null : this.clock.instant(next) };
  }

  private async moveClock(ms: number): Promise<string> {
    const now = await this.clock.move(ms);
    this.sweeper.kick();
    return this.clock.instant(now);
  }

  /**
   * First nothing comes in, and others may take it in; then what is under way ends, effects before turns, since the result of
   * one is a turn; then what was said is sent; then the connections go. Nothing waits here for a lease of ours to run out. The web
   * side is there to the end, and says since the beginning that others should be asked.
   */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.allSettled(this.channels.map((channel) => channel.stop()));
    await Promise.allSettled(this.holders.map((holder) => holder.stop()));
    await Promise.allSettled(this.keepers.map((keeper) => keeper.stop()));
    await this.sweeper.stop();
    await this.broadcasts.stop();
    await this.wakeUps.rest();
    await this.conversation.settle();
    await this.outbox.drain();
    await this.closeWeb?.();
    await this.wakeUps.close();
    this.budgets?.close();
    this.clock.stop();
    this.holidays.stop();
    await this.connection.close();
  }
}
