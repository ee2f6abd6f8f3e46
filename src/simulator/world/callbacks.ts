/** Presses of buttons that wait for the bot's answer. */
import { randomInt } from 'node:crypto';
import type { Dialog, Person } from './types.ts';

/** Ms after which the platform takes no answer any more. */
const PATIENCE = 15_000;

export interface Press {
  dialog: Dialog;
  person: Person;
  message: number;
  at: number;
}

export class Callbacks {
  private now: () => number;
  private open = new Map<string, Press>();

  constructor(now: () => number) {
    this.now = now;
  }

  /** Registers a press; the id of its query. */
  add(press: Omit<Press, 'at'>): string {
    const id = `${randomInt(2 ** 31)}${randomInt(2 ** 31)}`;
    this.open.set(id, { ...press, at: this.now() });
    return id;
  }

  /** The press if it can still be answered, once. */
  close(id: string): Press | undefined {
    const press = this.open.get(id);
    this.open.delete(id);
    return press && this.now() - press.at <= PATIENCE ? press : undefined;
  }
}
