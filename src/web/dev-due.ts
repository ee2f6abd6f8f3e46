/** When something is due next, for whoever moves business time by hand. */
import type { ChatDoc } from '#models/chat-doc.ts';
import { withDue } from '#models/models.ts';
import type { Models } from '#models/models.ts';
import { anyDate } from '#models/partial.ts';

/** Business ms of the earliest reminder, deadline or open question; null where nothing waits. */
export async function nextDue(models: Models): Promise<number | null> {
  const documents = withDue(models).map(async (model) => {
    const first = await model
      .findOne({ dueAt: anyDate } as object)
      .sort({ dueAt: 1 })
      .lean<{ dueAt: Date }>();
    return first?.dueAt.getTime();
  });
  const chats = models.Visit.db.collection<ChatDoc>('chats');
  const question = chats.findOne({ wakeAt: { $gt: 0 } }, { sort: { wakeAt: 1 }, projection: { wakeAt: 1 } });
  const moments = [...(await Promise.all(documents)), (await question)?.wakeAt];
  const known = moments.filter((moment) => typeof moment === 'number');
  return known.length ? Math.min(...known) : null;
}
