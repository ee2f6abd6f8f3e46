/**
 * A word of staff in the topic of a conversation. It goes to who asked; the first one takes the conversation. What begins with the marker
 * stays in the topic.
 */
import type { Obrolan } from '#models/obrolan.ts';
import type { PersonContent } from '#flows/engine/chat.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Spoken } from '#flows/engine/talk.ts';
import { allowed } from '#services/commands.ts';
import type { Request, Services } from '#services/commands.ts';
import { masked } from '#flows/tindak-lanjut/masking.ts';
import { ANSWERING } from '../roles.ts';
import { noteIn } from '../rules.ts';
import { change } from './change.ts';
import { notTaken, takeIt } from './claim.ts';
import { contentOf } from './content.ts';
import { release } from './release.ts';
import { ofHolder, quoteOf } from './speak.ts';
import { toSender } from './tell.ts';

export async function inRoom(services: Services, talk: Obrolan, request: Request<Spoken>): Promise<void> {
  const { requestKey, args, chat, locale, who } = request;
  const { said, quotes } = args;
  const number = talk._id;
  const key = `${number}/answers/${requestKey}`;
  const back = (text: TextRef) => toSender(services, chat, { number, as: 'answers' }, { key: `${key}/balik`, text });
  const holds = talk.holder !== null && talk.holder === who?._id;
  if (!allowed(who, ANSWERING)) {
    if (holds) await release(services, talk, `${key}/lepas`, { by: 'desk' });
    return back(tx('engine.stranger'));
  }
  const note = noteIn(wordsOf(said));
  if (note !== null) {
    await change(services, number, key, () => ({
      line: { by: 'catatan', person: who._id, text: masked(note), files: [] },
    }));
    return back(tx('chatting.noteKept', { number }));
  }
  // A note whose marker was taken away by an edit is still a note.
  if (said.kind === 'edit' && !talk.lines.some(({ by, message }) => by === 'petugas' && message === said.message))
    return back(tx('chatting.editInside', { number }));
  const content = await contentOf(services, chat, number, said);
  if ('why' in content) return back(content.why);
  const taken = await takeIt(services, number, `${requestKey}/ambil`, who, chat);
  if (!taken) return back(tx('chatting.take-unknown', { number }));
  if (taken.talk.holder !== who._id || taken.talk.state !== 'ditangani')
    return back(refusal(number, await notTaken(services, taken.talk, who)));
  const message = 'message' in said ? said.message : undefined;
  const word = { key, chat, who, locale, content, quotes: quoteOf(taken.talk, quotes), typed: true };
  await ofHolder(services, taken.talk, { ...word, ...(message !== undefined && { message }) });
}

const refusal = (number: string, handled: Awaited<ReturnType<typeof notTaken>>): TextRef => {
  if (handled.outcome === 'taken') return tx('chatting.roomNotYours', { number, who: handled.who });
  return tx(handled.outcome === 'over' ? 'chatting.notSentOver' : 'chatting.take-own', { number });
};

const wordsOf = (said: PersonContent): string =>
  'text' in said ? said.text : 'caption' in said ? (said.caption ?? '') : '';
