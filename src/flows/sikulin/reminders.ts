/** Reminders of approved visits. They live on the visit: moved or cancelled, its version rises and the old reminder is nothing. */
import type { Visit } from '#models/visit.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';

/** Sends every reminder that is due, once: the notice is keyed by the visit's version before the version moves on. */
export async function remindVisits({ models, notices, clock }: Services): Promise<number> {
  const now = new Date(clock.now());
  const due = await models.Visit.find({ dueAt: { $lte: now, $type: 'date' } })
    .limit(100)
    .lean<Visit[]>();
  for (const visit of due) {
    const { _id: number, date, time, people, dueVersion, status } = visit;
    if (status === 'disetujui')
      await notices.toChat(visit.chat, {
        key: `remind/${number}/${dueVersion}`,
        text: tx('sikulin.reminder', { number, date, time, people }),
      });
    await models.Visit.updateOne(
      { _id: number, dueVersion },
      { $set: { dueAt: null }, $inc: { dueVersion: 1 }, $push: { history: { at: now, what: 'diingatkan' } } },
    );
  }
  return due.length;
}
