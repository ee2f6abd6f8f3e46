/** In the morning of each working day every desk hears what waits, what is due today and what is late. Late is computed, never kept. */
import { tx } from '#flows/engine/message.ts';
import { isWorkingDay } from '#services/calendar.ts';
import type { Services } from '#services/commands.ts';
import { daily } from '#services/daily.ts';
import { DESKS } from '../desks.ts';
import type { State } from '../states.ts';

const AT = '07:30';
const OPEN: string[] = ['diterima', 'ditangani', 'diteruskan'] satisfies State[];

/** Returns how many desks were told now. */
export async function digestDue(services: Services): Promise<number> {
  const { clock, council } = services;
  const date = clock.date(clock.now());
  if (clock.time(clock.now()) < AT || !isWorkingDay(council, date)) return 0;
  return daily(services, 'ringkasan-aduan', date, () => tellDesks(services, date));
}

async function tellDesks(services: Services, date: string): Promise<number> {
  let told = 0;
  for (const [desk, [officers]] of Object.entries(DESKS)) {
    const figures = await figuresOf(services, desk, date);
    if (!figures.open) continue;
    await services.notices.toRoles(officers, {
      key: `ringkasan/${desk}/${date}`,
      text: tx('tindak-lanjut.digest', { date, ...figures }),
    });
    told += 1;
  }
  return told;
}

interface Figures {
  open: number;
  /** Nobody has looked at them yet. */
  unseen: number;
  today: number;
  late: number;
}

export async function figuresOf({ models }: Services, desk: string, date: string): Promise<Figures> {
  const all = { desk, state: { $in: OPEN } };
  const [open, unseen, today, late] = await Promise.all([
    models.Aduan.countDocuments(all),
    models.Aduan.countDocuments({ desk, state: 'diterima' }),
    models.Aduan.countDocuments({ ...all, answerBy: date }),
    models.Aduan.countDocuments({ ...all, answerBy: { $lt: date } }),
  ]);
  return { open, unseen, today, late };
}
