/** A word from the chat of either side, or from the topic, on its way to the other. */
import type { Obrolan, ObrolanFile } from '#models/obrolan.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Spoken } from '#flows/engine/talk.ts';
import { done } from '#services/commands.ts';
import type { Command } from '#services/commands.ts';
import { contentOf } from './content.ts';
import { inRoom } from './in-room.ts';
import { ofAsker, ofHolder, quoteOf } from './speak.ts';
import { toSender } from './tell.ts';

/** `files`: of the house's own store already, from the desk page. */
export interface Brought extends Spoken {
  files?: ObrolanFile[];
}

export const kata: Command<Brought> = async (request, services) => {
  const { requestKey, args, chat, locale, who } = request;
  const { number, said, quotes, files = [] } = args;
  const talk = await services.models.Obrolan.findById(number).lean<Obrolan>();
  if (talk?.room === chat) {
    await inRoom(services, talk, request);
    return done();
  }
  const asks = talk?.chat === chat;
  const as = asks ? 'asks' : 'answers';
  const back = (text: TextRef, set?: 'off') =>
    toSender(services, chat, { number, as }, { key: `${number}/${as}/${requestKey}/balik`, text, ...(set && { set }) });
  if (!talk || (!asks && (talk.holder === null || talk.holder !== who?._id))) {
    await back(tx('chatting.notSent', { number }), 'off');
    return done();
  }
  const made = await contentOf(services, chat, number, said);
  if ('why' in made) {
    await back(made.why);
    return done();
  }
  const content = { ...made, files: [...made.files, ...files] };
  const word = { key: `${number}/${as}/${requestKey}`, chat, who, locale, content, quotes: quoteOf(talk, quotes) };
  if (asks) await ofAsker(services, talk, word);
  else await ofHolder(services, talk, word);
  return done();
};
