/** Chats are asked by when a form that was set aside is given up. */
import { ChatStore } from '../chat.store.ts';
import type { Migration } from './migrate.ts';

export const shelves: Migration = {
  name: '004-shelves',
  run: (db) => new ChatStore(db).prepare(),
};
