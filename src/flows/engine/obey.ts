/** What each reserved word does. */
import type { Word } from './chat.ts';
import type { Draft } from './draft.ts';
import { askLeave, interrupt, leaveNews } from './leave.ts';
import { openMenu } from './menu.ts';
import { tx } from './message.ts';
import { lastAnswer, reopen } from './run.ts';
import { advance, cancel, goOn } from './runs.ts';
import { greetingAnswer, meansAid, namedLanguage, thanksAnswer } from './words.ts';

export async function obey(draft: Draft, word: Word, said: string): Promise<void> {
  const { chat, env } = draft;
  switch (word) {
    case 'cancel':
      return chat.run ? cancel(draft) : goOn(draft, tx('engine.nothingToCancel'));
    case 'back':
      return back(draft);
    case 'menu':
      return chat.run ? askLeave(draft, null, '') : openMenu(draft);
    case 'repeat':
      return goOn(draft);
    case 'person':
      return interrupt(draft, env.book.person, '');
    case 'help':
      return help(draft, said);
    case 'language':
      return language(draft, said);
    case 'stop':
      return chat.run ? askStop(draft) : leaveNews(draft);
    case 'greeting':
      draft.say(tx(greetingAnswer(said)));
      return goOn(draft);
    case 'thanks':
      // Nothing is asked for: the menu would be an answer to nothing.
      draft.say(tx(thanksAnswer(said)));
      return chat.run ? goOn(draft) : undefined;
  }
}

async function back(draft: Draft): Promise<void> {
  const { run } = draft.chat;
  if (!run) return openMenu(draft);
  const key = lastAnswer(run);
  if (key === null) return goOn(draft, tx(run.barrier ? 'engine.backDone' : 'engine.backFirst'));
  draft.chat.run = reopen(run, key);
  await advance(draft, { kind: 'none' });
}

/** Social aid, or help with this? */
function help(draft: Draft, said: string): Promise<void> | void {
  const { wait } = draft.chat;
  if (!meansAid(said)) return goOn(draft, tx('engine.help'));
  const answerable = wait?.kind === 'ask' && wait.freeText;
  draft.ask({
    kind: 'aside',
    aside: { kind: 'help', said, ...(answerable && wait.key !== undefined && { key: wait.key }) },
    texts: [tx('engine.whichHelp')],
    choices: [
      { id: 'social', label: tx('engine.helpSocial') },
      { id: 'service', label: tx('engine.helpService') },
      ...(answerable ? [{ id: 'answer', label: tx('engine.wordAnswer') }] : []),
    ],
  });
}

function language(draft: Draft, said: string): Promise<void> | void {
  const named = namedLanguage(said);
  if (named) {
    Object.assign(draft.chat, { locale: named, chose: true });
    return goOn(draft, tx('engine.languageSet'));
  }
  draft.ask({
    kind: 'aside',
    aside: { kind: 'language' },
    texts: [tx('engine.whichLanguage')],
    choices: [
      { id: 'id', label: tx('engine.indonesian'), synonyms: ['indonesia', 'indonesian'] },
      { id: 'en', label: tx('engine.english'), synonyms: ['inggris', 'english'] },
    ],
  });
}

/** STOP inside a form: the form, or the news? */
function askStop(draft: Draft): void {
  draft.ask({
    kind: 'aside',
    aside: { kind: 'stop' },
    texts: [tx('engine.whichStop')],
    choices: [
      { id: 'form', label: tx('engine.stopForm') },
      { id: 'news', label: tx('engine.stopNews') },
    ],
  });
}
