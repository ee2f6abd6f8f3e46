/** The menu: what is open to this chat when nothing runs. */
import type { Draft } from './draft.ts';
import { tx } from './message.ts';
import type { Choice } from './message.ts';

/** The choice that takes up what was set aside; no flow has such a name. */
export const RESUME = '.resume';
const RESUME_WORDS = ['lanjut', 'lanjutkan', 'teruskan', 'continue', 'resume', 'go on'];

export function openMenu(draft: Draft): void {
  const { chat, env } = draft;
  if (env.shared) return draft.close();
  // Its numbers would be handed on.
  if (chat.talk && !chat.run) return draft.say(tx(`engine.talk-${chat.talk.as}`, { number: chat.talk.number }));
  const choices: Choice[] = env.book
    .menu(chat)
    .map(({ flow, label, synonyms }) => ({ id: flow, label, ...(synonyms && { synonyms }) }));
  if (!chat.run && chat.parked.length)
    choices.unshift({ id: RESUME, label: tx('engine.resume'), synonyms: RESUME_WORDS });
  if (!choices.length) {
    draft.say(tx(emptyMenu(draft)));
    return draft.close();
  }
  draft.ask({ kind: 'menu', texts: [tx('engine.menu')], choices });
}

/** Who is bound already needs no invitation, even where nothing is built for their role yet. */
function emptyMenu({ chat }: Draft): string {
  if (chat.side === 'public') return 'engine.nothingOpen';
  return chat.roles.length ? 'engine.nothingForRole' : 'engine.bindFirst';
}

export function greet(draft: Draft): void {
  draft.chat.greeted = true;
  draft.say(tx(draft.chat.side === 'members' ? 'engine.welcomeMembers' : 'engine.welcome'));
}
