/** Counters for Prometheus; names and labels only, nothing of any person. */
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';

export class Metrics {
  readonly registry = new Registry();
  readonly accepted = new Counter({
    name: 'menyapa_items_accepted_total',
    help: 'Items accepted, by channel and whether they were new',
    labelNames: ['channel', 'fresh'],
    registers: [this.registry],
  });
  readonly sends = new Counter({
    name: 'menyapa_sends_total',
    help: 'Sends by how they ended',
    labelNames: ['outcome'],
    registers: [this.registry],
  });

  readonly whatsapp = new Gauge({
    name: 'menyapa_whatsapp_state',
    help: 'Where each WhatsApp number stands: 1 at its state, 0 at the others',
    labelNames: ['number', 'state'],
    registers: [this.registry],
  });

  constructor(turnsRunning: () => number) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'menyapa_turns_running',
      help: 'Turns this process runs now',
      registers: [this.registry],
      collect() {
        this.set(turnsRunning());
      },
    });
  }
}
