/** Puts back what got stuck in a chat, and sees that somebody goes on with it. */
import type { Report } from '#models/report.ts';
import type { StuckStore } from '#models/stuck.store.ts';
import type { Conversation } from './conversation.ts';
import { sideOf } from './notices.ts';
import type { Outbox } from './outbox.ts';
import { AWAY, HELD } from './stuck-kinds.ts';

export interface StuckParts {
  store: StuckStore;
  conversation(): Pick<Conversation, 'start' | 'accept'>;
  outbox: Pick<Outbox, 'deliver'>;
}

export class Stuck {
  private readonly parts: StuckParts;

  constructor(parts: StuckParts) {
    this.parts = parts;
  }

  get store(): StuckStore {
    return this.parts.store;
  }

  /** False: there is nothing to put back any more. Asked again by a worker behind one who died, it says what that one has done. */
  async retry({ _id, chat, note, requestKey }: Pick<Report, '_id' | 'chat' | 'note' | 'requestKey'>): Promise<boolean> {
    const { store, conversation, outbox } = this.parts;
    if (note === HELD) {
      await store.look(chat);
      return true;
    }
    if (note === AWAY) {
      const id = `tm:${requestKey}:lagi`;
      if (!(await store.reach(chat))) return store.hasSeen(chat, id);
      // It says nothing of its own: with the turn that takes it in the person is told how much they missed.
      const silent = { kind: 'timer', run: '-', askNo: 0, which: 'remind' } as const;
      await conversation().accept(chat, sideOf(chat), { id, content: silent });
      return true;
    }
    const back = await store.putBack(chat, _id);
    if (back === null || back === 'before') return back !== null;
    // Whoever made the inbox one item long runs the turn; otherwise somebody does already.
    if (back.inbox.length === 1) conversation().start(back);
    else outbox.deliver(back);
    return true;
  }
}
