/** Figures for Prometheus; names and labels only, nothing of any person. docs/operations.md says what each means and when to worry. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Backlog } from './backlog.ts';

/** Seconds: a turn takes milliseconds, an effect makes a letter. */
const TURN = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const EFFECT = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export interface MetricsParts {
  turnsRunning(): number;
  turnsWaiting(): number;
  /** What the database and Valkey hold undone; read at most every few seconds, whoever asks. */
  backlog(): Promise<Backlog>;
}

export class Metrics {
  readonly registry = new Registry();
  readonly accepted = new Counter({
    name: 'menyapa_items_accepted_total',
    help: 'Items accepted, by channel and whether they were new',
    labelNames: ['channel', 'fresh'],
    registers: [this.registry],
  });
  readonly turns = new Histogram({
    name: 'menyapa_turn_seconds',
    help: 'Time of a turn, from item to commit, by kind of item',
    labelNames: ['kind'],
    buckets: TURN,
    registers: [this.registry],
  });
  readonly effects = new Histogram({
    name: 'menyapa_effect_seconds',
    help: 'Time of one try of an effect, by command and how it ended: done, refused, failed, fault',
    labelNames: ['command', 'outcome'],
    buckets: EFFECT,
    registers: [this.registry],
  });
  readonly sends = new Counter({
    name: 'menyapa_sends_total',
    help: 'Sends by channel and how they ended; all but sent are errors',
    labelNames: ['channel', 'outcome'],
    registers: [this.registry],
  });
  readonly whatsapp = new Gauge({
    name: 'menyapa_whatsapp_state',
    help: 'Where each WhatsApp number stands: 1 at its state, 0 at the others',
    labelNames: ['number', 'state'],
    registers: [this.registry],
  });

  constructor({ turnsRunning, turnsWaiting, backlog }: MetricsParts) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('menyapa_turns_running', 'Turns this process runs now', async () => turnsRunning());
    this.gauge('menyapa_turns_waiting', 'Chats whose turn waits for a place in this process', async () =>
      turnsWaiting(),
    );
    this.gauge(
      'menyapa_inbox_oldest_age_seconds',
      'Age of the oldest item that no turn took in yet',
      async () => (await backlog()).inboxAge,
    );
    this.gauge(
      'menyapa_intents_open',
      'Effects asked for whose result was not taken in yet',
      async () => (await backlog()).intents,
    );
    this.gauges(
      'menyapa_outbox_entries',
      'Messages that are not sent, by state',
      'state',
      async () => (await backlog()).outbox,
    );
    this.gauges(
      'menyapa_wakeups_waiting',
      'Wake-ups that no worker took yet',
      'queue',
      async () => (await backlog()).wakeUps.waiting,
    );
    this.gauges(
      'menyapa_wakeups_oldest_age_seconds',
      'Age of the oldest of them',
      'queue',
      async () => (await backlog()).wakeUps.age,
    );
    this.gauges(
      'menyapa_due_overdue',
      'Documents due by business time and not handled',
      'collection',
      async () => (await backlog()).due,
    );
  }

  private gauge(name: string, help: string, read: () => Promise<number>): void {
    new Gauge({
      ...{ name, help, registers: [this.registry] },
      async collect() {
        // The scrape goes on without what could not be read: a figure of before would look like one of now.
        this.set(await read().catch(() => NaN));
      },
    });
  }

  private gauges(name: string, help: string, label: string, read: () => Promise<Record<string, number>>): void {
    new Gauge({
      ...{ name, help, labelNames: [label], registers: [this.registry] },
      async collect() {
        this.reset();
        const values = await read().catch(() => ({}));
        for (const [value, number] of Object.entries(values)) this.set({ [label]: value }, number);
      },
    });
  }
}
