/** What was sent before somebody had the conversation: pictures and voice reach whoever takes it, like the words do. */
import type { Obrolan } from '#models/obrolan.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { outFile, toSender, whoAsks } from './tell.ts';

/** The newest; more than these stand in no conversation that somebody still waits in. */
const MOST = 10;

export async function showFiles(services: Services, talk: Obrolan, chat: string, key: string): Promise<void> {
  const number = talk._id;
  const files = talk.lines.filter(({ by }) => by === 'penanya').flatMap((line) => line.files);
  const text = tx('chatting.fromAsker', { number, who: await whoAsks(services, talk) });
  for (const [n, file] of files.slice(-MOST).entries())
    await toSender(services, chat, { number, as: 'answers' }, { key: `${key}/${n}`, text, file: outFile(file) });
}
