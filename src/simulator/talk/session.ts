/** One conversation from the first line to the last. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Button, Shown } from '../world/shown.ts';
import { readLine, type Step } from './lines.ts';
import { LINES, WrongUsage, type Options } from './options.ts';
import { Listener, Refused, RemotePhone } from './phone.ts';
import { choicesOf, linesOf } from './print.ts';
import { reached, type Addresses } from './running.ts';

/** Ms to wait for the first answer, and for nothing more to come. */
const PATIENCE = 10_000;
const QUIET = 500;

/** A line that nothing answered. */
export class NoAnswer extends Error {}

export class Session {
  private addresses: Addresses;
  private phone: RemotePhone;
  private listener: Listener;
  private print: (text: string) => void;
  private opened: boolean;
  /** The message whose buttons were shown last, and those buttons; the keyboard where the message has none. */
  private choices: { message: number | undefined; buttons: Button[] } = { message: undefined, buttons: [] };
  private keyboard = '';

  private constructor(
    addresses: Addresses,
    phone: RemotePhone,
    from: { position: number; opened: boolean },
    print: (text: string) => void,
  ) {
    this.addresses = addresses;
    this.phone = phone;
    this.print = print;
    this.opened = from.opened;
    this.listener = new Listener(phone, from.position, (event) => this.show(event));
  }

  static async open(
    addresses: Addresses,
    { person, channel }: Options,
    print: (text: string) => void,
  ): Promise<Session> {
    const phone = new RemotePhone(addresses, person, channel);
    const before = await phone.look(0, 0);
    const session = new Session(addresses, phone, before, print);
    for (const event of before.events) session.remember(event);
    return session;
  }

  /** Presses Start if the person never did. */
  async greet(): Promise<void> {
    if (!this.opened) await this.act('@start', { do: 'start' }, false);
  }

  /** Carries one line out and shows what comes of it. Throws `NoAnswer`, `Refused` or `WrongUsage`. */
  async line(line: string): Promise<void> {
    const step = await readLine(line);
    const starts = step.kind === 'act' && isStart(step.action);
    if (!starts && step.kind !== 'help') await this.greet();
    await this.carryOut(step, line);
  }

  /** Rejects when the system goes away. */
  get gone(): Promise<void> {
    return this.listener.gone;
  }

  async close(): Promise<void> {
    await this.listener.close();
  }

  private async carryOut(step: Step, line: string): Promise<void> {
    switch (step.kind) {
      case 'act':
        return this.act(line, step.action, step.silent);
      case 'tap':
        return this.tap(line, step.button);
      case 'wait':
        await sleep(step.ms);
        return;
      case 'clock':
        return this.clock(step.move);
      case 'help':
        return this.print(LINES);
    }
  }

  private async act(line: string, action: Record<string, unknown>, silent: boolean): Promise<void> {
    const position = await this.phone.do(action);
    if (isStart(action)) this.opened = true;
    const answered = await this.listener.settle(position, silent ? QUIET : PATIENCE, QUIET);
    if (!answered && !silent) throw new NoAnswer(`No answer came within ${PATIENCE / 1000} s to: ${line}`);
  }

  private async tap(line: string, wanted: string): Promise<void> {
    const { message, buttons } = this.choices;
    const number = /^\d+$/.test(wanted) ? Number(wanted) : undefined;
    if (number === undefined) return this.act(line, { do: 'press', button: wanted }, false);
    const button = buttons[number - 1];
    if (!button) throw new Refused(`There is no [${number}] to tap. Shown last: ${listed(buttons)}.`);
    if (button.kind === 'url') return this.print(`(opens ${button.data})`);
    const press = message === undefined ? { button: button.label } : { button: number - 1, message };
    await this.act(line, { do: 'press', ...press }, false);
  }

  private async clock(move: string): Promise<void> {
    const { web } = this.addresses;
    if (web === undefined) throw new WrongUsage('The web’s address is not known: name it with --web.');
    const headers = { 'content-type': 'application/json' };
    const post = fetch(`${web}/dev/clock`, { method: 'POST', headers, body: JSON.stringify({ move }) });
    const response = await reached(post, `The web at ${web} does not answer.`);
    const text = await response.text();
    if (!response.ok) throw new Refused(`The clock cannot be moved by ${move}: ${text}`);
    this.print(`(business time: ${businessTime(text)})`);
  }

  private show(event: Shown): void {
    const lines = linesOf(event, this.remember(event));
    if (lines.length > 0) this.print(`${lines.join('\n')}\n`);
  }

  /** Keeps the choices for the next tap; true if the event brought another keyboard. */
  private remember(event: Shown): boolean {
    const keyboard = JSON.stringify(event.keyboard);
    const changed = keyboard !== this.keyboard && event.keyboard.length > 0;
    this.keyboard = keyboard;
    const inline = event.buttons.length > 0;
    if (inline || changed) this.choices = { message: inline ? event.id : undefined, buttons: choicesOf(event) };
    return changed;
  }
}

/** Typing /start on a phone that never pressed Start is that press. */
const isStart = (action: Record<string, unknown>): boolean => action['do'] === 'start' || action['text'] === '/start';

const listed = (buttons: Button[]): string =>
  buttons.map(({ label }, place) => `[${place + 1}] ${label}`).join(' ') || 'nothing';

/** The answer's `now`, or the answer as it stands. */
function businessTime(text: string): string {
  try {
    const { now } = JSON.parse(text) as { now?: unknown };
    return typeof now === 'string' ? now : text;
  } catch {
    return text;
  }
}
