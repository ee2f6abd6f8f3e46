/** Answers to the engine's own questions. */
import type { Aside } from './chat.ts';
import type { Draft } from './draft.ts';
import { leaveNews } from './leave.ts';
import { openMenu } from './menu.ts';
import { tx } from './message.ts';
import { obey } from './obey.ts';
import { isOwnChoice } from './prompt.ts';
import { reopen } from './run.ts';
import { advance, begin, cancel, goOn, ownChoice, park, sayCancelled } from './runs.ts';

export async function answerAside(draft: Draft, aside: Aside, id: string): Promise<void> {
  const { chat } = draft;
  switch (aside.kind) {
    case 'which':
      return which(draft, aside, aside.values[Number(id)]);
    case 'word':
      return id === 'answer' ? asAnswer(draft, aside, aside.said) : obeyUnder(draft, aside.word, aside.said);
    case 'help':
      if (id === 'answer' && standsOver(aside)) return asAnswer(draft, aside, aside.said);
      draft.say(tx(id === 'social' ? 'engine.socialAid' : 'engine.help'));
      return under(draft);
    case 'change':
      if (chat.run) chat.run = reopen(chat.run, id);
      return under(draft);
    case 'leave':
      return leave(draft, aside, id);
    case 'stop':
      if (id === 'form') return cancel(draft);
      await under(draft);
      return leaveNews(draft);
    case 'language':
      Object.assign(chat, { locale: id === 'en' ? 'en' : 'id', chose: true });
      draft.say(tx('engine.languageSet'));
      return under(draft);
  }
}

async function which(draft: Draft, aside: Aside & { kind: 'which' }, value: unknown): Promise<void> {
  if (aside.confirms && isOwnChoice(value)) {
    await under(draft);
    return ownChoice(draft, value);
  }
  const { key, answer, message } = aside;
  return advance(draft, { kind: 'reading', key, answer, value, ...(message !== undefined && { message }) });
}

/** What stood under the aside: the flow's question or the menu. */
async function under(draft: Draft): Promise<void> {
  draft.chat.wait = null;
  await goOn(draft);
}

/** An aside about an answer to the flow's question `key`, given by `message`. */
type OverQuestion = Aside & { key: string; message?: string };

export const standsOver = (aside: Aside): aside is OverQuestion => 'key' in aside && aside.key !== undefined;

/** What was said, or says now that it was edited, answers the question under the aside. */
export async function asAnswer(draft: Draft, { key, message }: OverQuestion, said: string): Promise<void> {
  const answer = { kind: 'text', text: said } as const;
  const input = { kind: 'answer', key, answer, byLabel: true, ...(message !== undefined && { message }) } as const;
  await advance(draft, input);
}

/** The question stands again before the word acts on it: *back* from an aside would otherwise act on the aside. */
async function obeyUnder(draft: Draft, word: Parameters<typeof obey>[1], said: string): Promise<void> {
  draft.chat.wait = null;
  if (draft.chat.run) await advance(draft, { kind: 'none' });
  await obey(draft, word, said);
}

async function leave(draft: Draft, { flow, arg }: Aside & { kind: 'leave' }, id: string): Promise<void> {
  if (id === 'keep' || (id === 'park' && !park(draft))) return under(draft);
  if (id === 'park') draft.say(tx('engine.parked'));
  else {
    sayCancelled(draft);
    draft.chat.run = null;
    draft.close();
  }
  return flow === null ? openMenu(draft) : begin(draft, flow, arg);
}
