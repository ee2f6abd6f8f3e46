/** What is written in a topic of ours, on its way into that topic's chat. */
import type { Update } from '@grammyjs/types';
import type { Content } from '#flows/engine/item.ts';
import type { Arrival } from '../channel.ts';
import type { Said } from './from-group.ts';
import { ALBUM, TOO_OLD } from './to-arrival.ts';
import type { Topics } from '#services/topics.ts';

/**
 * Null: it is nobody's business. Whoever may not answer is told so once in a chat, which knows each item by its id, and what they wrote
 * is kept nowhere.
 */
export const ofGroup = async (topics: Topics, said: Said, update: Update): Promise<Arrival | null> => {
  const { spot } = said;
  const id = `tg:${update.update_id}`;
  if (said.kind === 'word') {
    if (spot.by === null) return { address: spot.group, id, content: { kind: 'refused', why: 'hidden' } };
    const { flow, arg } = said;
    return { address: spot.group, id, by: spot.by, content: { kind: 'start', flow, arg } };
  }
  if (said.kind === 'turned') {
    await topics.turned(spot, said.closed);
    return null;
  }
  if (said.kind === 'began') {
    await topics.began(spot.group, said.spot.thread, said.name);
    return null;
  }
  const found = await topics.at(spot);
  if (!found) return null;
  const { address, may } = found;
  const refused = (once: string, why: Refusal): Arrival => ({ address, id: once, content: { kind: 'refused', why } });
  if (spot.by === null) return refused('hidden', 'hidden');
  if (!may) return refused(`stranger:${spot.by}`, 'stranger');
  const now = Date.now();
  if (said.date !== null && said.date * 1000 < now - TOO_OLD) return refused(id, 'too-old');
  return {
    ...{ address, by: spot.by, content: said.content, id: said.press ?? id },
    ...(said.album && { notBefore: now + ALBUM }),
  };
};

type Refusal = Extract<Content, { kind: 'refused' }>['why'];
