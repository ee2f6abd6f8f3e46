/** A conversation ends: by who asked, by who answers, or by long silence. The rating is one tap, and what was interrupted goes on. */
import type { Obrolan } from '#models/obrolan.ts';
import { tx } from '#flows/engine/message.ts';
import type { Leaving } from '#flows/engine/talk.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { ANSWERING } from '../roles.ts';
import type { Rate } from '../rules.ts';
import { SCORES } from '../rules.ts';
import { change, eventOf, told } from './change.ts';
import { rateButtons, toAsker, toHolder, toRoom, toSender } from './tell.ts';

export const akhiri: Command<Leaving> = async ({ requestKey, args, chat, who }, services) => {
  const { number, menu } = args;
  const found = await services.models.Obrolan.findById(number).lean<Obrolan>();
  const asks = found?.chat === chat;
  // A request stays with its unit: by "menu" a member only leaves the talk about it.
  if (asks && found.kind === 'layanan' && found.state !== 'selesai') {
    const text = tx('chatting.laidDown', { number });
    await toSender(
      services,
      chat,
      { number, as: 'asks' },
      { key: `${number}/asks/${requestKey}`, text, set: 'off', menu },
    );
    return done();
  }
  const may = found !== null && (asks || (found.holder === who?._id && allowed(who, ANSWERING)));
  const as = asks ? 'asks' : 'answers';
  const key = `${number}/${as}/${requestKey}`;
  const ended = may && (await end(services, found, key, asks ? null : (who?._id ?? null), menu));
  // In the topic anybody of staff may type the word.
  if (!ended && found?.room === chat && found.state !== 'selesai') {
    await toSender(services, chat, { number, as }, { key, text: tx('chatting.tool-no-not-yours', { number }) });
    return done();
  }
  // Somebody else was faster, or it never was theirs: they are out of it all the same.
  if (!ended) {
    const over = (await services.models.Obrolan.exists({ _id: number, state: { $ne: 'selesai' } })) === null;
    const text = tx(over ? 'chatting.wasOver' : 'chatting.tool-no-moved', { number });
    await toSender(services, chat, { number, as }, { key, text, set: 'off' });
  }
  return done();
};

/** Handed over or written in since it was looked at: only who asked ends it then. */
const stillTheirs = (seen: Obrolan, now: Obrolan, by: string | null): boolean =>
  by === null || (by === 'clock' ? now.version === seen.version : now.holder === seen.holder);

/** `by`: person id of who answers, null for who asked, `clock` for the clock. False where it was over already, or is not theirs. */
export async function end(
  services: Services,
  talk: Obrolan,
  key: string,
  by: string | null,
  menu = false,
): Promise<boolean> {
  const number = talk._id;
  const changed = await change(services, number, key, (now) =>
    now.state === 'selesai' || !stillTheirs(talk, now, by)
      ? null
      : {
          set: { state: 'selesai', closedAt: new Date(services.clock.now()) },
          event: {
            what: by === null ? 'diakhiri' : by === 'clock' ? 'diam' : 'selesai',
            ...(by && by !== 'clock' && { by }),
          },
          hold: by === 'clock',
        },
  );
  if (!changed?.done) return false;
  await tellEnded(services, changed.talk, key, menu);
  if (by === 'clock') await told(services, changed.talk, key);
  return true;
}

const OVER: Record<string, [asker: string, holder: string]> = {
  diakhiri: ['over', 'overByAsker'],
  selesai: ['over', 'overByYou'],
  diam: ['overSilent', 'overByClock'],
};

/** By what ended it, under the key it was ended with. Safe to run again. */
export async function tellEnded(services: Services, talk: Obrolan, key: string, menu = false): Promise<void> {
  const number = talk._id;
  const [toWhoAsked = 'over', toWhoAnswers = 'overByYou'] = OVER[eventOf(talk, key)?.what ?? ''] ?? [];
  // Who was never answered has nothing to rate.
  const rated = talk.lines.some((line) => line.by === 'petugas') || talk.kind === 'layanan';
  await toAsker(services, talk, {
    key,
    text: tx(`chatting.${rated ? toWhoAsked : 'overUnanswered'}`, { number }),
    ...(rated && { buttons: rateButtons(number) }),
    ...{ set: 'off', menu },
  });
  if (talk.holderChat !== talk.room)
    await toHolder(services, talk, {
      key: `${key}/petugas`,
      text: tx(`chatting.${toWhoAnswers}`, { number }),
      set: 'off',
    });
  await toRoom(services, talk, {
    key: `${key}/ruang`,
    text: tx(toWhoAnswers === 'overByYou' ? 'chatting.wasOver' : `chatting.${toWhoAnswers}`, { number }),
    set: 'off',
  });
}

/** Once; a second tap is thanked as well. */
export const nilai: Command<Rate> = async ({ requestKey, args, chat }, { models, clock }) => {
  const { number, score } = args;
  if (!SCORES.some((one) => one === score)) return done({ outcome: 'unknown' });
  const rating = { requestKey, score, at: new Date(clock.now()) };
  const rated = await models.Obrolan.updateOne(
    { _id: number, chat, state: 'selesai', $or: [{ rating: null }, { 'rating.requestKey': requestKey }] },
    { $set: { rating } },
  );
  if (rated.matchedCount) return done({ outcome: 'done' });
  return done({ outcome: (await models.Obrolan.exists({ _id: number, chat })) ? 'already' : 'unknown' });
};
