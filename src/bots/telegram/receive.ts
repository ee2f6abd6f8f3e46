/** One raw update from Telegram to the chat it belongs to. */
import type { CallbackQuery, Update } from '@grammyjs/types';
import { tx } from '#flows/engine/message.ts';
import type { Accept, Arrival, ChannelName } from '../channel.ts';
import { nameOf } from '../log.ts';
import { plain } from '../render/html.ts';
import { within, type CallApi } from './call.ts';
import type { Me } from './group.ts';
import { saidInGroup, type Said } from './from-group.ts';
import { ofGroup } from './group-arrival.ts';
import type { TelegramOptions } from './options.ts';
import { toArrival } from './to-arrival.ts';
import { kindOf, toNews, type News } from './to-news.ts';

/** ms the answer to a press may take; Telegram itself forgets the press after some 15 s. */
const ANSWER = 10_000;

export interface Receiver {
  name: ChannelName;
  me: Me;
  call: CallApi;
  accept: Accept;
  options: Pick<TelegramOptions, 'log' | 'texts' | 'onReachable' | 'onMoved' | 'topics'>;
}

/** Resolves when the update is durable or is nobody's business; rejects when `accept` or a hook does. */
export const receive = async (receiver: Receiver, update: Update): Promise<void> => {
  const { news, arrival: own, said } = read(receiver, update);
  const { onReachable, onMoved, topics } = receiver.options;
  if (news?.kind === 'reachable') await onReachable?.(news.address, news.reachable);
  if (news?.kind === 'moved') await onMoved?.(news.from, news.to);
  if (news?.kind === 'standing') await topics?.standing(news.group, news);
  const arrival = said && topics ? ((await ofGroup(topics, said, update)) ?? own) : own;
  const accepted = arrival && (await receiver.accept(receiver.name, arrival));
  // Not awaited: the press is durable, and its answer is only a courtesy.
  if (update.callback_query)
    answerPress(receiver, update.callback_query, accepted?.fresh ?? true).catch(() => undefined);
};

interface Read {
  news?: News | null;
  arrival?: Arrival | null;
  said?: Said | null;
}

/** An update of a shape nobody foresaw is dropped: kept, it would stop everybody's updates behind it. */
const read = ({ me, options }: Receiver, update: Update): Read => {
  try {
    return {
      news: toNews(update),
      arrival: toArrival(update, me, Date.now()),
      said: options.topics ? saidInGroup(update, me) : null,
    };
  } catch (error) {
    options.log.error({ kind: kindOf(update), error: nameOf(error) }, 'an update could not be read and was dropped');
    return {};
  }
};

/** Ends the waiting circle on the button. */
const answerPress = async ({ call, options }: Receiver, { id, from }: CallbackQuery, fresh: boolean): Promise<void> => {
  const locale = from.language_code?.startsWith('en') ? 'en' : 'id';
  const text = fresh ? {} : { text: plain(options.texts.say(locale, tx('bots.pressedAlready'))) };
  await call('answerCallbackQuery', { callback_query_id: id, ...text }, within(ANSWER));
};
