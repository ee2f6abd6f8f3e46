/** Effects of SIKULIN carried out without a conversation: one that dies before a step, and its second run. */
import type { TestContext } from 'node:test';
import type { Person } from '#models/person.ts';
import type { Visit } from '#models/visit.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import { slotsOf, visitDates } from '#flows/sikulin/calendar.ts';
import { sikulinCommands } from '#flows/sikulin/effects.ts';
import { stampOf } from '#flows/sikulin/rules.ts';
import type { Services } from '#services/commands.ts';
import type { Notice } from '#services/notices.ts';
import { startTestSystem } from './system.ts';

export const CHAT = 'telegram-public:1';
export const CLERK = { _id: 'p:sari', name: 'Sari', roles: ['staf'] } as Person;
const DAY = 86_400_000;

export class Desk {
  readonly services: Services;
  /** What was told, in order. */
  readonly told: (Notice & { to: string })[] = [];
  /** Dates that can be booked at 09:00, 11:00 and 14:00. */
  readonly open: string[];

  constructor(services: Services) {
    const tell = async (to: string, notice: Notice): Promise<number> => this.told.push({ ...notice, to });
    const notices = {
      toChat: (chat: string, notice: Notice) => tell(chat, notice),
      toRoles: (roles: readonly string[], notice: Notice) => tell(roles.join(), notice),
    };
    this.services = { ...services, notices: notices as never };
    const { council, clock } = services;
    this.open = visitDates(council, clock.now()).open.filter((date) =>
      ['09:00', '11:00', '14:00'].every((time) => slotsOf(council, date).some((slot) => slot.time === time)),
    );
  }

  static async open(t: TestContext): Promise<Desk> {
    const { system } = await startTestSystem(t, { env: { ROLE: 'bots' } });
    return new Desk(system.services);
  }

  run(command: string, requestKey: string, args: object, services = this.services): Promise<EffectResult> {
    const request = { requestKey, args: args as never, chat: CHAT, locale: 'id' as const, who: CLERK };
    return sikulinCommands[`sikulin.${command}`]!(request, services);
  }

  /** Dies where it would tell somebody, behind everything else that it does before. */
  async diesTelling(command: string, requestKey: string, args: object): Promise<void> {
    const dead = (): Promise<never> => Promise.reject(new Error('dead'));
    await this.fails(
      this.run(command, requestKey, args, { ...this.services, notices: { toChat: dead, toRoles: dead } as never }),
    );
  }

  /** Dies right behind the change of the visit, where a seat would be freed. */
  async diesFreeing(command: string, requestKey: string, args: object): Promise<void> {
    const { models } = this.services;
    const Seat = new Proxy(models.Seat, {
      get: (target, key): unknown =>
        key === 'deleteOne' ? () => Promise.reject(new Error('dead')) : Reflect.get(target, key),
    });
    await this.fails(this.run(command, requestKey, args, { ...this.services, models: { ...models, Seat } }));
  }

  private async fails(run: Promise<unknown>): Promise<void> {
    const alive = await run.then(
      () => true,
      () => false,
    );
    if (alive) throw new Error('it did not come to where it was to die');
  }

  /** The number of a new booking on the nth open day. */
  async book(requestKey: string, day = 0, time = '09:00'): Promise<string> {
    // Of a group of its own: one group has no two seats at one time.
    const wish = { ...this.wish(day, time), institution: `SD ${requestKey}` };
    const booked = await this.run('book', requestKey, wish);
    return ((booked as { done: { number: string } }).done ?? booked).number;
  }

  wish = (day: number, time: string, phone = '+6281234567890'): object => ({
    ...{ kind: 'sekolah', institution: 'SD 5', purpose: 'Belajar', meet: null, needs: [], people: 12, name: 'Bu Rina' },
    ...{ date: this.open[day], time, phone, letter: null },
  });

  async visit(number: string): Promise<Visit> {
    const visit = await this.services.models.Visit.findOne({ _id: number }).lean<Visit>();
    if (!visit) throw new Error(`no visit ${number}`);
    return visit;
  }

  async decide(number: string, requestKey: string, decision: 'setuju' | 'tolak' = 'setuju'): Promise<EffectResult> {
    return this.run('decide', requestKey, await this.decision(number, decision));
  }

  async decision(number: string, decision: 'setuju' | 'tolak'): Promise<object> {
    return { number, decision, note: decision === 'tolak' ? 'Penuh' : null, seen: stampOf(await this.visit(number)) };
  }

  /** The stamp of the visit as it stands, as a card has it now. */
  async seen(number: string): Promise<string> {
    return stampOf(await this.visit(number));
  }

  async seats(): Promise<string[]> {
    return (await this.services.models.Seat.find().sort({ requestKey: 1 }).lean()).map(({ requestKey }) => requestKey);
  }

  later = (days: number): Promise<number> => this.services.clock.move(days * DAY);
}
