/** Administrators are asked to top the SIMs up before they expire: every four weeks, on a working morning, once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { topUpDue } from '#flows/nomor-whatsapp/top-up.ts';
import { isWorkingDay } from '#services/calendar.ts';
import type { Services } from '#services/commands.ts';
import { NumberBook } from '#services/whatsapp/number-book.ts';
import { startTestSystem } from '#tests/support/system.ts';

const DAY = 86_400_000;

test('who has a number is asked to top its SIM up every four weeks, on a working morning, once; a new one is not asked for', async (t) => {
  const { system } = await startTestSystem(t);
  const { services } = system;
  const { clock, council } = services;
  await new NumberBook(services.models.WhatsAppNumber).beat('whatsapp-public', { state: 'ready' });
  const told: string[] = [];
  const notices = {
    toRoles: async (roles: readonly string[], { key }: { key: string }) => void told.push(`${roles.join()} ${key}`),
  };
  /** At this time of the first working day in `from` days or later. */
  const on = async (from: number, time: string): Promise<string> => {
    for (let day = from; ; day += 1) {
      const date = clock.date(Date.now() + day * DAY);
      if (!isWorkingDay(council, date)) continue;
      const now = (): number => Date.now() + day * DAY;
      const then = { now, date: () => date, time: () => time };
      await topUpDue({ ...services, notices, clock: then } as unknown as Services);
      return date;
    }
  };
  await on(1, '09:00');
  await on(8, '09:00');
  await on(40, '07:59');
  assert.deepEqual(told, []);
  const date = await on(40, '08:00');
  await on(40, '10:00');
  await on(55, '09:00');
  assert.deepEqual(told, [`admin pulsa:whatsapp-public:${date}`]);
});
